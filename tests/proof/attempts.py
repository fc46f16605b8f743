"""Every action of the table of rights, attempted for real: the store's own functions, called as somebody."""

import hashlib
import itertools
from collections.abc import Callable
from typing import Any

import store
from scoring import parse_framework
from store import (
    accounts,
    announcements,
    audit,
    bundles,
    checklist,
    comments,
    contents,
    corrections,
    early,
    editions,
    gate,
    keys,
    kits,
    lifecycle,
    links,
    passwords,
    registers,
    retention,
    saving,
    schema,
    sessions,
)
from store.database import engine
from store.releases import Release
from store.rights import NotAllowed
from store.viewers import Role, Viewer
from tests.proof.everybody import OTHER_UNIT, UNIT, Stage
from tests.store.made import BLOCK, HOUR, NOON, own, renamed

_numbers = itertools.count()
Attempt = Callable[[Viewer, Stage], Any]


def allowed(attempt: Callable[[], Any]) -> bool:
    """Whether it was done; any other failure than the refusal of a right is one of the test."""
    try:
        attempt()
    except NotAllowed:
        return False
    return True


def see(viewer: Viewer, at: Stage) -> None:
    """By every way to a release: all say the same, and an officer gets the own unit and no rank."""
    release = at.submission.releases[0]
    one = gate.one(viewer, release.id, NOON)
    release = one or release  # one that came from elsewhere opens nothing either
    ways = {
        release.id in [seen.id for seen in store.visible(viewer, NOON)],
        one is not None,
        gate.submission(viewer, at.submission.id, NOON) is not None,
        at.submission.id in [s.id for s in gate.submissions_seen(viewer, NOON, (at.submission.state,))],
        allowed(lambda: contents.read(release, viewer)),
    }
    assert len(ways) == 1, f"the ways to {release.state} disagree"
    scores = contents.read(release, viewer).scores
    units = {role.unit for role in viewer.roles if role.name == "officer"}
    if units and at.state in ("review", "approved"):
        assert set(scores.scores.index.get_level_values(1)) == units and scores.ranks.isna().all(axis=None)
    else:
        assert len(scores.scores) == len(own().scores.scores)


def read_comments(viewer: Viewer, at: Stage) -> None:
    found = comments.of_release(viewer, at.submission.releases[0])
    officer_elsewhere = any(role.unit == OTHER_UNIT for role in viewer.roles)
    assert len(found) == (0 if officer_elsewhere else 1)


def readers(viewer: Viewer, at: Stage) -> None:
    """All that one does with early readers; each step asks for the right by itself."""
    steps = [
        lambda: early.listed(viewer, at.submission),
        lambda: early.remove_reader(viewer, at.submission, at.reader, NOON),
        lambda: early.name_reader(viewer, at.submission, at.reader, NOON),
        lambda: early.publish_list(viewer, at.submission, True, NOON),
    ]
    _all(steps)


def begin_kit(viewer: Viewer, at: Stage) -> None:
    release = at.submission.releases[0]
    kits.begin(viewer, gate.one(viewer, release.id, NOON) or release, {"number": next(_numbers)}, False, NOON)


def take_kit(viewer: Viewer, at: Stage) -> None:
    """One for everybody, done, of a release in whatever state; nothing of it leaves where the right is missing."""
    release = at.submission.releases[0]
    found = kits.find(viewer, a_kit(release), NOON)
    if found is None:
        assert gate.one(viewer, release.id, NOON) is None
        _refuse()
    else:
        assert list(kits.hand_out(viewer, *found)) == [("a.txt", b"a")]


def a_kit(release: Release) -> str:
    """A kit that is done, written as its maker leaves it."""
    settings = {"publish_at": f"{release.publish_at:%Y-%m-%dT%H:%M:%SZ}" if release.publish_at else ""}
    row = {
        "id": f"kit{next(_numbers)}", "release": release.id, "account": "", "name": "", "settings": settings,
        "state": kits.DONE, "made_at": NOON, "changed_at": NOON,
    }  # fmt: skip
    with engine().begin() as connection:
        connection.execute(schema.kits.insert(), row)
        part = {"kit": row["id"], "name": "a.txt", "sha256": hashlib.sha256(b"a").hexdigest(), "content": b"a"}
        connection.execute(schema.kit_parts.insert(), part)
    return str(row["id"])


def correct(viewer: Viewer, at: Stage) -> None:
    release = at.submission.releases[0].id
    _all([
        lambda: corrections.correct(viewer, at.submission, release, at.old, "Đính chính", NOON),
        lambda: corrections.no_correction(viewer, at.submission, release, NOON),
    ])  # fmt: skip


def administer(viewer: Viewer, _: Stage) -> None:
    """Everything that is done to accounts, on one made for it."""
    email = f"a{next(_numbers)}@example.vn"
    made = allowed(lambda: accounts.add(viewer, email, "A", [Role("press")], NOON))
    account = next(row.id for row in _accounts() if not made or row.email == email)
    token = sessions.begin(account, NOON)
    session = sessions.viewer_of(token, None, NOON).session or ""
    rest = [
        lambda: accounts.set_roles(viewer, account, [Role("press")], NOON),
        lambda: links.invite(viewer, account, NOON),
        lambda: sessions.end_session(viewer, session, NOON),
        lambda: sessions.last_seen(viewer),
        lambda: passwords.locked(viewer, NOON),
        lambda: passwords.unlock(viewer, email, NOON),
        lambda: accounts.disable(viewer, account, NOON) if made else accounts.enable(viewer, account, NOON),
        lambda: accounts.enable(viewer, account, NOON),
    ]
    _all([lambda: None if made else _refuse(), *rest])


