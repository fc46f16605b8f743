"""Press kits: one maker at a time, parts that stay, and nobody who takes one before its hour."""

import pytest

from store import audit, contents, early, gate, kits, lifecycle, retention
from store.__main__ import main
from store.documents import DamagedDocument
from store.kits import BUILDING, CANCELLED, DONE, FAILED, SILENCE, NotReady
from store.rights import NotAllowed
from store.schema import kit_parts
from store.viewers import Role, Viewer
from tests.store.made import EVERYBODY, HOUR, NOON, SECOND, analyst, approver, in_review, person, published
from tests.store.owning import owner

SETTINGS = {"templates": ["ranking"], "langs": ["vi"]}
PARTS = [("vi/1.png", b"one"), ("readme.md", b"two")]


@pytest.fixture
def people(empty):
    return analyst(), approver()


@pytest.fixture
def press(empty) -> Viewer:
    return person("Thu", Role("press"))


def seen(viewer, release, at=NOON):
    found = gate.one(viewer, release.id, at)
    assert found is not None
    return found


def made(viewer, release, *, for_reader=False, at=NOON):
    """A kit made to its end."""
    kit = kits.begin(viewer, release, SETTINGS, for_reader, at)
    worker = kits.take_up(kit, len(PARTS), at)
    assert worker is not None
    assert kits.put(kit.id, worker, PARTS, at) and kits.end(kit.id, worker, at)
    return kits.find(viewer, kit.id, at)


def test_a_kit_is_made_part_by_part_and_taken_home(people, press):
    (release,) = published(*people).releases
    kit, of = made(press, release)
    assert (kit.state, kit.planned, kit.done, kit.name) == (DONE, 2, 2, "Thu")
    assert list(kits.hand_out(EVERYBODY, kit, of)) == sorted(PARTS)
    assert kits.may_take(EVERYBODY, kit, of)
    again = kits.begin(press, release, SETTINGS, False, NOON + HOUR)
    assert again.id == kit.id and kits.take_up(again, 2, NOON + HOUR) is None
    assert [k.id for k in kits.of_release(press, release)] == [kit.id]
    with pytest.raises(NotAllowed):
        kits.begin(EVERYBODY, release, SETTINGS, False, NOON)
    with pytest.raises(NotAllowed):
        kits.of_release(EVERYBODY, release)


def test_a_damaged_part_is_taken_out_and_made_anew(people, press, capsys):
    (release,) = published(*people).releases
    kit, of = made(press, release)
    with owner() as connection:
        spoiled = kit_parts.update().where(kit_parts.c.name == "vi/1.png")
        connection.execute(spoiled.values(content=b"oen"))
    assert main(["verify"]) == 1
    assert f"kit:{kit.id}: its part 'vi/1.png' does not match its sum" in capsys.readouterr().out
    with pytest.raises(DamagedDocument, match="The part 'vi/1.png'"):
        list(kits.hand_out(EVERYBODY, kit, of))
    left, _ = kits.find(press, kit.id, NOON)
    assert (left.state, left.fault, set(kits.held(kit.id))) == (FAILED, "damaged", {"readme.md"})
    worker = kits.take_up(left, 2, NOON)
    assert kits.put(kit.id, worker, PARTS[:1], NOON) and kits.end(kit.id, worker, NOON)
    assert list(kits.hand_out(EVERYBODY, *kits.find(press, kit.id, NOON))) == sorted(PARTS)


def test_under_embargo_it_is_made_and_stays_locked_until_the_moment(people, press):
    anna, bình = people
    moment = NOON + HOUR
    (release,) = lifecycle.approve(bình, in_review(anna), moment, NOON).releases
    kit, of = made(bình, release)
    for at in (NOON, moment - SECOND):
        for stranger in (EVERYBODY, press, Viewer("a-cookie")):
            assert kits.find(stranger, kit.id, at) is None
        for insider in (anna, bình):  # not even who made it
            found = kits.find(insider, kit.id, at)
            assert found is not None and not kits.may_take(insider, *found)
            with pytest.raises(NotAllowed):
                kits.hand_out(insider, *found)
    found = kits.find(EVERYBODY, kit.id, moment)
    assert found is not None and kits.may_take(EVERYBODY, *found)
    assert list(kits.hand_out(EVERYBODY, *found)) == sorted(PARTS)
    assert (kit.settings["publish_at"], of.state) == ("2026-07-01T06:00:00Z", "approved")


