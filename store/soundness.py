"""Whether the store is sound: the trail holds, everything that is kept has its sum, every release comes out again, and
every change of units is what was approved.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Row, select

from scoring.bundle.compare import differences
from scoring.engine.errors import ScoringError
from scoring.engine.score import score
from store import audit, documents, units
from store.contents import workbook_kinds
from store.database import engine, reading
from store.schema import audit as trail
from store.schema import frameworks, kit_parts, registers, releases, submissions

_NEEDED = ("framework", "values", "scores")


class Found(NamedTuple):
    """What was looked at (the trail, a change of units, a release by its id) and what is wrong with it, empty where all
    is well."""

    subject: str
    fault: str = ""


def look() -> Iterator[Found]:
    """The trail, each change of units, then each release, whatever its state. Nothing is written and nobody's figures
    are told."""
    verdict = audit.verify()
    yield Found("trail", "" if verdict.holds else str(verdict))
    yield from _registers()
    yield from _apart()
    with reading(engine()) as connection:
        for submission in list(connection.scalars(select(submissions.c.id).order_by(submissions.c.created_at))):
            yield from _of_submission(submission)


def _registers() -> Iterator[Found]:
    """Every change of units that is kept, and every one that the trail says was approved."""
    with reading(engine()) as connection:
        rows = connection.execute(select(registers).order_by(registers.c.created_at)).all()
        said = connection.execute(select(trail).where(trail.c.act == "units approved"))
        approved = {row.subject: audit.entry_of(row).details for row in said}
    changes = {f"units:{row.id}": row for row in rows}
    for subject in dict.fromkeys([*changes, *approved]):
        yield Found(subject, _fault_of(changes.get(subject), approved.get(subject)))


def _fault_of(row: Row[Any] | None, said: dict[str, Any] | None) -> str:
    """What is wrong with a change, by its own sum and by what the trail said when it was approved."""
    if row is None:
        return "the trail says that it was approved, and it is no longer there."
    if units.sum_of(row.blocks, row.units) != row.sha256:
        return f"it does not match its sum {row.sha256}."
    if (row.state == units.APPROVED) != (said is not None):
        return f"its state is '{row.state}', which the trail does not say."
    known = {"sha256": row.sha256, "effective_at": str(row.effective_at)}
    if said and any(said.get(name, value) != value for name, value in known.items()):  # older entries say neither
        return "it is not the one that was approved, as the trail has it."
    try:
        units.parsed(row.blocks, row.units)
    except (ValueError, KeyError) as fault:
        return f"it cannot be read: {fault}"
    return ""


def _apart() -> Iterator[Found]:
    """Editions of the index and parts of press kits that do not match their sums; only what is wrong."""
    with reading(engine()) as connection:
        for row in connection.execute(select(frameworks.c.id, frameworks.c.sha256, frameworks.c.text)):
            if hashlib.sha256(row.text.encode()).hexdigest() != row.sha256:
                yield Found(f"framework:{row.id}", f"it does not match its sum {row.sha256}.")
        parts = connection.execute(select(kit_parts.c.kit, kit_parts.c.name, kit_parts.c.sha256)).all()
        for kit, name, sha256 in parts:
            one = (kit_parts.c.kit == kit) & (kit_parts.c.name == name)
            content = connection.scalar(select(kit_parts.c.content).where(one)) or b""
            if hashlib.sha256(content).hexdigest() != sha256:
                yield Found(f"kit:{kit}", f"its part '{name}' does not match its sum {sha256}.")


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
