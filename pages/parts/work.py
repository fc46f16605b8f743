"""Long work outside the run of a page: it shows what is being done, and goes on when the reader turns elsewhere.

Streamlit ends a page's run at the reader's next click. What takes longer runs in a thread of its own, two at a time
for the whole server, and says how many are before it; its result waits in the session. What anybody may ask for has a
thread apart, so that nobody who has work to do waits for strangers.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import Any

import streamlit as st

from figures.words import Words

AT_ONCE = 2
_pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="work")
_strangers = ThreadPoolExecutor(1, thread_name_prefix="strangers")
# Each holds what it was given until its turn is over.
MOST_OF_STRANGERS = 6
_turns = BoundedSemaphore(MOST_OF_STRANGERS)
# What was begun in each pool and is not done, in its order.
_queues: dict[ThreadPoolExecutor, list[Future[Any]]] = {_pool: [], _strangers: []}
_lock = Lock()


class Busy(RuntimeError):
    """So many strangers wait already that nobody else is let in."""


@dataclass
class Work:
    """One piece of work: the step it is at (empty while it waits for its turn), of so many, and its result."""

    steps: tuple[str, ...]
    step: str = ""
    future: Future[Any] | None = None

    @property
    def before(self) -> int:
        """How many must be over, or nearly so, before it begins."""
        with _lock:
            queue = next((queue for queue in _queues.values() if self.future in queue), [])
            return queue.index(self.future) if self.future in queue else 0

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
    if anybodys and not _turns.acquire(blocking=False):
        raise Busy
    work = Work(steps)

    def report(step: str) -> None:
        work.step = step

    pool = _strangers if anybodys else _pool
    with _lock:
        work.future = pool.submit(call, report)
        _queues[pool].append(work.future)
    work.future.add_done_callback(lambda future: _over(pool, future))
    if anybodys:
        work.future.add_done_callback(lambda _: _turns.release())
    return work


def _over(pool: ThreadPoolExecutor, future: Future[Any]) -> None:
    with _lock:
        _queues[pool].remove(future)


def show(work: Work, words: Words) -> None:
    """Return when the work is done; until then show where it is and end the run here."""
    if work.future is not None:
        wait_for([work.future], timeout=0.4)  # short work needs no bar
    if work.done:
        return
    _bar(work, words)
    st.stop()


@st.fragment(run_every=0.5)
def _bar(work: Work, words: Words) -> None:
    if work.done:
        st.rerun()
    at = work.steps.index(work.step) if work.step in work.steps else -1
    text = words.t(f"work.{work.step}") if work.step else words.t("work.waiting", before=work.before)
    st.progress((at + 1) / (len(work.steps) + 1), text=text)
    st.caption(words.t("work.leave"))
