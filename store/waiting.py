"""What waits for somebody to act: a line on every page of those who must, and whom to write to."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from store.comments import OPEN
from store.contents import has_figures_of
from store.database import engine, reading
from store.gate import kept, submissions_seen
from store.registers import RETURNED, Change
from store.releases import DRAFT, REVIEW, Submission
from store.rights import Subject, may
from store.schema import accounts, comments, registers, roles
from store.viewers import Role, Viewer, has

APPROVE, ANSWER, MEND, LOOK, GIVE_ROLES = "approve", "answer", "mend", "look", "give roles"


class Waiting(NamedTuple):
    """One thing to do: `what` (approve, answer a comment, mend a returned draft, look at the own unit's figures, give
    roles to a new account), on which submission, account or change of units, since when (UTC)."""

    what: str
    submission: str
    account: str
    since: datetime
    change: str = ""


class Person(NamedTuple):
    """Somebody to write to."""

    account: str
    name: str
    email: str


def waiting_for(viewer: Viewer, at: datetime) -> list[Waiting]:
    """What this viewer has to act on, the oldest first."""
    if not viewer.signed_in or not viewer.roles:
        return []
    found = submissions_seen(viewer, at, (DRAFT, REVIEW))
    contested = _comments(found)
    lines = [
        Waiting(what, submission.id, "", submission.changed_at)
        for submission in found
        for what in _of(viewer, submission, contested.get(submission.id, []))
    ]
    if has(viewer, "administrator"):
        lines += _without_roles()
    if has(viewer, "approver"):
        lines += _changes(viewer)
    return sorted(lines, key=lambda line: line.since)


def who_must_act(submission_id: str, at: datetime) -> list[Person]:
    """Those for whom a submission waits now, to write them a message; by name."""
    with reading(engine()) as connection:
        people = _people(connection)
        found = kept(connection, submission_id, Viewer(), at)
    if found is None:
        return []
    contested = _comments([found]).get(found.id, [])
    return [person for person, viewer in people.items() if any(_of(viewer, found, contested))]


def who_must_act_on(change: Change) -> list[Person]:
    """Those for whom a change of units waits now: who may approve it, or who sent what was returned; by name."""
    with reading(engine()) as connection:
        people = _people(connection)
    if change.state == RETURNED:
        return [person for person in people if person.account == change.account]
    able = change.state == REVIEW
    return [person for person, viewer in people.items() if able and may(viewer, "approve", change.subject())]


def _people(connection: Connection) -> dict[Person, Viewer]:
    """Everybody with an account and a role, by name."""
    columns = (accounts.c.id, accounts.c.name, accounts.c.email, roles.c.role, roles.c.block)
    able = select(*columns, roles.c.division, roles.c.unit).select_from(accounts.join(roles))
    held: dict[Person, list[Role]] = {}
    for row in connection.execute(able.where(accounts.c.disabled_at.is_(None)).order_by(accounts.c.name)):
        role = Role(row.role, row.block, row.division, row.unit)
        held.setdefault(Person(row.id, row.name, row.email), []).append(role)
    return {person: Viewer(None, person.account, person.name, tuple(given)) for person, given in held.items()}


def _of(viewer: Viewer, found: Submission, contested: list[tuple[str, str, str]]) -> Iterable[str]:
    """What of one submission waits for a viewer; `contested` are the status, unit and author of its comments."""
    subject = found.subject()
    if found.state == DRAFT and found.reason and may(viewer, "send", subject):
        yield MEND
    if may(viewer, "approve", subject):
        yield APPROVE
    if may(viewer, "answer", subject) and any(status == OPEN for status, _, _ in contested):
        yield ANSWER
    mine = any(author == viewer.account for _, _, author in contested)
    if may(viewer, "comment", subject) and not mine and _stands_in(viewer, found):
        yield LOOK


def _stands_in(viewer: Viewer, found: Submission) -> bool:
    """Whether a unit of the officer's has figures in the submission."""
    units = [role.unit for role in viewer.roles if role.unit]
    return any(has_figures_of(release, units) for release in found.releases)


def _comments(found: Iterable[Submission]) -> dict[str, list[tuple[str, str, str]]]:
    of = {release.id: submission.id for submission in found for release in submission.releases}
    by: dict[str, list[tuple[str, str, str]]] = {}
    with reading(engine()) as connection:
        columns = (comments.c.release, comments.c.status, comments.c.unit, comments.c.account)
        for row in connection.execute(select(*columns).where(comments.c.release.in_(list(of)))):
            by.setdefault(of[row.release], []).append((row.status, row.unit, row.account))
    return by


def _changes(viewer: Viewer) -> list[Waiting]:
    """Changes of units that this viewer may approve."""
    columns = (registers.c.id, registers.c.block, registers.c.account, registers.c.changed_at)
    with reading(engine()) as connection:
        rows = connection.execute(select(*columns).where(registers.c.state == REVIEW)).all()
    subjects = [(row, Subject("units", block=row.block, account=row.account)) for row in rows]
    return [Waiting(APPROVE, "", "", row.changed_at, row.id) for row, of in subjects if may(viewer, "approve", of)]


def _without_roles() -> list[Waiting]:
    """People of a provider who signed in and may do nothing yet."""
    chosen = (
        select(accounts.c.id, accounts.c.created_at)
        .select_from(accounts.outerjoin(roles))
        .where(roles.c.role.is_(None), accounts.c.disabled_at.is_(None), accounts.c.provider_subject.is_not(None))
    )
    with reading(engine()) as connection:
        return [Waiting(GIVE_ROLES, "", row.id, row.created_at) for row in connection.execute(chosen)]
