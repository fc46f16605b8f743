"""Editions made by workbook: kept for good, seen by who keeps them and by all once something is published."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

import store
from scoring import FrameworkError, load_framework, load_frameworks, load_units, parse_framework, read_workbook, score
from scoring.editions import framework_workbook, read_framework
from scoring.units import DATA
from store import audit, database
from store.documents import DamagedDocument
from store.rights import NotAllowed
from store.saving import Draft, load_shipped
from store.schema import frameworks as table
from store.viewers import Role, Viewer
from tests.scoring.editions.books import changed, saved
from tests.store.made import analyst, approver, person

SHIPPED = load_framework("demo-ministry-other")


ANNA, BERTA, VISITOR = Viewer("anna", local=True), Viewer("berta", local=True), Viewer(local=True)


@pytest.fixture(autouse=True)
def everywhere(empty):
    """All of these on both databases."""


def edition(id="next", points="points = 100"):
    text = SHIPPED.text.replace('id = "demo-ministry-other"', f'id = "{id}"').replace("points = 100", points, 1)
    return parse_framework(text)


def rows():
    with database.engine().connect() as connection:
        return connection.execute(select(table)).all()


def test_a_kept_edition_is_what_was_kept_and_belongs_to_who_kept_it():
    made = edition()
    assert store.keep_framework(made, ANNA, SHIPPED.id) == "next"
    (seen,) = store.kept(ANNA)
    assert (seen.framework, seen.owner, seen.based_on) == (made, "anna", SHIPPED.id)
    assert seen.framework.text == made.text
    assert store.kept(BERTA) == store.kept(VISITOR) == []


def test_pages_see_the_shipped_ones_and_their_own():
    store.keep_framework(edition(), ANNA)
    shipped = load_frameworks()
    assert list(store.frameworks(ANNA)) == [*shipped, "next"]
    assert store.frameworks(BERTA) == store.frameworks(VISITOR) == shipped


@pytest.mark.parametrize(
    ("made", "owner"),
    [(edition(points="points = 200"), ANNA), (edition(), BERTA), (edition(points="points = 200"), BERTA)],
)
def test_an_id_once_taken_is_never_overwritten(made, owner):
    store.keep_framework(edition(), ANNA)
    before = rows()
    with pytest.raises(store.FrameworkTaken) as raised:
        store.keep_framework(made, owner)
    assert str(raised.value) == "The edition 'next' exists and is never overwritten. Give this one another id."
    assert raised.value.id == "next" and rows() == before


def test_of_several_who_keep_one_id_at_once_one_succeeds():
    def keep(number: int) -> str:
        try:
            return store.keep_framework(edition(points=f"points = {number}"), Viewer(f"owner {number}", local=True))
        except store.FrameworkTaken:
            return ""

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(keep, range(1, 5))) == ["", "", "", "next"]
    assert len(rows()) == 1


def test_the_id_of_a_shipped_framework_is_taken():
    with pytest.raises(store.FrameworkTaken, match="The edition 'demo-ministry-other' exists"):
        store.keep_framework(SHIPPED, ANNA)
    assert rows() == []


def test_keeping_the_same_edition_twice_changes_nothing():
    store.keep_framework(edition(), ANNA)
    before = rows()
    assert store.keep_framework(edition(), ANNA) == "next" and rows() == before


def test_what_is_no_framework_of_that_id_is_refused():
    with pytest.raises(FrameworkError, match="Its text is not that of 'other'. Read the file again."):
        store.keep_framework(replace(edition(), id="other"), ANNA)
    with pytest.raises(FrameworkError, match="The file is not TOML"):
        store.keep_framework(replace(edition(), text="id ="), ANNA)
    assert rows() == []


def test_an_edition_is_public_once_something_is_published_under_it():
    store.keep_framework(edition(), ANNA)
    name = "demo/ministry-other-2023-01.xlsx"
    content, made = (DATA / name).read_bytes(), store.frameworks(ANNA)["next"]
    values, _ = read_workbook(content, made, load_units())
    moment = datetime(2026, 7, 1, 9, 0)
    draft = Draft(((name, content),), values, score(made, values.values))
    store.save(draft, ANNA)
    assert "next" not in store.frameworks(BERTA, moment)
    with database.engine().begin() as connection:
        load_shipped(draft, moment, connection)
    assert "next" not in store.frameworks(BERTA, moment - timedelta(seconds=1))
    assert "next" in store.frameworks(BERTA, moment) and "next" in store.frameworks(VISITOR, moment)


def test_the_analysts_and_approvers_of_a_block_see_its_editions():
    anna, bình = analyst(), approver()
    store.keep_framework(edition(), anna)
    for viewer in (anna, bình, analyst("Dũng", "")):
        assert [found.account for found in store.kept(viewer)] == [anna.account]
    for viewer in (approver("Em", "province"), person("Thu", Role("press")), VISITOR, Viewer("anna")):
        assert store.kept(viewer) == []
    (entry,) = audit.entries(person("Yến", Role("administrator")), act="edition kept")
    assert (entry.who, entry.subject) == ("Anna", "framework:next")
    for viewer in (bình, analyst("Hà", "province"), Viewer("anna")):
        with pytest.raises(NotAllowed, match="'keep' needs"):
            store.keep_framework(edition("other"), viewer)


def test_a_damaged_edition_is_noticed():
    store.keep_framework(edition(), ANNA)
    with database.engine().begin() as connection:
        connection.execute(table.update().values(text="id = 1"))
    with pytest.raises(DamagedDocument, match="The edition 'next' does not match its sum "):
        store.kept(ANNA)


def test_an_edition_that_the_checks_no_longer_take_is_left_out_and_logged(caplog):
    from store.editions import _sum

    store.keep_framework(edition(), ANNA)
    with database.engine().begin() as connection:
        connection.execute(table.update().values(text="id = 1", sha256=_sum("id = 1")))
    assert store.frameworks(ANNA) == load_frameworks()
    assert "the edition next is left out" in caplog.text


def test_from_workbook_to_edition():
    made, problems = read_framework(saved(changed()), taken=store.frameworks(ANNA))
    assert problems == []
    store.keep_framework(made, ANNA, "demo-province-components")
    again, problems = read_framework(framework_workbook(made, "es"), taken=store.frameworks(ANNA))
    assert again is None and [problem.code for problem in problems] == ["framework_id_taken"]
