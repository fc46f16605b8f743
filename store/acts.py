"""An act, from its beginning to its end: what is begun is written down first, so that a cut leaves no riddle.

    1. its intent, in a transaction of its own
    2. the act, its entry in the trail and the mark that it is done, in one transaction and one at a time
    3. the intent is taken away

A process that is killed in between leaves its intent. The next start finds it and says whether the act was carried out;
there is nothing to mend, since step 2 is there whole or not at all.
"""

import logging
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, text

from store import clock
from store.database import engine
from store.schema import intents
from store.viewers import Viewer

log = logging.getLogger(__name__)
_ONE_AT_A_TIME = 726_340_013
_STARTED = clock.now()
# A replica elsewhere may still be at it; no act takes as long as this.
_LONGEST = timedelta(hours=1)


class Conflict(RuntimeError):
    """Somebody else was faster: `who`, `when` (UTC), and the state they left."""

    def __init__(self, who: str, when: datetime, state: str):
        super().__init__(f"{who} was faster, at {when:%Y-%m-%d %H:%M:%S} UTC: the state is now '{state}'.")
        self.who, self.when, self.state = who, when, state


@contextmanager
def acting(act: str, subject: str, viewer: Viewer) -> Iterator[Connection]:
    """The transaction of one act; nobody else acts meanwhile, and all of it lands or nothing."""
    intent = secrets.token_hex(16)
    row = {"id": intent, "act": act, "subject": subject, "who": viewer.as_written, "at": clock.now(), "done": False}
    with engine().begin() as connection:
        connection.execute(intents.insert(), {**row, "process": _process()})
    try:
        with engine().begin() as connection:
            alone(connection)
            yield connection
            connection.execute(intents.update().where(intents.c.id == intent).values(done=True))
    finally:
        with engine().begin() as connection:
            connection.execute(intents.delete().where(intents.c.id == intent))


def alone(connection: Connection) -> None:
    """Wait until no other act is under way; SQLite's writer does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})


def recover() -> list[str]:
    """Say, and log, what a killed process left: each act that was cut short, and whether it was carried out."""
    with engine().begin() as connection:
        left = [row for row in connection.execute(select(intents).order_by(intents.c.at)) if _is_over(row)]
        if left:
            connection.execute(intents.delete().where(intents.c.id.in_([row.id for row in left])))
    said = [_sentence(row) for row in left]
    for sentence in said:
        log.warning(sentence)
    return said


def _sentence(row: Row[Any]) -> str:
    begun = f"'{row.act}' of {row.subject}, begun by {row.who} at {row.at:%Y-%m-%d %H:%M:%S} UTC, was cut short: "
    done = "it had been carried out in full." if row.done else "it was not carried out; all is as it was before."
    return begun + done


def _process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_over(row: Row[Any]) -> bool:
    """Whether the process that began it is gone."""
    host, _, number = row.process.rpartition(":")
    if host != socket.gethostname() or clock.now() - row.at > _LONGEST:
        return clock.now() - row.at > _LONGEST
    if int(number) == os.getpid():  # a container starts each time with the same number
        return row.at < _STARTED
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
