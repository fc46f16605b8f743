"""One seam for heavy runs: tasks go to any `concurrent.futures.Executor`, with progress and a way to stop.

Serial without one, threads, processes, or a Dask cluster by `Client.get_executor()`: whoever calls makes the executor
and closes it. What a task gives may depend on the task alone, never on the worker or on the order in which tasks end.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Progress = Callable[[int, int], object]
Stop = threading.Event | Callable[[], bool]

# How long a wish to stop may stay unheard while every worker is busy, in seconds.
PATIENCE = 0.1


class Cancelled(Exception):
    """The run was stopped before its end; nothing of it is kept."""


def run(
    call: Callable[[Task], Result],
    tasks: Sequence[Task],
    executor: Executor | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> list[Result]:
    """`[call(task) for task in tasks]`, spread over the executor's workers (one after another without an executor).

    `progress(done, of)` is called here, in the caller's thread, after every task. `stop`, an event or a function that
    says whether to stop, is asked before every task and at least ten times a second. For processes and clusters `call`
    and the tasks must be picklable. Raises Cancelled, or the first error of a task; tasks not yet begun are cancelled.
    """
    stopped = stop.is_set if isinstance(stop, threading.Event) else stop or (lambda: False)
    tell = progress or (lambda done, of: None)
    if executor is None:
        results = []
        for task in tasks:
            _heed(stopped)
            results.append(call(task))
            tell(len(results), len(tasks))
        return results
    _heed(stopped)
    futures = [executor.submit(call, task) for task in tasks]
    try:
        _follow(futures, tell, stopped)
    finally:
        for future in futures:
            future.cancel()
    return [future.result() for future in futures]


def _follow(futures: list[Future], tell: Progress, stopped: Callable[[], bool]) -> None:
    waiting, done = set(futures), 0
    while waiting:
        _heed(stopped)
        ended, waiting = wait(waiting, timeout=PATIENCE, return_when=FIRST_COMPLETED)
        for future in ended:
            future.result()
            done += 1
            tell(done, len(futures))


def _heed(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise Cancelled("The run was stopped.")
