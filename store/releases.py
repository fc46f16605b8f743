"""Releases: saved whole or not at all, read through one gate."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Engine, and_, or_, select

from scoring import Scores, Table
from scoring.periods import kind, span
from store import documents
from store.database import engine, reading
from store.schema import releases, submissions

DRAFT, APPROVED = "draft", "approved"
SHIPPED = "shipped"
WORKBOOK = "workbook"


class Viewer(NamedTuple):
    """Who asks: the random owner cookie of a browser; None sees what is public."""

    owner: str | None = None


@dataclass(frozen=True)
class Release:
    """One framework × block × period, scored and immutable. Times are UTC."""

    id: str
    submission: str
    block: str
    division: str
    framework: str
    period: str
    state: str
    origin: str
    stage: str
    title: str
    source: str
    licence: str
    note: str
    owner: str
    created_at: datetime
    publish_at: datetime | None
    manifest: dict[str, str]

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def is_demonstration(self) -> bool:
        return self.origin == "demonstration"


@dataclass(frozen=True)
class Draft:
    """What is saved: the uploaded files (name, bytes), their table and its scores, for one or several periods."""

    files: tuple[tuple[str, bytes], ...]
    table: Table
    scores: Scores


class Read(NamedTuple):
    """A release's tables: its scores, and the rows' sources, notes and published values.

    remarks: one row a figure with a flag, note, source or date; self_reported: figures verified afterwards. Both are
    empty where nothing is said.
    """

    scores: Scores
    notes: pd.DataFrame
    remarks: pd.DataFrame
    self_reported: pd.DataFrame


def now() -> datetime:
    """The server's clock, UTC without a zone, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def save(
    draft: Draft,
    owner: str,
    *,
    state: str = DRAFT,
    publish_at: datetime | None = None,
    connection: Connection | None = None,
) -> list[str]:
    """Keep the draft as one submission with a release a period, in one transaction; the ids of the releases."""
    if connection is None:
        with engine().begin() as opened:
            return save(draft, owner, state=state, publish_at=publish_at, connection=opened)
    table, scores, made = draft.table, draft.scores, now()
    submission = secrets.token_hex(8)
    names = "\n".join(name for name, _ in draft.files)
    row = {"id": submission, "filename": names, "owner": owner, "created_at": made}
    connection.execute(submissions.insert(), row)
    rows: list[dict[str, Any]] = []
    for period in scores.periods:
        part = scores.of(period)
        manifest = documents.keep(
            connection,
            [
                *((_kind(number), content) for number, (_, content) in enumerate(draft.files)),
                ("framework", part.framework.text.encode()),
                ("values", documents.to_parquet(part.values)),
                ("scores", documents.scores_to_parquet(part)),
                ("notes", documents.to_parquet(table.notes.loc[[period]])),
                ("remarks", documents.to_parquet(_of_period(table.remarks, period))),
                ("self_reported", documents.to_parquet(_of_period(table.self_reported, period))),
            ],
        )
        # A shipped table keeps its address on every installation; an upload's cannot be guessed.
        token = manifest["scores"][:8] if owner == SHIPPED else secrets.token_hex(6)
        name = "-".join(part for part in (table.block, table.division, period, token) if part)
        about = {key: table.about.get(key, "") for key in ("title", "source", "licence", "note")}
        rows.append(
            {
                "id": name,
                "submission": submission,
                "block": table.block,
                "division": table.division,
                "framework": table.framework,
                "period": period,
                "state": state,
                "origin": _origin(table, owner),
                "stage": table.about.get("stage") or "provisional",
                "owner": owner,
                "created_at": made,
                "publish_at": publish_at,
                "manifest": manifest,
                **about,
            }
        )
    connection.execute(releases.insert(), rows)
    return [str(row["id"]) for row in rows]


def visible(viewer: Viewer, at: datetime, demonstrations: bool = True, found: Engine | None = None) -> list[Release]:
    """The gate: what is published at that moment, and the viewer's own drafts; newest period first."""
    public = and_(releases.c.state == APPROVED, releases.c.publish_at <= at)
    own = and_(releases.c.state == DRAFT, releases.c.owner == viewer.owner)
    chosen = select(releases).where(or_(public, own) if viewer.owner else public)
    if not demonstrations:
        chosen = chosen.where(releases.c.origin != "demonstration")
    with reading(found or engine()) as connection:
        rows = [Release(**row._mapping) for row in connection.execute(chosen)]
    return sorted(rows, key=lambda release: (span(release.period)[1], release.period, release.id), reverse=True)


def find(releases_seen: Sequence[Release], release_id: str | None) -> Release | None:
    """The release of that id among those the gate let through."""
    return next((release for release in releases_seen if release.id == release_id), None)


def of_framework(releases_seen: Sequence[Release], framework: str, division: str) -> list[Release]:
    """What is published under a framework in a division, newest period first; drafts are not in force."""
    return [r for r in releases_seen if r.framework == framework and r.division == division and not r.is_draft]


def in_force(releases_seen: Sequence[Release], framework: str, division: str, period: str) -> Release | None:
    """The release that one of that period would replace, else the newest one before it."""
    found = of_framework(releases_seen, framework, division)
    same = next((release for release in found if release.period == period), None)
    return same or before(releases_seen, framework, division, period)


def before(releases_seen: Sequence[Release], framework: str, division: str, period: str) -> Release | None:
    """The newest release of an earlier period of the same kind (year, half-year or month)."""
    found = of_framework(releases_seen, framework, division)
    return next((r for r in found if kind(r.period) == kind(period) and r.period < period), None)


def read(release: Release) -> Read:
    """Scores and notes of a release that the gate let through."""
    return _read(tuple(sorted(release.manifest.items())))


@lru_cache(maxsize=128)
def _read(manifest: tuple[tuple[str, str], ...]) -> Read:
    """Documents are immutable and named by their sums, so what was read once stays true; callers do not change it."""
    with reading(engine()) as connection:
        found = documents.fetch(connection, {kind: s for kind, s in manifest if not kind.startswith(WORKBOOK)})
    said = {
        kind: documents.from_parquet(found[kind]) if kind in found else pd.DataFrame()
        for kind in ("remarks", "self_reported")
    }
    return Read(documents.scores_from(found), documents.from_parquet(found["notes"]), **said)


def workbooks(release: Release) -> list[bytes]:
    """The files as they were uploaded."""
    kinds = sorted((k for k in release.manifest if k.startswith(WORKBOOK)), key=lambda k: int(k.partition("-")[2] or 1))
    with reading(engine()) as connection:
        found = documents.fetch(connection, {kind: release.manifest[kind] for kind in kinds})
    return [found[kind] for kind in kinds]


def _kind(number: int) -> str:
    """The kind of an upload's first file, second file …"""
    return WORKBOOK if number == 0 else f"{WORKBOOK}-{number + 1}"


def _of_period(said: pd.DataFrame, period: str) -> pd.DataFrame:
    return said[said["period"] == period].reset_index(drop=True) if len(said) else said


def _origin(table: Table, owner: str) -> str:
    """An upload is one's own, unless it says that it is a demonstration; only shipped tables are "published"."""
    said = table.about.get("origin", "own")
    return said if said == "demonstration" or owner == SHIPPED else "own"
