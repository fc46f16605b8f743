"""The nation's own index and its parts over the years, as published, with what each edition counted."""

from functools import cache

import streamlit as st

from figures import national_parts
from figures.documents.paper import Table, fragment
from figures.documents.sections import Told
from figures.words import Words
from figures.words import words as words_in
from pages.parts import at_a_glance, drawing


def show(words: Words) -> None:
    """The chart beside the mean of the provinces, the table of parts, and what was not published."""
    t = words.t
    st.header(t("national.title"), anchor="nation")
    drawn = at_a_glance.country("province", words.lang)
    drawing.show(drawn.svg, drawn.legend)
    with st.expander(t("unit.as_table")):
        st.html(drawn.table)
    st.html(fragment("years.html", table=_table(words)))
    for text in _said(words):
        st.markdown(text)
    with st.expander(t("about.source")):
        st.markdown("\n".join(f"- <{address}>" for address in national_parts.sources()))


def on_paper(words: Words) -> Told:
    return Told(words.t("national.title"), _said(words), _table(words))


def _table(words: Words) -> Table:
    return _shipped(words.lang)


@cache
def _shipped(lang: str) -> Table:
    """It comes from files of the program, which stay as they are."""
    found = national_parts.texts(words_in(lang))
    return Table("", list(found.columns), found.to_numpy().tolist())


@cache
def _growth(lang: str) -> list[str]:
    return [f"{said} ({source})" for said, source in national_parts.growth(words_in(lang))]


def _said(words: Words) -> list[str]:
    return [words.t("national.parts_none"), *_growth(words.lang), words.t("national.unit_of")]
