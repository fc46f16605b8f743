"""An upload is kept whole or not at all: one submission with a release a period, its documents and its problems."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from scoring import Problem, Scores, Table, Units
from store import audit, clock, documents
from store.acts import acting, alone
from store.contents import WORKBOOK
from store.releases import APPROVED, DRAFT, SHIPPED
from store.rights import Subject, check
from store.schema import problems, releases, submissions
from store.schema.base import clean
from store.units import load_units
from store.viewers import Viewer

# How settled the figures are; the first where a workbook does not say, or says something else.
STAGES = ("provisional", "revised", "final")


@dataclass(frozen=True)
class Draft:
    """What is saved: the uploaded files (name, bytes), their table and its scores, for one or several periods.

    problems: what was said of them; period, decimal: what the analyst told the reader, without which the files cannot
    be read again.
    """

    files: tuple[tuple[str, bytes], ...]
    table: Table
    scores: Scores
    problems: tuple[Problem, ...] = ()
    period: str | None = None
    decimal: str | None = None


class _Prepared(NamedTuple):
    """A release ready to be written: its row without id and manifest, and its documents."""

    row: dict[str, Any]
    parts: list[tuple[str, bytes]]


def save(draft: Draft, viewer: Viewer, at: datetime | None = None) -> list[str]:
    """Keep the upload as a draft of the viewer; the ids of its releases, the oldest period first. Raises NotAllowed."""
    table = draft.table
    check(viewer, "save", Subject("release", DRAFT, table.block, table.division))
    owner = {"owner": "" if viewer.signed_in else viewer.owner or "", "account": viewer.account or ""}
    submission = secrets.token_hex(8)
    prepared = _prepare(draft, shipped=False)
    subject = f"submission:{submission}"
    with acting("save", subject, viewer) as connection:
        about = {**owner, "uploader": viewer.name, "state": DRAFT}
        ids = _write(connection, draft, prepared, submission, at or clock.now(), about)
        audit.append(
            connection, viewer, at or clock.now(), "saved", subject, after=DRAFT, releases=ids, files=len(draft.files)
        )
    return ids


def load_shipped(draft: Draft, publish_at: datetime, connection: Connection) -> list[str]:
    """Keep a table that comes with the project, published since its date, in the caller's transaction."""
    submission = secrets.token_hex(8)
    prepared = _prepare(draft, shipped=True)
    alone(connection)
    about = {"owner": SHIPPED, "state": APPROVED, "publish_at": publish_at}
    ids = _write(connection, draft, prepared, submission, clock.now(), about)
    audit.record(connection, "loaded", f"submission:{submission}", after="published", releases=ids)
    return ids


def _prepare(draft: Draft, *, shipped: bool) -> list[_Prepared]:
    """Everything that takes time, before the transaction."""
    table, scores = draft.table, draft.scores
    about = {key: table.about.get(key, "") for key in ("title", "source", "licence", "note")}
    found = []
    for period in scores.periods:
        part = scores.of(period)
        row = {
            "block": table.block,
            "division": table.division,
            "framework": table.framework,
            "period": period,
            "origin": _origin(table, shipped),
            "stage": table.about.get("stage") if table.about.get("stage") in STAGES else STAGES[0],
            **about,
        }
        parts = [
            *((kind_of(number), content) for number, (_, content) in enumerate(draft.files)),
            ("framework", part.framework.text.encode()),
            ("values", documents.to_parquet(part.values)),
            ("scores", documents.scores_to_parquet(part)),
            ("notes", documents.to_parquet(table.notes.loc[[period]])),
            ("remarks", documents.to_parquet(_of_period(table.remarks, period))),
            ("self_reported", documents.to_parquet(_of_period(table.self_reported, period))),
            *register(table.block),
        ]
        found.append(_Prepared(row, parts))
    return found


def _write(
    connection: Connection,
    draft: Draft,
    prepared: list[_Prepared],
    submission: str,
    at: datetime,
    about: dict[str, Any],
) -> list[str]:
    row = {
        "id": submission,
        "filename": "\n".join(name for name, _ in draft.files),
        "created_at": at,
        "changed_at": at,
        "reading": {"period": draft.period, "decimal": draft.decimal},
        **about,
    }
    connection.execute(submissions.insert(), row)
    rows = []
    for made in prepared:
        manifest = documents.keep(connection, made.parts)
        # A shipped table keeps its address on every installation; an upload's cannot be guessed.
        token = manifest["scores"][:8] if about["owner"] == SHIPPED else secrets.token_hex(6)
        name = "-".join(part for part in (made.row["block"], made.row["division"], made.row["period"], token) if part)
        rows.append({**made.row, "id": name, "submission": submission, "manifest": manifest})
    connection.execute(releases.insert(), rows)
    if draft.problems:
        connection.execute(problems.insert(), [_problem(problem, submission) for problem in draft.problems])
    return [row["id"] for row in rows]


def _problem(problem: Problem, submission: str) -> dict[str, Any]:
    words = {
        key: value if isinstance(value, (int, float)) else clean(str(value)) for key, value in problem.words.items()
    }
    same = ("severity", "code", "file", "sheet", "cell", "value", "unit")
    kept = {name: getattr(problem, name) for name in same}
    return {**kept, "submission": submission, "words": words, "also": [clean(cell) for cell in problem.also]}


def kind_of(number: int) -> str:
    """The kind of an upload's first file, second file …"""
    return WORKBOOK if number == 0 else f"{WORKBOOK}-{number + 1}"


def register(block: str) -> tuple[tuple[str, bytes], ...]:
    """The rows of the block and of its units, by which the files were read."""
    return _register(load_units(), block)


@lru_cache(maxsize=32)
def _register(known: Units, block: str) -> tuple[tuple[str, bytes], ...]:
    blocks, units = known.blocks.loc[[block]], known.table[known.table["block"] == block]
    return tuple((kind, rows.to_csv(index=False).encode()) for kind, rows in (("blocks", blocks), ("units", units)))


def _of_period(said: Any, period: str) -> Any:
    return said[said["period"] == period].reset_index(drop=True) if len(said) else said


def _origin(table: Table, shipped: bool) -> str:
    """An upload is one's own, unless it says that it is a demonstration; only shipped tables are "published"."""
    said = table.about.get("origin", "own")
    return said if said == "demonstration" or shipped else "own"
