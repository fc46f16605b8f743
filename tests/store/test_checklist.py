"""Before approval: errors block, warnings are answered for by name, one release is in force for a period."""

from dataclasses import replace

import pytest

from scoring import Problem
from store import audit, checklist, comments, contents, corrections, gate, lifecycle, saving
from store.checklist import NotReady
from store.database import engine
from store.rights import NotAllowed
from store.schema import documents, releases
from store.viewers import Role
from tests.store.made import (
    BLOCK,
    HOUR,
    NOON,
    SECOND,
    analyst,
    approver,
    changed,
    in_review,
    officer,
    own,
    person,
    published,
    submission_of,
)
from tests.store.owning import owner

WARNING = Problem("sheet_hidden", "Old")
ANOTHER = Problem("unit_missing", "Data", "", "VTV", {"count": 1, "total": 8, "period": "2023-01"})
ERROR = Problem("not_a_number", "Data", "F14", "12o")


@pytest.fixture
def pair(empty):
    return analyst(), approver()


def messages(viewer, found, at=NOON):
    return [item.message() for item in checklist.checklist(viewer, found, at)]


def test_a_clean_upload_has_an_empty_checklist(pair):
    anna, bình = pair
    sent = in_review(anna)
    assert checklist.checklist(bình, sent, NOON) == checklist.checklist(anna, sent, NOON) == []


def test_warnings_wait_for_a_name(pair):
    anna, bình = pair
    sent = in_review(anna, own(WARNING, ANOTHER))
    first, second = checklist.checklist(bình, sent, NOON)
    assert first.message() == WARNING.message() and second.problem == ANOTHER
    with pytest.raises(NotReady) as told:
        lifecycle.approve(bình, sent, None, NOON)
    assert str(told.value) == f"Not ready to be approved: {WARNING.message()} {ANOTHER.message()}"
    assert [item.code for item in told.value.items] == ["sheet_hidden", "unit_missing"]
    assert checklist.acknowledge(bình, sent, [first.id], NOON) == 1
    with pytest.raises(NotReady, match="1 of 8 units are missing"):
        lifecycle.approve(bình, sent, None, NOON)
    cường = approver("Cường")
    # Who was first has answered for it.
    assert checklist.acknowledge(cường, sent, [first.id, second.id], NOON + SECOND) == 1
    found = checklist.checklist(bình, sent, NOON)
    assert [(item.acknowledged_name, item.acknowledged_at) for item in found] == [
        ("Bình", NOON), ("Cường", NOON + SECOND),
    ]  # fmt: skip
    assert lifecycle.approve(bình, sent, None, NOON).state == "published"
    acts = audit.entries(person("Yến", Role("administrator")), act="acknowledged")
    assert [(e.who, e.details) for e in acts] == [
        ("Cường", {"codes": ["unit_missing"], "warnings": 1}), ("Bình", {"codes": ["sheet_hidden"], "warnings": 1}),
    ]  # fmt: skip


def test_an_error_of_the_upload_blocks_and_cannot_be_acknowledged(pair):
    anna, bình = pair
    sent = in_review(anna, own(WARNING, ERROR))
    error, warning = checklist.checklist(bình, sent, NOON)
    assert (error.severity, error.code, warning.severity) == ("error", "not_a_number", "warning")
    assert checklist.acknowledge(bình, sent, [error.id, warning.id], NOON) == 1
    with pytest.raises(NotReady, match="Not ready to be approved: Sheet 'Data', cell F14: '12o' is not a number"):
        lifecycle.approve(bình, sent, None, NOON)


def test_warnings_of_another_submission_are_not_touched(pair):
    anna, bình = pair
    one, other = in_review(anna, own(WARNING)), in_review(anna, own(WARNING, period="2023-02"))
    (line,) = checklist.checklist(bình, other, NOON)
    assert checklist.acknowledge(bình, one, [line.id], NOON) == 0


def test_who_acknowledges(pair):
    anna, _ = pair
    both = person("Hà", Role("analyst", BLOCK), Role("approver", BLOCK))
    sent, mine = in_review(anna, own(WARNING)), in_review(both, own(WARNING, period="2023-02"))
    for viewer, found in ((anna, sent), (both, mine), (officer("VOV"), sent)):
        with pytest.raises(NotAllowed):
            checklist.acknowledge(viewer, found, [1, 2], NOON)
    assert checklist.acknowledge(both, sent, [1], NOON) == 1


def test_an_officer_does_not_read_the_checklist(pair):
    anna, _ = pair
    with pytest.raises(NotAllowed, match="'read the checklist' needs the role analyst or approver. Oanh has: officer"):
        checklist.checklist(officer("VOV"), in_review(anna), NOON)


