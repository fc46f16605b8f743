"""Everybody who may come, what the table of rights gives them by a reading of its own, and releases in every state."""

import csv
import itertools
from typing import NamedTuple

from scoring import Problem
from scoring.units import DATA
from store import checklist, comments, corrections, early, gate, lifecycle, saving
from store.comments import Comment
from store.database import engine, reading
from store.releases import Submission
from store.viewers import Role, Viewer
from tests.store.made import BLOCK, HOUR, NOON, own, person, submission_of

UNIT, OTHER_UNIT = "VOV", "VTV"
OLD = "1899-12"
STATES = ("draft", "review", "approved", "published", "superseded", "withdrawn")
with (DATA / "rights.csv").open(encoding="utf-8", newline="") as lines:
    TABLE = list(csv.DictReader(lines))
_numbers = itertools.count()


class Who(NamedTuple):
    """One who comes: whether a submission of `Stage` is their own upload, and whether they were named to read it."""

    viewer: Viewer
    own: bool = False
    named: bool = False


def everybody() -> dict[str, Who]:
    """One of each kind, in an installation with accounts; the analyst is the one who uploads."""
    both = (Role("analyst", BLOCK), Role("approver", BLOCK))
    return {
        "visitor": Who(Viewer()),
        "browser": Who(Viewer("a-cookie")),
        "without a role": Who(person("Không")),
        "officer": Who(person("Oanh", Role("officer", BLOCK, "", UNIT))),
        "officer of another unit": Who(person("Phúc", Role("officer", BLOCK, "", OTHER_UNIT))),
        "officer of another block": Who(person("Quý", Role("officer", "province", "34", "48"))),
        "analyst": Who(person("Anna", Role("analyst", BLOCK)), own=True),
        "another analyst": Who(person("Ánh", Role("analyst", BLOCK))),
        "analyst of another block": Who(person("Dũng", Role("analyst", "province"))),
        "analyst of all": Who(person("Đức", Role("analyst"))),
        "approver": Who(person("Bình", Role("approver", BLOCK))),
        "approver of another block": Who(person("Em", Role("approver", "province"))),
        "approver of all": Who(person("Cường", Role("approver"))),
        "analyst and approver": Who(person("Giang", *both), own=True),
        "press": Who(person("Thu", Role("press"))),
        "administrator": Who(person("Yến", Role("administrator"))),
        "reader": Who(person("Minh"), named=True),
    }


def may(who: Who, action: str, on: str, state: str = "", unit: str | None = None) -> bool:
    """What the table says of something of the block; `unit` where it is about one unit's figures, else any will do."""
    return any(
        _gives(row, who, unit) for row in TABLE if (row["action"], row["on"], row["state"]) == (action, on, state)
    )


def _gives(row: dict[str, str], who: Who, unit: str | None) -> bool:
    if row["except"] == "own" and who.own:
        return False
    roles = [role for role in who.viewer.roles if role.name == row["role"]]
    held = {"visitor": True, "local": who.viewer.local, "reader": who.named}.get(row["role"], bool(roles))
    reached = {
        "any": True,
        "named": True,
        "own": who.own,
        "block": any(role.block in ("", BLOCK) for role in roles),
        "unit": any(role.block == BLOCK and unit in (None, role.unit) for role in roles),
    }
    return held and reached[row["scope"]]


class Stage(NamedTuple):
    """A submission in a state with what acts need: the public release that it may supersede, a comment, a warning."""

    state: str
    submission: Submission
    old: str
    comment: Comment
    warning: int
    reader: str


def stage(people: dict[str, Who], state: str, by: str = "analyst", open_ends: bool = False) -> Stage:
    """A new submission of `by` in that state; with `open_ends` its comment and its warning are left unanswered.

    Only a review can be left with open ends, and a draft taken back from it.
    """
    uploader, officer = people[by].viewer, people["officer"].viewer
    approver = people["approver"].viewer
    number = next(_numbers)
    period = f"{1900 + number // 12}-{number % 12 + 1:02d}"
    old = ""
    if state == "draft":
        old = _approved(uploader, approver, period).releases[0].id
    about = {"name": "a", "unit": UNIT, "before": "1", "period": OLD}
    warning = Problem("jump", "S", "A1", "99", about, "f.xlsx", UNIT, ())
    (made,) = saving.save(own(warning, period=period), uploader, NOON)
    sent = lifecycle.send(uploader, submission_of(uploader, made), NOON)
    said = comments.comment(officer, sent.releases[0], UNIT, "the_che_so", "Số này đúng không?", NOON)
    (item,) = [line for line in checklist.checklist(approver, sent, NOON) if line.problem is not None]
    reader = people["reader"].viewer.account or ""
    early.name_reader(approver, sent, reader, NOON)
    if not open_ends:
        said = comments.answer(approver, said, comments.UPHELD, "Đúng", NOON)
        checklist.acknowledge(approver, sent, [item.id], NOON)
    if state == "draft":
        lifecycle.recall(uploader, sent, NOON)
    elif state == "approved":
        lifecycle.approve(approver, sent, NOON + HOUR, NOON)
    elif state != "review":
        public = lifecycle.approve(approver, sent, None, NOON)
        if state == "withdrawn":
            lifecycle.withdraw(approver, public, "Sai", NOON)
        elif state == "superseded":
            _approved(uploader, approver, period, supersedes=made)
    return Stage(state, as_it_is(sent.id), old, said, item.id, reader)


def _approved(uploader: Viewer, approver: Viewer, period: str, supersedes: str = "") -> Submission:
    (made,) = saving.save(own(period=period), uploader, NOON)
    found = submission_of(uploader, made)
    if supersedes:
        found, _ = corrections.correct(uploader, found, made, supersedes, "Đính chính", NOON)
    return lifecycle.approve(approver, lifecycle.send(uploader, found, NOON), None, NOON)


def as_it_is(submission: str, at=NOON) -> Submission:
    """Whoever asks: as the store itself sees it."""
    with reading(engine()) as connection:
        found = gate.kept(connection, submission, Viewer(), at)
    assert found is not None
    return found
