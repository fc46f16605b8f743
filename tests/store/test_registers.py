"""Changes of blocks and units: reviewed by a second person, in force from a moment on, without touching what is out."""

import os
import time

import pandas as pd
import pytest

import scoring
import store
from scoring.register import difference
from scoring.units import Units
from store import acts, audit, clock, gate, registers, saving, units
from store.__main__ import main
from store.database import engine, reading
from store.documents import DamagedDocument
from store.lifecycle import MomentPassed
from store.registers import RegisterError
from store.rights import NotAllowed
from store.schema import registers as table
from store.viewers import Role
from tests.store import forked
from tests.store.made import BLOCK, HOUR, NOON, SECOND, draft, person, published, renamed
from tests.store.owning import owner

NAME = "Đài Tiếng nói Việt Nam (VOV)"


@pytest.fixture(autouse=True)
def everywhere(empty, monkeypatch):
    """All of these on both databases, at noon."""
    units.forget()
    monkeypatch.setattr(clock, "now", lambda: NOON)
    yield
    units.forget()


@pytest.fixture
def anna():
    return person("Anna", Role("analyst", BLOCK))


@pytest.fixture
def binh():
    return person("Bình", Role("approver", BLOCK))


def name_of(found, code="VOV"):
    return found.of(BLOCK).at[code, "name_vi"]


def test_what_somebody_else_approved_is_in_force(anna, binh):
    sent = registers.propose(anna, "u.xlsx", renamed(NAME), NOON)
    assert (sent.state, sent.block, sent.name) == ("review", BLOCK, "Anna")
    assert name_of(store.load_units()) == "Đài Tiếng nói Việt Nam"
    with pytest.raises(NotAllowed):
        registers.approve(anna, sent, None, NOON)
    done = registers.approve(binh, sent, None, NOON)
    assert (done.state, done.decided_name, done.effective_at) == ("approved", "Bình", NOON)
    assert name_of(store.load_units()) == NAME and store.load_units() is store.load_units()
    assert name_of(scoring.load_units()) == "Đài Tiếng nói Việt Nam"  # what is shipped is not touched
    assert [(entry.act, entry.who) for entry in history(sent.id)] == [
        ("units proposed", anna.as_written), ("units approved", binh.as_written),
    ]  # fmt: skip
    assert audit.verify().holds


def test_nobody_approves_their_own_and_no_stranger_sees_it(anna):
    both = person("Giang", Role("analyst", BLOCK), Role("approver", BLOCK))
    sent = registers.propose(both, "u.xlsx", renamed(NAME), NOON)
    with pytest.raises(NotAllowed, match="not for one's own"):
        registers.approve(both, sent, None, NOON)
    assert [change.id for change in registers.changes(anna)] == [sent.id]
    assert registers.changes(person("Em", Role("approver", "province"))) == []
    with pytest.raises(NotAllowed):
        registers.propose(person("Dũng", Role("analyst", "province")), "u.xlsx", renamed(NAME), NOON)


def test_a_change_of_several_blocks_is_for_those_of_all(anna, binh):
    two = renamed("Ngân hàng", "SBV", of=renamed(NAME))
    with pytest.raises(NotAllowed):
        registers.propose(anna, "u.xlsx", two, NOON)
    sent = registers.propose(person("Đức", Role("analyst")), "u.xlsx", two, NOON)
    with pytest.raises(NotAllowed):
        registers.approve(binh, sent, None, NOON)
    registers.approve(person("Cường", Role("approver")), sent, None, NOON)
    assert store.load_units().of("ministry-services").at["SBV", "name_vi"] == "Ngân hàng"


def test_it_takes_effect_at_its_moment(anna, binh, monkeypatch):
    registers.approve(binh, registers.propose(anna, "u.xlsx", renamed(NAME), NOON), NOON + HOUR, NOON)
    assert name_of(store.load_units()) != NAME
    monkeypatch.setattr(clock, "now", lambda: NOON + HOUR)
    units.forget()
    assert name_of(store.load_units()) == NAME
    later = registers.propose(anna, "u.xlsx", renamed("Đài VOV"), NOON)
    with pytest.raises(RegisterError, match="An approved change comes into force at 2026-07-01 06:00 UTC."):
        registers.approve(binh, later, NOON + HOUR - SECOND, NOON)
    with pytest.raises(MomentPassed):
        registers.approve(binh, later, NOON - SECOND, NOON)


def test_another_process_asks_again_within_two_seconds(anna, binh, monkeypatch):
    clock_of_process = 100.0
    monkeypatch.setattr(units, "monotonic", lambda: clock_of_process)
    assert name_of(store.load_units()) != NAME
    before = dict(units._asked)
    registers.approve(binh, registers.propose(anna, "u.xlsx", renamed(NAME), NOON), None, NOON)
    units._asked.update(before)  # as another process has it
    clock_of_process = 100.9
    assert name_of(store.load_units()) != NAME
    clock_of_process = 101.9
    assert name_of(store.load_units()) == NAME


