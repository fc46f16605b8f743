"""The trail: who did what, when, to what; append-only, each entry carrying the SHA-256 of the one before.

    sha256 = SHA-256 of the canonical JSON of {number, at, account, who, act, subject, before, after, details, previous}

Entries are written in the transaction of the act itself, by one writer at a time, so that no act is without its entry
and no entry without its act. `before` and `after` are states, or releases where one takes the other's place.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple, TypedDict, Unpack

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Engine, Row, func, select

from store import clock
from store.database import engine, reading
from store.rights import Subject, check
from store.schema import audit, audit_head
from store.schema.base import clean
from store.viewers import Viewer

INSTALLATION = Viewer(name="the installation")
_PAGE = 1000


class Entry(NamedTuple):
    """One line of the trail; `at` is UTC, `details` what else the act says of itself, `sha256` its own sum."""

    number: int
    at: datetime
    account: str
    who: str
    act: str
    subject: str
    before: str
    after: str
    details: dict[str, Any]
    sha256: str


class Verdict(NamedTuple):
    """Whether the chain holds: the number of entries, the first broken one (0 for none) and why."""

    entries: int
    broken: int = 0
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.broken == 0

    def __str__(self) -> str:
        if self.holds:
            return f"The trail holds: {self.entries} entries."
        return f"The trail is broken at entry {self.broken}: {self.reason}"


def append(
    connection: Connection,
    viewer: Viewer,
    at: datetime,
    act: str,
    subject: str,
    before: str = "",
    after: str = "",
    **details: Any,
) -> None:
    """Write the next entry in the transaction of the act; the caller is the only writer (`acts.acting`)."""
    number, previous = connection.execute(select(audit_head.c.number, audit_head.c.sha256)).one()
    row = {
        "number": number + 1,
        "at": at,
        "account": viewer.account or "",
        "who": viewer.as_written,
        "act": act,
        "subject": subject,
        "before": before,
        "after": after,
        "details": _canonical(details),
        "previous": previous,
    }
    row = {key: clean(value) if isinstance(value, str) else value for key, value in row.items()}
    row["sha256"] = _sum(row)
    connection.execute(audit.insert(), row)
    connection.execute(audit_head.update(), {"number": row["number"], "sha256": row["sha256"]})


def verify(found: Engine | None = None) -> Verdict:
    """Work the whole chain out again, a page of entries at a time, and name the first entry that does not fit."""
    with reading(found or engine()) as connection:
        length, last = connection.execute(select(audit_head.c.number, audit_head.c.sha256)).one()
        expected, previous = 1, ""
        for row in _in_pages(connection, length):
            broken = _fault(row._mapping, expected, previous)
            if broken:
                return Verdict(expected, expected, broken)
            expected, previous = expected + 1, row.sha256
    if expected <= length:
        return Verdict(expected - 1, expected, f"it is missing; the trail should have {length} entries.")
    if previous != last:
        return Verdict(length, length, "it is not the entry with which the trail ended.")
    return Verdict(length)


def _in_pages(connection: Connection, length: int) -> Iterator[Row[Any]]:
    last = 0
    while rows := connection.execute(
        select(audit).where(audit.c.number > last, audit.c.number <= length).order_by(audit.c.number).limit(_PAGE)
    ).all():
        yield from rows
        last = rows[-1].number


def _fault(row: Any, expected: int, previous: str) -> str:
    if row["number"] != expected:
        return "it is missing."
    if row["previous"] != previous:
        return "it does not carry the sum of the entry before."
    return "" if _sum(row) == row["sha256"] else "its content does not match its sum."


def head(found: Engine | None = None) -> tuple[int, str]:
    """The number and sum of the last entry, to be written down elsewhere."""
    with reading(found or engine()) as connection:
        number, last = connection.execute(select(audit_head.c.number, audit_head.c.sha256)).one()
    return int(number), str(last)


class Filters(TypedDict, total=False):
    """Which entries are asked for: from `since` on and before `until`, of an act; `who` and `subject` by any part.

    What is left out or empty filters nothing.
    """

    since: datetime | None
    until: datetime | None
    who: str
    act: str
    subject: str


def entries(viewer: Viewer, *, limit: int | None = None, skip: int = 0, **asked: Unpack[Filters]) -> list[Entry]:
    """The entries that fit every filter, newest first. Raises NotAllowed."""
    check(viewer, "read", Subject("audit"))
    chosen = select(audit).where(*_conditions(asked)).order_by(audit.c.number.desc()).offset(skip).limit(limit)
    with reading(engine()) as connection:
        return [entry_of(row) for row in connection.execute(chosen)]


def count(viewer: Viewer, **asked: Unpack[Filters]) -> int:
    """How many entries fit every filter. Raises NotAllowed."""
    check(viewer, "read", Subject("audit"))
    chosen = select(func.count()).select_from(audit).where(*_conditions(asked))
    with reading(engine()) as connection:
        return int(connection.scalar(chosen) or 0)


_CONDITIONS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "since": lambda moment: audit.c.at >= moment,
    "until": lambda moment: audit.c.at < moment,
    "who": lambda part: audit.c.who.contains(part, autoescape=True),
    "act": lambda act: audit.c.act == act,
    "subject": lambda part: audit.c.subject.contains(part, autoescape=True),
}


def _conditions(asked: Filters) -> list[ColumnElement[bool]]:
    return [_CONDITIONS[name](value) for name, value in asked.items() if value]


def releases_of(viewer: Viewer, subjects: Iterable[str]) -> dict[str, list[str]]:
    """Subject → ids of the releases with which it entered the trail; for sentences about it. Raises NotAllowed."""
    check(viewer, "read", Subject("audit"))
    began = select(audit).where(audit.c.subject.in_(sorted(set(subjects))), audit.c.act.in_(["saved", "loaded"]))
    with reading(engine()) as connection:
        return {row.subject: entry_of(row).details.get("releases", []) for row in connection.execute(began)}


def acts(viewer: Viewer) -> list[str]:
    """The kinds of act that occur, for a filter. Raises NotAllowed."""
    check(viewer, "read", Subject("audit"))
    with reading(engine()) as connection:
        return list(connection.scalars(select(audit.c.act).distinct().order_by(audit.c.act)))


def table(found: list[Entry]) -> pd.DataFrame:
    """The entries as one flat table to show or to export, the details as JSON."""
    rows = [{**entry._asdict(), "details": _canonical(entry.details)} for entry in found]
    return pd.DataFrame(rows, columns=list(Entry._fields))


def last_of(connection: Connection, subject: str) -> Entry | None:
    """The newest entry about a subject: who was there before."""
    row = connection.execute(
        select(audit).where(audit.c.subject == subject).order_by(audit.c.number.desc()).limit(1)
    ).first()
    return entry_of(row) if row else None


def history(connection: Connection, subject: str) -> list[Entry]:
    """All entries about a subject, oldest first."""
    rows = connection.execute(select(audit).where(audit.c.subject == subject).order_by(audit.c.number))
    return [entry_of(row) for row in rows]


def entry_of(row: Row[Any]) -> Entry:
    parts = {name: row._mapping[name] for name in Entry._fields}
    return Entry(**{**parts, "details": json.loads(parts["details"])})


def record(connection: Connection, act: str, subject: str, **details: Any) -> None:
    """An entry of the installation itself."""
    append(connection, INSTALLATION, clock.now(), act, subject, **details)


def _sum(row: Any) -> str:
    parts = {name: row[name] for name in (*Entry._fields, "previous") if name != "sha256"}
    parts["at"] = row["at"].isoformat(timespec="microseconds")
    return hashlib.sha256(_canonical(parts).encode()).hexdigest()


def _canonical(parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
