"""The server's clock. Moments are kept in UTC without a zone, entered and shown in the time of Ha Noi.

Whoever needs the time says `clock.now()`, so that a test which moves it moves the whole application.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, UTC without a zone, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def from_local(moment: datetime) -> datetime:
    """A moment as it is entered (without a zone: Ha Noi's time) as it is kept."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=HERE)
    return aware.astimezone(UTC).replace(tzinfo=None)


def to_local(moment: datetime) -> datetime:
    """A kept moment as it is shown, with its zone.

    >>> to_local(datetime(2026, 7, 1, 1, 30)).isoformat()
    '2026-07-01T08:30:00+07:00'
    """
    return moment.replace(tzinfo=UTC).astimezone(HERE)
