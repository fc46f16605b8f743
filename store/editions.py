"""Editions of the index that were made by workbook: kept once, never changed, read through a gate like releases."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Engine, and_, or_, select
from sqlalchemy.exc import IntegrityError

from scoring import Framework, FrameworkError, load_frameworks, parse_framework
from store.database import engine, reading
from store.documents import DamagedDocument
from store.releases import APPROVED, Viewer, now
from store.schema import frameworks as table
from store.schema import releases

log = logging.getLogger(__name__)


class FrameworkTaken(ValueError):
    """The id of an edition that exists; `id` names it."""

    def __init__(self, id: str):
        super().__init__(f"The edition '{id}' exists and is never overwritten. Give this one another id.")
        self.id = id


@dataclass(frozen=True)
class Edition:
    """A kept framework: who keeps it, since when (UTC), from which edition it was made (empty where from none)."""

    framework: Framework
    owner: str
    created_at: datetime
    based_on: str


def keep_framework(framework: Framework, owner: str, based_on: str = "", found: Engine | None = None) -> str:
    """Keep an edition under its id, for good; gives the id.

    Raises FrameworkTaken where the id is that of another edition, shipped or kept; keeping the same edition twice
    changes nothing. Raises FrameworkError where its text is no framework of that id.
    """
    if parse_framework(framework.text, framework.id).id != framework.id:
        raise FrameworkError(framework.id, [f"Its text is not that of '{framework.id}'. Read the file again."])
    if framework.id in load_frameworks():
        raise FrameworkTaken(framework.id)
    row = {
        "id": framework.id,
        "text": framework.text,
        "sha256": _sum(framework.text),
        "owner": owner,
        "created_at": now(),
        "based_on": based_on,
    }
    with (found or engine()).begin() as connection:
        known = connection.execute(select(table).where(table.c.id == framework.id)).one_or_none()
        if known is not None:
            if (known.sha256, known.owner) != (row["sha256"], owner):
                raise FrameworkTaken(framework.id)
            return framework.id
        try:
            connection.execute(table.insert(), row)
        except IntegrityError:  # another process was faster
            raise FrameworkTaken(framework.id) from None
    return framework.id


def kept(viewer: Viewer, at: datetime | None = None, found: Engine | None = None) -> list[Edition]:
    """The gate: the viewer's own editions, and those under which something is published at that moment; oldest first.

    Raises DamagedDocument where a text no longer matches its sum.
    """
    published = and_(releases.c.state == APPROVED, releases.c.publish_at <= (at or now()))
    used = table.c.id.in_(select(releases.c.framework).where(published))
    chosen = select(table).where(or_(used, table.c.owner == viewer.owner) if viewer.owner else used)
    with reading(found or engine()) as connection:
        rows = connection.execute(chosen.order_by(table.c.created_at, table.c.id)).all()
    seen = []
    for row in rows:
        if _sum(row.text) != row.sha256:
            raise DamagedDocument(f"The edition '{row.id}' does not match its sum {row.sha256}.")
        try:
            seen.append(Edition(_parsed(row.text, row.id), row.owner, row.created_at, row.based_on))
        except FrameworkError:  # kept under looser checks; what was scored with it carries its own copy
            log.exception("the edition %s is left out", row.id)
    return seen


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
