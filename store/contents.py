"""What a release holds, for those whom the gate lets through: its tables, whole or cut to a unit, and its files."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from sqlalchemy import select

from scoring import Scores
from scoring.engine.compared import compared
from store import documents, early
from store.database import engine, reading
from store.releases import Release
from store.rights import check
from store.schema import submissions
from store.viewers import Viewer

WORKBOOK = "workbook"
_TABLES = ("framework", "values", "scores", "notes", "remarks", "self_reported")


class Read(NamedTuple):
    """A release's tables: its scores, and the rows' sources, notes and published values.

    remarks: one row a figure with a flag, note, source or date; self_reported: figures verified afterwards. Both are
    empty where nothing is said.
    """

    scores: Scores
    notes: pd.DataFrame
    remarks: pd.DataFrame
    self_reported: pd.DataFrame


class FilesDeleted(LookupError):
    """The uploaded files are no longer kept, since `when` (UTC)."""

    def __init__(self, release: str, when: datetime):
        super().__init__(f"The files from which {release} was made were deleted on {when:%Y-%m-%d} as configured.")
        self.release, self.when = release, when


def read(release: Release, viewer: Viewer) -> Read:
    """Scores and notes of a release that the gate let through for this viewer; only the units that it let through.

    That a pre-release reader reads it is noted in the trail. Raises NotAllowed where the viewer may not see it.
    """
    allowed = check(viewer, "see", release.subject())
    if allowed.role == "reader":
        early.note_reading(viewer, release)
    found = _read(_tables(release))
    return found if allowed.units is None else cut(found, allowed.units)


def _tables(release: Release) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((kind, release.manifest[kind]) for kind in _TABLES if kind in release.manifest))


@lru_cache(maxsize=128)
def _read(manifest: tuple[tuple[str, str], ...]) -> Read:
    """Documents are immutable and named by their sums, so what was read once stays true; callers do not change it."""
    with reading(engine()) as connection:
        found = documents.fetch(connection, dict(manifest))
    said = {
        kind: documents.from_parquet(found[kind]) if kind in found else pd.DataFrame()
        for kind in ("remarks", "self_reported")
    }
    return Read(documents.scores_from(found), documents.from_parquet(found["notes"]), **said)


def cut(found: Read, units: frozenset[str]) -> Read:
    """The rows of some units alone, without what tells of others: ranks, and scores that are measured against them."""
    scores = found.scores
    rows = scores.scores.index.get_level_values(1).isin(sorted(units))
    less = scores.where(rows)
    telling = less.scores.columns.isin(sorted(compared(scores.framework)))
    less = replace(less, scores=less.scores.mask(telling[None, :]), ranks=less.ranks * float("nan"))
    remarks, self_reported = (
        table[table["unit"].isin(units)].reset_index(drop=True) if len(table) else table
        for table in (found.remarks, found.self_reported)
    )
    notes = found.notes[found.notes.index.get_level_values(1).isin(sorted(units))]
    return Read(less, notes, remarks, self_reported)


def has_figures_of(release: Release, units: Iterable[str]) -> bool:
    """Whether one of the units stands in the release, whoever asks; also where its documents cannot be read."""
    try:
        index = _read(_tables(release)).scores.values.index
    except documents.DamagedDocument:
        return True
    return bool(index.get_level_values(1).isin(list(units)).any())


def workbooks(release: Release, viewer: Viewer) -> list[bytes]:
    """The files as they were uploaded. Raises NotAllowed, and FilesDeleted where they are no longer kept."""
    check(viewer, "files", release.subject())
    with reading(engine()) as connection:
        deleted = connection.scalar(
            select(submissions.c.files_deleted_at).where(submissions.c.id == release.submission)
        )
        if deleted is not None:
            raise FilesDeleted(release.id, deleted)
        found = documents.fetch(connection, {kind: release.manifest[kind] for kind in workbook_kinds(release.manifest)})
    return list(found.values())


def reading_of(release: Release, viewer: Viewer) -> dict[str, str | None]:
    """What the analyst told the reader of the files: `period`, `decimal`. Raises NotAllowed."""
    check(viewer, "files", release.subject())
    with reading(engine()) as connection:
        return dict(
            connection.scalar(select(submissions.c.reading).where(submissions.c.id == release.submission)) or {}
        )


def workbook_kinds(manifest: dict[str, str]) -> list[str]:
    """The kinds of the uploaded files, in the order of the upload."""
    return sorted((k for k in manifest if k.startswith(WORKBOOK)), key=lambda k: int(k.partition("-")[2] or 1))
