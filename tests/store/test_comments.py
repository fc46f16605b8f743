"""A unit's officer contests a figure; the answer is kept with the release."""

import pytest

import store
from store import audit, comments, gate, lifecycle
from store.comments import CommentError
from store.rights import NotAllowed
from store.viewers import Role
from tests.store.made import COLUMN, EVERYBODY, HOUR, NOON, analyst, approver, in_review, officer, person


@pytest.fixture
def people(empty):
    anna, bình, oanh = analyst(), approver(), officer("VOV")
    sent = in_review(anna)
    (release,) = store.visible(oanh, NOON)
    return anna, bình, oanh, sent, release


def test_a_comment_is_answered_once_and_kept_with_the_release(people):
    anna, bình, oanh, sent, release = people
    said = comments.comment(oanh, release, "VOV", COLUMN, " Phải là 12 ", NOON)
    assert (said.text, said.name, said.status, said.made_at) == ("Phải là 12", "Oanh", "open", NOON)
    answered = comments.answer(anna, said, "upheld", "Theo công văn 12", NOON + HOUR)
    assert (answered.status, answered.answer, answered.answered_name) == ("upheld", "Theo công văn 12", "Anna")
    with pytest.raises(CommentError, match="Anna has answered this comment already."):
        comments.answer(bình, said, "changed", "x", NOON + HOUR)
    lifecycle.approve(bình, sent, None, NOON + HOUR)
    (public,) = store.visible(bình, NOON + HOUR)
    assert comments.of_release(bình, public) == comments.of_release(oanh, public) == [answered]
    with pytest.raises(NotAllowed):
        comments.of_release(EVERYBODY, public)
    acts = [
        (e.act, e.before, e.after, e.details.get("unit")) for e in audit.entries(person("Y", Role("administrator")))
    ]
    assert ("commented", "", "open", "VOV") in acts and ("answered", "open", "upheld", "VOV") in acts


def test_an_officer_speaks_and_reads_of_the_own_unit_only(people):
    anna, bình, oanh, _, release = people
    phúc = officer("VTV", "Phúc")
    mine = comments.comment(oanh, release, "VOV", COLUMN, "x", NOON)
    theirs = comments.comment(phúc, gate.visible(phúc, NOON)[0], "VTV", COLUMN, "y", NOON)
    assert comments.of_release(oanh, release) == [mine]
    assert comments.of_release(bình, gate.visible(bình, NOON)[0]) == [mine, theirs]
    with pytest.raises(NotAllowed, match="'comment' needs the role officer for ministry-other/VTV. Oanh has: officer"):
        comments.comment(oanh, release, "VTV", COLUMN, "x", NOON)
    for viewer in (anna, bình, EVERYBODY, officer("01", "Quý", "province")):
        with pytest.raises(NotAllowed):
            comments.comment(viewer, release, "VOV", COLUMN, "x", NOON)
    for viewer in (oanh, analyst("Dũng", "province"), EVERYBODY):
        with pytest.raises(NotAllowed):
            comments.answer(viewer, mine, "upheld", "x", NOON)


def test_after_the_review_nothing_is_contested(people):
    _, bình, oanh, sent, release = people
    said = comments.comment(oanh, release, "VOV", COLUMN, "x", NOON)
    comments.answer(bình, said, "upheld", "x", NOON)
    lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    with pytest.raises(NotAllowed, match="'comment' is not possible while the release is in the state 'approved'."):
        comments.comment(oanh, release, "VOV", COLUMN, "x", NOON)


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("nothing", "x", "The release has no figure 'nothing' of 'VOV'."),
        (COLUMN, " ", "A comment needs a text of at most 4000 characters."),
        (COLUMN, "x" * 4001, "A comment needs a text of at most 4000 characters."),
    ],
)
def test_faulty_comments_are_refused(people, column, text, message):
    with pytest.raises(CommentError) as refused:
        comments.comment(people[2], people[4], "VOV", column, text, NOON)
    assert str(refused.value) == message


def test_faulty_answers_are_refused(people):
    anna, _, oanh, _, release = people
    said = comments.comment(oanh, release, "VOV", COLUMN, "x", NOON)
    with pytest.raises(CommentError, match="A comment is answered with 'upheld' or 'changed', not with 'maybe'."):
        comments.answer(anna, said, "maybe", "x", NOON)
    for odd in (said._replace(id=99), said._replace(release="nothing")):
        with pytest.raises(CommentError, match="There is no such comment."):
            comments.answer(anna, odd, "upheld", "x", NOON)
