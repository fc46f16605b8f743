"""The calendar of announced publications: approvers keep it, everybody reads the next one."""

from datetime import datetime, timedelta

import pytest

from figures.words import translator, words
from store import announcements, clock
from store.clock import from_local, to_local
from tests.pages.shown import button, told
from tests.store.made import EVERYBODY, HOUR, analyst, approver, officer, published

t = translator("en")


@pytest.fixture
def bình(own_store):
    return approver()


def day(days: int):
    return (to_local(clock.now()) + timedelta(days=days)).date()


def test_an_approver_announces_moves_and_cancels(open_page, bình):
    shown = open_page("approval", bình)
    assert t("calendar.empty") in told(shown)
    period = next(each for each in shown.text_input if each.key == "announce_period")
    period.set_value("6/2026")
    shown.date_input(key="announce_day").set_value(day(5))
    shown.time_input(key="announce_hour").set_value(datetime(2026, 1, 1, 9, 30).time()).run()
    button(shown, t("calendar.announce_do")).click().run()
    (entry,) = announcements.calendar(clock.now())
    moment = from_local(datetime.combine(day(5), datetime(2026, 1, 1, 9, 30).time()))
    assert (entry.block, entry.period, entry.publish_at, entry.name) == ("ministry-other", "2026-06", moment, "Bình")
    said = words("en").moment(to_local(moment), weekday=True)
    assert any("June 2026" in text and said in text for text in told(shown))
    shown.date_input(key=f"move_{entry.id}_day").set_value(day(6)).run()
    button(shown, t("calendar.move_do")).click().run()
    (moved,) = announcements.calendar(clock.now())
    assert moved.publish_at - moment == timedelta(days=1) and t("calendar.moved") in told(shown)
    button(shown, t("calendar.cancel_do")).click().run()
    assert announcements.calendar(clock.now()) == [] and t("calendar.cancelled") in told(shown)


def test_what_cannot_be_announced_is_refused_and_said(open_page, bình):
    shown = open_page("approval", bình)
    shown.text_input(key="announce_period").set_value("soon").run()
    button(shown, t("calendar.announce_do")).click().run()
    assert t("announce_fault.period", period="soon") in told(shown)
    assert shown.text_input(key="announce_period").value == "soon"  # what was written stays
    shown.text_input(key="announce_period").set_value("2026-06")
    shown.date_input(key="announce_day").set_value(day(-1)).run()
    button(shown, t("calendar.announce_do")).click().run()
    assert any("is over. Announce a moment to come." in each.value for each in shown.error)
    assert announcements.calendar(clock.now()) == []


def test_others_read_it_and_change_nothing(open_page, bình):
    announcements.announce(bình, "ministry-other", "2026-06", clock.now() + 30 * HOUR, clock.now(), "Bản *đầu*")
    for other in (analyst(), officer("VOV"), approver("Em", "province")):
        shown = open_page("approval", other)
        assert any(r"Bản \*đầu\*" in text for text in told(shown))
        labels = [each.label for each in shown.button]
        assert t("calendar.cancel_do") not in labels and t("calendar.move_do") not in labels
    assert t("calendar.announce_do") not in [b.label for b in open_page("approval", analyst("Ba")).button]


def test_everybody_reads_when_the_next_figures_of_the_block_come(open_page, bình):
    published(analyst(), bình, at=clock.now() - HOUR)
    line = "Next publication: "
    assert not [text for text in told(open_page("rankings", EVERYBODY)) if text.startswith(line)]
    moment = clock.now() + 50 * HOUR
    announcements.announce(bình, "ministry-other", "2026-06", moment, clock.now())
    (said,) = [text for text in told(open_page("rankings", EVERYBODY)) if text.startswith(line)]
    assert words("en").moment(to_local(moment)) in said and "June 2026" in said
    announcements.announce(approver("Em", "province"), "province", "2026-07", moment - HOUR, clock.now())
    assert [text for text in told(open_page("rankings", EVERYBODY)) if text.startswith(line)] == [said]
