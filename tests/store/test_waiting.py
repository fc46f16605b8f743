"""What waits for whom."""

import pytest

import store
from store import comments, gate, lifecycle, providers, registers, saving, waiting
from store.viewers import Role, Viewer
from tests.store.made import (
    BLOCK,
    COLUMN,
    EVERYBODY,
    HOUR,
    NOON,
    analyst,
    approver,
    in_review,
    officer,
    own,
    person,
    renamed,
    submission_of,
)


def lines(viewer, at=NOON):
    return [(line.what, line.submission) for line in waiting.waiting_for(viewer, at)]


def test_an_officer_whose_unit_has_no_figures_is_not_called(empty):
    anna, somebody = analyst(), officer("MERA", "Mai")
    sent = in_review(anna)
    assert lines(somebody) == [] and somebody.account not in {p.account for p in waiting.who_must_act(sent.id, NOON)}


@pytest.fixture
def people(empty):
    return analyst(), approver(), officer("VOV")


def test_each_waits_for_what_is_theirs(people):
    anna, bình, oanh = people
    (made,) = saving.save(own(), anna, NOON)
    draft = submission_of(anna, made)
    for viewer in (anna, bình, oanh):
        assert lines(viewer) == []
    lifecycle.send(anna, draft, NOON)
    assert lines(bình) == [("approve", draft.id)] and lines(oanh) == [("look", draft.id)] and lines(anna) == []
    release = store.visible(oanh, NOON)[0]
    said = comments.comment(oanh, release, "VOV", COLUMN, "x", NOON)
    assert lines(oanh) == [] and lines(anna) == [("answer", draft.id)]
    assert lines(bình) == [("approve", draft.id), ("answer", draft.id)]
    comments.answer(anna, said, "upheld", "x", NOON)
    assert lines(anna) == []
    lifecycle.give_back(bình, gate.submission(bình, draft.id, NOON), "Thiếu nguồn", NOON + HOUR)
    assert lines(anna) == [("mend", draft.id)] and lines(bình) == []
    assert waiting.waiting_for(anna, NOON)[0].since == NOON + HOUR


def test_others_wait_for_nothing(people):
    in_review(people[0])
    for viewer in (
        EVERYBODY, Viewer("cookie", local=True), approver("Em", "province"), officer("01", "Quý", "province"),
        analyst("Dũng"), person("Thu", Role("press")), person("Không"),
    ):  # fmt: skip
        assert lines(viewer) == []


def test_the_own_upload_waits_for_another_approver(people):
    both = person("Hà", Role("analyst", BLOCK), Role("approver", BLOCK))
    sent = in_review(both)
    assert lines(both) == [] and lines(people[1]) == [("approve", sent.id)]
    assert [who.name for who in waiting.who_must_act(sent.id, NOON)] == ["Bình", "Oanh"]


def test_whom_to_write_to(people):
    anna, bình, oanh = people
    approver("Em", "province")
    sent = in_review(anna)
    assert waiting.who_must_act(sent.id, NOON) == [
        (bình.account, "Bình", "bình@example.vn"), (oanh.account, "Oanh", "oanh@example.vn"),
    ]  # fmt: skip
    back = lifecycle.give_back(bình, sent, "Sai", NOON)
    assert [who.name for who in waiting.who_must_act(back.id, NOON)] == ["Anna"]
    assert waiting.who_must_act("nothing", NOON) == []


def test_an_administrator_gives_roles_to_those_who_came_without(people):
    yến = person("Yến", Role("administrator"))
    person("Local")
    account = providers.from_provider("https://id.example", "7", "sơn@example.vn", "Sơn", NOON, verified=True)
    (line,) = waiting.waiting_for(yến, NOON)
    assert (line.what, line.account, line.since) == ("give roles", account, NOON)


def test_a_change_of_units_waits_for_those_who_may_approve_it(people):
    anna, bình, oanh = people
    both = person("Hà", Role("analyst", BLOCK), Role("approver", BLOCK))
    sent = registers.propose(both, "u.xlsx", renamed("Đài A"), NOON)
    (line,) = waiting.waiting_for(bình, NOON)
    assert (line.what, line.change, line.submission, line.since) == ("approve", sent.id, "", NOON)
    for viewer in (both, anna, oanh, approver("Em", "province"), EVERYBODY):
        assert waiting.waiting_for(viewer, NOON) == []
    assert [who.name for who in waiting.who_must_act_on(sent)] == ["Bình"]
    back = registers.give_back(bình, sent, "Sai tên", NOON + HOUR)
    assert [who.name for who in waiting.who_must_act_on(back)] == ["Hà"] and waiting.waiting_for(bình, NOON) == []
    again = registers.recall(both, registers.propose(both, "u.xlsx", renamed("Đài A"), NOON), NOON)
    assert waiting.who_must_act_on(again) == []
