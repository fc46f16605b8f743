"""A correction names what it supersedes and says what it changes."""

import pytest

import store
from store import corrections, gate, lifecycle, saving
from store.acts import Conflict
from store.corrections import CorrectionError
from store.rights import NotAllowed
from store.viewers import Role
from tests.store.made import (
    BLOCK,
    EVERYBODY,
    HOUR,
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
    several,
    submission_of,
)


@pytest.fixture
def pair(empty):
    return analyst(), approver()


def worst(found):
    """The unit of the last rank, and every column of it set to what the first one has."""
    ranks = found.scores.ranks["dti"].droplevel(0)
    first = found.table.values.droplevel(0).loc[ranks.idxmin()]
    return ranks.idxmax(), first.to_dict()


def test_the_notice_states_the_effect_on_ranks(pair):
    anna, bình = pair
    old = published(anna, bình).releases[0]
    unit, figures = worst(own())
    new = changed(own(), unit, **figures)
    (made,) = saving.save(new, anna, NOON)
    fixed, notice = corrections.correct(anna, submission_of(anna, made), made, old.id, "  Sai đơn vị tính ", NOON)
    before, after = (found.scores.ranks["dti"].droplevel(0) for found in (own(), new))
    moved = (before - after)[before != after]
    # Counted here with plain pandas: whoever has another rank than before, the largest move first.
    assert notice.text == "Sai đơn vị tính" and notice.effect.ranks == len(moved) > 1
    assert [(m.unit, m.places) for m in notice.effect.moves][0] == (unit, moved.abs().max())
    assert {m.unit: (m.rank_before, m.rank_after) for m in notice.effect.moves} == {
        u: (before[u], after[u]) for u in moved.index
    }
    assert fixed.releases[0].supersedes == old.id
    assert corrections.notice(anna, fixed.releases[0]) == notice
    assert corrections.notice(bình, lifecycle.send(anna, fixed, NOON).releases[0]) == notice


def test_a_correction_under_embargo_leaves_the_old_one_in_force(pair):
    anna, bình = pair
    old = published(anna, bình).releases[0]
    (made,) = saving.save(own(), anna, NOON)
    fixed, notice = corrections.correct(anna, submission_of(anna, made), made, old.id, "Sửa", NOON)
    lifecycle.approve(bình, lifecycle.send(anna, fixed, NOON), NOON + HOUR, NOON)
    (public,) = store.visible(EVERYBODY, NOON)
    assert (public.state, public.superseded_by) == ("published", "")
    after = {r.id: r for r in store.visible(EVERYBODY, NOON + HOUR)}
    assert (after[old.id].state, after[old.id].superseded_by) == ("superseded", made)
    # It stays readable at its own address, marked, with the notice of the new one.
    assert store.read(after[old.id], EVERYBODY).scores.scores is not None
    assert gate.one(EVERYBODY, old.id, NOON + HOUR).superseded_by == made
    assert corrections.notice(EVERYBODY, after[made]) == notice
    assert corrections.notice(EVERYBODY, after[old.id]) is None
    assert store.in_force(list(after.values()), old.framework, "", "2023-01").id == made


def test_a_notice_is_written_anew_or_taken_away_in_a_draft(pair):
    anna, bình = pair
    old = published(anna, bình).releases[0]
    (made,) = saving.save(own(), anna, NOON)
    found = submission_of(anna, made)
    for text in ("Một", "Hai"):
        found, _ = corrections.correct(anna, found, made, old.id, text, NOON)
    assert corrections.notice(anna, found.releases[0]).text == "Hai"
    found = corrections.no_correction(anna, found, made, NOON)
    assert found.releases[0].supersedes == "" and corrections.notice(anna, found.releases[0]) is None
    sent = lifecycle.send(anna, found, NOON)
    with pytest.raises(NotAllowed, match="'correct' is not possible while the release is in the state 'review'"):
        corrections.correct(anna, sent, made, old.id, "Ba", NOON)


def test_each_release_of_an_upload_has_its_own_notice(pair):
    anna, bình = pair
    old = published(anna, bình, several("2023-01", "2023-02"))
    ids = saving.save(several("2023-01", "2023-02"), anna, NOON)
    found = submission_of(anna, ids[0])
    by_period = {r.period: r.id for r in old.releases}
    for release in found.releases:
        found, _ = corrections.correct(anna, found, release.id, by_period[release.period], "Sửa", NOON)
    lifecycle.approve(bình, lifecycle.send(anna, found, NOON), None, NOON)
    public = store.visible(EVERYBODY, NOON)
    assert sorted((r.period, r.state) for r in public) == [
        ("2023-01", "published"), ("2023-01", "superseded"), ("2023-02", "published"), ("2023-02", "superseded"),
    ]  # fmt: skip


def test_what_cannot_be_corrected_is_refused(pair):
    anna, bình = pair
    old = published(anna, bình).releases[0]
    hidden = in_review(anna, own(period="2023-02")).releases[0]
    (made,) = saving.save(own(), anna, NOON)
    found = submission_of(anna, made)
    for supersedes, text, message in (
        ("nothing", "x", "There is no published release 'nothing' to be corrected."),
        (hidden.id, "x", f"There is no published release '{hidden.id}' to be corrected."),
        (old.id, " ", "A correction needs a notice of at most 8000 characters that says why."),
    ):
        with pytest.raises(CorrectionError) as refused:
            corrections.correct(anna, found, made, supersedes, text, NOON)
        assert str(refused.value) == message
    (later,) = saving.save(own(period="2023-03"), anna, NOON)
    with pytest.raises(CorrectionError, match="is another framework, block, division or period"):
        corrections.correct(anna, submission_of(anna, later), later, old.id, "x", NOON)
    (demo,) = saving.save(draft(), anna, NOON)
    with pytest.raises(CorrectionError, match="Demonstration data and real figures do not take each other's place."):
        corrections.correct(anna, submission_of(anna, demo), demo, old.id, "x", NOON)
    fixed, _ = corrections.correct(anna, found, made, old.id, "x", NOON)
    lifecycle.approve(bình, lifecycle.send(anna, fixed, NOON), None, NOON)
    (late,) = saving.save(own(), anna, NOON)
    with pytest.raises(CorrectionError, match=f"'{old.id}' was superseded already; name '{made}', which is in force."):
        corrections.correct(anna, submission_of(anna, late), late, old.id, "x", NOON)


def test_who_writes_notices_and_who_reads_them(pair):
    anna, bình = pair
    old = published(anna, bình).releases[0]
    (made,) = saving.save(own(), anna, NOON)
    found = submission_of(anna, made)
    for viewer in (bình, analyst("Dũng"), EVERYBODY, person("Yến", Role("administrator"))):
        with pytest.raises(NotAllowed):
            corrections.correct(viewer, found, made, old.id, "x", NOON)
    fixed, _ = corrections.correct(anna, found, made, old.id, "x", NOON)
    sent = lifecycle.send(anna, fixed, NOON)
    # The effect tells of all units; an officer sees one.
    assert corrections.notice(officer("VOV"), sent.releases[0]) is None
    with pytest.raises(NotAllowed):
        corrections.notice(EVERYBODY, sent.releases[0])
    with pytest.raises(Conflict, match="Anna was faster"):
        corrections.no_correction(anna, found, made, NOON)


def test_an_analyst_of_all_blocks_is_one_too(empty):
    anna, bình = analyst(block=""), approver(block="")
    assert published(anna, bình).block == BLOCK
