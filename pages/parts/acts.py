"""What a reader does to a submission: an act of the store, on what was on screen, and what became of it in a sentence.

A button calls `begin` before the next run, with the submission as it was drawn, so that the version in the act is the
one that the reader saw. The next run shows with `told` what became of it.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from pages.parts import access, language
from store import clock
from store.acts import Conflict
from store.clock import to_local
from store.corrections import CorrectionError
from store.rights import NotAllowed

REFUSALS = (NotAllowed, Conflict, CorrectionError)
_SAID = "act_said"


def begin(done: str, act: Callable[..., Any], *about: Any) -> Any:
    """Call `act(viewer, *about, at)`; `done` is the message where it was carried out. None where it was refused."""
    words = language.words()
    try:
        found = act(access.viewer(), *about, clock.now())
    except REFUSALS as fault:
        st.session_state[_SAID] = ("error", refusal(fault, words))
        return None
    st.session_state[_SAID] = ("success", words.t(done))
    return found


def told() -> None:
    """Say what became of the reader's last act, once."""
    kind, said = st.session_state.pop(_SAID, ("", ""))
    if kind == "error":
        st.error(said, icon=":material/block:")
    elif kind:
        st.success(said, icon=":material/check_circle:")


def refusal(fault: Exception, words: Words) -> str:
    """Why the store refused, in the reader's language."""
    if isinstance(fault, Conflict):
        about = {"who": literal(fault.who), "when": words.moment(to_local(fault.when))}
        return words.t("act.conflict", state=words.t(f"state.{fault.state}"), **about)
    if isinstance(fault, NotAllowed):
        state = fault.words.get("state")
        return words.t(f"act.not_{fault.code}", state=words.t(f"state.{state}") if state else "")
    if isinstance(fault, CorrectionError):
        return words.t(f"correction.{fault.code}", **fault.words)
    raise fault
