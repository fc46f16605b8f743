"""Acts that are cut short, and acts from many processes at once."""

import logging
import os
import random
import signal
import time
from contextlib import suppress

import pytest
from sqlalchemy import func, select

import store
from store import (
    acts,
    audit,
    checklist,
    comments,
    contents,
    corrections,
    database,
    early,
    gate,
    lifecycle,
    registers,
    retention,
    saving,
)
from store.acts import Conflict
from store.checklist import NotReady
from store.database import engine, reading
from store.rights import NotAllowed
from store.schema import intents, metadata, releases, submissions
from store.viewers import Role
from tests.needs import SOAK
from tests.store import forked
from tests.store.made import (
    COLUMN,
    EVERYBODY,
    HOUR,
    NOON,
    WARNED,
    analyst,
    approver,
    in_review,
    officer,
    own,
    person,
    renamed,
    submission_of,
)
from tests.store.rows import rows_of

LAST = 60


def period(number: int) -> str:
    return f"{1990 + number // 12}-{number % 12 + 1:02d}"


def count(table) -> int:
    with reading(engine()) as connection:
        return connection.scalar(select(func.count()).select_from(table))


def cut(work, at: int) -> bool:
    """Whether the child that did this work was killed before its n-th statement."""
    ended = forked.end(forked.begin(lambda: (forked.kill_at(at), work())[1]))
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


def says(act: str, subject: str, done: bool) -> str:
    told = "it had been carried out in full." if done else "it was not carried out; all is as it was before."
    return f"'{act}' of {subject}, begun by", told


def test_saving_cut_at_any_statement_leaves_all_or_nothing(empty, caplog):
    anna, found = analyst(), own()
    told = {True: 0, False: 0}
    for at in range(1, LAST):
        before = count(submissions)
        killed = cut(lambda: saving.save(found, anna, NOON), at)
        saved = count(submissions) - before
        with caplog.at_level(logging.WARNING):
            said = acts.recover()
        assert count(releases) == count(submissions) and audit.verify().entries == count(submissions)
        assert acts.recover() == [] and count(intents) == 0
        if said:
            _, ending = says("save", "", bool(saved))
            assert said[0].startswith("'save' of submission:") and "begun by Anna at" in said[0]
            assert said[0].endswith(ending) and said[0] in caplog.text
            told[bool(saved)] += 1
        if not killed:
            break
    # Both ends were seen, and the last child was killed nowhere.
    assert told[True] >= 1 and told[False] >= 5 and not killed and saved == 1
    for release in store.visible(anna, NOON):
        contents.read(release, anna)


@pytest.mark.parametrize("publish_at", [None, NOON + HOUR] if SOAK else [NOON + HOUR])
def test_approving_cut_at_any_statement_leaves_it_as_it_was_or_as_it_was_to_be(empty, publish_at):
    anna, bình = analyst(), approver()
    told = {True: 0, False: 0}
    done = True
    for at in range(1, LAST):
        if done:  # else it is as it was
            sent = in_review(anna, own(period=period(at)))
        killed = cut(lambda s=sent: lifecycle.approve(bình, s, publish_at, NOON), at)
        found = gate.submission(bình, sent.id, NOON)
        done = found.state != "review"
        assert (found.state, found.version, found.publish_at) == (
            ("approved" if publish_at else "published", 3, publish_at or NOON) if done else ("review", 2, None)
        )
        assert {r.state for r in found.releases} == {found.state}
        said = acts.recover()
        if said:
            begun, ending = says("approve", f"submission:{sent.id}", done)
            assert said[0].startswith(f"{begun} Bình at ") and said[0].endswith(ending)
            told[done] += 1
        verdict = audit.verify()
        assert verdict.holds
        admin_sees = [e.act for e in _entries(sent.id)]
        assert ("approved" in admin_sees) == done
        if not killed:
            break
    assert told[True] >= 1 and told[False] >= 5 and not killed and done


def _entries(submission: str):
    with reading(engine()) as connection:
        return audit.history(connection, f"submission:{submission}")


@pytest.mark.parametrize("seed", range(100 if SOAK else 3))
def test_killed_at_any_moment_at_all(empty, seed):
    """From outside and in the middle of whatever it does: the parent only knows the clock."""
    anna, bình = analyst(), approver()
    sent = [in_review(anna, own(period=period(number))) for number in range(4)]

    def work():
        for each in sent:
            lifecycle.approve(bình, each, None, NOON)

    child = forked.begin(work)
    time.sleep(random.Random(seed).uniform(0.005, 0.12))
    os.kill(child, signal.SIGKILL)
    forked.end(child)
    acts.recover()
    found = [gate.submission(bình, each.id, NOON) for each in sent]
    assert {(each.state, each.version) for each in found} <= {("review", 2), ("published", 3)}
    done = [each for each in found if each.state == "published"]
    assert audit.verify() == (8 + len(done), 0, "") and count(intents) == 0


