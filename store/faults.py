"""What a fault of the ground under the store means to a person: it is full, away, busy, or damaged."""

import errno
import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from store.documents import DamagedDocument

FULL, AWAY, BUSY, DAMAGED = "full", "away", "busy", "damaged"
# Of SQLite by its own number, of PostgreSQL by the first digits of its state.
_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
_POSTGRESQL = {"53100": FULL, "53300": BUSY, "55P03": BUSY, "57P": AWAY, "08": AWAY, "58": AWAY, "XX00": DAMAGED}


def kind(fault: BaseException) -> str:
    """One of the four, by the fault or what caused it; empty where it is something else."""
    return next((found for each in _chain(fault) if (found := _kind(each))), "")


def said(fault: BaseException) -> str:
    """A fault in a line for the log: of the database what it said itself, without the statement and its values."""
    return str(fault.orig if isinstance(fault, DBAPIError) else fault).strip() or type(fault).__name__


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _kind(fault: BaseException) -> str:
    if isinstance(fault, DamagedDocument):
        return DAMAGED
    if isinstance(fault, OSError):
        return FULL if fault.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    if isinstance(fault, DBAPIError):
        return _of_database(fault)
    return BUSY if isinstance(fault, PoolTimeout) else ""


def _of_database(fault: DBAPIError) -> str:
    original = fault.orig
    number = getattr(original, "sqlite_errorcode", None)
    if number is not None:
        return _SQLITE.get(number & 0xFF, "")
    state = getattr(original, "sqlstate", None)
    if state:
        return next((found for start, found in _POSTGRESQL.items() if state.startswith(start)), "")
    # Without a state there was nobody to give one.
    return AWAY if fault.connection_invalidated or type(original).__name__ == "OperationalError" else ""
