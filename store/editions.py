"""Editions of the index that were made by workbook: kept once, never changed, read through a gate like releases."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, Row, and_, select

from scoring import Framework, FrameworkError, load_frameworks, parse_framework
from store import audit, clock
from store.acts import acting
from store.database import engine, reading
from store.documents import DamagedDocument
from store.releases import APPROVED
from store.rights import Subject, check, may
from store.schema import frameworks as table
from store.schema import releases, submissions
from store.viewers import Viewer

log = logging.getLogger(__name__)


class FrameworkTaken(ValueError):
    """The id of an edition that exists; `id` names it."""

    def __init__(self, id: str):
        super().__init__(f"The edition '{id}' exists and is never overwritten. Give this one another id.")
        self.id = id


@dataclass(frozen=True)
class Edition:
    """A kept framework: whose it is (a browser's or an account's), since when (UTC), from which edition it was made."""

    framework: Framework
    owner: str
    account: str
    created_at: datetime
    based_on: str


def keep_framework(framework: Framework, viewer: Viewer, based_on: str = "", at: datetime | None = None) -> str:
    """Keep an edition under its id, for good; gives the id.

    Raises FrameworkTaken where the id is that of another edition, shipped or kept; keeping the same edition twice
    changes nothing. Raises FrameworkError where its text is no framework of that id, and NotAllowed.
    """
    check(viewer, "keep", Subject("framework", block=framework.block))
    if parse_framework(framework.text, framework.id).id != framework.id:
        raise FrameworkError(framework.id, [f"Its text is not that of '{framework.id}'. Read the file again."])
    if framework.id in load_frameworks():
        raise FrameworkTaken(framework.id)
    mine = {"owner": "" if viewer.signed_in else viewer.owner or "", "account": viewer.account or ""}
    row = {"id": framework.id, "text": framework.text, "sha256": _sum(framework.text), "based_on": based_on, **mine}
    subject = f"framework:{framework.id}"
    with acting("keep an edition", subject, viewer) as connection:
        known = connection.execute(select(table).where(table.c.id == framework.id)).one_or_none()
        if known is not None and any(getattr(known, key) != row[key] for key in ("sha256", "owner", "account")):
            raise FrameworkTaken(framework.id)
        if known is None:
            connection.execute(table.insert(), {**row, "created_at": at or clock.now()})
            audit.append(connection, viewer, at or clock.now(), "edition kept", subject, based_on, framework.id)
    return framework.id


def kept(viewer: Viewer, at: datetime | None = None, found: Engine | None = None) -> list[Edition]:
    """The gate: editions that the table of rights lets the viewer see, and those under which something is published at
    that moment; oldest first.

    Raises DamagedDocument where a text no longer matches its sum.
    """
    published = and_(submissions.c.state == APPROVED, submissions.c.publish_at <= (at or clock.now()))
    used = table.c.id.in_(select(releases.c.framework).select_from(releases.join(submissions)).where(published))
    chosen = select(table, used.label("used")).order_by(table.c.created_at, table.c.id)
    with reading(found or engine()) as connection:
        rows = connection.execute(chosen).all()
    seen = []
    for row in rows:
        if not row.used and not _may_be_theirs(viewer, row):
            continue
        if _sum(row.text) != row.sha256:
            raise DamagedDocument(f"The edition '{row.id}' does not match its sum {row.sha256}.")
        try:
            framework = _parsed(row.text, row.id)
        except FrameworkError:  # kept under looser checks; what was scored with it carries its own copy
            log.exception("the edition %s is left out", row.id)
            continue
        subject = Subject("framework", block=framework.block, owner=row.owner, account=row.account)
        if row.used or may(viewer, "see", subject):
            seen.append(Edition(framework, row.owner, row.account, row.created_at, row.based_on))
    return seen


def _may_be_theirs(viewer: Viewer, row: Row[Any]) -> bool:
    """Before the text is read: whether any right could reach it; a stranger's damaged edition is not one's concern."""
    return bool(viewer.roles) or bool(viewer.owner and not row.account and row.owner == viewer.owner)


def frameworks(viewer: Viewer, at: datetime | None = None, found: Engine | None = None) -> dict[str, Framework]:
    """Every framework the viewer may use, by id: those shipped (and the operator's own), then those kept."""
    shipped = load_frameworks()
    made = [edition.framework for edition in kept(viewer, at, found)]
    return {**shipped, **{framework.id: framework for framework in made if framework.id not in shipped}}


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=64)
def _parsed(text: str, id: str) -> Framework:
    return parse_framework(text, id)
