"""Named pre-release readers, and the list of them."""

import pytest

import store
from store import audit, early, gate, lifecycle
from store.rights import NotAllowed
from store.viewers import Role
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
