"""Named pre-release readers, and the list of them."""

from dataclasses import replace

import pytest

import store
from store import audit, early, gate, lifecycle
from store.acts import Conflict
from store.rights import NotAllowed
from store.viewers import Role, Viewer
from tests.store.made import EVERYBODY, HOUR, NOON, analyst, approver, in_review, person


@pytest.fixture
def people(empty):
    anna, bình, thu = analyst(), approver(), person("Thu", Role("press"))
    return anna, bình, thu, in_review(anna)


def test_readers_are_named_and_listed(people):
    anna, bình, thu, sent = people
    sơn = person("Sơn")
    for reader in (thu, sơn, thu):
        early.name_reader(bình, sent, reader.account, NOON)
    found = early.listed(bình, sent)
    assert [(r.name, r.named_by, r.named_at) for r in found] == [("Sơn", "Bình", NOON), ("Thu", "Bình", NOON)]
    early.remove_reader(bình, sent, thu.account, NOON)
    assert [r.name for r in early.listed(bình, sent)] == ["Sơn"]
    acts = [e.act for e in audit.entries(person("Yến", Role("administrator")), subject=sent.id)]
    assert acts[:3] == ["reader removed", "reader named", "reader named"]
    for viewer in (anna, thu, EVERYBODY):
        with pytest.raises(NotAllowed):
            early.listed(viewer, sent)
        with pytest.raises(NotAllowed):
            early.name_reader(viewer, sent, thu.account, NOON)
    with pytest.raises(LookupError, match="There is no account 'nobody'."):
        early.name_reader(bình, sent, "nobody", NOON)


def test_the_list_is_public_once_the_release_is_and_where_it_was_said_so(people):
    _, bình, thu, sent = people
    early.name_reader(bình, sent, thu.account, NOON)
    done = lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    under_embargo = store.visible(bình, NOON)[0]
    (public,) = store.visible(EVERYBODY, NOON + HOUR)
    assert early.public_list(EVERYBODY, public) == []
    early.publish_list(bình, gate.submission(bình, done.id, NOON), True, NOON)
    assert [r.name for r in early.public_list(EVERYBODY, public)] == ["Thu"]
    assert early.public_list(bình, under_embargo) == []
    with pytest.raises(NotAllowed):
        early.public_list(EVERYBODY, under_embargo)
    # The decision can be taken afterwards, too.
    early.publish_list(bình, gate.submission(bình, done.id, NOON + HOUR), False, NOON + HOUR)
    assert early.public_list(EVERYBODY, public) == []
    for viewer in (EVERYBODY, thu):
        with pytest.raises(NotAllowed):
            early.publish_list(viewer, done, True, NOON + HOUR)


def noted(release=""):
    admin = Viewer(None, "a", "Quản", (Role("administrator"),))
    found = audit.entries(admin, act="read early", subject=release)
    return [(entry.who, entry.subject, entry.details["session"]) for entry in reversed(found)]


def test_that_a_reader_read_it_stands_in_the_trail_once_a_session_and_release(people):
    anna, bình, thu, sent = people
    sơn = person("Sơn")
    for reader in (thu, sơn):
        early.name_reader(bình, sent, reader.account, NOON)
    lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    (release,) = store.visible(thu, NOON)
    morning, evening = replace(thu, session="morning"), replace(thu, session="evening")
    for viewer in (morning, morning, evening, sơn, evening, morning):
        store.read(release if viewer is not sơn else store.visible(sơn, NOON)[0], viewer)
    subject = f"release:{release.id}"
    expected = [("Thu", subject, "morning"), ("Thu", subject, "evening"), ("Sơn", subject, "")]
    assert noted(release.id) == expected
    # Another process, which knows nothing of this one, finds it in the trail.
    early._noted.clear()
    store.read(release, morning)
    assert noted() == expected and audit.verify().holds


def test_nobody_else_s_reading_is_noted(people):
    anna, bình, thu, sent = people
    early.name_reader(bình, sent, thu.account, NOON)
    lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    for viewer in (anna, bình):  # it is theirs by their role
        store.read(store.visible(viewer, NOON)[0], viewer)
    for viewer in (EVERYBODY, thu):  # it is public now
        store.read(store.visible(viewer, NOON + HOUR)[0], viewer)
    assert noted() == []


def test_a_reading_is_nobody_s_faster_act(people):
    """What was on screen still counts after a reader looked."""
    _, bình, thu, sent = people
    early.name_reader(bình, sent, thu.account, NOON)
    done = lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    store.read(store.visible(thu, NOON)[0], thu)
    assert lifecycle.reschedule(bình, done, NOON + 2 * HOUR, NOON).state == "approved"
    with pytest.raises(Conflict, match="Bình was faster"):
        lifecycle.reschedule(bình, done, NOON + HOUR, NOON)
