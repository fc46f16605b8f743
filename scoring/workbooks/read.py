"""A workbook → a table of values and every problem in it, each with its place.

Read: one row a unit, one column an indicator, a period column or one sheet a period; headers by code or by name in any
of the three languages; units by code, name, old name or common spelling.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from scoring.frameworks import Framework, Input
from scoring.periods import parse_period
from scoring.text import fold, tidy
from scoring.units import Units
from scoring.workbooks.cells import File, Sheet, content, read_cells
from scoring.workbooks.headers import find_header, vocabulary
from scoring.workbooks.numbers import CellFault, column_numbers
from scoring.workbooks.problems import Problem, cell_name
from scoring.workbooks.rows import Rows, match_units

ABOUT_ROW = ("source", "note", "published_score", "published_rank")


@dataclass(frozen=True)
class Table:
    """The values of a workbook without blocking problems.

    values: (period, unit) × input codes, missing as NaN; notes: the same rows × source, note, published_score,
    published_rank (empty texts where not given); about: what the workbook says of itself (origin, stage, title …).
    """

    framework: str
    block: str
    division: str
    values: pd.DataFrame
    notes: pd.DataFrame
    about: dict[str, str] = field(default_factory=dict)


def read_workbook(
    file: File, framework: Framework, units: Units, period: str | None = None
) -> tuple[Table | None, list[Problem]]:
    """Table of one workbook and all problems; no table where one of them blocks.

    `period` serves a workbook that names none. Nothing raises on a bad file: it comes back as problems.
    """
    return read_workbooks([(file, framework)], units, period)[0]


def read_workbooks(
    files: Sequence[tuple[File, Framework]], units: Units, period: str | None = None
) -> list[tuple[Table | None, list[Problem]]]:
    """`read_workbook` for several files, with one child process for all."""
    read = read_cells([content(file) for file, _ in files])
    return [
        (None, [cells]) if isinstance(cells, Problem) else _table(cells, framework, units, period)
        for cells, (_, framework) in zip(read, files, strict=True)
    ]


def _about(sheets: list[Sheet]) -> dict[str, str]:
    known = vocabulary()["about_sheets"]
    pairs = [row[:2] for sheet in sheets if fold(sheet.name) in known for row in sheet.rows if len(row) >= 2]
    return {tidy(str(key)): tidy(str(value)) for key, value in pairs if key != ""}


def _table(
    sheets: list[Sheet], framework: Framework, units: Units, period: str | None
) -> tuple[Table | None, list[Problem]]:
    words = vocabulary()
    about = _about(sheets)
    data = [s for s in sheets if fold(s.name) not in words["about_sheets"] | words["guide_sheets"]]
    if not any(cell != "" for sheet in data for row in sheet.rows for cell in row):
        return None, [Problem("empty")]
    found = [(sheet, header) for sheet in data if (header := find_header(sheet, framework))]
    if not found:
        words_of_header = {"framework": framework.id, "example": framework.inputs[0].names["vi"]}
        return None, [Problem("no_header", words=words_of_header)]
    period = period or parse_period(about.get("period", ""))
    problems: list[Problem] = []
    parts: list[Rows] = []
    for sheet, header in found:
        problems += header.problems
        rows = Rows.of(sheet, header, period or parse_period(sheet.name))
        if len(rows):
            parts.append(rows)
        else:
            problems.append(Problem("no_rows", sheet.name, words={"row": header.row + 1}))
    division, codes, faults = match_units(parts, framework.block, units)
    problems += faults
    frames, notes = [], []
    for rows, unit_codes in zip(parts, codes, strict=True):
        values, faults = _values(rows, framework)
        problems += rows.problems + faults
        index = [rows.periods, unit_codes]
        frames.append(values.set_axis(pd.MultiIndex.from_arrays(index, names=["period", "unit"])))
        notes.append(rows.texts(ABOUT_ROW).set_axis(frames[-1].index))
    problems += _repeats(parts, codes) + _absent(parts, codes, framework.block, division, units)
    if not parts or any(problem.blocks for problem in problems):
        return None, problems
    values = pd.concat(frames) if len(frames) > 1 else frames[0]
    known = pd.concat(notes) if len(notes) > 1 else notes[0]
    if not values.index.is_monotonic_increasing:
        values, known = values.sort_index(), known.sort_index()
    problems += _maxima(parts, values, framework)
    if any(problem.blocks for problem in problems):
        return None, problems
    return Table(framework.id, framework.block, division, values, known, about), problems


def _values(rows: Rows, framework: Framework) -> tuple[pd.DataFrame, list[Problem]]:
    """Numbers of all inputs; what is no number, out of range or a denominator of 0 is a problem at its cell."""
    numbers: dict[str, np.ndarray] = {}
    problems: list[Problem] = []
    for column in framework.inputs:
        at = rows.header.columns.get(column.code)
        if at is None:
            numbers[column.code] = np.full(len(rows), np.nan)
            continue
        numbers[column.code], faults = column_numbers(rows.column(at), column)
        faults |= _range_faults(numbers[column.code], column)
        problems += [_at(rows, row, at, fault) for row, fault in faults.items()]
    for node in framework.nodes:
        if node.rule == "ratio" and node.inputs[1].code in rows.header.columns:
            column, at = node.inputs[1], rows.header.columns[node.inputs[1].code]
            for row in np.flatnonzero(numbers[column.code] == 0):
                problems.append(_at(rows, int(row), at, CellFault("denominator_zero", "0", name=column.names["vi"])))
    return pd.DataFrame(numbers), problems


def _range_faults(numbers: np.ndarray, column: Input) -> dict[int, CellFault]:
    low, high = column.low, column.high
    outside = np.isinf(numbers)
    if low is not None:
        outside |= numbers < low
    if high is not None:
        outside |= numbers > high
    if column.choices:
        outside |= ~np.isnan(numbers) & ~np.isin(numbers, [share for share, _ in column.choices])
    words = {"low": "−∞" if low is None else f"{low:g}", "high": "∞" if high is None else f"{high:g}"}
    return {
        int(row): CellFault("out_of_range", f"{numbers[row]:g}", name=column.names["vi"], **words)
        for row in np.flatnonzero(outside)
    }


def _at(rows: Rows, row: int, column: int, fault: CellFault) -> Problem:
    cell = cell_name(rows.first + rows.kept[row], column)
    return Problem(fault.code, rows.sheet.name, cell, fault.value, fault.words)


def _repeats(parts: list[Rows], codes: list[list[Any]]) -> list[Problem]:
    """Units that stand twice for one period."""
    seen: dict[tuple[Any, Any], int] = {}
    problems = []
    for rows, units in zip(parts, codes, strict=True):
        for row, key in enumerate(zip(rows.periods, units, strict=True)):
            if None in key:
                continue
            line = rows.first + rows.kept[row] + 1
            if key in seen:
                words = {"period": key[0], "row": seen[key]}
                problems.append(Problem("unit_twice", rows.sheet.name, rows.unit_cell(row), rows.unit_text(row), words))
            seen.setdefault(key, line)
    return problems


def _absent(parts: list[Rows], codes: list[list[Any]], block: str, division: str, units: Units) -> list[Problem]:
    """Units of the block that a period lacks: a warning, since a partial table is honest."""
    problems = []
    for rows, found in zip(parts, codes, strict=True):
        present = pd.DataFrame({"period": rows.periods, "unit": found}).dropna()
        for period, group in present.groupby("period"):
            valid = units.in_force(block, division, str(period))
            absent = valid[~valid["code"].isin(group["unit"])]
            if len(absent):
                some = ", ".join(absent["name_vi"].head(5)) + (" …" if len(absent) > 5 else "")
                words = {"count": len(absent), "total": len(valid), "period": period}
                problems.append(Problem("unit_missing", rows.sheet.name, "", some, words))
    return problems


def _maxima(parts: list[Rows], values: pd.DataFrame, framework: Framework) -> list[Problem]:
    """Columns measured against the highest unit in which no unit has a value above 0."""
    problems = []
    measured = [node for node in framework.nodes if node.rule == "ratio_to_max"]
    for node in measured:
        column = node.inputs[0]
        highest = values[column.code].groupby(level=0).max()
        for period in highest[highest <= 0].index:
            part = next(rows for rows in parts if period in rows.periods)
            at = cell_name(part.header.row, part.header.columns.get(column.code, 0))
            words = {"name": column.names["vi"], "period": period}
            problems.append(Problem("maximum_zero", part.sheet.name, at, "0", words))
    return problems
