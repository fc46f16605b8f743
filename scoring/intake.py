"""An upload from files to everything an analyst wants to know before it is kept.

files ─read→ figures + problems ─jumps, quality→ judgement ─score→ scores ─dry run→ what would change
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from scoring.analysis.reasons.dryrun import DryRun, dry_run
from scoring.engine.score import Scores, ScoringError, score
from scoring.frameworks import Framework
from scoring.units import Units
from scoring.workbooks.cells import File
from scoring.workbooks.jumps import jumps
from scoring.workbooks.quality import Quality, assess
from scoring.workbooks.read import Reading, read_files

STEPS = ("reading", "judging", "scoring", "comparing")
# (division, period) → scores to compare with, or none.
Found = Callable[[str, str], Scores | None]


@dataclass(frozen=True)
class Intake:
    """What one upload says: its figures and problems, their quality, the scores (none where an error blocks), and by
    period what it would change; `refusal` is why the figures cannot be scored although nothing in a cell is wrong."""

    reading: Reading
    quality: Quality | None
    scores: Scores | None
    changes: dict[str, DryRun] = field(default_factory=dict)
    refusal: str = ""


def _nothing(division: str, period: str) -> Scores | None:
    return None


def examine(
    files: Sequence[tuple[str, File]],
    framework: Framework,
    units: Units,
    period: str | None = None,
    decimal: str | None = None,
    *,
    last: Found = _nothing,
    in_force: Found = _nothing,
    report: Callable[[str], None] = lambda step: None,
) -> Intake:
    """Read, judge, score and compare one upload.

    `last` finds the scores of the period before, against which figures leap; `in_force` the release that the upload
    would replace or follow; `report` hears each of `STEPS` as it begins. Nothing is kept, nothing raises on bad files.
    """
    report("reading")
    reading = read_files(files, framework, units, period, decimal)
    report("judging")
    table = reading.table
    if table is not None:
        first = str(table.values.index.get_level_values(0)[0])
        before = last(table.division, first)
        against = None if before is None else before.values
        reading = replace(reading, found=reading.found + jumps(table, framework, units, against))
    quality = assess(reading, framework, units)
    if table is None or reading.blocked:
        return Intake(reading, quality, None)
    report("scoring")
    try:
        scores = score(framework, table.values)
    except ScoringError as fault:
        return Intake(reading, quality, None, refusal=str(fault))
    report("comparing")
    changes = {}
    for each in scores.periods:
        known = in_force(table.division, each)
        if known is not None:
            changes[each] = dry_run(scores.of(each), known)
    return Intake(reading, quality, scores, changes)
