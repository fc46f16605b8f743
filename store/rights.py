"""Who may do what: the table `data/rights.csv` (role × action × what × state × scope), and one pure function over it.

    any    everything            block  what belongs to the role's block      unit  the role's own unit, nothing else
    own    what one uploaded     named  where one is named a pre-release reader

`except` takes away again: nobody approves what is their own. A right that is not in the table is nobody's.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from scoring.units import DATA
from store.viewers import Role, Viewer

SCOPES = ("any", "block", "unit", "own", "named")
# What an administrator can give; the others follow from who one is: anybody, a browser without accounts, one named.
ROLES = ("officer", "analyst", "approver", "press", "administrator")
IMPLIED = ("visitor", "local", "reader")


class Rule(NamedTuple):
    role: str
    action: str
    on: str
    state: str
    scope: str
    but: str


class Extent(NamedTuple):
    """How far a right reaches: by which role, and to which units; None is all of them."""

    role: str
    units: frozenset[str] | None = None


@dataclass(frozen=True)
class Subject:
    """What is acted on: a kind of thing (`release`, `calendar`, `page:upload` …) and what rights hang on."""

    on: str
    state: str = ""
    block: str = ""
    division: str = ""
    unit: str = ""
    owner: str = ""
    account: str = ""
    readers: frozenset[str] = frozenset()


class NotAllowed(PermissionError):
    """An action that is not this viewer's; `code` and `words` let a page say it in its own language."""

    TEMPLATES = {
        "state": "'{action}' is not possible while the release is in the state '{state}'.",
        "own": "'{action}' is not for one's own upload: somebody else has to do it.",
        "no_account": "'{action}' needs an account, and this installation has none yet. Open the administrator's link.",
        "signed_out": "'{action}' needs an account. Sign in first.",
        "role": "'{action}' needs the role {roles}{where}. {name} has: {held}.",
    }

    def __init__(self, code: str, **words: str):
        super().__init__(self.TEMPLATES[code].format(**words))
        self.code, self.words = code, words


@cache
def rules() -> tuple[Rule, ...]:
    """The rows of the table. Raises ValueError naming a row with an unknown role or scope."""
    with (DATA / "rights.csv").open(encoding="utf-8", newline="") as lines:
        found = tuple(
            Rule(r["role"], r["action"], r["on"], r["state"], r["scope"], r["except"]) for r in csv.DictReader(lines)
        )
    for number, rule in enumerate(found, start=2):
        if rule.role not in (*ROLES, *IMPLIED) or rule.scope not in SCOPES or rule.but not in ("", "own"):
            raise ValueError(f"rights.csv, row {number}: unknown role, scope or exception in {', '.join(rule)}.")
    return found


@cache
def _by_action() -> dict[tuple[str, str], tuple[Rule, ...]]:
    return {
        key: tuple(rule for rule in rules() if (rule.action, rule.on) == key)
        for key in {(rule.action, rule.on) for rule in rules()}
    }


def extent(viewer: Viewer, action: str, subject: Subject) -> Extent | None:
    """How far the viewer's right reaches, the widest first; None where there is none."""
    units: set[str] = set()
    for rule in _by_action().get((action, subject.on), ()):
        if rule.state != subject.state or (rule.but == "own" and _own(viewer, subject)):
            continue
        for role in _held(viewer, rule.role, subject):
            if rule.scope == "unit":
                if _same_unit(role, subject):
                    units.add(role.unit)
            elif _reaches(viewer, role, rule.scope, subject):
                return Extent(rule.role)
    return Extent("officer", frozenset(units)) if units else None


def may(viewer: Viewer, action: str, subject: Subject) -> bool:
    """Whether the viewer may do this to that."""
    return extent(viewer, action, subject) is not None


def check(viewer: Viewer, action: str, subject: Subject) -> Extent:
    """The extent of the right. Raises NotAllowed with the reason where there is none."""
    found = extent(viewer, action, subject)
    if found is None:
        raise _refusal(viewer, action, subject)
    return found


def _held(viewer: Viewer, role: str, subject: Subject) -> Iterable[Role]:
    if role == "visitor" or (role == "local" and viewer.local):
        return (Role(role),)
    if role == "reader" and viewer.account in subject.readers:
        return (Role(role),)
    return (held for held in viewer.roles if held.name == role)


def _reaches(viewer: Viewer, role: Role, scope: str, subject: Subject) -> bool:
    if scope == "block":
        return role.block in ("", subject.block)
    return scope in ("any", "named") or _own(viewer, subject)


def _same_unit(role: Role, subject: Subject) -> bool:
    same = role.unit and (role.block, role.division) == (subject.block, subject.division)
    return bool(same) and subject.unit in ("", role.unit)


def _own(viewer: Viewer, subject: Subject) -> bool:
    if viewer.account:
        return subject.account == viewer.account
    return viewer.local and bool(viewer.owner) and not subject.account and subject.owner == viewer.owner


def _refusal(viewer: Viewer, action: str, subject: Subject) -> NotAllowed:
    known = _by_action().get((action, subject.on), ())
    here = [rule for rule in known if rule.state == subject.state]
    if known and not here:
        return NotAllowed("state", action=action, state=subject.state)
    if any(rule.but == "own" for rule in here) and _own(viewer, subject):
        return NotAllowed("own", action=action)
    if not viewer.signed_in:
        return NotAllowed("no_account" if viewer.local else "signed_out", action=action)
    where = f" for {'/'.join(p for p in (subject.block, subject.division, subject.unit) if p)}" if subject.block else ""
    roles = " or ".join(dict.fromkeys(rule.role for rule in here)) or "of nobody"
    held = ", ".join(map(str, viewer.roles)) or "none"
    return NotAllowed("role", action=action, roles=roles, where=where, name=viewer.as_written, held=held)


def as_table() -> list[tuple[str, str, str, str]]:
    """The table for people: on what, which action, in which state, and who may, with the scope where it is not any."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for rule in rules():
        reach = "" if rule.scope == "any" else f" ({rule.scope}{', not own' if rule.but else ''})"
        found.setdefault((rule.on, rule.action, rule.state), []).append(f"{rule.role}{reach}")
    return [(on, action, state, ", ".join(who)) for (on, action, state), who in sorted(found.items())]
