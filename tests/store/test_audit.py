"""The trail: append-only, chained, and what was tampered with is named."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from store import acts, audit, saving
from store.__main__ import main
from store.database import engine
from store.rights import NotAllowed
from store.schema import audit as rows
from store.schema import audit_head
from store.viewers import Role
from tests.store.made import EVERYBODY, HOUR, NOON, analyst, approver, person, several, submission_of
from tests.store.owning import owner


def write(number: int, viewer=EVERYBODY, at=NOON, act="tried", **details) -> None:
    for each in range(number):
        with acts.acting(act, f"thing:{each}", viewer) as connection:
            audit.append(connection, viewer, at, act, f"thing:{each}", "a", "b", **details)


@pytest.fixture
def five(empty):
    write(5)
    return empty


def unlock(backend: str, statement: str) -> None:
    """What somebody does who owns the database: take the guard away, change a row."""
    guards = {
        "sqlite": ["DROP TRIGGER audit_not_update", "DROP TRIGGER audit_not_delete"],
        "postgresql": ["DROP TRIGGER audit_kept ON audit"],
    }
    with owner() as connection:
        for command in (*guards[backend], statement):
            connection.exec_driver_sql(command)


def test_each_entry_carries_the_sum_of_the_one_before(five):
    with engine().connect() as connection:
        found = connection.execute(select(rows).order_by(rows.c.number)).all()
    assert [row.number for row in found] == [1, 2, 3, 4, 5]
    assert [row.previous for row in found] == ["", *(row.sha256 for row in found[:-1])]
    assert audit.verify() == (5, 0, "") and audit.head() == (5, found[-1].sha256)


def test_the_sum_is_what_the_documentation_says(five):
    import hashlib

    with engine().connect() as connection:
        row = connection.execute(select(rows).where(rows.c.number == 1)).one()
    # The canonical JSON, written out by hand.
    said = (
        '{"account":"","act":"tried","after":"b","at":"2026-07-01T05:00:00.000000","before":"a","details":"{}",'
        '"number":1,"previous":"","subject":"thing:0","who":"a visitor"}'
    )
    assert row.sha256 == hashlib.sha256(said.encode()).hexdigest()


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit WHERE number = 5"])
def test_the_database_refuses_changes(five, statement):
    with pytest.raises(DBAPIError, match="The trail is append-only"), owner() as connection:
        connection.execute(text(statement))
    assert audit.verify().holds


@pytest.mark.parametrize(
    ("statement", "number", "reason"),
    [
        ("UPDATE audit SET who = 'x' WHERE number = 3", 3, "its content does not match its sum."),
        ("UPDATE audit SET at = '2026-07-01 05:00:01' WHERE number = 2", 2, "its content does not match its sum."),
        ("UPDATE audit SET details = '{\"a\":1}' WHERE number = 1", 1, "its content does not match its sum."),
        ("UPDATE audit SET sha256 = '0' WHERE number = 4", 4, "its content does not match its sum."),
        ("DELETE FROM audit WHERE number = 2", 2, "it is missing."),
        ("DELETE FROM audit WHERE number = 5", 5, "it is missing; the trail should have 5 entries."),
        ("DELETE FROM audit", 1, "it is missing; the trail should have 5 entries."),
    ],
)
def test_the_first_broken_entry_is_named(five, statement, number, reason):
    unlock(five, statement)
    verdict = audit.verify()
    assert (verdict.broken, verdict.reason) == (number, reason) and not verdict.holds
    assert str(verdict) == f"The trail is broken at entry {number}: {reason}"


def test_an_entry_written_anew_with_a_good_sum_breaks_the_next(five):
    with engine().connect() as connection:
        row = dict(connection.execute(select(rows).where(rows.c.number == 3)).one()._mapping)
    forged = audit._sum({**row, "who": "x"})
    unlock(five, f"UPDATE audit SET who = 'x', sha256 = '{forged}' WHERE number = 3")
    assert audit.verify() == (4, 4, "it does not carry the sum of the entry before.")


def test_a_last_entry_written_anew_is_not_the_one_with_which_it_ended(five):
    with engine().connect() as connection:
        row = dict(connection.execute(select(rows).where(rows.c.number == 5)).one()._mapping)
    forged = audit._sum({**row, "who": "x"})
    unlock(five, f"UPDATE audit SET who = 'x', sha256 = '{forged}' WHERE number = 5")
    assert audit.verify() == (5, 5, "it is not the entry with which the trail ended.")


def test_the_command_names_the_broken_entry_too(five, capsys):
    assert main(["audit"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("The trail holds: 5 entries.\nIt ends with entry 5, ") and audit.head()[1] in said
    unlock(five, "UPDATE audit SET act = 'x' WHERE number = 2")
    assert main(["audit"]) == 1
    assert capsys.readouterr().out == "The trail is broken at entry 2: its content does not match its sum.\n"


def test_a_long_trail_is_read_in_pages(empty, monkeypatch):
    monkeypatch.setattr(audit, "_PAGE", 3)
    for number in (0, 1, 3):
        write(number)
        assert audit.verify().holds
    assert audit.verify().entries == 4


def test_an_act_and_its_entry_land_together(empty):
    with pytest.raises(ZeroDivisionError), acts.acting("x", "y", EVERYBODY) as connection:
        audit.append(connection, EVERYBODY, NOON, "x", "y")
        1 / 0  # noqa: B018
    assert audit.verify() == (0, 0, "")
    with engine().connect() as connection:
        assert connection.execute(select(audit_head.c.number)).scalar() == 0


def test_administrators_filter_and_export(empty):
    yến, anna, bình = person("Yến", Role("administrator")), analyst(), approver()
    write(2, anna, NOON, "saved", note="Hà Nội")
    write(1, bình, NOON + HOUR, "approved")
    assert [(e.number, e.who, e.act) for e in audit.entries(yến)] == [
        (3, "Bình", "approved"), (2, "Anna", "saved"), (1, "Anna", "saved"),
    ]  # fmt: skip
    assert [e.number for e in audit.entries(yến, who="nn")] == [2, 1]
    assert [e.number for e in audit.entries(yến, act="approved")] == [3]
    assert [e.number for e in audit.entries(yến, subject="thing:1")] == [2]
    assert [e.number for e in audit.entries(yến, since=NOON + HOUR)] == [3]
    assert [e.number for e in audit.entries(yến, until=NOON + HOUR)] == [2, 1]
    assert [e.number for e in audit.entries(yến, limit=1, skip=1)] == [2]
    assert audit.entries(yến, who="%") == []
    assert audit.acts(yến) == ["approved", "saved"]
    table = audit.table(audit.entries(yến, limit=2))
    assert table.columns[:3].tolist() == ["number", "at", "account"]
    assert table["details"].tolist() == ["{}", '{"note":"Hà Nội"}']
    assert audit.table([]).empty and "who" in audit.table([]).columns
    for viewer in (anna, bình, EVERYBODY):
        for ask in (audit.entries, audit.acts):
            with pytest.raises(NotAllowed, match="'read' needs"):
                ask(viewer)


def test_entries_are_counted_by_the_same_filters(five):
    yến = person("Yến", Role("administrator"))
    write(2, analyst(), NOON + HOUR, act="looked")
    assert audit.count(yến) == len(audit.entries(yến)) == 7
    for chosen in ({"act": "looked"}, {"since": NOON + HOUR}, {"until": NOON + HOUR}, {"subject": "thing:1"},
                   {"who": "Anna", "subject": ":0"}, {"who": "%"}):  # fmt: skip
        assert audit.count(yến, **chosen) == len(audit.entries(yến, **chosen))
    with pytest.raises(NotAllowed):
        audit.count(analyst("Dũng"))


def test_a_subject_tells_its_releases_from_its_first_entry(empty):
    anna, yến = analyst(), person("Yến", Role("administrator"))
    ids = saving.save(several("2023-01", "2023-02"), anna, NOON)
    subject = f"submission:{submission_of(anna, ids[0]).id}"
    assert audit.releases_of(yến, [subject, subject, "account:x"]) == {subject: ids}
    with pytest.raises(NotAllowed):
        audit.releases_of(anna, [subject])
