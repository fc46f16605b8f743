"""A page that the reader may not open: why, and what to do."""

from collections.abc import Callable

import streamlit as st

from figures.words import Words
from pages.parts import access, account
from store.rights import NotAllowed, Subject, check


def page(name: str, words: Words) -> Callable[[], None]:
    """What stands at the page's address in its place."""

    def refusal() -> None:
        st.title(words.t(f"nav.{name}"))
        try:
            check(access.viewer(), "open", Subject(f"page:{name}"))
        except NotAllowed as fault:
            st.error(words.t(f"refused.{fault.code}"), icon=":material/lock:")
            if fault.code == "signed_out":
                account.door(name, words)

    return refusal
