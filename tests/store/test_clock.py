"""Moments are entered and shown in the time of Ha Noi (UTC+7, no summer time) and kept in UTC."""

from datetime import UTC, datetime, timedelta, timezone

from store import clock


def test_nine_in_the_morning_is_two_at_night():
    assert clock.from_local(datetime(2026, 7, 1, 9, 0)) == datetime(2026, 7, 1, 2, 0)
    assert clock.from_local(datetime(2026, 7, 1, 2, 0, tzinfo=UTC)) == datetime(2026, 7, 1, 2, 0)
    assert clock.from_local(datetime(2026, 7, 1, 3, 0, tzinfo=timezone(timedelta(hours=1)))) == datetime(2026, 7, 1, 2)


def test_what_was_entered_is_shown():
    shown = clock.to_local(clock.from_local(datetime(2026, 12, 31, 23, 30)))
    assert shown.isoformat() == "2026-12-31T23:30:00+07:00"


def test_now_is_utc_without_a_zone():
    assert clock.now().tzinfo is None and abs(clock.now() - datetime.now(UTC).replace(tzinfo=None)).seconds < 5
