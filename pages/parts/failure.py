"""What a reader sees when a page fails: a sentence and a code, never a traceback."""

import logging
import secrets

import streamlit as st

from pages.parts import language

log = logging.getLogger("dti.pages")


def show(fault: Exception) -> bool:
    """Record `fault` under a code and show that code; True tells Streamlit that all is said."""
    code = secrets.token_hex(4)
    log.error("page failed, code %s", code, exc_info=fault)
    st.error(language.words().t("failure.page", code=code), icon=":material/error:")
    return True
