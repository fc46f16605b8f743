"""The gate: what a viewer sees at a moment. Everything a page, a route or an export shows comes through here."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Row, Select, and_, bindparam, cast, func, or_, select

from store.database import engine, reading
from store.releases import (
    APPROVED,
    DRAFT,
    PUBLISHED,
    REVIEW,
    WITHDRAWN,
    Release,
    Submission,
    find,
    marked,
    newest_first,
    state_at,
    superseded,
)
from store.rights import Extent, extent
from store.schema import notices, readers, releases, submissions
from store.schema.base import Text
from store.viewers import Viewer

# The columns in the order of `Release`; the manifest as text, since most readers of the list never open it.
_OF_RELEASE = (
    *(releases.c[name] for name in "id submission block division framework period".split()),
    submissions.c.state,
    *(releases.c[name] for name in "origin stage title source licence note".split()),
    *(submissions.c[name] for name in "owner account uploader created_at publish_at".split()),
    cast(releases.c.manifest, Text).label("documents"),
)
_STATE, _PUBLISH_AT, _OWN = 6, 17, len(_OF_RELEASE)
_EVERYBODYS = Extent("visitor")
_OF_SUBMISSION = "owner account uploader created_at publish_at state".split()
_OF_UPLOAD = "version changed_at reason readers_listed files_deleted_at filename".split()


class Tombstone(NamedTuple):
    """What remains at the address of a release that was public and was withdrawn."""

    release: str
    period: str
    block: str
    published_at: datetime
    withdrawn_at: datetime
    reason: str


def visible(viewer: Viewer, at: datetime, demonstrations: bool = True, found: Engine | None = None) -> list[Release]:
    """What the viewer may see at that moment, newest period first: one query, then the table of rights."""
    return _let_through(made(_rows(viewer, at, demonstrations, found), at), viewer)


def _rows(viewer: Viewer, at: datetime, demonstrations: bool, found: Engine | None = None) -> Sequence[Row[Any]]:
    """All that is public, and whatever else the viewer may have a right to."""
    mine = "account" if viewer.signed_in else "owner" if viewer.owner else ""
    chosen = _chosen(mine, bool(viewer.roles), demonstrations)
    with reading(found or engine()) as connection:
        return connection.execute(chosen, _asks(viewer) | {"at": at}).all()


@cache
def _chosen(mine: str, has_roles: bool, demonstrations: bool) -> Select[Any]:
    """Made once for all who are alike: it is asked at every run of a page. `mine`: by what drafts are one's own."""
    conditions = [and_(submissions.c.state == APPROVED, submissions.c.publish_at <= bindparam("at"))]
    if mine:
        conditions.append(and_(submissions.c.state == DRAFT, submissions.c[mine] == bindparam(mine)))
    if has_roles:
        conditions.append(submissions.c.state.in_([REVIEW, APPROVED, WITHDRAWN]))
    if mine == "account":
        conditions.append(readers.c.account.is_not(None))
    chosen = _QUERY.where(or_(*conditions))
    return chosen if demonstrations else chosen.where(releases.c.origin != "demonstration")


def _asks(viewer: Viewer) -> dict[str, str]:
    return {"account": viewer.account or "", "owner": viewer.owner or ""}


def _query() -> Select[Any]:
    """Releases with their submission, the release they supersede, and whether the viewer is a named reader."""
    named = and_(readers.c.submission == submissions.c.id, readers.c.account == bindparam("account"))
    joined = releases.join(submissions).outerjoin(notices, notices.c.release == releases.c.id)
    upload = [submissions.c[name] for name in _OF_UPLOAD]
    return select(
        *_OF_RELEASE, func.coalesce(notices.c.supersedes, ""), func.coalesce(readers.c.account, ""), *upload
    ).select_from(joined.outerjoin(readers, named))


_QUERY = _query()


def made(rows: Iterable[Row[Any]], at: datetime) -> list[Release]:
    """Releases as they are at a moment; `rows` must hold whatever is public, to know what it supersedes."""
    return marked([_release(row, at) for row in rows])


def _release(row: Row[Any], at: datetime) -> Release:
    parts = list(row[:_OWN])
    parts[_STATE] = state_at(parts[_STATE], parts[_PUBLISH_AT], at)
    return Release(*[*parts, row[_OWN], "", _EVERYBODYS, "", row[_OWN + 1]])


