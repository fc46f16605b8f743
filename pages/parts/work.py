"""Long work outside the run of a page: it shows what is being done, and goes on when the reader turns elsewhere.

Streamlit ends a page's run at the reader's next click. What takes longer runs in a thread of its own, two at a time
for the whole server, and says how many are before it; its result waits in the session. What anybody may ask for has a
thread apart, so that nobody who has work to do waits for strangers.
"""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from typing import Any

import streamlit as st

from figures.words import Words
from pages.parts import address
from pages.parts.turns import Turns

# Each stranger's work holds what it was given until its turn is over.
MOST_OF_STRANGERS = 6
_own, _strangers = Turns("work", 2), Turns("strangers", 1, MOST_OF_STRANGERS)


@dataclass(eq=False)
class Work:
    """One piece of work: the step it is at (empty while it waits for its turn), of so many, and its result."""

    steps: tuple[str, ...]
    turns: Turns
    step: str = ""
    future: Future[Any] | None = None

    @property
    def before(self) -> int:
        """How many must be over, or nearly so, before it begins."""
        return self.turns.before(self)

    @property
    def done(self) -> bool:
        return self.future is not None and self.future.done()

    def result(self) -> Any:
        """What the call gave; raises what it raised."""
        assert self.future is not None
        return self.future.result()


def begin(call: Callable[[Callable[[str], None]], Any], steps: tuple[str, ...], *, anybodys: bool = False) -> Work:
    """Start `call(report)`, which reports each of `steps` as it begins.

    `anybodys` is work that anybody may ask for; it raises Busy where too many wait.
    """
    work = Work(steps, _strangers if anybodys else _own)

    def report(step: str) -> None:
        work.step = step

    work.future = work.turns.begin(work, call, report)
    return work


def show(work: Work, words: Words) -> None:
    """Return when the work is done; until then show where it is and end the run here."""
    if work.future is not None:
        wait_for([work.future], timeout=0.4)  # short work needs no bar
    if work.done:
        return
    _bar(work, words)
    address.stop()


@st.fragment(run_every=0.5)
def _bar(work: Work, words: Words) -> None:
    if work.done:
        st.rerun()
    at = work.steps.index(work.step) if work.step in work.steps else -1
    text = words.t(f"work.{work.step}") if work.step else words.t("work.waiting", before=work.before)
    st.progress((at + 1) / (len(work.steps) + 1), text=text)
    st.caption(words.t("work.leave"))
