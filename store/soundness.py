"""Whether the store is sound: the trail holds, every document has its sum, every release comes out again."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
from sqlalchemy import select

from scoring.bundle.compare import differences
from scoring.engine.errors import ScoringError
from scoring.engine.score import score
from store import audit, documents
from store.contents import workbook_kinds
from store.database import engine, reading
from store.schema import releases, submissions

_NEEDED = ("framework", "values", "scores")


class Found(NamedTuple):
    """What was looked at (the trail, or a release by its id) and what is wrong with it, empty where all is well."""

    subject: str
    fault: str = ""


def look() -> Iterator[Found]:
    """The trail, then each release, whatever its state. Nothing is written and nobody's figures are told."""
    verdict = audit.verify()
    yield Found("trail", "" if verdict.holds else str(verdict))
    with reading(engine()) as connection:
        for submission in list(connection.scalars(select(submissions.c.id).order_by(submissions.c.created_at))):
            yield from _of_submission(submission)


def _of_submission(submission: str) -> Iterator[Found]:
    """Its releases, which were scored together and are so again: scores and coverage within 1e-12, ranks equal."""
    chosen = select(releases.c.id, releases.c.period, releases.c.manifest, submissions.c.files_deleted_at)
    mine = releases.c.submission == submission
    kept, values = {}, []
    with reading(engine()) as connection:
        for row in connection.execute(chosen.select_from(releases.join(submissions)).where(mine).order_by("period")):
            gone = set(workbook_kinds(row.manifest)) if row.files_deleted_at is not None else set()
            try:
                found = documents.fetch(connection, {k: s for k, s in row.manifest.items() if k not in gone})
            except documents.DamagedDocument as fault:
                yield Found(row.id, str(fault))
                return
            kept[row.id] = (row.period, documents.scores_from({k: found[k] for k in _NEEDED}))
            values.append(kept[row.id][1].values)
    if not kept:
        return
    try:
        again = score(next(iter(kept.values()))[1].framework, pd.concat(values))
    except ScoringError as fault:
        yield Found(next(iter(kept)), f"the figures cannot be scored: {fault}")
        return
    for release, (period, scores) in kept.items():
        apart = differences(scores, again.of(period))
        yield Found(release, f"{len(apart)} differences; the first: {apart[0].message()}" if apart else "")
