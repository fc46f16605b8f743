"""The chart in words, required before it leaves: written first, then anybody's to better."""

from dataclasses import replace

import streamlit as st

from figures.press.choices import LIMITS, Choices
from figures.words import Words

_WRITTEN = "press_alt_written"


def fields(chosen: Choices, short: str, long: str, words: Words) -> Choices | None:
    """The choices with both texts; None where one was emptied. What was written anew replaces what was written before,
    but never what a person wrote.
    """
    before = st.session_state.get(_WRITTEN, {})
    for name, text in (("alt_short", short), ("alt_long", long)):
        key = f"press_{name}"
        if st.session_state.get(key) in (None, before.get(name)):
            st.session_state[key] = text[: LIMITS[name]]
    st.session_state[_WRITTEN] = {"alt_short": short[: LIMITS["alt_short"]], "alt_long": long[: LIMITS["alt_long"]]}
    with st.expander(words.t("press.alt"), icon=":material/accessibility_new:"):
        st.caption(words.t("press.alt_help"))
        one = st.text_area(
            words.t("press.field_alt_short"), key="press_alt_short", max_chars=LIMITS["alt_short"], height=100
        )
        two = st.text_area(
            words.t("press.field_alt_long"), key="press_alt_long", max_chars=LIMITS["alt_long"], height=160
        )
    if not one.strip() or not two.strip():
        st.error(words.t("press.alt_missing"), icon=":material/accessibility_new:")
        return None
    written = st.session_state[_WRITTEN]
    edited = {
        name: text.strip()
        for name, text in (("alt_short", one), ("alt_long", two))
        if text.strip() != written[name].strip()
    }
    return replace(chosen, **edited)
