"""How good the data of an upload are, in the four words of the national programme, every point lost with its cells.

    correct     1 − figures with a fault of correctness / figures given
    sufficient  figures known / figures expected; what is flagged not applicable is not expected
    clean       1 − cells with something untidy / (figures given + unit cells)
    living      mean over the figures whose date is stated of max(0, 1 − months too old / 12); a figure is not too old
                while its date lies within its period or behind it

Every score is 0..1 and is given for the upload, for each unit, each indicator and each node above them; one that rests
on nothing is missing. Source of the words: "đúng, đủ, sạch, sống", the programme's demand on databases.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.frameworks import Framework
from scoring.periods import parse_period, span
from scoring.units import Units
from scoring.workbooks.parts import ASSESSED
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import Reading, Table

WORDS = ("correct", "sufficient", "clean", "living")
# The rule of thumb for coverage under which a composite should not be worked out (OECD/JRC handbook of 2008 and COIN).
ENOUGH = 0.65
MONTHS_TO_NOTHING = 12
_CORRECT = frozenset(
    "not_a_number number_ambiguous date_for_number formula_error formula_without_value formula_stale formula_external "
    "not_a_choice out_of_range denominator_zero maximum_zero part_exceeds_whole total_differs difference_wrong jump "
    "value_twice points_differ more_faults".split()
)
_CLEAN = frozenset(
    "number_as_text mixed_units unit_spelling unit_unknown unit_twice value_repeated flag_unknown column_misspelt "
    "unit_empty unit_conflict division_mixed indicator_unknown indicator_conflict".split()
)
LOSSES = sorted(_CORRECT | _CLEAN | {"missing", "old"})


@dataclass(frozen=True)
class Quality:
    """`upload` by word; `units` and `indicators` by code × word; `nodes` likewise, for everything above an indicator.

    losses: one row a cell that costs points: word, code (of the problem, or "missing", "old"), period, unit, column,
    file, sheet, cell, value. compared: figures that were self-reported and verified, with the difference.
    """

    upload: pd.Series
    units: pd.DataFrame
    indicators: pd.DataFrame
    nodes: pd.DataFrame
    losses: pd.DataFrame
    compared: pd.DataFrame


def assess(reading: Reading, framework: Framework, units: Units) -> Quality | None:
    """The quality of what was read; None where no table could be made of it."""
    table = reading.table
    if table is None:
        return None
    grid = _Grid.of(table, framework, units)
    faults = _faults(table, reading.problems, grid)
    losses = pd.concat([faults, _missing(table, grid), _old(table, grid)], ignore_index=True)
    age = _living(table, grid)
    good_and_base = {
        "correct": (grid.given & ~_lost(faults, "correct", grid), grid.given),
        "sufficient": (grid.known & grid.expected, grid.expected),
        "clean": (grid.given & ~_lost(faults, "clean", grid), grid.given),
        "living": (np.nan_to_num(age), ~np.isnan(age)),
    }
    found = {word: tuple(grid.frame(part) for part in parts) for word, parts in good_and_base.items()}
    by_unit = {w: [part.sum(axis=1).groupby(level="unit").sum() for part in parts] for w, parts in found.items()}
    # A unit's own cell can be untidy as well as its figures.
    names = faults[(faults["word"] == "clean") & (faults["column"] == "")].groupby("unit").size()
    rows = pd.Series(1.0, index=grid.index).groupby(level="unit").sum()
    good, base = by_unit["clean"]
    by_unit["clean"] = [good + rows - names.reindex(rows.index, fill_value=0).clip(upper=rows), base + rows]
    # Rows whose unit is not known belong to the upload alone.
    strays = float(((faults["word"] == "clean") & ~faults["unit"].isin(rows.index)).sum())
    by_column = {word: [part.sum(axis=0) for part in parts] for word, parts in found.items()}
    return Quality(
        pd.Series(
            {
                word: _share(good.sum(), base.sum() + (strays if word == "clean" else 0.0))
                for word, (good, base) in by_unit.items()
            }
        ),
        pd.DataFrame({word: good / base.where(base > 0) for word, (good, base) in by_unit.items()}),
        pd.DataFrame({word: good / base.where(base > 0) for word, (good, base) in by_column.items()}),
        _by_node(by_column, framework),
        losses,
        compared(table),
    )


@dataclass(frozen=True)
class _Grid:
    """Every figure an upload could have: units in force × periods × columns that count.

    given: something stands in the cell; known: a number came out of it; expected: it should.
    """

    index: pd.MultiIndex
    columns: list[str]
    given: np.ndarray
    known: np.ndarray
    expected: np.ndarray

    @classmethod
    def of(cls, table: Table, framework: Framework, units: Units) -> "_Grid":
        columns = _columns(table, framework)
        present = table.values.index
        everyone = [
            (period, unit)
            for period in present.get_level_values(0).unique()
            for unit in units.in_force(table.block, table.division, str(period))["code"]
        ]
        index = present.union(pd.MultiIndex.from_tuples(everyone, names=present.names))
        values = table.values[columns].reindex(index)
        known = values.notna().to_numpy()
        expected = np.ones(known.shape, dtype=bool)
        said = table.remarks
        if len(said):
            lines, across = _lookup(said[said["flag"] == "not-applicable"], index, columns)
            inside = (lines >= 0) & (across >= 0)
            expected[lines[inside], across[inside]] = known[lines[inside], across[inside]]
        return cls(index, columns, known.copy(), known, expected)

    def frame(self, marks: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(marks.astype(float), index=self.index, columns=self.columns)


def _columns(table: Table, framework: Framework) -> list[str]:
    """The columns that count: assessed points where the form gave them, else the required inputs."""
    assessed = [code for code in table.values.columns if code.endswith(ASSESSED)]
    if assessed and table.values.drop(columns=assessed).isna().all(axis=None):
        return [n.code + ASSESSED for n in framework.nodes if n.code + ASSESSED in assessed]
    return [column.code for column in framework.inputs if column.required] + assessed


def _positions(rows: pd.DataFrame, grid: _Grid) -> tuple[np.ndarray, np.ndarray]:
    """Positions in the grid of rows with period, unit and column; rows that are not of it are left out."""
    lines, across = _lookup(rows, grid.index, grid.columns)
    inside = (lines >= 0) & (across >= 0)
    return lines[inside], across[inside]


def _lookup(rows: pd.DataFrame, index: pd.MultiIndex, columns: list[str]) -> tuple[np.ndarray, np.ndarray]:
    lines = index.get_indexer(pd.MultiIndex.from_frame(rows[["period", "unit"]].astype(str)))
    return lines, pd.Index(columns).get_indexer(rows["column"])


def _missing(table: Table, grid: _Grid) -> pd.DataFrame:
    lines, across = np.nonzero(grid.expected & ~grid.known)
    places = table.places.reindex(index=grid.index, columns=grid.columns, fill_value=-1).to_numpy()
    cells = [table.cell_of(place) for place in places[lines, across].tolist()]
    columns = np.array(grid.columns, dtype=object)[across]
    return _losses("sufficient", "missing", grid.index[lines], columns, cells, [""] * len(lines))


def _losses(word: str, code: str, keys: pd.MultiIndex, columns: Iterable, cells: list, values: list) -> pd.DataFrame:
    found = pd.DataFrame(cells, columns=["file", "sheet", "cell"])
    return found.assign(
        word=word,
        code=code,
        period=keys.get_level_values(0).astype(str),
        unit=keys.get_level_values(1).astype(str),
        column=list(columns),
        value=values,
    )


def _faults(table: Table, problems: list[Problem], grid: _Grid) -> pd.DataFrame:
    """The cells of every problem about figures; `given` of the grid learns of those that hold no number."""
    rows = []
    where = table.where([(p.file, p.sheet, cell) for p in problems for cell in (p.cell, *p.also) if cell])
    for problem in problems:
        word = "correct" if problem.code in _CORRECT else "clean" if problem.code in _CLEAN else ""
        for cell in (problem.cell, *problem.also) if word else ():
            period, unit, column = where.get((problem.file, problem.sheet, cell), ("", problem.unit, ""))
            rows.append((problem.file, problem.sheet, cell, word, problem.code, period, unit, column, problem.value))
    names = ["file", "sheet", "cell", "word", "code", "period", "unit", "column", "value"]
    found = pd.DataFrame(rows, columns=names, dtype=object)
    grid.given[_positions(found, grid)] = True
    return found


def _lost(losses: pd.DataFrame, word: str, grid: _Grid) -> np.ndarray:
    """True at every figure of the grid that the word counts as lost."""
    lost = np.zeros(grid.given.shape, dtype=bool)
    lost[_positions(losses[losses["word"] == word], grid)] = True
    return lost


def _ages(table: Table) -> pd.DataFrame:
    """Rows of the remarks that state a date, with the months by which it lies before its period."""
    said = table.remarks
    if not len(said) or not (said["as_of"] != "").any():
        return pd.DataFrame(columns=["period", "unit", "column", "as_of", "months"])
    stated = said[said["as_of"] != ""]
    starts = {period: span(period)[0].ordinal for period in stated["period"].unique()}
    ends = {}
    for text in stated["as_of"].unique():
        named = parse_period(text[:7] if text[:4].isdigit() and "-" in text[:7] else text)
        ends[text] = np.nan if named is None else span(named)[1].ordinal
    months = stated["period"].map(starts) - stated["as_of"].map(ends)
    return stated[["period", "unit", "column", "as_of"]].assign(months=months.clip(lower=0)).dropna()


def _living(table: Table, grid: _Grid) -> np.ndarray:
    """Points of every known figure with a date, 0..1; missing where no date is stated."""
    points = np.full(grid.known.shape, np.nan)
    ages = _ages(table)
    lines, across = _lookup(ages, grid.index, grid.columns)
    inside = (lines >= 0) & (across >= 0)
    fresh = np.maximum(0, 1 - ages["months"].to_numpy(float) / MONTHS_TO_NOTHING)
    points[lines[inside], across[inside]] = fresh[inside]
    return np.where(grid.known, points, np.nan)


def _old(table: Table, grid: _Grid) -> pd.DataFrame:
    ages = _ages(table)
    old = ages[ages["months"] > 0]
    cells = [table.cell(*key) for key in old[["period", "unit", "column"]].itertuples(index=False)]
    keys = pd.MultiIndex.from_frame(old[["period", "unit"]])
    return _losses("living", "old", keys, old["column"], cells, old["as_of"].tolist())


def _by_node(by_column: dict[str, list[pd.Series]], framework: Framework) -> pd.DataFrame:
    """Every node above an indicator and every composite: figures good and given under it, summed."""
    below: dict[str, list[str]] = {}
    for node in reversed(framework.nodes):
        own = [column.code for column in node.inputs] + [node.code + ASSESSED]
        below[node.code] = own + [code for child in framework.children[node.code] for code in below[child.code]]
    groups = {node.code: below[node.code] for node in framework.nodes if framework.children[node.code]}
    groups |= {c.code: [code for part in c.points for code in below[part]] for c in framework.composites}
    rows = {
        node: [_share(*(part[part.index.isin(codes)].sum() for part in by_column[word])) for word in WORDS]
        for node, codes in groups.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(WORDS))


def compared(table: Table) -> pd.DataFrame:
    """Figures that were self-reported and verified: period, unit, column, self_reported, verified, difference."""
    found = table.self_reported
    if not len(found):
        return pd.DataFrame(columns=["period", "unit", "column", "self_reported", "verified", "difference"])
    return found.assign(difference=found["verified"] - found["self_reported"]).reset_index(drop=True)


def flags_used(table: Table) -> pd.Series:
    """How many figures carry which flag."""
    said = table.remarks
    return said.loc[said["flag"] != "", "flag"].value_counts() if len(said) else pd.Series(dtype=int)


def _share(good: float, base: float) -> float:
    return float(good / base) if base else np.nan
