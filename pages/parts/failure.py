"""What a reader sees when a page fails: a sentence and a code, never a traceback."""

import logging
import secrets
from collections import deque
from datetime import datetime
from typing import NamedTuple

import streamlit as st

from figures.exports.browser import Crowded
from frame import metrics
from pages.parts import language
from store import clock, faults

log = logging.getLogger("dti.pages")


class Failure(NamedTuple):
    """When (UTC), the code that the reader was shown, and the kind of fault."""

    at: datetime
    code: str
    kind: str


# Of this process, for the administrator's page; the log tells each in full.
latest: deque[Failure] = deque(maxlen=100)


def show(fault: Exception) -> bool:
    """Record `fault` under a code and show that code; True tells Streamlit that all is said."""
    code = secrets.token_hex(4)
    log.error("page failed, code %s", code, exc_info=fault)
    latest.append(Failure(clock.now(), code, type(fault).__name__))
    metrics.FAILURES.inc()
    kind = "crowded" if isinstance(fault, Crowded) else faults.kind(fault) or "page"
    st.error(language.words().t(f"failure.{kind}", code=code), icon=":material/error:")
    return True
