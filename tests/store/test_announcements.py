"""The calendar of announced publications."""

import pytest

from store import announcements, audit, gate, lifecycle
from store.announcements import AnnouncementError
from store.rights import NotAllowed
from store.viewers import Role
from tests.store.made import BLOCK, EVERYBODY, HOUR, NOON, SECOND, analyst, approver, person, published


def test_the_next_publication_is_the_next_announced_moment(empty):
    bình = approver(block="")
    assert announcements.next_publication(NOON) is None
    announcements.announce(bình, BLOCK, "2023", NOON + 2 * HOUR, NOON, " Cả năm ")
    announcements.announce(bình, "province", "2023-06", NOON + HOUR, NOON)
    first = announcements.next_publication(NOON)
    assert (first.block, first.period, first.publish_at, first.name) == ("province", "2023-06", NOON + HOUR, "Bình")
    assert announcements.next_publication(NOON, BLOCK).note == "Cả năm"
    assert announcements.next_publication(NOON + HOUR - SECOND).block == "province"
    assert announcements.next_publication(NOON + HOUR).block == BLOCK
    assert [entry.period for entry in announcements.calendar(NOON)] == ["2023-06", "2023"]


def test_what_came_out_sooner_is_awaited_no_more(empty):
    anna, bình = analyst(), approver()
    announcements.announce(bình, BLOCK, "2023-01", NOON + 3 * HOUR, NOON)
    announcements.announce(bình, BLOCK, "2023-02", NOON + 4 * HOUR, NOON)
    found = published(anna, bình, publish_at=NOON + HOUR)  # of January
    assert [e.period for e in announcements.calendar(NOON + HOUR - SECOND)] == ["2023-01", "2023-02"]
    assert announcements.next_publication(NOON + HOUR, BLOCK).period == "2023-02"
    # What is announced afterwards is something else, and a publication that is withdrawn was none.
    announcements.announce(bình, BLOCK, "2023-01", NOON + 5 * HOUR, NOON + 2 * HOUR)
    assert [e.period for e in announcements.calendar(NOON + 2 * HOUR)] == ["2023-02", "2023-01"]
    lifecycle.withdraw(bình, gate.submission(bình, found.id, NOON + 2 * HOUR), "Sai", NOON + 2 * HOUR)
    assert [e.period for e in announcements.calendar(NOON + 2 * HOUR)] == ["2023-01", "2023-02", "2023-01"]


def test_an_entry_is_moved_and_cancelled_with_a_trace(empty):
    bình = approver()
    number = announcements.announce(bình, BLOCK, "2023", NOON + HOUR, NOON)
    announcements.move(bình, number, NOON + 3 * HOUR, NOON)
    assert announcements.next_publication(NOON).publish_at == NOON + 3 * HOUR
    announcements.cancel(bình, number, NOON)
    assert announcements.calendar(NOON) == []
    with pytest.raises(AnnouncementError, match="There is no such announcement, or it was cancelled."):
        announcements.move(approver("Toàn", ""), number, NOON + HOUR, NOON)
    found = audit.entries(person("Yến", Role("administrator")), subject="calendar")
    assert [(e.act, e.before, e.after) for e in found] == [
        ("cancelled", "2026-07-01T08:00", ""),
        ("moved", "2026-07-01T06:00", "2026-07-01T08:00"),
        ("announced", "", "2026-07-01T06:00"),
    ]


@pytest.mark.parametrize(
    ("block", "period", "moment", "message"),
    [
        ("moon", "2023", NOON + HOUR, "There is no block 'moon'."),
        (BLOCK, "June", NOON + HOUR, "'June' is no period. Write 2023, 2023-H1 or 2023-06."),
        (BLOCK, "06/2023", NOON + HOUR, "'06/2023' is no period. Write 2023, 2023-H1 or 2023-06."),
        (BLOCK, "2023", NOON, "2026-07-01 05:00 UTC is over. Announce a moment to come."),
    ],
)
def test_faulty_entries_are_refused(empty, block, period, moment, message):
    with pytest.raises(AnnouncementError) as refused:
        announcements.announce(approver(block=""), block, period, moment, NOON)
    assert str(refused.value) == message


def test_only_approvers_of_the_block_keep_the_calendar(empty):
    number = announcements.announce(approver(), BLOCK, "2023", NOON + HOUR, NOON)
    for viewer in (analyst(), approver("Em", "province"), person("Yến", Role("administrator")), EVERYBODY):
        for act in (
            lambda who: announcements.announce(who, BLOCK, "2023", NOON + HOUR, NOON),
            lambda who: announcements.move(who, number, NOON + HOUR, NOON),
            lambda who: announcements.cancel(who, number, NOON),
        ):
            with pytest.raises(NotAllowed, match="'announce' needs"):
                act(viewer)