def test_a_kit_that_states_another_moment_is_not_handed_out(people):
    anna, bình = people
    sent = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON)
    kit, _ = made(bình, sent.releases[0])
    lifecycle.reschedule(bình, sent, NOON + 2 * HOUR, NOON)
    found = kits.find(EVERYBODY, kit.id, NOON + 2 * HOUR)
    assert found is not None and kits.is_outdated(*found) and not kits.may_take(EVERYBODY, *found)
    with pytest.raises(NotReady):
        kits.hand_out(EVERYBODY, *found)


def test_a_named_reader_takes_a_copy_of_their_own_and_nobody_else_s(people):
    anna, bình = people
    sent = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON)
    minh, thu = person("Minh"), person("Thu", Role("press"))
    for reader in (minh, thu):
        early.name_reader(bình, sent, reader.account or "", NOON)
    release = seen(minh, sent.releases[0])
    kit, of = made(minh, release, for_reader=True)
    assert kit.reader == minh.account and list(kits.hand_out(minh, kit, of)) == sorted(PARTS)
    read = [entry for entry in audit.entries(person("Yến", Role("administrator"))) if entry.act == "read early"]
    assert [entry.who for entry in read] == ["Minh"]
    assert kits.find(thu, kit.id, NOON) is None and kits.find(EVERYBODY, kit.id, NOON + HOUR) is None
    assert kits.of_release(thu, seen(thu, release)) == []
    with pytest.raises(NotAllowed):
        kits.hand_out(thu, kit, seen(thu, release))
    with pytest.raises(NotAllowed):
        kits.cancel(thu, kit, seen(thu, release), NOON)
    later = kits.find(minh, kit.id, NOON + HOUR)
    assert later is not None and list(kits.hand_out(minh, *later)) == sorted(PARTS)
    early.remove_reader(bình, sent, minh.account or "", NOON)
    assert kits.find(minh, kit.id, NOON) is None
    with pytest.raises(NotAllowed):
        kits.hand_out(minh, kit, seen(bình, release))


def test_whoever_goes_on_makes_what_is_missing(people, press):
    (release,) = published(*people).releases
    kit = kits.begin(press, release, SETTINGS, False, NOON)
    first = kits.take_up(kit, 2, NOON)
    assert first and kits.put(kit.id, first, PARTS[:1], NOON)
    now = kits.of_release(press, release)[0]
    assert (now.state, now.done, now.is_being_made(NOON)) == (BUILDING, 1, True)
    assert kits.take_up(now, 2, NOON + SECOND) is None  # somebody is at it
    later = NOON + SILENCE
    assert not now.is_being_made(later)
    second = kits.take_up(now, 2, later)
    assert second and list(kits.held(kit.id)) == ["vi/1.png"]
    assert not kits.put(kit.id, first, PARTS[1:], later) and not kits.end(kit.id, first, later)
    assert kits.take_up(now, 2, later) is None  # of two who go on at once, one does
    assert kits.put(kit.id, second, PARTS[1:], later) and kits.end(kit.id, second, later)
    assert list(kits.hand_out(press, *kits.find(press, kit.id, later))) == sorted(PARTS)


def test_it_is_cancelled_and_gone_on_with(people, press):
    (release,) = published(*people).releases
    kit = kits.begin(press, release, SETTINGS, False, NOON)
    worker = kits.take_up(kit, 2, NOON)
    assert worker and kits.put(kit.id, worker, PARTS[:1], NOON)
    kits.cancel(press, kit, release, NOON)
    assert not kits.put(kit.id, worker, PARTS[1:], NOON)
    found, of = kits.find(press, kit.id, NOON)
    assert (found.state, found.done) == (CANCELLED, 1)
    with pytest.raises(NotReady):
        kits.hand_out(press, found, of)
    again = kits.take_up(found, 2, NOON)
    assert again and kits.end(kit.id, again, NOON, fault="no browser")
    assert kits.of_release(press, release)[0].state == FAILED
    assert kits.of_release(press, release)[0].fault == "no browser"
    with pytest.raises(NotAllowed):
        kits.cancel(EVERYBODY, kit, release, NOON)


def test_kits_go_with_a_submission_that_was_never_public(people, monkeypatch):
    anna, bình = people
    sent = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON)
    (release,) = sent.releases
    kit, _ = made(bình, release)
    lifecycle.withdraw(bình, sent, "Sai", NOON)
    monkeypatch.setenv("DTI_KEEP_DAYS", "1")
    retention.purge(person("Yến", Role("administrator")), NOON + 48 * HOUR)
    contents._read.cache_clear()
    assert kits.held(kit.id) == {} and gate.one(bình, release.id, NOON) is None
