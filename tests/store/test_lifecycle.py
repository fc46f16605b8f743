"""Draft → in review → approved → published by the clock: together, once, by the right people."""

import threading

import pytest

import store
from store import audit, gate, lifecycle, saving
from store.acts import Conflict
from store.lifecycle import MomentPassed
from store.rights import NotAllowed
from store.viewers import Role, Viewer
from tests.store.made import (
    BLOCK,
    EVERYBODY,
    HOUR,
    NOON,
    SECOND,
    analyst,
    approver,
    in_review,
    own,
    person,
    published,
    several,
    submission_of,
)


@pytest.fixture
def pair(empty):
    return analyst(), approver()


def test_all_releases_of_an_upload_move_together(pair):
    anna, bình = pair
    sent = in_review(anna, several("2023-01", "2023-02", "2023-03"))
    assert sent.state == "review" and {r.state for r in sent.releases} == {"review"}
    done = lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    assert {r.state for r in done.releases} == {"approved"} and done.publish_at == NOON + HOUR
    assert store.visible(EVERYBODY, NOON + HOUR - SECOND) == []
    assert [r.period for r in store.visible(EVERYBODY, NOON + HOUR)] == ["2023-03", "2023-02", "2023-01"]


def test_published_at_once_is_published_from_this_moment(pair):
    anna, bình = pair
    done = lifecycle.approve(bình, in_review(anna), None, NOON)
    assert (done.state, done.publish_at) == ("published", NOON)
    assert store.visible(EVERYBODY, NOON - SECOND) == [] != store.visible(EVERYBODY, NOON)


def test_every_step_counts_the_version_and_stands_in_the_trail(pair):
    anna, bình = pair
    sent = in_review(anna)
    back = lifecycle.give_back(bình, sent, "Thiếu nguồn", NOON)
    assert (back.state, back.reason, back.version) == ("draft", "Thiếu nguồn", 3)
    mine = submission_of(anna, back.releases[0].id)
    assert mine.reason == "Thiếu nguồn"
    again = lifecycle.send(anna, mine, NOON)
    assert again.reason == ""
    again = lifecycle.recall(anna, again, NOON)
    again = lifecycle.send(anna, again, NOON)
    done = lifecycle.approve(bình, again, NOON + HOUR, NOON)
    done = lifecycle.reschedule(bình, done, NOON + 2 * HOUR, NOON)
    lifecycle.withdraw(bình, done, "Nhầm", NOON + HOUR)
    admin = person("Yến", Role("administrator"))
    found = audit.entries(admin, subject=sent.id)
    assert [(e.act, e.who, e.before, e.after) for e in reversed(found)] == [
        ("saved", "Anna", "", "draft"),
        ("sent", "Anna", "draft", "review"),
        ("returned", "Bình", "review", "draft"),
        ("sent", "Anna", "draft", "review"),
        ("recalled", "Anna", "review", "draft"),
        ("sent", "Anna", "draft", "review"),
        ("approved", "Bình", "review", "approved"),
        ("rescheduled", "Bình", "approved", "approved"),
        ("withdrawn", "Bình", "approved", "withdrawn"),
    ]
    assert found[0].details == {"reason": "Nhầm"} and found[1].details == {"publish_at": "2026-07-01 07:00:00"}


def test_an_embargo_that_is_returned_has_no_moment_any_more(pair):
    anna, bình = pair
    done = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON)
    back = lifecycle.give_back(bình, done, "Sai", NOON)
    assert (back.state, back.publish_at) == ("draft", None)
    assert store.visible(EVERYBODY, NOON + 2 * HOUR) == []


def test_once_published_it_is_neither_returned_nor_moved(pair):
    anna, bình = pair
    done = lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON)
    for act in (
        lambda: lifecycle.give_back(bình, done, "Sai", NOON + HOUR),
        lambda: lifecycle.reschedule(bình, done, NOON + 3 * HOUR, NOON + HOUR),
    ):
        with pytest.raises(NotAllowed, match="is not possible while the release is in the state 'published'"):
            act()
    lifecycle.reschedule(bình, done, NOON + 3 * HOUR, NOON + HOUR - SECOND)


