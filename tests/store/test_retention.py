"""What is deleted after its time, and that the deletion is recorded."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

import store
from store import audit, bundles, comments, contents, corrections, early, gate, lifecycle, retention, saving
from store.__main__ import main
from store.acts import Conflict
from store.clock import now
from store.contents import FilesDeleted
from store.database import engine
from store.rights import NotAllowed
from store.schema import documents, notices, problems, releases, submissions
from store.viewers import Role, Viewer
from tests.store.made import (
    EVERYBODY,
    NOON,
    analyst,
    approver,
    changed,
    draft,
    in_review,
    officer,
    own,
    person,
    published,
    submission_of,
)
from tests.store.test_checklist import WARNING

DAY = timedelta(days=1)


@pytest.fixture
def people(empty, monkeypatch):
    monkeypatch.setenv("DTI_KEEP_DAYS", "30")
    return analyst(), approver(), person("Yến", Role("administrator"))


def count(table):
    with engine().connect() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_a_draft_goes_after_its_time_with_all_that_is_its(people):
    anna, _, yến = people
    (made,) = saving.save(own(WARNING), anna, NOON)
    name = submission_of(anna, made).id
    assert retention.purge(yến, NOON + 30 * DAY) == ([], [])
    assert retention.purge(yến, NOON + 30 * DAY + DAY) == ([name], [])
    assert [count(table) for table in (submissions, releases, documents, problems)] == [0, 0, 0, 0]
    entry = audit.entries(yến, act="purged")[0]
    assert (entry.who, entry.subject, entry.before, entry.after) == ("Yến", f"submission:{name}", "draft", "deleted")
    assert entry.details["releases"] == [made] and entry.details["files"] == 1 and entry.details["documents"] > 5
    assert audit.verify().holds


def test_what_somebody_waits_for_or_what_was_public_stays(people):
    anna, bình, yến = people
    in_review(anna, own(period="2023-02"))
    lifecycle.approve(bình, in_review(anna, own(period="2023-03")), NOON + 900 * DAY, NOON)
    public = published(anna, bình)
    lifecycle.withdraw(bình, gate.submission(bình, public.id, NOON), "Sai", NOON)
    never = lifecycle.withdraw(bình, in_review(anna, own(period="2023-04")), "Sai", NOON)
    assert retention.purge(yến, NOON + 100 * DAY) == ([never.id], [])
    assert count(submissions) == 3 and gate.tombstone(public.releases[0].id)


def test_a_document_that_others_need_stays(people):
    anna, bình, yến = people
    kept = published(anna, bình)
    saving.save(own(), anna, NOON)  # the same workbook, values and scores
    assert len(retention.purge(yến, NOON + 31 * DAY).submissions) == 1
    contents._read.cache_clear()
    (release,) = store.visible(EVERYBODY, NOON)
    assert release.submission == kept.id
    assert store.read(release, EVERYBODY).scores.scores.shape == own().scores.scores.shape
    assert store.workbooks(release, EVERYBODY)


def test_uploaded_files_of_published_releases_stay_unless_it_is_configured(people, monkeypatch):
    anna, bình, yến = people
    old = published(anna, bình)
    assert retention.purge(yến, NOON + 9999 * DAY) == ([], [])
    monkeypatch.setenv("DTI_KEEP_FILES_DAYS", "365")
    assert retention.purge(yến, NOON + 365 * DAY) == ([], [])
    assert retention.purge(yến, NOON + 366 * DAY) == ([], [old.id])
    assert retention.purge(yến, NOON + 400 * DAY) == ([], [])
    (release,) = store.visible(EVERYBODY, NOON)
    with pytest.raises(FilesDeleted):
        store.workbooks(release, EVERYBODY)
    contents._read.cache_clear()
    assert len(store.read(release, EVERYBODY).scores.scores)
    assert gate.submission(EVERYBODY, old.id, NOON).filenames == ("",)
    assert audit.entries(yến, act="files purged")[0].details == {"documents": 1, "files": 1}
    # The bundle says that the files are gone, and the rest still comes out.
    from scoring.bundle import verify

    verdict = verify(bundles.bundle(release, EVERYBODY))
    assert verdict.identical and not verdict.has_workbooks


def test_a_file_of_two_submissions_goes_with_the_last(people, monkeypatch):
    anna, bình, yến = people
    monkeypatch.setenv("DTI_KEEP_FILES_DAYS", "10")
    monkeypatch.delenv("DTI_KEEP_DAYS")
    published(anna, bình)
    later = lifecycle.approve(bình, in_review(anna, own(period="2023-02")), NOON + 20 * DAY, NOON)
    retention.purge(yến, NOON + 11 * DAY)
    (release,) = gate.submission(anna, later.id, NOON).releases
    assert store.workbooks(release, anna) == [own().files[0][1]]
    retention.purge(yến, NOON + 31 * DAY)
    with engine().connect() as connection:
        assert not list(connection.scalars(select(documents.c.sha256).where(documents.c.kind == "workbook")))


def test_a_correction_that_is_discarded_leaves_the_old_one(people):
    anna, bình, yến = people
    old = published(anna, bình).releases[0]
    (made,) = saving.save(changed(own(), "VOV", **{own().table.values.columns[0]: 0.0}), anna, NOON)
    found, _ = corrections.correct(anna, submission_of(anna, made), made, old.id, "Sửa", NOON)
    sent = lifecycle.send(anna, found, NOON)
    oanh, thu = officer("VOV"), person("Thu")
    column = str(own().table.values.columns[0])
    comments.comment(oanh, gate.one(oanh, made, NOON), "VOV", column, "x", NOON)
    early.name_reader(bình, sent, thu.account, NOON)
    back = lifecycle.recall(anna, sent, NOON)
    with pytest.raises(NotAllowed):
        retention.discard(bình, back, NOON)
    with pytest.raises(Conflict):
        retention.discard(anna, sent, NOON)
    retention.discard(anna, back, NOON)
    assert [r.id for r in store.visible(anna, NOON)] == [old.id] and count(notices) == 0
    assert audit.entries(yến, act="discarded")[0].who == "Anna"


def test_a_browser_discards_its_own_draft(empty):
    browser = Viewer("cookie", local=True)
    (made,) = saving.save(draft(), browser, NOON)
    found = submission_of(browser, made)
    with pytest.raises(NotAllowed):
        retention.discard(Viewer("other", local=True), found, NOON)
    retention.discard(browser, found, NOON)
    assert count(documents) == 0


def test_only_administrators_purge_and_nothing_goes_without_a_number(people, monkeypatch):
    anna, bình, yến = people
    saving.save(own(), anna, NOON)
    for viewer in (anna, bình, EVERYBODY):
        with pytest.raises(NotAllowed):
            retention.purge(viewer, NOON + 99 * DAY)
    monkeypatch.delenv("DTI_KEEP_DAYS")
    assert retention.purge(yến, NOON + 9999 * DAY) == ([], [])
    monkeypatch.setenv("DTI_KEEP_DAYS", "soon")
    with pytest.raises(ValueError, match="DTI_KEEP_DAYS is 'soon'; give a number of days, or leave it out"):
        retention.purge(yến, NOON)


def test_the_command_deletes_and_says_how_much(people, monkeypatch, capsys):
    anna, _, yến = people
    saving.save(own(), anna, now() - 31 * DAY)
    assert main(["purge"]) == 0
    assert capsys.readouterr().out == "Deleted: 1 drafts, and the uploaded files of 0 submissions.\n"
    assert audit.entries(yến, act="purged")[0].who == "the installation"
    monkeypatch.setenv("DTI_KEEP_DAYS", "0")
    assert main(["purge"]) == 2
    assert "DTI_KEEP_DAYS is '0'" in capsys.readouterr().err
