"""Pictures by their codes: kept when they leave, found by whoever may see what they were drawn from."""

import pytest

from scoring.bundle.signing import holds
from store import clock, gate, keys, lifecycle, pictures, retention, saving
from store.pictures import CURRENT, HIDDEN, SUPERSEDED, UNKNOWN, WITHDRAWN, Picture, TooLong
from store.rights import NotAllowed
from store.viewers import Viewer
from tests.pages.test_about import corrected
from tests.store.made import EVERYBODY, HOUR, NOON, SECOND, analyst, approver, in_review, own, published, submission_of


def picture(*releases, code="7K3QX9M2TA", **options) -> Picture:
    return Picture(code, tuple(r.id for r in releases), "ranking", options, "vi", NOON)


@pytest.fixture
def people(empty):
    return analyst(), approver()


def test_a_picture_is_found_by_its_code_as_it_first_left(people):
    (release,) = published(*people).releases
    made = picture(release, title="Xếp hạng")
    pictures.keep(EVERYBODY, [release], made)
    pictures.keep(EVERYBODY, [release], made._replace(made_at=NOON + HOUR))
    found = pictures.of_code(EVERYBODY, made.code, NOON)
    assert found is not None
    assert found[0] == made and (found[1].state, [r.id for r in found[1].releases]) == (CURRENT, [release.id])
    assert pictures.of_code(EVERYBODY, "0000000000", NOON) is None


def test_a_code_under_embargo_says_nothing_before_the_moment_and_everything_from_it_on(people):
    anna, bình = people
    (release,) = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON).releases
    pictures.keep(bình, [release], picture(release))
    before, moment = NOON + HOUR - SECOND, NOON + HOUR
    for stranger in (EVERYBODY, Viewer("a-cookie"), analyst("Dũng", "province")):
        assert pictures.of_code(stranger, "7K3QX9M2TA", before) is None
        found = pictures.of_code(stranger, "7K3QX9M2TA", moment)
        assert found is not None and found[1].state == CURRENT
    found = pictures.of_code(bình, "7K3QX9M2TA", before)
    assert found is not None and found[1].state == HIDDEN


def test_nothing_is_kept_of_a_release_that_one_may_not_see(people):
    anna, bình = people
    (release,) = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON).releases
    with pytest.raises(NotAllowed):
        pictures.keep(EVERYBODY, [release], picture(release))
    assert pictures.of_code(bình, "7K3QX9M2TA", NOON) is None
    with pytest.raises(ValueError, match="other releases"):
        pictures.keep(bình, [], picture(release))
    with pytest.raises(TooLong, match="20000 letters"):
        pictures.keep(bình, [release], picture(release, title="x" * 20_001))


def test_a_superseded_and_a_withdrawn_release_say_so(people):
    old, made, _ = corrected(*people)
    at = clock.now()
    assert (pictures.standing(EVERYBODY, [old], at).state, pictures.standing(EVERYBODY, [old], at).by) == (
        SUPERSEDED, made,
    )  # fmt: skip
    assert pictures.standing(EVERYBODY, [made], at).state == CURRENT
    assert pictures.standing(EVERYBODY, [made, old], at).state == SUPERSEDED
    assert pictures.standing(EVERYBODY, [made, "no-such-release"], at).state == UNKNOWN
    assert pictures.standing(EVERYBODY, [], at).state == UNKNOWN
    anna, bình = people
    lifecycle.withdraw(bình, submission_of(bình, made, at), "Nhầm", at)
    for viewer in (EVERYBODY, bình):
        found = pictures.standing(viewer, [old, made], at)
        assert found.state == WITHDRAWN and found.stone is not None and found.stone.reason == "Nhầm"
        assert pictures.standing(viewer, [made, "no-such-release"], at).state == UNKNOWN
    assert pictures.standing(EVERYBODY, [old], at).state == CURRENT  # in force again


def test_what_was_withdrawn_before_its_hour_was_never_there(people):
    anna, bình = people
    sent = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON)
    (release,) = sent.releases
    pictures.keep(bình, [release], picture(release))
    lifecycle.withdraw(bình, sent, "Sai", NOON)
    assert pictures.of_code(EVERYBODY, "7K3QX9M2TA", NOON + 2 * HOUR) is None
    assert pictures.standing(bình, [release.id], NOON).state == HIDDEN


def test_what_was_drawn_from_a_draft_goes_with_it(people):
    anna, _ = people
    (made,) = saving.save(own(), anna, NOON)
    (other,) = saving.save(own(period="2023-02"), anna, NOON)
    drafts = {r.id: r for r in gate.visible(anna, NOON)}
    pictures.keep(anna, [drafts[made], drafts[other]], picture(drafts[made], drafts[other]))
    pictures.keep(anna, [drafts[other]], picture(drafts[other], code="0000000001"))
    retention.discard(anna, submission_of(anna, made), NOON)
    assert pictures.of_code(anna, "7K3QX9M2TA", NOON) is None
    assert pictures.of_code(anna, "0000000001", NOON) is not None


def test_exports_are_signed_with_the_key_in_force_or_not_at_all(people, monkeypatch):
    signer = keys.signer()
    assert signer is not None
    key, sign = signer
    assert key == keys.document()["current"]
    assert holds(keys.public_keys()[0], sign(b"said"), b"said")
    monkeypatch.setenv(keys.VARIABLE, "no key")
    assert keys.signer() is None
