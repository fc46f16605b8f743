"""What a reader does to a submission: an act of the store, on what was on screen, and what became of it in a sentence.

A button calls `begin` before the next run, with the submission as it was drawn, so that the version in the act is the
one that the reader saw. The next run shows with `told` what became of it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from pages.parts import access, language, letters
from store import clock, comments, gate, lifecycle, registers
from store.acts import Conflict
from store.announcements import AnnouncementError
from store.checklist import NotReady
from store.clock import to_local
from store.comments import Comment, CommentError
from store.corrections import CorrectionError
from store.lifecycle import MomentPassed
from store.registers import Change, RegisterError
from store.releases import Submission
from store.rights import NotAllowed

# What the store refuses with a code of its own, and the first part of its message's key.
CODED = {
    CorrectionError: "correction",
    CommentError: "comment_fault",
    AnnouncementError: "announce_fault",
    RegisterError: "register",
}
REFUSALS = (NotAllowed, Conflict, NotReady, MomentPassed, LookupError, *CODED)
# After these it is somebody else's turn.
HANDED_ON = (
    lifecycle.send, lifecycle.give_back, comments.comment, comments.answer, registers.propose, registers.give_back,
)  # fmt: skip
_SAID = "act_said"


def begin(done: str, act: Callable[..., Any], *about: Any, **said: object) -> Any:
    """Call `act(viewer, *about, at)`; `done` is the message where it was carried out, with what is `said` in it.

    None where it was refused; what else is in the act's result, only the act knows.
    """
    words = language.words()
    try:
        found = act(access.viewer(), *about, clock.now())
    except REFUSALS as fault:
        st.session_state[_SAID] = ("error", refusal(fault, words))
        return None
    st.session_state[_SAID] = ("success", words.t(done, **said))
    if act in HANDED_ON:
        letters.to_whom_it_waits(_handed_on(found))
    return found


def _handed_on(found: Submission | Change | Comment) -> Submission | Change | None:
    """What it is now somebody else's turn with: of a comment the submission."""
    if not isinstance(found, Comment):
        return found
    of = gate.one(access.viewer(), found.release, clock.now())
    return gate.submission(access.viewer(), of.submission, clock.now()) if of else None


def refuse(said: str) -> None:
    """Say in the next run that nothing was done, and why."""
    st.session_state[_SAID] = ("error", said)


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
        about = {"who": literal(fault.who), "when": _moment(fault.when, words)}
        return words.t("act.conflict", state=words.t(f"state.{fault.state}"), **about)
    if isinstance(fault, NotAllowed):
        state = fault.words.get("state")
        return words.t(f"act.not_{fault.code}", state=words.t(f"state.{state}") if state else "")
    if isinstance(fault, NotReady):
        return words.t("approval.not_ready", n=len(fault.items))
    if isinstance(fault, MomentPassed):
        return words.t("moment.over", moment=_moment(fault.moment, words))
    for kind, key in CODED.items():
        if isinstance(fault, kind):
            return words.t(f"{key}.{fault.code}", **{name: _told(value, words) for name, value in fault.words.items()})
    if isinstance(fault, LookupError) and not isinstance(fault, (KeyError, IndexError)):
        return words.t("act.gone")
    raise fault


def _told(value: object, words: Words) -> object:
    if isinstance(value, datetime):
        return _moment(value, words)
    return literal(value) if isinstance(value, str) else value


def _moment(moment: datetime, words: Words) -> str:
    return words.moment(to_local(moment))
