"""Releases: the first start, the gate, and that what is read is what was saved."""

from datetime import datetime, timedelta

import pandas as pd
import pytest

import store
from scoring import load_framework, load_units, read_workbook, score
from scoring.units import DATA
from store import database, start
from store.documents import DamagedDocument
from store.releases import APPROVED, Draft, Viewer, now
from store.schema import documents


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database.engine.cache_clear()
    store.releases._read.cache_clear()
    database.migrate(database.engine())
    yield tmp_path
    database.engine().dispose()
    database.engine.cache_clear()


def draft(file="demo/ministry-other-2023-01.xlsx", framework="demo-ministry-other") -> Draft:
    content = (DATA / file).read_bytes()
    table, _ = read_workbook(content, load_framework(framework), load_units())
    return Draft(((file, content),), table, score(load_framework(framework), table.values))


def test_the_first_start_loads_every_shipped_table_once(empty):
    start.load()
    first = store.visible(Viewer(), now())
    assert len(first) == len(start.shipped())
    start.load()
    assert store.visible(Viewer(), now()) == first
    published = [r for r in first if r.origin == "published"]
    assert {r.period for r in published if r.block == "province"} == {"2020", "2021", "2022", "2023", "2024"}
    assert not [r for r in store.visible(Viewer(), now(), demonstrations=False) if r.is_demonstration]


def test_demonstrations_are_left_out_when_asked(empty, monkeypatch):
    monkeypatch.setenv("DTI_DEMO", "0")
    start.load()
    assert {r.origin for r in store.visible(Viewer(), now())} == {"published", "own"}


def test_a_draft_is_seen_by_its_owner_alone(empty):
    (made,) = store.save(draft(), "anna")
    assert [r.id for r in store.visible(Viewer("anna"), now())] == [made]
    assert store.visible(Viewer("berta"), now()) == [] and store.visible(Viewer(), now()) == []


def test_an_approved_release_is_public_from_its_moment_on(empty):
    moment = datetime(2026, 7, 1, 9, 0)
    (made,) = store.save(draft(), "anna", state=APPROVED, publish_at=moment)
    assert store.visible(Viewer("anna"), moment - timedelta(seconds=1)) == []
    assert [r.id for r in store.visible(Viewer(), moment)] == [made]


def test_what_is_read_is_what_was_saved(empty):
    saved = draft()
    store.save(saved, "anna")
    (release,) = store.visible(Viewer("anna"), now())
    found = store.read(release)
    for part in ("values", "scores", "coverage", "ranks", "zeroed"):
        pd.testing.assert_frame_equal(getattr(found.scores, part), getattr(saved.scores, part))
    assert store.workbooks(release) == [saved.files[0][1]]
    assert found.scores.framework.text == saved.scores.framework.text
    assert release.is_demonstration


def test_nothing_lands_when_saving_fails_half_way(empty, monkeypatch):
    monkeypatch.setattr(store.releases, "_origin", lambda table, owner: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.save(draft(), "anna")
    monkeypatch.undo()
    monkeypatch.setenv("DTI_DATA", str(empty))
    with database.engine().connect() as connection:
        assert connection.execute(documents.select()).all() == []


def test_a_damaged_document_is_noticed(empty):
    store.save(draft(), "anna")
    (release,) = store.visible(Viewer("anna"), now())
    with database.engine().begin() as connection:
        damaged = documents.update().where(documents.c.sha256 == release.manifest["scores"]).values(content=b"x")
        connection.execute(damaged)
    with pytest.raises(DamagedDocument, match="The scores of the release does not match its sum"):
        store.read(release)
