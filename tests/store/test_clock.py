"""Moments are entered and shown in the time of Ha Noi (UTC+7, no summer time) and kept in UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from store import clock

ROOT = Path(__file__).resolve().parent.parent.parent


def test_nine_in_the_morning_is_two_at_night():
    assert clock.from_local(datetime(2026, 7, 1, 9, 0)) == datetime(2026, 7, 1, 2, 0)
    assert clock.from_local(datetime(2026, 7, 1, 2, 0, tzinfo=UTC)) == datetime(2026, 7, 1, 2, 0)
    assert clock.from_local(datetime(2026, 7, 1, 3, 0, tzinfo=timezone(timedelta(hours=1)))) == datetime(2026, 7, 1, 2)


def test_what_was_entered_is_shown():
    shown = clock.to_local(clock.from_local(datetime(2026, 12, 31, 23, 30)))
    assert shown.isoformat() == "2026-12-31T23:30:00+07:00"


def test_now_is_utc_without_a_zone():
    assert clock.now().tzinfo is None and abs(clock.now() - datetime.now(UTC).replace(tzinfo=None)).seconds < 5


OTHER_CLOCK = re.compile(
    r"from store\.clock import .*\bnow\b|\bdatetime\.now\(|\butcnow\(|\bdate\.today\(|\btime\.time\("
)
ROOMS = ("store", "pages", "opendata", "figures", "frame")


def test_the_whole_application_reads_this_one_clock():
    """A test that moves it moves everything: nobody keeps the function by another name or reads another clock."""
    found = [ROOT / "app.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    others = [path for path in found if OTHER_CLOCK.search(path.read_text(encoding="utf-8"))]
    assert others == [ROOT / "store" / "clock.py"]


@pytest.mark.parametrize(
    "line", ["from store.clock import HERE, now", "at = datetime.now(UTC)", "date.today()", "x = time.time()"]
)
def test_another_clock_is_found(line):
    assert OTHER_CLOCK.search(line)
