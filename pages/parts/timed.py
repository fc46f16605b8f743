"""How long a page's script takes: counted for /metrics, and told in the log where it was slow."""

import logging
import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter
from typing import NamedTuple

import streamlit as st

from frame import metrics
from store import clock

log = logging.getLogger("dti.pages")
VARIABLE = "DTI_SLOW_MS"
_SLOW = 1000


class Slow(NamedTuple):
    """A run that took longer than it should: when (UTC), which page, how many milliseconds, of which release."""

    at: datetime
    page: str
    milliseconds: int
    release: str


# Of this process, for the administrator's page; the log keeps them all.
latest: deque[Slow] = deque(maxlen=100)


def limit() -> int:
    """Milliseconds from which a run is slow."""
    said = os.environ.get(VARIABLE, "").strip()
    return int(said) if said.isdigit() else _SLOW


@contextmanager
def run(page: str) -> Iterator[None]:
    """Time one run, also one that ends early because a choice is missing or begins anew."""
    # Asked for now: at the end a run that begins anew would be stopped by asking.
    release = st.query_params.get("release", "")[:80]
    begun = perf_counter()
    try:
        yield
    finally:
        seconds = perf_counter() - begun
        metrics.PAGES.labels(page).observe(seconds)
        if seconds * 1000 >= limit():
            slow = Slow(clock.now(), page, round(seconds * 1000), release)
            latest.append(slow)
            log.warning("slow page", extra={"fields": {"page": page, "ms": slow.milliseconds, "release": slow.release}})