def _accounts() -> list[Any]:
    administrator = Viewer(None, "x", "X", (Role("administrator"),))
    return accounts.listed(administrator)


def read_audit(viewer: Viewer, _: Stage) -> None:
    _all([
        lambda: audit.entries(viewer, limit=1),
        lambda: audit.count(viewer),
        lambda: audit.acts(viewer),
        lambda: audit.releases_of(viewer, []),
    ])  # fmt: skip


def announce(viewer: Viewer, _: Stage) -> None:
    """Entering, moving and cancelling, the last two on an entry of somebody who may."""
    able = Viewer(None, "x", "X", (Role("approver"),))
    number = announcements.announce(able, BLOCK, "2030", NOON + HOUR, NOON)
    _all([
        lambda: announcements.announce(viewer, BLOCK, "2030", NOON + HOUR, NOON),
        lambda: announcements.move(viewer, number, NOON + 2 * HOUR, NOON),
        lambda: announcements.cancel(viewer, number, NOON),
    ])  # fmt: skip


def edition(name: str) -> Any:
    text = own().scores.framework.text.replace('id = "demo-ministry-other"', f'id = "{name}"')
    return parse_framework(text)


def keep(viewer: Viewer, _: Stage) -> None:
    editions.keep_framework(edition(f"kept-{next(_numbers)}"), viewer, at=NOON)


def see_framework(viewer: Viewer, _: Stage) -> None:
    if "kept-by-anna" not in store.frameworks(viewer, NOON):
        _refuse()


def proposed(viewer: Viewer) -> registers.Change:
    """A change of units, by this viewer where it is one of those whose own uploads are acted on."""
    by = viewer if viewer.name in ("Anna", "Giang") else Viewer(None, "somebody", "Ai đó", (Role("analyst", BLOCK),))
    return registers.propose(by, "u.xlsx", renamed(f"Đài {next(_numbers)}"), NOON)


def see_change(viewer: Viewer, _: Stage) -> None:
    if proposed(viewer).id not in [change.id for change in registers.changes(viewer)]:
        _refuse()


def propose(viewer: Viewer, _: Stage) -> None:
    registers.propose(viewer, "u.xlsx", renamed(f"Đài {next(_numbers)}"), NOON)


def _refuse() -> None:
    raise NotAllowed("signed_out", action="")


def _all(steps: list[Callable[[], Any]]) -> None:
    """Each step is allowed or each refused; then refused as a whole."""
    done = [allowed(step) for step in steps]
    assert len(set(done)) == 1, f"only some of the steps are allowed: {done}"
    if not done[0]:
        _refuse()


# Action × what → how it is attempted, and whether it changes what it acts on.
RELEASES: dict[str, tuple[Attempt, bool]] = {
    "see": (see, False),
    "files": (lambda viewer, at: contents.workbooks(at.submission.releases[0], viewer), False),
    "bundle": (lambda viewer, at: bundles.bundle(at.submission.releases[0], viewer), False),
    "read comments": (read_comments, False),
    "comment": (lambda v, at: comments.comment(v, at.submission.releases[0], UNIT, "the_che_so", "?", NOON), True),
    "answer": (lambda viewer, at: comments.answer(viewer, at.comment, comments.UPHELD, "!", NOON), True),
    "acknowledge": (lambda viewer, at: checklist.acknowledge(viewer, at.submission, [at.warning], NOON), True),
    "approve": (lambda viewer, at: lifecycle.approve(viewer, at.submission, NOON + HOUR, NOON), True),
    "return": (lambda viewer, at: lifecycle.give_back(viewer, at.submission, "Sửa", NOON), True),
    "recall": (lambda viewer, at: lifecycle.recall(viewer, at.submission, NOON), True),
    "send": (lambda viewer, at: lifecycle.send(viewer, at.submission, NOON), True),
    "reschedule": (lambda viewer, at: lifecycle.reschedule(viewer, at.submission, NOON + 2 * HOUR, NOON), True),
    "withdraw": (lambda viewer, at: lifecycle.withdraw(viewer, at.submission, "Sai", NOON), True),
    "readers": (readers, True),
    "correct": (correct, True),
    "discard": (lambda viewer, at: retention.discard(viewer, at.submission, NOON), True),
    "kit": (begin_kit, True),
    "take kit": (take_kit, False),
    "save": (lambda viewer, _: saving.save(own(), viewer, NOON), False),
}
# Acts for which something has to be left open.
OPEN_ENDS = ("answer", "acknowledge")
ELSEWHERE: dict[tuple[str, str], Attempt] = {
    ("administer", "accounts"): administer,
    ("see", "accounts"): lambda viewer, _: accounts.listed(viewer),
    ("read", "audit"): read_audit,
    ("announce", "calendar"): announce,
    ("see", "calendar"): lambda *_: announcements.calendar(NOON),
    ("keep", "framework"): keep,
    ("see", "framework"): see_framework,
    ("propose", "units"): propose,
    ("see", "units"): see_change,
    ("approve", "units"): lambda viewer, _: registers.approve(viewer, proposed(viewer), None, NOON),
    ("return", "units"): lambda viewer, _: registers.give_back(viewer, proposed(viewer), "Sửa", NOON),
    ("recall", "units"): lambda viewer, _: registers.recall(viewer, proposed(viewer), NOON),
    ("rotate", "key"): lambda viewer, _: keys.rotate(viewer, NOON),
    ("purge", "store"): lambda viewer, _: retention.purge(viewer, NOON),
}