def test_a_correction_cut_at_any_statement_is_in_force_whole_or_not_at_all(empty):
    anna, bình = analyst(), approver()
    old = lifecycle.approve(bình, in_review(anna), None, NOON).releases[0]
    (made,) = saving.save(own(), anna, NOON)
    fixed, _ = corrections.correct(anna, submission_of(anna, made), made, old.id, "Sửa", NOON)
    sent = lifecycle.send(anna, fixed, NOON)
    for at in range(1, LAST):
        cut(lambda: lifecycle.approve(bình, sent, None, NOON), at)
        found = {r.id: r.state for r in store.visible(EVERYBODY, NOON)}
        assert found in ({old.id: "published"}, {old.id: "superseded", made: "published"})
        assert audit.verify().holds
        if made in found:
            break
    assert made in found


def _draft(anna, found=None):
    return submission_of(anna, saving.save(found or own(), anna, NOON)[0])


def _approved(anna, bình, publish_at=NOON):
    return lifecycle.approve(bình, in_review(anna), publish_at, NOON)


def _commented(anna, bình):
    return comments.comment(officer("VOV"), in_review(anna).releases[0], "VOV", COLUMN, "Số này cũ.", NOON)


def _correcting(anna, bình):
    old, made = _approved(anna, bình).releases[0], _draft(anna)
    return made, made.releases[0].id, old.id


def _warned(anna, bình):
    sent = in_review(anna, own(*WARNED))
    return sent, [item.id for item in checklist.checklist(bình, sent, NOON) if item.id]


def _early(anna, bình):
    return _approved(anna, bình, NOON + HOUR), person("Minh").account


def _proposed(anna, bình):
    return registers.propose(anna, "u.xlsx", renamed("Đài A"), NOON)


# What is there before, and what is done to it.
OTHER_ACTS = {
    "send": (lambda anna, bình: _draft(anna), lambda anna, bình, found: lifecycle.send(anna, found, NOON)),
    "recall": (lambda anna, bình: in_review(anna), lambda anna, bình, found: lifecycle.recall(anna, found, NOON)),
    "return": (lambda a, bình: in_review(a), lambda a, bình, found: lifecycle.give_back(bình, found, "Sai", NOON)),
    "acknowledge": (_warned, lambda anna, bình, found: checklist.acknowledge(bình, *found, NOON)),
    "comment": (lambda anna, bình: (officer("VOV"), in_review(anna).releases[0]), lambda anna, bình, found: (
        comments.comment(*found, "VOV", COLUMN, "Số này cũ.", NOON))),
    "answer": (_commented, lambda anna, bình, found: comments.answer(anna, found, "upheld", "Công văn 12", NOON)),
    "correct": (_correcting, lambda anna, bình, found: corrections.correct(anna, *found, "Sửa", NOON)),
    "name a reader": (_early, lambda anna, bình, found: early.name_reader(bình, *found, NOON)),
    "reschedule": (lambda anna, bình: _approved(anna, bình, NOON + HOUR), lambda anna, bình, found: (
        lifecycle.reschedule(bình, found, NOON + 2 * HOUR, NOON))),
    "withdraw": (_approved, lambda anna, bình, found: lifecycle.withdraw(bình, found, "Nhầm", NOON)),
    "discard": (lambda anna, bình: _draft(anna), lambda anna, bình, found: retention.discard(anna, found, NOON)),
    "purge": (lambda anna, bình: _draft(anna), lambda anna, bình, found: retention.expire(bình, NOON + 48 * HOUR)),
    "purge the files": (_approved, lambda anna, bình, found: retention.expire(bình, NOON + 48 * HOUR)),
    "propose units": (lambda anna, bình: None, lambda anna, bình, found: _proposed(anna, bình)),
    "approve units": (_proposed, lambda anna, bình, found: registers.approve(bình, found, None, NOON)),
}  # fmt: skip