def test_a_moment_that_is_over_is_refused(pair):
    anna, bình = pair
    sent = in_review(anna)
    with pytest.raises(MomentPassed, match="2026-07-01 04:59:59 UTC is over. Set a moment to come, or publish at once"):
        lifecycle.approve(bình, sent, NOON - SECOND, NOON)
    done = lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    with pytest.raises(MomentPassed):
        lifecycle.reschedule(bình, done, NOON - SECOND, NOON)


def test_nobody_approves_the_own_upload(empty):
    both = person("Hà", Role("analyst", BLOCK), Role("approver", BLOCK))
    with pytest.raises(NotAllowed, match="'approve' is not for one's own upload"):
        lifecycle.approve(both, in_review(both), None, NOON)


def test_only_the_right_people_act(pair):
    anna, bình = pair
    (made,) = saving.save(own(), anna, NOON)
    draft = submission_of(anna, made)
    for somebody in (bình, analyst("Dũng"), person("Yến", Role("administrator")), EVERYBODY):
        with pytest.raises(NotAllowed):
            lifecycle.send(somebody, draft, NOON)
    sent = lifecycle.send(anna, draft, NOON)
    for somebody in (anna, analyst("Đức"), approver("Em", "province"), EVERYBODY, person("Uy", Role("administrator"))):
        for act in (
            lambda who: lifecycle.approve(who, sent, None, NOON),
            lambda who: lifecycle.give_back(who, sent, "x", NOON),
            lambda who: lifecycle.withdraw(who, sent, "x", NOON),
        ):
            with pytest.raises(NotAllowed):
                act(somebody)
    left = gate.submission(bình, sent.id, NOON)
    assert (left.state, left.version) == (sent.state, sent.version)


def test_without_accounts_nothing_is_sent(empty):
    browser = Viewer("cookie", local=True)
    (made,) = saving.save(own(), browser, NOON)
    with pytest.raises(NotAllowed, match="'send' needs an account, and this installation has none yet."):
        lifecycle.send(browser, submission_of(browser, made), NOON)


def test_the_second_of_two_is_told_who_was_first(pair):
    anna, bình = pair
    cường = approver("Cường")
    sent = in_review(anna)
    lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    with pytest.raises(Conflict) as told:
        lifecycle.give_back(cường, sent, "Sai", NOON + SECOND)
    assert (told.value.who, told.value.when, told.value.state) == ("Bình", NOON, "approved")
    assert str(told.value) == "Bình was faster, at 2026-07-01 05:00:00 UTC: the state is now 'approved'."


def test_of_two_approvers_at_once_one_wins(pair):
    anna, _ = pair
    approvers = [approver(name) for name in ("Cường", "Duy", "Giang", "Hoa")]
    sent = in_review(anna)
    barrier, ends = threading.Barrier(len(approvers)), []

    def approve(viewer):
        barrier.wait()
        try:
            ends.append((viewer.name, lifecycle.approve(viewer, sent, NOON + HOUR, NOON).version))
        except (Conflict, NotAllowed) as told:
            ends.append((viewer.name, told))

    threads = [threading.Thread(target=approve, args=(viewer,)) for viewer in approvers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [name for name, end in ends if end == 3]
    conflicts = [end for _, end in ends if isinstance(end, Conflict)]
    assert len(winners) == 1 and len(conflicts) == 3
    assert {conflict.who for conflict in conflicts} == set(winners)
    admin = person("Yến", Role("administrator"))
    assert len(audit.entries(admin, act="approved")) == 1 and audit.verify().holds


def test_a_withdrawn_correction_puts_the_old_one_in_force_again(pair):
    from store import corrections

    anna, bình = pair
    old = published(anna, bình).releases[0]
    (made,) = saving.save(own(), anna, NOON + HOUR)
    fixed, _ = corrections.correct(anna, submission_of(anna, made, NOON + HOUR), made, old.id, "Sửa", NOON + HOUR)
    fixed = lifecycle.approve(bình, lifecycle.send(anna, fixed, NOON + HOUR), NOON + 2 * HOUR, NOON + HOUR)

    def states(at):
        return {r.id: r.state for r in store.visible(EVERYBODY, at)}

    assert states(NOON + 2 * HOUR - SECOND) == {old.id: "published"}
    assert states(NOON + 2 * HOUR) == {old.id: "superseded", made: "published"}
    lifecycle.withdraw(bình, fixed, "Lại sai", NOON + 3 * HOUR)
    assert states(NOON + 3 * HOUR) == {old.id: "published"}
