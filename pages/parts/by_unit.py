"""Promises that are followed by province: what each reported, and that none has where none has."""

import streamlit as st

from figures import programme_units
from figures.markdown import literal
from figures.words import Words
from pages.parts import access, choose
from scoring import Framework, Units
from scoring.periods import span
from store import Release


def show(seen: list[Release], units: Units, words: Words) -> None:
    """The newest release of every programme by territory; those without one are named as not reported."""
    t = words.t
    st.header(t("programme.by_unit"), anchor="provinces")
    for framework in _frameworks(units):
        releases = [release for release in seen if release.framework == framework.id]
        st.subheader(literal(framework.names[words.lang]))
        if not releases:
            st.markdown("\n".join(f"- {literal(text)}" for text in programme_units.unreported(framework, words)))
            continue
        newest = max(releases, key=lambda r: (r.is_in_force, span(r.period)[1], not r.is_demonstration))
        values = access.read(newest).scores.values.droplevel(0)
        total = units.in_force(newest.block, newest.division, newest.period)["code"]
        names = units.names(newest.block, newest.division, words.lang)
        st.caption(choose.label(newest, words))
        said = programme_units.sentences(framework, values, list(total), words)
        st.markdown("\n".join(f"- {literal(text)}" for text in said))
        table = programme_units.table(framework, values, list(total), names, words)
        st.dataframe(
            table, hide_index=True, alt=framework.names[words.lang], placeholder=t("status.not_reported"),
            column_config={table.columns[0]: st.column_config.TextColumn(pinned=True)},
        )  # fmt: skip


def on_paper(seen: list[Release], units: Units, words: Words) -> list[str]:
    """What is said of each, without its table."""
    said = []
    for framework in _frameworks(units):
        if not any(release.framework == framework.id for release in seen):
            said += programme_units.unreported(framework, words)
    return said


def _frameworks(units: Units) -> list[Framework]:
    found = access.frameworks().values()
    return [each for each in found if each.is_programme and units.has_territory(each.block)]
