"""Named pre-release readers: who sees a release under embargo before everybody, and the list of them.

That somebody did look stands in the trail, once for a session and release: should figures get about before their hour,
it is known who had them.
"""

import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from store import audit, clock
from store.acts import acting
from store.database import engine, reading
from store.gate import kept
from store.releases import PUBLISHED, SUPERSEDED, Release, Submission
from store.rights import check
from store.schema import accounts, readers, submissions
from store.schema import audit as entries
from store.viewers import Viewer

# What this process knows to stand in the trail: database, session or account, release.
_noted: set[tuple[str, str, str]] = set()
_MOST_NOTED = 10_000


class Reader(NamedTuple):
    """One who may look before publication; `named_at` is UTC."""

    account: str
    name: str
    named_by: str
    named_at: datetime


def name_reader(viewer: Viewer, found: Submission, account: str, at: datetime) -> None:
    """Let an account see the submission while it is under embargo. Raises NotAllowed, LookupError without such one."""
    subject = f"submission:{found.id}"
    with acting("name a reader", subject, viewer) as connection:
        _check(connection, viewer, found, at)
        name = connection.scalar(select(accounts.c.name).where(accounts.c.id == account))
        if name is None:
            raise LookupError(f"There is no account '{account}'.")
        if account not in {reader.account for reader in _listed(connection, found.id)}:
            row = {"submission": found.id, "account": account, "named_by": viewer.name, "named_at": at}
            connection.execute(readers.insert(), row)
            audit.append(connection, viewer, at, "reader named", subject, after=f"account:{account}", name=name)


def remove_reader(viewer: Viewer, found: Submission, account: str, at: datetime) -> None:
    """Take the early look away again. Raises NotAllowed."""
    subject = f"submission:{found.id}"
    with acting("remove a reader", subject, viewer) as connection:
        _check(connection, viewer, found, at)
        mine = (readers.c.submission == found.id) & (readers.c.account == account)
        if connection.execute(delete(readers).where(mine)).rowcount:
            audit.append(connection, viewer, at, "reader removed", subject, before=f"account:{account}")


def publish_list(viewer: Viewer, found: Submission, is_public: bool, at: datetime) -> None:
    """Whether the names stand beside the release once it is published. Raises NotAllowed."""
    subject = f"submission:{found.id}"
    with acting("publish the readers", subject, viewer) as connection:
        _check(connection, viewer, found, at)
        changed = submissions.update().where(submissions.c.id == found.id).values(readers_listed=is_public)
        connection.execute(changed)
        said = "public" if is_public else "internal"
        audit.append(connection, viewer, at, "list of readers", subject, after=said)


def listed(viewer: Viewer, found: Submission) -> list[Reader]:
    """The named readers, for those who may name them. Raises NotAllowed."""
    check(viewer, "readers", found.subject())
    with reading(engine()) as connection:
        return _listed(connection, found.id)


def public_list(viewer: Viewer, release: Release) -> list[Reader]:
    """Who saw a published release before, where that list was made public; else nobody. Raises NotAllowed."""
    check(viewer, "see", release.subject())
    if release.state not in (PUBLISHED, SUPERSEDED):
        return []
    with reading(engine()) as connection:
        shown = select(submissions.c.readers_listed).where(submissions.c.id == release.submission)
        return _listed(connection, release.submission) if connection.scalar(shown) else []


def note_reading(viewer: Viewer, release: Release) -> None:
    """Write down that a pre-release reader opened the figures, unless this session of theirs did so before."""
    key = (str(engine().url), viewer.session or viewer.account or "", release.id)
    if key in _noted:
        return
    subject = f"release:{release.id}"
    with acting("read early", subject, viewer) as connection:
        same = (entries.c.act == "read early", entries.c.subject == subject, entries.c.account == viewer.account)
        before = connection.scalars(select(entries.c.details).where(*same))
        if (viewer.session or "") not in [json.loads(said).get("session") for said in before]:
            audit.append(connection, viewer, clock.now(), "read early", subject, session=viewer.session or "")
    if len(_noted) >= _MOST_NOTED:
        _noted.clear()
    _noted.add(key)


def _check(connection: Connection, viewer: Viewer, found: Submission, at: datetime) -> None:
    check(viewer, "readers", (kept(connection, found.id, viewer, at) or found).subject())


def _listed(connection: Connection, submission: str) -> list[Reader]:
    columns = (readers.c.account, accounts.c.name, readers.c.named_by, readers.c.named_at)
    chosen = select(*columns).select_from(readers.join(accounts)).where(readers.c.submission == submission)
    return [Reader(*row) for row in connection.execute(chosen.order_by(accounts.c.name, accounts.c.id))]
