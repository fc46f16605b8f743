"""How long drafts and uploaded files are kept, and the deletion of what is past it."""

import streamlit as st

from figures.words import Words
from pages.parts import access
from store import clock, retention
from store.rights import NotAllowed, Subject, may
from store.viewers import Viewer

SETTINGS = ("DTI_KEEP_DAYS", "DTI_KEEP_FILES_DAYS")
_SAID, _SURE = "keeping_said", "keeping_sure"


def show(viewer: Viewer, words: Words) -> None:
    """The settings in words, and the button for those who may purge."""
    t = words.t
    with st.expander(t("keeping.title"), icon=":material/auto_delete:", expanded=_SAID in st.session_state):
        if said := st.session_state.pop(_SAID, None):
            code, values = said
            (st.success if code == "done" else st.error)(t(f"keeping.{code}", **values))
        st.write(t("keeping.text"))
        for name in SETTINGS:
            st.markdown(f"- {_setting(name, words)}")
        if not may(viewer, "purge", Subject("store")):
            return
        sure = st.checkbox(t("keeping.sure"), key=_SURE)
        st.button(t("keeping.purge"), key="purge", icon=":material/delete_forever:", disabled=not sure, on_click=_purge)


def _setting(name: str, words: Words) -> str:
    what = words.t(f"keeping.{name.lower()}")
    try:
        time = retention.days(name)
    except ValueError:
        return words.t("keeping.wrong", what=what, name=name)
    if time is None:
        return words.t("keeping.unset", what=what, name=name)
    return words.t("keeping.days", what=what, days=time.days, name=name)


def _purge() -> None:
    try:
        gone = retention.purge(access.viewer(), clock.now())
        st.session_state[_SAID] = ("done", {"drafts": len(gone.submissions), "files": len(gone.files)})
    except ValueError:
        st.session_state[_SAID] = ("not_set", {})
    except NotAllowed:
        st.session_state[_SAID] = ("refused", {})
    st.session_state[_SURE] = False
