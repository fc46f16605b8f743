"""The key that signs release bundles: the public half in force, the older ones, and a new one."""

import pandas as pd
import streamlit as st

from figures.words import Words
from pages.parts import access
from scoring.bundle.signing import KeyFormError
from store import clock, keys
from store.rights import NotAllowed, Subject, may
from store.viewers import Viewer

_SAID, _SURE = "key_said", "key_sure"


def show(viewer: Viewer, words: Words) -> None:
    """Every public key with its time, and the button for a new one where the viewer may rotate it."""
    t = words.t
    with st.expander(t("key.title"), icon=":material/key:", expanded=_SAID in st.session_state):
        if said := st.session_state.pop(_SAID, None):
            code, values = said
            (st.success if code == "rotated" else st.error)(t(f"key.{code}", **values))
        try:
            document = keys.document()
        except KeyFormError:
            st.error(t("key.unusable"), icon=":material/error:")
            return
        st.write(t("key.text"))
        st.markdown(t("key.current", id=document["current"]))
        rows = [[each["id"], each["public"], each["since"], each["until"]] for each in document["keys"]]
        columns = [t("key.id"), t("key.public"), t("key.since"), t("key.until")]
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, alt=t("key.alt", n=len(rows)))
        if keys.is_given():
            st.caption(t("key.given", variable=keys.VARIABLE))
        elif may(viewer, "rotate", Subject("key")):
            sure = st.checkbox(t("key.sure"), key=_SURE)
            st.button(t("key.rotate"), key="rotate", icon=":material/autorenew:", disabled=not sure, on_click=_rotate)


def _rotate() -> None:
    try:
        made = keys.rotate(access.viewer(), clock.now())
        st.session_state[_SAID] = ("rotated", {"id": made})
    except KeyFormError:
        st.session_state[_SAID] = ("unusable", {})
    except NotAllowed:
        st.session_state[_SAID] = ("refused", {})
    st.session_state[_SURE] = False