@pytest.mark.parametrize("act", OTHER_ACTS)
def test_every_other_act_cut_at_any_statement_is_whole_or_not_at_all(empty, act, monkeypatch):
    """As it was, down to the last row, or as it was to be, with its one entry in the trail; `make soak` leaves no
    statement out."""
    for name in ("DTI_KEEP_DAYS", "DTI_KEEP_FILES_DAYS"):
        monkeypatch.setenv(name, "1")
    begin, do = OTHER_ACTS[act]
    anna, bình = analyst(), approver()
    found = begin(anna, bình)
    before, entries, at, cuts = rows_of(engine(), metadata), audit.verify().entries, 1, 0
    while True:
        killed = cut(lambda: do(anna, bình, found), at)
        said = acts.recover()
        now = rows_of(engine(), metadata)
        done = audit.verify().entries > entries
        assert audit.verify() == (entries + done, 0, "") and done == (now != before)
        assert not said or (said[0].startswith(f"'{act}' of ") and said[0].endswith(says(act, "", done)[1]))
        if done or not killed:
            break
        at, cuts = at + (1 if SOAK else 4), cuts + 1
    assert done and cuts >= 1


def test_what_is_still_under_way_elsewhere_is_left_alone(empty):
    alive = {"id": "a", "act": "save", "subject": "x", "who": "Anna", "at": acts.clock.now(), "done": False}
    host = acts._process().rpartition(":")[0]
    rows = [
        {**alive, "id": "here", "process": acts._process()},
        {**alive, "id": "parent", "process": f"{host}:{os.getppid()}"},
        {**alive, "id": "elsewhere", "process": "another:1"},
        {**alive, "id": "long ago", "process": "another:1", "at": NOON.replace(year=2020)},
        {**alive, "id": "before this start", "process": acts._process(), "at": acts._STARTED - HOUR / 2},
    ]
    with engine().begin() as connection:
        connection.execute(intents.insert(), rows)
    assert len(acts.recover()) == 2
    with engine().connect() as connection:
        assert set(connection.scalars(select(intents.c.id))) == {"here", "parent", "elsewhere"}


def test_an_act_that_fails_leaves_no_intent(empty):
    with pytest.raises(ZeroDivisionError), acts.acting("x", "y", EVERYBODY):
        1 / 0  # noqa: B018
    assert count(intents) == 0 and acts.recover() == []


PROCESSES, EACH = 8, 125 if SOAK else 3


def test_eight_processes_at_once_leave_every_release_whole_and_the_chain_unbroken(empty):
    """Each saves and sends its own, and approves whatever it finds, in a race with the others: at once or for an hour
    that is to come, which the clock brings."""
    people = [person(f"P{number}", Role("analyst", "ministry-other"), Role("approver")) for number in range(PROCESSES)]

    def work(number: int) -> None:
        me, chance = people[number], random.Random(number)
        for turn in range(EACH):
            (made,) = saving.save(own(period=period(number * EACH + turn)), me, NOON)
            lifecycle.send(me, submission_of(me, made), NOON)
            _approve_one(me, chance)
        for _ in range(EACH * 4):
            if not _approve_one(me, chance):
                break

    children = [forked.begin(lambda n=number: work(n)) for number in range(PROCESSES)]
    assert [forked.end(child) for child in children] == [0] * PROCESSES
    chance = random.Random(99)
    while any(_approve_one(person, chance) for person in people):
        pass
    at_once = store.visible(EVERYBODY, NOON)
    assert 0 < len(at_once) < PROCESSES * EACH
    public = store.visible(EVERYBODY, NOON + HOUR)
    assert {r.id for r in at_once} < {r.id for r in public}
    assert len({r.submission for r in public}) == len(public) == PROCESSES * EACH == count(submissions)
    assert {release.state for release in public} == {"published"}
    for release in public:
        found = contents.read(release, EVERYBODY)
        assert found.scores.periods == [release.period] and store.workbooks(release, EVERYBODY)
    assert audit.verify() == (3 * PROCESSES * EACH, 0, "")
    by_act = {}
    with reading(engine()) as connection:
        for act, who, subject in connection.execute(
            select(store.schema.audit.c.act, store.schema.audit.c.account, store.schema.audit.c.subject)
        ):
            by_act.setdefault(act, {})[subject] = who
    assert {act: len(found) for act, found in by_act.items()} == dict.fromkeys(("saved", "sent", "approved"), EACH * 8)
    assert not [s for s, who in by_act["approved"].items() if who == by_act["saved"][s]]  # nobody their own
    assert count(intents) == 0


def _approve_one(viewer, chance) -> bool:
    waiting = [s for s in gate.submissions_seen(viewer, NOON, ("review",)) if s.account != viewer.account]
    if not waiting:
        return False
    with suppress(Conflict, NotAllowed, NotReady):  # another was faster
        lifecycle.approve(viewer, chance.choice(waiting), chance.choice([None, NOON + HOUR]), NOON)
    return True


def test_the_engine_of_the_parent_still_works_after_its_children(empty):
    forked.end(forked.begin(lambda: None))
    with database.engine().connect() as connection:
        assert connection.scalar(select(func.count()).select_from(submissions)) == 0
