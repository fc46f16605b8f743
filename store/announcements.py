"""The calendar of announced publications, which everybody reads and approvers keep. It tells of no release."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, not_, select

from scoring.periods import parse_period
from store import audit
from store.acts import acting
from store.database import engine, reading
from store.releases import APPROVED
from store.rights import Subject, check
from store.schema import announcements, releases, submissions
from store.units import load_units
from store.viewers import Viewer


class Announcement(NamedTuple):
    """A period of a block will be published at a moment (UTC)."""

    id: int
    block: str
    period: str
    publish_at: datetime
    note: str
    name: str


class AnnouncementError(ValueError):
    """An entry that cannot be as it is asked for; `code` and `words` let a page say it."""

    TEMPLATES = {
        "block": "There is no block '{block}'.",
        "period": "'{period}' is no period. Write 2023, 2023-H1 or 2023-06.",
        "moment": "{moment:%Y-%m-%d %H:%M} UTC is over. Announce a moment to come.",
        "unknown": "There is no such announcement, or it was cancelled.",
    }

    def __init__(self, code: str, **words: Any):
        super().__init__(self.TEMPLATES[code].format(**words))
        self.code, self.words = code, words


def announce(viewer: Viewer, block: str, period: str, publish_at: datetime, at: datetime, note: str = "") -> int:
    """Enter a publication; its number. Raises NotAllowed and AnnouncementError."""
    check(viewer, "announce", Subject("calendar", block=block))
    if block not in load_units().blocks.index:
        raise AnnouncementError("block", block=block)
    if parse_period(period) != period:
        raise AnnouncementError("period", period=period)
    _check_moment(publish_at, at)
    about = {"block": block, "period": period, "publish_at": publish_at, "note": note.strip()}
    subject = f"calendar:{block}:{period}"
    with acting("announce", subject, viewer) as connection:
        row = {**about, "account": viewer.account, "name": viewer.name, "made_at": at}
        number = connection.execute(announcements.insert().returning(announcements.c.id), row).scalar_one()
        audit.append(connection, viewer, at, "announced", subject, after=_said(publish_at), number=number)
    return int(number)


def move(viewer: Viewer, number: int, publish_at: datetime, at: datetime) -> None:
    """Announce another moment for an entry. Raises NotAllowed and AnnouncementError."""
    _check_moment(publish_at, at)
    _change(viewer, number, at, "moved", publish_at=publish_at)


def cancel(viewer: Viewer, number: int, at: datetime) -> None:
    """Take an entry out of the calendar. Raises NotAllowed and AnnouncementError."""
    _change(viewer, number, at, "cancelled", cancelled_at=at)


def calendar(since: datetime) -> list[Announcement]:
    """The announced publications from a moment on, the next first; without those that came out in the meantime."""
    with reading(engine()) as connection:
        return _from(connection, since)


def next_publication(at: datetime, block: str | None = None) -> Announcement | None:
    """The next one after this moment, of a block or of any."""
    return next((entry for entry in calendar(at) if block in (None, entry.block) and entry.publish_at > at), None)


def _from(connection: Connection, since: datetime) -> list[Announcement]:
    return [Announcement(*row) for row in connection.execute(_announced(), {"since": since})]


@cache
def _announced() -> Select[Any]:
    """Made once: it is asked at every run of the first pages. What is announced from :since on, the next first."""
    columns = [announcements.c[name] for name in Announcement._fields]
    since = bindparam("since", type_=announcements.c.publish_at.type)
    chosen = select(*columns).where(
        announcements.c.cancelled_at.is_(None), announcements.c.publish_at >= since, not_(_fulfilled(since))
    )
    return chosen.order_by(announcements.c.publish_at, announcements.c.id)


def _fulfilled(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether figures of the block and period came out after they were announced: sooner than was said."""
    return exists(
        select(releases.c.id)
        .join(submissions, submissions.c.id == releases.c.submission)
        .where(
            releases.c.block == announcements.c.block,
            releases.c.period == announcements.c.period,
            submissions.c.state == APPROVED,
            submissions.c.publish_at <= at,
            submissions.c.publish_at >= announcements.c.made_at,
        )
        .correlate(announcements)
    )


def _change(viewer: Viewer, number: int, at: datetime, act: str, **values: datetime) -> None:
    with acting(act, f"calendar:{number}", viewer) as connection:
        chosen = select(announcements).where(announcements.c.id == number, announcements.c.cancelled_at.is_(None))
        row = connection.execute(chosen).first()
        check(viewer, "announce", Subject("calendar", block=row.block if row else ""))
        if row is None:
            raise AnnouncementError("unknown")
        connection.execute(announcements.update().where(announcements.c.id == number).values(**values))
        after = _said(values["publish_at"]) if "publish_at" in values else ""
        subject = f"calendar:{row.block}:{row.period}"
        audit.append(connection, viewer, at, act, subject, _said(row.publish_at), after, number=number)


def _check_moment(moment: datetime, at: datetime) -> None:
    if moment <= at:
        raise AnnouncementError("moment", moment=moment)


def _said(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