def test_a_second_release_of_a_period_must_name_the_first(pair):
    anna, bình = pair
    old = published(anna, bình, publish_at=NOON + HOUR).releases[0]
    sent = in_review(anna)
    said = f"2023-01: {old.id} is published or approved already. Name it as superseded, with a notice."
    assert messages(bình, sent) == [said]
    with pytest.raises(NotReady, match=old.id):
        lifecycle.approve(bình, sent, None, NOON)
    # Another period, or what was withdrawn, is not in the way.
    assert messages(bình, in_review(anna, own(period="2023-02"))) == []
    lifecycle.withdraw(bình, gate.submission(bình, old.submission, NOON), "Nhầm", NOON)
    assert messages(bình, sent) == []


def test_of_two_corrections_of_one_release_the_second_names_the_first(pair):
    anna, bình = pair
    old = published(anna, bình).releases[0]
    sent = []
    for _ in range(2):
        (made,) = saving.save(own(), anna, NOON)
        fixed, _ = corrections.correct(anna, submission_of(anna, made), made, old.id, "Sửa", NOON)
        sent.append(lifecycle.send(anna, fixed, NOON))
    first = lifecycle.approve(bình, sent[0], None, NOON).releases[0]
    said = f"2023-01: {first.id} takes the place of {old.id} already. Name that one as superseded."
    assert messages(bình, sent[1]) == [said]
    with pytest.raises(NotReady, match="Name that one as superseded"):
        lifecycle.approve(bình, sent[1], None, NOON)


def test_a_correction_of_what_was_withdrawn_meanwhile_is_none(pair):
    anna, bình = pair
    old = published(anna, bình)
    (made,) = saving.save(own(), anna, NOON)
    name = old.releases[0].id
    fixed, _ = corrections.correct(anna, submission_of(anna, made), made, name, "Sửa", NOON)
    sent = lifecycle.send(anna, fixed, NOON)
    lifecycle.withdraw(bình, gate.submission(bình, old.id, NOON), "Nhầm", NOON)
    assert messages(bình, sent) == [f"2023-01: {name}, which is to be superseded, is not published any more."]


def test_comments_must_be_answered(pair):
    anna, bình = pair
    sent = in_review(anna)
    oanh = officer("VOV")
    (release,) = gate.visible(oanh, NOON)
    column = own().table.values.columns[0]
    said = comments.comment(oanh, release, "VOV", column, "Số liệu của chúng tôi là 12", NOON)
    assert messages(bình, sent) == [f"VOV, {column}: the comment of Oanh is not answered."]
    comments.answer(bình, said, "upheld", "Đã kiểm tra", NOON)
    assert messages(bình, sent) == []
    other = comments.comment(oanh, release, "VOV", column, "Vẫn sai", NOON)
    comments.answer(anna, other, "changed", "Sẽ sửa", NOON)
    assert messages(bình, sent) == [
        f"VOV, {column}: the figure was to be changed after the comment of Oanh. Upload it anew."
    ]
    with pytest.raises(NotReady, match="Upload it anew"):
        lifecycle.approve(bình, sent, None, NOON)


def test_damaged_documents_block(pair):
    anna, bình = pair
    sent = in_review(anna)
    scores = sent.releases[0].manifest["scores"]
    with owner() as connection:
        connection.execute(documents.update().where(documents.c.sha256 == scores).values(content=b"x"))
    contents._read.cache_clear()
    assert messages(bình, sent) == [f"2023-01: The scores of the release does not match its sum {scores}."]
    with pytest.raises(NotReady):
        lifecycle.approve(bình, sent, None, NOON)


def test_scores_that_do_not_come_out_again_block(pair):
    anna, bình = pair
    found = own()
    other = changed(found, "VOV", **{found.table.values.columns[0]: 0.0})
    # Another's scores beside these values: the sums hold, the figures do not.
    mixed = replace(found, scores=replace(other.scores, values=found.scores.values))
    sent = in_review(anna, mixed)
    (line, *_) = checklist.checklist(bình, sent, NOON)
    assert line.code == "differs" and line.message().startswith("2023-01: scored anew it differs. 2023-01, VOV, ")
    with pytest.raises(NotReady):
        lifecycle.approve(bình, sent, None, NOON)


def test_what_changes_between_the_look_and_the_approval_counts(pair, monkeypatch):
    """An error that appears after the checklist was read is found in the transaction of the approval."""
    anna, bình = pair
    sent = in_review(anna)
    monkeypatch.setattr(lifecycle, "checklist", lambda *_: [])
    published(anna, bình, at=NOON)
    with pytest.raises(NotReady, match="is published or approved already"):
        lifecycle.approve(bình, sent, None, NOON)
    with engine().connect() as connection:
        assert len(connection.execute(releases.select()).all()) == 2