def _let_through(found: Iterable[Release], viewer: Viewer) -> list[Release]:
    known: dict[tuple[str, ...], Extent | None] = {}

    def right(release: Release) -> Extent | None:
        """Asked once for all releases that are alike in everything that rights hang on."""
        key = (release.state, release.block, release.division, release.owner, release.account, release.named)
        if key not in known:
            known[key] = extent(viewer, "see", release.subject())
        return known[key]

    allowed = ((release, right(release)) for release in found)
    return newest_first(_seen(release, viewer, reach) for release, reach in allowed if reach is not None)


def _seen(release: Release, viewer: Viewer, right: Extent) -> Release:
    if right.role == "visitor":
        return release
    return replace(release, seen_by=right, reader=viewer.name if right.role == "reader" else "")


def submissions_seen(
    viewer: Viewer, at: datetime, states: Sequence[str] = (DRAFT, REVIEW, APPROVED)
) -> list[Submission]:
    """Every submission in one of the states that this viewer may see, the newest change first."""
    rows = _rows(viewer, at, demonstrations=True)
    about = {row.submission: row for row in rows}
    seen: dict[str, list[Release]] = {}
    for release in _let_through(made(rows, at), viewer):
        seen.setdefault(release.submission, []).append(release)
    found = [_submission(about[name], of_it, at) for name, of_it in seen.items()]
    return sorted((s for s in found if s.state in states), key=lambda each: each.changed_at, reverse=True)


def submission(viewer: Viewer, submission_id: str, at: datetime) -> Submission | None:
    """The submission of that id, if this viewer may see it."""
    with reading(engine()) as connection:
        found = kept(connection, submission_id, viewer, at)
    seen = _let_through(found.releases, viewer) if found else []
    return replace(found, releases=tuple(seen)) if found and seen else None


def kept(connection: Connection, submission_id: str, viewer: Viewer, at: datetime) -> Submission | None:
    """A submission as it stands, whoever asks; for acts, which check the right themselves."""
    rows = connection.execute(_QUERY.where(submissions.c.id == submission_id), _asks(viewer)).all()
    return _submission(rows[0], newest_first(_of_one(connection, rows, at)), at) if rows else None


def _submission(row: Row[Any], found: list[Release], at: datetime) -> Submission:
    about = {name: row._mapping[name] for name in (*_OF_SUBMISSION, *_OF_UPLOAD)}
    names = tuple(about.pop("filename").split("\n"))
    about["state"] = state_at(about["state"], about["publish_at"], at)
    return Submission(row.submission, filenames=names, releases=tuple(found), **about)


def _of_one(connection: Connection, rows: Sequence[Row[Any]], at: datetime) -> list[Release]:
    """The releases of one submission, marked where a published one elsewhere takes their place."""
    ids = [row.id for row in rows]
    later = connection.execute(
        select(notices.c.supersedes, notices.c.release)
        .join(releases, releases.c.id == notices.c.release)
        .join(submissions, submissions.c.id == releases.c.submission)
        .where(notices.c.supersedes.in_(ids), submissions.c.state == APPROVED, submissions.c.publish_at <= at)
    )
    by = {row.supersedes: row.release for row in later}
    return [superseded(r, by[r.id]) if r.id in by else r for r in made(rows, at)]


def one(viewer: Viewer, release_id: str, at: datetime) -> Release | None:
    """The release of that id, if this viewer may see it; for routes that need no other."""
    with reading(engine()) as connection:
        name = connection.scalar(select(releases.c.submission).where(releases.c.id == release_id))
    found = submission(viewer, name, at) if name else None
    return find(found.releases, release_id) if found else None


def tombstone(release_id: str) -> Tombstone | None:
    """What the public reads at the address of a withdrawn release; None where it was never public."""
    columns = [releases.c.id, releases.c.period, releases.c.block]
    columns += [submissions.c.publish_at, submissions.c.changed_at, submissions.c.reason]
    gone = and_(submissions.c.state == WITHDRAWN, submissions.c.withdrawn_from == PUBLISHED)
    with reading(engine()) as connection:
        row = connection.execute(
            select(*columns).select_from(releases.join(submissions)).where(releases.c.id == release_id, gone)
        ).first()
    return Tombstone(*row) if row else None
