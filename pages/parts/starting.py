"""The first start: while the shipped tables are being loaded, how far it is."""

import streamlit as st

from figures.words import Words
from store import start


def wait_until_ready(words: Words) -> None:
    """Stop the run here, with the progress on screen, until there is something to show."""
    if start.progress().ready:
        return
    _progress(words)
    st.stop()


@st.fragment(run_every=0.5)
def _progress(words: Words) -> None:
    progress = start.progress()
    if progress.ready:
        st.rerun()
    if progress.failure:
        st.error(words.t("start.failed"), icon=":material/error:")
    elif progress.total:
        said = words.t("start.loading", done=progress.done, total=progress.total)
        st.progress(progress.done / progress.total, text=said)
    else:
        st.progress(0.0, text=words.t("start.preparing"))
