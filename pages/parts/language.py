"""The language of this visit: chosen once, kept across pages, in the address and in the browser."""

import streamlit as st

from figures.words import LANGUAGES, NAMES, Words, best_language
from figures.words import words as words_in
from pages.parts import visitor

# Not a widget's key: Streamlit forgets those when the widget is not drawn in a run.
_KEPT = "language"
_CHOICE = "language_choice"


def current() -> str:
    """The address says it, else this visit's choice, else the cookie our page script keeps, else Vietnamese."""
    return best_language(
        st.query_params.get("lang"),
        st.session_state.get(_KEPT),
        visitor.cookie("lang"),
    )


def words() -> Words:
    """What the page says, in the reader's language."""
    return words_in(current())


def keep() -> None:
    """Keep the language in the address: Streamlit empties the query when a reader turns to another page.

    A language that was only guessed stays out of it, so that the first link a reader copies suits everyone.
    """
    if st.query_params.get("lang") in LANGUAGES:
        st.session_state[_KEPT] = st.query_params["lang"]
    elif _KEPT in st.session_state:
        st.query_params["lang"] = st.session_state[_KEPT]


def switcher() -> None:
    """The choice of language, which the frame's style puts into the header."""
    st.session_state[_CHOICE] = current()
    st.segmented_control(
        words().t("language.label"),
        LANGUAGES,
        format_func=lambda lang: NAMES[lang],
        required=True,
        key=_CHOICE,
        on_change=_choose,
        label_visibility="collapsed",
    )


def _choose() -> None:
    # Before the run, or the old language in the address would win over the new choice.
    st.session_state[_KEPT] = st.query_params["lang"] = st.session_state[_CHOICE]
