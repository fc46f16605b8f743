"""A second process of ours, quick to start, with a connection of its own; it may be killed."""

import os
import signal
import traceback
from collections.abc import Callable

from store import database
from tests.needs import SOAK

_LONGEST = 1800 if SOAK else 120


def begin(work: Callable[[], None]) -> int:
    """Start `work` in a child process; its number."""
    database.engine().dispose()
    number = os.fork()
    if number:
        return number
    status = 1
    try:
        signal.alarm(_LONGEST)  # a child that hangs fails its test instead of all of them
        database._engine.cache_clear()
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def end(number: int) -> int:
    """Wait for a child; its exit status, or the negative number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def kill_at(statement: int) -> None:
    """From here on this process dies, by SIGKILL, before its n-th statement or commit, counted from 1."""
    from sqlalchemy import event

    seen = [0]

    def count(*_: object) -> None:
        seen[0] += 1
        if seen[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(database.engine(), name, count)
