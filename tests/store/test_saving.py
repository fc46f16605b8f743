"""An upload is kept whole or not at all."""

from dataclasses import replace

import pandas as pd
import pytest
from sqlalchemy import select

import store
from scoring import Problem
from store import audit, contents, database, gate, passwords, saving
from store.documents import DamagedDocument
from store.passwords import SignInRefused
from store.rights import NotAllowed
from store.schema import documents, intents, problems, submissions
from store.viewers import Viewer
from tests.store.made import EVERYBODY, NOON, analyst, approver, draft, own, several
from tests.store.owning import owner

BROWSER = Viewer("anna", local=True)


def test_what_is_read_is_what_was_saved(empty):
    saved = draft()
    store.save(saved, BROWSER)
    (release,) = store.visible(BROWSER, NOON)
    found = store.read(release, BROWSER)
    for part in ("values", "scores", "coverage", "ranks", "zeroed"):
        pd.testing.assert_frame_equal(getattr(found.scores, part), getattr(saved.scores, part))
    assert store.workbooks(release, BROWSER) == [saved.files[0][1]]
    assert found.scores.framework.text == saved.scores.framework.text
    assert release.is_demonstration


def test_one_upload_of_two_periods_is_one_submission(empty):
    anna = analyst()
    ids = saving.save(several("2023-01", "2023-02"), anna, NOON)
    (found,) = gate.submissions_seen(anna, NOON)
    assert [release.period for release in found.releases] == ["2023-02", "2023-01"]
    assert {release.id for release in found.releases} == set(ids)
    assert (found.state, found.version, found.uploader, found.created_at) == ("draft", 1, "Anna", NOON)


def test_what_the_analyst_told_the_reader_and_what_was_said_are_kept(empty):
    said = Problem("part_exceeds_whole", "Data", "F14", "12", {"name": "x", "whole": 1.5, "other": "y"}, "a.xlsx", "01")
    saving.save(own(said, period="2023-02"), analyst())
    with database.engine().connect() as connection:
        assert connection.scalar(select(submissions.c.reading)) == {"period": "2023-02", "decimal": None}
        row = connection.execute(select(problems)).one()
    assert (row.code, row.severity, row.sheet, row.cell, row.unit) == (
        "part_exceeds_whole", said.severity, "Data", "F14", "01",
    )  # fmt: skip
    assert row.words == {"name": "x", "whole": 1.5, "other": "y"} and row.acknowledged_at is None


def test_nothing_lands_when_saving_fails_half_way(empty, monkeypatch):
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(audit, "append", lambda *_, **__: 1 / 0)
        store.save(draft(), BROWSER)
    with database.engine().connect() as connection:
        assert [connection.execute(table.select()).all() for table in (documents, submissions, intents)] == [[], [], []]
    assert audit.verify().entries == 0


def test_a_damaged_document_is_noticed(empty):
    store.save(draft(), BROWSER)
    (release,) = store.visible(BROWSER, NOON)
    with owner() as connection:
        damaged = documents.update().where(documents.c.sha256 == release.manifest["scores"]).values(content=b"x")
        connection.execute(damaged)
    contents._read.cache_clear()
    with pytest.raises(DamagedDocument, match="The scores of the release does not match its sum"):
        store.read(release, BROWSER)


@pytest.mark.parametrize("viewer", [EVERYBODY, Viewer("anna")])
def test_a_visitor_keeps_nothing(empty, viewer):
    with pytest.raises(NotAllowed, match="'save' needs an account. Sign in first."):
        store.save(draft(), viewer)


def test_an_analyst_saves_in_the_own_block_only(empty):
    with pytest.raises(NotAllowed, match="'save' needs the role local or analyst for ministry-other. Anna has"):
        store.save(draft(), analyst(block="province"))
    with pytest.raises(NotAllowed):
        store.save(draft(), approver())


@pytest.mark.fuzz
def test_texts_that_no_database_keeps_do_not_stop_an_upload(empty):
    odd = "a\0b\ud800c\x01"
    said = Problem("not_a_number", odd, "F14", odd, {"hint": odd, "more": 1.5}, odd, "01", (odd,))
    found = own(said)
    table = replace(found.table, about={**found.table.about, "title": odd, "stage": odd * 20})
    upload = replace(found, table=table, files=((odd, b"x"),))
    anna = analyst(odd)
    saving.save(upload, anna, NOON)
    (kept,) = gate.submissions_seen(anna, NOON)
    assert kept.filenames == ("ab?c\x01",) and kept.uploader == kept.releases[0].title == "ab?c\x01"
    assert kept.releases[0].stage == "provisional"
    with database.engine().connect() as connection:
        row = connection.execute(select(problems)).one()
    assert (row.value, row.words, row.also) == ("ab?c\x01", {"hint": "ab?c\x01", "more": 1.5}, ["ab?c\x01"])
    assert audit.verify() == (1, 0, "")
    # What people type in an address or in a form is looked for, and not found.
    assert gate.one(anna, odd, NOON) is None and gate.tombstone(odd) is None
    with pytest.raises(SignInRefused):
        passwords.authenticate(odd, odd, NOON)


@pytest.mark.parametrize(("said", "stage"), [("final", "final"), ("revised", "revised"), ("", "provisional")])
def test_the_stage_is_one_of_three(empty, said, stage):
    found = own()
    saving.save(replace(found, table=replace(found.table, about={**found.table.about, "stage": said})), BROWSER)
    assert [release.stage for release in store.visible(BROWSER, NOON)] == [stage]


def test_only_shipped_tables_are_published_elsewhere(empty):
    found = own()
    about = {**found.table.about, "origin": "published"}
    saving.save(replace(found, table=replace(found.table, about=about)), BROWSER)
    assert [release.origin for release in store.visible(BROWSER, NOON)] == ["own"]
