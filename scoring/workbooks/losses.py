"""The cells that cost an upload points of quality, and every figure that it could have."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.engine.shares import ASSESSED
from scoring.frameworks import Framework
from scoring.periods import parse_period, span
from scoring.units import Units
from scoring.workbooks.parts import few, repeated
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import Table

CORRECT = frozenset(
    "not_a_number number_ambiguous date_for_number formula_error formula_without_value formula_stale formula_external "
    "not_a_choice out_of_range denominator_zero maximum_zero part_exceeds_whole total_differs difference_wrong jump "
    "value_twice points_differ more_faults".split()
)
CLEAN = frozenset(
    "number_as_text mixed_units looks_like_shares unit_spelling unit_unknown unit_twice value_repeated flag_unknown "
    "column_misspelt unit_empty unit_conflict division_mixed indicator_unknown indicator_conflict code_turned".split()
)
MISSING, OLD = "missing", "old"
MONTHS_TO_NOTHING = 12
COLUMNS = ["word", "code", "period", "unit", "column", "file", "sheet", "cell", "value"]


@dataclass(frozen=True)
class Grid:
    """Every figure an upload could have: units in force × periods × columns that count.

    known: there is a number; given: something stands in the cell, be it no number; expected: there should be one.
    """

    index: pd.MultiIndex
    columns: list[str]
    known: np.ndarray
    given: np.ndarray
    expected: np.ndarray

    def positions(self, rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Line and column of each row with a period, unit and column; -1 where the grid has none."""
        lines = self.index.get_indexer(pd.MultiIndex.from_frame(rows[["period", "unit"]].astype(str)))
        across = pd.Index(self.columns).get_indexer(rows["column"])
        inside = (lines >= 0) & (across >= 0)
        return np.where(inside, lines, -1), np.where(inside, across, -1)

    def marked(self, rows: pd.DataFrame) -> np.ndarray:
        """True at every figure that a row names."""
        marks = np.zeros(self.known.shape, dtype=bool)
        lines, across = self.positions(rows)
        marks[lines[lines >= 0], across[lines >= 0]] = True
        return marks


def grid_of(table: Table, faults: pd.DataFrame, framework: Framework, units: Units) -> Grid:
    columns = _columns(table, framework)
    present = table.values.index
    # Departments' forms speak for the units they come from, a table for the whole block.
    forms = all(column.endswith(ASSESSED) for column in columns)
    everyone = [
        (period, unit)
        for period in present.get_level_values(0).unique()
        for unit in units.in_force(table.block, table.division, str(period))["code"]
        if not forms or (period, unit) in present
    ]
    index = present.union(pd.MultiIndex.from_tuples(everyone, names=present.names))
    known = table.values[columns].reindex(index).notna().to_numpy()
    grid = Grid(index, columns, known, known, np.ones(known.shape, dtype=bool))
    said = table.remarks
    excused = grid.marked(said[said["flag"] == "not-applicable"]) & ~known
    return Grid(index, columns, known, known | grid.marked(faults), ~excused)


def _columns(table: Table, framework: Framework) -> list[str]:
    """The columns that count: assessed points where the form gave them, else the required inputs."""
    assessed = [code for code in table.values.columns if code.endswith(ASSESSED)]
    if assessed and table.values.drop(columns=assessed).isna().all(axis=None):
        return [n.code + ASSESSED for n in framework.nodes if n.code + ASSESSED in assessed]
    return [column.code for column in framework.inputs if column.required] + assessed


def faults(table: Table, problems: Sequence[Problem]) -> pd.DataFrame:
    """One row a cell with a fault of correctness or something untidy, with the figure it holds where it holds one."""
    told = [(p, "correct" if p.code in CORRECT else "clean") for p in problems if p.code in CORRECT | CLEAN]
    cells = [(p.file, p.sheet, cell) for p, _ in told for cell in (p.cell, *p.also)]
    where = table.where([cell for cell in cells if cell[2]])
    rows = [
        (word, p.code, *where.get((p.file, p.sheet, cell), ("", p.unit, "")), p.file, p.sheet, cell, p.value)
        for p, word in told
        for cell in (p.cell, *p.also)
    ]
    found = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    further = np.array([cell != p.cell for p, _ in told for cell in (p.cell, *p.also)], dtype=bool)
    found.loc[further, "value"] = _held(table, found[further])
    return found.drop_duplicates(["word", "file", "sheet", "cell"])


def _held(table: Table, rows: pd.DataFrame) -> list[str]:
    """The figures in the further cells of problems; an empty text where one holds none."""
    lines = table.values.index.get_indexer(pd.MultiIndex.from_frame(rows[["period", "unit"]]))
    across = table.values.columns.get_indexer(rows["column"])
    numbers = np.where((lines >= 0) & (across >= 0), table.values.to_numpy()[lines, across], np.nan)
    return ["" if number != number else f"{number:.15g}" for number in numbers.tolist()]


def missing(table: Table, grid: Grid) -> pd.DataFrame:
    """Every figure that is expected and not known, with its cell where it has one."""
    lines, across = np.nonzero(grid.expected & ~grid.known)
    return _losses(table, grid, "sufficient", MISSING, lines, across, np.full(len(lines), "", dtype=object))


def ages(table: Table) -> pd.DataFrame:
    """Figures whose date is stated: period, unit, column, as_of, and the months by which it lies before the period."""
    said = table.remarks
    stated = said[said["as_of"] != ""]
    starts = {period: span(period)[0].ordinal for period in stated["period"].unique()}
    ends = {}
    for text in stated["as_of"].unique():
        named = parse_period(text[:7] if text[4:5] == "-" else text)
        ends[text] = np.nan if named is None else span(named)[1].ordinal
    months = stated["period"].map(starts).astype(float) - stated["as_of"].map(ends).astype(float)
    return stated[["period", "unit", "column", "as_of"]].assign(months=months.clip(lower=0)).dropna()


def fresh(dated: pd.DataFrame, grid: Grid) -> np.ndarray:
    """max(0, 1 − months too old / 12) of every known figure with a date; NaN elsewhere."""
    points = np.full(grid.known.shape, np.nan)
    lines, across = grid.positions(dated)
    inside = lines >= 0
    points[lines[inside], across[inside]] = np.maximum(0, 1 - dated["months"].to_numpy() / MONTHS_TO_NOTHING)[inside]
    return np.where(grid.known, points, np.nan)


def old(table: Table, dated: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """Every known figure that is older than its period."""
    late = dated[dated["months"] > 0]
    lines, across = grid.positions(late)
    counts = (lines >= 0) & grid.known[lines, across]
    return _losses(table, grid, "living", OLD, lines[counts], across[counts], late["as_of"].to_numpy()[counts])


def _losses(
    table: Table, grid: Grid, word: str, code: str, lines: np.ndarray, across: np.ndarray, values: np.ndarray
) -> pd.DataFrame:
    places = table.places.reindex(index=grid.index, columns=grid.columns, fill_value=-1).to_numpy()
    alike = np.zeros(len(lines), dtype=np.intp)
    periods, units = (
        repeated(level, codes[lines]) for level, codes in zip(grid.index.levels, grid.index.codes, strict=True)
    )
    cells = table.cells_of(places[lines, across])
    figures = {
        "word": repeated([word], alike),
        "code": repeated([code], alike),
        "period": periods,
        "unit": units,
        "column": repeated(grid.columns, across),
        **{name: cells[name] for name in cells},
        "value": few(values),
    }
    return pd.DataFrame(figures, columns=COLUMNS, copy=False)