def test_what_one_process_approves_another_serves_within_two_seconds(anna, binh):
    """Two processes beside this one, each with what it keeps: one approves, the other asks on and on."""
    sent = registers.propose(anna, "u.xlsx", renamed(NAME), NOON)
    heard, said = os.pipe()

    def reads() -> None:
        assert name_of(store.load_units()) != NAME
        os.write(said, b"knows the old name\n")
        while name_of(store.load_units()) != NAME:
            time.sleep(0.02)
        os.write(said, str(time.monotonic()).encode())

    reader = forked.begin(reads)
    os.read(heard, 100)
    assert forked.end(forked.begin(lambda: registers.approve(binh, sent, None, NOON))) == 0
    approved = time.monotonic()
    assert forked.end(reader) == 0
    assert float(os.read(heard, 100)) - approved < 2


def test_changes_follow_on_one_another(anna, binh):
    first = registers.propose(anna, "a.xlsx", renamed(NAME), NOON)
    second = registers.propose(anna, "b.xlsx", renamed("Đài Truyền hình", "VTV"), NOON)
    registers.approve(binh, first, None, NOON)
    with pytest.raises(RegisterError, match="Another change was approved since."):
        registers.approve(binh, second, None, NOON)
    with pytest.raises(RegisterError, match="changes nothing"):
        registers.propose(anna, "a.xlsx", registers.to_be_changed(), NOON)


def test_returned_and_recalled_ones_are_over(anna, binh):
    sent = registers.propose(anna, "u.xlsx", renamed(NAME), NOON)
    back = registers.give_back(binh, sent, "Sai tên", NOON)
    assert (back.state, back.reason) == ("returned", "Sai tên")
    with pytest.raises(acts.Conflict, match="Bình was faster"):
        registers.recall(anna, sent, NOON)
    mine = registers.propose(anna, "u.xlsx", renamed(NAME), NOON)
    with pytest.raises(NotAllowed):
        registers.recall(binh, mine, NOON)
    assert registers.recall(anna, mine, NOON).state == "recalled"
    assert name_of(store.load_units()) != NAME
    assert [entry.act for entry in history(sent.id)] == ["units proposed", "units returned"]


def history(name):
    with reading(engine()) as connection:
        return audit.history(connection, f"units:{name}")


def test_a_release_keeps_the_units_it_was_made_with(anna, binh):
    made = published(anna, binh)
    release = gate.one(binh, made.releases[0].id, NOON + HOUR)
    assert store.load_units(release) is store.load_units()
    registers.approve(binh, registers.propose(anna, "u.xlsx", renamed(NAME), NOON), None, NOON)
    assert name_of(store.load_units(release)) == "Đài Tiếng nói Việt Nam" and name_of(store.load_units()) == NAME
    others = store.load_units(release).of("province", "34")
    pd.testing.assert_frame_equal(others, store.load_units().of("province", "34"))
    (again,) = saving.save(draft(), anna)
    fresh = gate.one(anna, again, NOON)
    assert name_of(store.load_units(fresh)) == NAME


def test_what_is_shipped_later_stays_known(anna, binh):
    changed = renamed(NAME)
    fewer = Units(changed.table[changed.table["code"] != "VTV"], changed.blocks.drop(index="nation"))
    found = units.over(fewer, scoring.load_units())
    assert "VTV" in found.of(BLOCK).index and "nation" in found.blocks.index and name_of(found) == NAME
    assert set(difference(scoring.load_units(), found)["change"]) == {"renamed"}


def test_a_damaged_register_is_noticed(anna, binh):
    done = registers.approve(binh, registers.propose(anna, "u.xlsx", renamed(NAME), NOON), None, NOON)
    with owner() as connection:
        connection.execute(table.update().where(table.c.id == done.id).values(units="x"))
    units._over.cache_clear()
    with pytest.raises(DamagedDocument):
        store.load_units()


SPOILED = {
    "it does not match its sum": lambda row: {"units": row.units.replace("VOV", "VOW")},
    "its state is 'returned', which the trail does not say.": lambda row: {"state": "returned"},
    "it is not the one that was approved, as the trail has it.": lambda row: {"effective_at": NOON + HOUR},
    "it is not the one that was approved": lambda row: {"units": "x", "sha256": units.sum_of(row.blocks, "x")},
    "the trail says that it was approved, and it is no longer there.": lambda row: None,
}


@pytest.mark.parametrize("told", SPOILED)
def test_verify_names_a_change_that_is_not_the_approved_one(anna, binh, capsys, told):
    first = registers.approve(binh, registers.propose(anna, "u.xlsx", renamed(NAME), NOON), None, NOON)
    second = registers.propose(anna, "u.xlsx", renamed("Đài Truyền hình", "VTV"), NOON)
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "Sound: the trail, 2 changes of units and 0 releases.\n"
    with owner() as connection:
        chosen = table.c.id == first.id
        values = SPOILED[told](connection.execute(table.select().where(chosen)).one())
        connection.execute(table.update().where(chosen).values(values) if values else table.delete().where(chosen))
    assert main(["verify"]) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"units:{first.id}: {told}") and second.id not in said


def test_verify_names_a_change_that_nobody_approved(anna, capsys):
    sent = registers.propose(anna, "u.xlsx", renamed(NAME), NOON)
    with owner() as connection:
        connection.execute(table.update().values(state="approved", effective_at=NOON))
    assert main(["verify"]) == 1
    assert capsys.readouterr().out == f"units:{sent.id}: its state is 'approved', which the trail does not say.\n"


def test_texts_come_back_as_they_were():
    present = scoring.load_units()
    again = units.parsed(*units.texts(present))
    pd.testing.assert_frame_equal(again.table, present.table)
    pd.testing.assert_frame_equal(again.blocks, present.blocks)
