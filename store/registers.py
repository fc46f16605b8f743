"""The life of a change of blocks and units: proposed by an analyst → approved by somebody else, from a moment on; or
returned, or recalled. What is approved stays for good: the next change takes its place.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from scoring import Units
from scoring.register import difference
from store import audit, units
from store.acts import Conflict, acting
from store.database import engine, reading
from store.lifecycle import MomentPassed
from store.rights import Subject, check, may
from store.schema import registers
from store.units import APPROVED, approved, in_force, parsed, sum_of, texts
from store.viewers import Viewer

REVIEW, RETURNED, RECALLED = "review", "returned", "recalled"


class RegisterError(ValueError):
    """A change that cannot be as it is asked for; `code` and `words` let a page say it."""

    TEMPLATES = {
        "same": "The workbook changes nothing.",
        "stale": "Another change was approved since. Make this one anew from the present workbook.",
        "early": "An approved change comes into force at {moment:%Y-%m-%d %H:%M} UTC. Set this one to a later moment.",
    }

    def __init__(self, code: str, **words: Any):
        super().__init__(self.TEMPLATES[code].format(**words))
        self.code, self.words = code, words


@dataclass(frozen=True)
class Change:
    """A proposed register: who sent it and when, its state, from when it holds (UTC) and who decided.

    block: the only one that it changes, "" for several; units: the whole register as it would be.
    """

    id: str
    block: str
    filename: str
    account: str
    name: str
    state: str
    version: int
    effective_at: datetime | None
    reason: str
    decided_name: str
    created_at: datetime
    changed_at: datetime
    based_on: str
    units: Units

    def subject(self) -> Subject:
        return Subject("units", block=self.block, account=self.account)


def block_of(old: Units, new: Units) -> str:
    """The only block that a change is about, "" where there are several."""
    concerned = difference(old, new)["block"].unique()
    return str(concerned[0]) if len(concerned) == 1 else ""


def propose(viewer: Viewer, filename: str, found: Units, at: datetime) -> Change:
    """Send a register for review. Raises NotAllowed, and RegisterError where it changes nothing."""
    name = secrets.token_hex(8)
    with acting("propose units", f"units:{name}", viewer) as connection:
        present = latest(connection)
        if difference(present, found).empty:
            raise RegisterError("same")
        block = block_of(present, found)
        check(viewer, "propose", Subject("units", block=block))
        blocks, table = texts(found)
        row = {
            "id": name, "block": block, "filename": filename, "blocks": blocks, "units": table,
            "sha256": sum_of(blocks, table), "based_on": sum_of(*texts(present)), "account": viewer.account or "",
            "name": viewer.name, "state": REVIEW, "created_at": at, "changed_at": at,
        }  # fmt: skip
        connection.execute(registers.insert(), row)
        audit.append(connection, viewer, at, "units proposed", f"units:{name}", after=REVIEW)
        return _change(_row(connection, name))


def approve(viewer: Viewer, change: Change, effective_at: datetime | None, at: datetime) -> Change:
    """Put it in force from a moment (UTC) on; None is this one.

    Raises NotAllowed (nobody approves their own), Conflict, MomentPassed, and RegisterError where another change was
    approved since, or is to come into force later than this one would.
    """
    moment = at if effective_at is None else effective_at
    if moment < at:
        raise MomentPassed(moment)
    return _decide(viewer, change, at, "approve", APPROVED, effective_at=moment)


def give_back(viewer: Viewer, change: Change, reason: str, at: datetime) -> Change:
    """Return it with the reason. Raises NotAllowed and Conflict."""
    return _decide(viewer, change, at, "return", RETURNED, reason=reason)


def recall(viewer: Viewer, change: Change, at: datetime) -> Change:
    """Whoever sent it takes it back. Raises NotAllowed and Conflict."""
    return _decide(viewer, change, at, "recall", RECALLED)


def changes(viewer: Viewer) -> list[Change]:
    """The changes that this viewer may see, the newest first."""
    with reading(engine()) as connection:
        rows = connection.execute(select(registers).order_by(registers.c.changed_at.desc(), registers.c.id)).all()
    return [_change(row) for row in rows if may(viewer, "see", _subject(row))]


def latest(connection: Connection) -> Units:
    """What a new change is made of: the last approved one, whether in force by now or at a moment to come."""
    last = _last(connection)
    return in_force(last.id if last else None, connection)


def to_be_changed() -> Units:
    """`latest`, for the workbook that is taken home."""
    with reading(engine()) as connection:
        return latest(connection)


def is_stale(change: Change, present: Units) -> bool:
    """Whether a change was made of something else than `to_be_changed` gives now."""
    return change.based_on != sum_of(*texts(present))


def _last(connection: Connection) -> Row[Any] | None:
    return connection.execute(approved().limit(1)).first()


def _in_turn(connection: Connection, row: Row[Any], moment: datetime) -> None:
    """Changes follow on one another: each is made of the one before, and comes into force after it."""
    last = _last(connection)
    if row.based_on != sum_of(*texts(latest(connection))):
        raise RegisterError("stale")
    if last is not None and moment < last.effective_at:
        raise RegisterError("early", moment=last.effective_at)


def _decide(viewer: Viewer, change: Change, at: datetime, action: str, after: str, **values: Any) -> Change:
    subject = f"units:{change.id}"
    with acting(f"{action} units", subject, viewer) as connection:
        row = _row(connection, change.id)
        check(viewer, action, _subject(row))
        if row.version != change.version or row.state != REVIEW:
            last = audit.last_of(connection, subject)
            raise Conflict(last.who if last else "somebody", last.at if last else at, row.state)
        if after == APPROVED:
            _in_turn(connection, row, values["effective_at"])
        said = {name: value for name, value in values.items() if value}
        if after == APPROVED:  # what was approved stands in the trail too, by its sum
            said["sha256"] = row.sha256
        own = {**values, "state": after, "version": row.version + 1, "changed_at": at, "decided_name": viewer.name}
        connection.execute(registers.update().where(registers.c.id == change.id).values(**own))
        audit.append(connection, viewer, at, f"units {_DONE[after]}", subject, REVIEW, after, **said)
        found = _change(_row(connection, change.id))
    units.forget()
    return found


_DONE = {APPROVED: "approved", RETURNED: "returned", RECALLED: "recalled"}


def _subject(row: Row[Any]) -> Subject:
    return Subject("units", block=row.block, account=row.account)


def _row(connection: Connection, name: str) -> Row[Any]:
    """Raises LookupError where there is no such change."""
    row = connection.execute(select(registers).where(registers.c.id == name)).first()
    if row is None:
        raise LookupError(f"There is no change of units '{name}'.")
    return row


def _change(row: Row[Any]) -> Change:
    about = {name: getattr(row, name) for name in Change.__dataclass_fields__ if name != "units"}
    return Change(**about, units=parsed(row.blocks, row.units))
