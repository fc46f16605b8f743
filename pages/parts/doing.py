"""Doing something through the store, and telling at the head of the page what came of it.

An act is the callback of a button: it runs before the page is drawn anew, with the submission as it was on screen, so
that whoever came second is told who was first, and sees what they left.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from pages.parts import access, language
from pages.parts.moments import said
from store.acts import Conflict
from store.announcements import AnnouncementError
from store.checklist import NotReady
from store.clock import now
from store.comments import CommentError
from store.corrections import CorrectionError
from store.lifecycle import MomentPassed
from store.rights import NotAllowed
from store.viewers import Viewer

_SAID = "doing_said"
# What the store refuses with a code and words: the first part of the message's key.
CODED = {
    NotAllowed: "denied",
    CommentError: "comment_fault",
    AnnouncementError: "announce_fault",
    CorrectionError: "correct_fault",
}
_FAULTS = (Conflict, NotReady, MomentPassed, LookupError, *CODED)


def do(call: Callable[[Viewer, datetime], Any], done: str) -> bool:
    """`call(viewer, now)`; `done` is told when it is done, and a refusal of the store in the reader's language."""
    try:
        call(access.viewer(), now())
    except _FAULTS as fault:
        refuse(sentence(fault, language.words()))
        return False
    st.session_state[_SAID] = (True, done)
    return True


def refuse(said: str) -> None:
    """Tell that nothing was done, and why."""
    st.session_state[_SAID] = (False, said)


def tell() -> None:
    """Show once what the last act came to."""
    done, text = st.session_state.pop(_SAID, (True, ""))
    if text and done:
        st.success(text, icon=":material/check_circle:")
    elif text:
        st.error(text, icon=":material/error:")


def sentence(fault: Exception, words: Words) -> str:
    """Why the store refused, in the reader's language."""
    t = words.t
    if isinstance(fault, Conflict):
        return t(f"conflict.{fault.state}", who=literal(fault.who), when=said(fault.when, words))
    if isinstance(fault, NotReady):
        return t("approval.not_ready", n=len(fault.items))
    if isinstance(fault, MomentPassed):
        return t("moment.over", moment=said(fault.moment, words))
    for kind, key in CODED.items():
        if isinstance(fault, kind):
            return t(f"{key}.{fault.code}", **{name: _told(value, words) for name, value in fault.words.items()})
    return t("approval.no_account")


def _told(value: Any, words: Words) -> Any:
    if isinstance(value, datetime):
        return said(value, words)
    return literal(value) if isinstance(value, str) else value
