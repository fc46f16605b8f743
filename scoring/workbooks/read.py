"""Uploaded workbooks → one table of figures and every problem in them, each with its place.

Read are four layouts, told apart by their content (see `headers`), in any mixture of sheets and files: headers by
code or by name in any of the three languages; units by code, name, old name or common spelling.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from scoring.frameworks import Framework
from scoring.periods import parse_period
from scoring.text import fold
from scoring.units import Units
from scoring.workbooks.cells import File, Sheet, content, read_cells
from scoring.workbooks.headers import WIDE, find_header, text_of, vocabulary
from scoring.workbooks.listed import read_listed
from scoring.workbooks.match import match_units, unit_within
from scoring.workbooks.merge import cell_at, cells_at, merge, places_of
from scoring.workbooks.panel import absent_units, check_panel, missing_columns
from scoring.workbooks.parts import Part
from scoring.workbooks.problems import Problem
from scoring.workbooks.wide import read_wide

MOST_PROBLEMS = 2_000
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Table:
    """The figures of an upload.

    values: (period, unit) × columns, missing as NaN: the framework's inputs, and `CODE.assessed` where a form gives
    points; notes: the same rows × source, note, published_score, published_rank (empty texts where not given);
    about: what the workbook says of itself (origin, stage, title …); remarks: one row a figure of which something is
    said (flag, note, source, as_of, status, owner, deadline); self_reported: figures that were verified afterwards;
    places: the cell of every figure (`cell`), -1 where there is none; sheets: (file, sheet) of the parts.
    """

    framework: str
    block: str
    division: str
    values: pd.DataFrame
    notes: pd.DataFrame
    about: dict[str, str]
    remarks: pd.DataFrame
    self_reported: pd.DataFrame
    places: pd.DataFrame
    sheets: tuple[tuple[str, str], ...]

    def cell(self, period: str, unit: str, column: str) -> tuple[str, str, str]:
        """(file, sheet, cell) of a figure; empty texts where it has none."""
        return cell_at(int(self.places.at[(period, unit), column]), self.sheets)

    def cells_of(self, places: np.ndarray) -> pd.DataFrame:
        """The same of many numbers in `places`: file, sheet, cell."""
        return cells_at(places, self.sheets)

    def where(self, cells: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], tuple[str, str, str]]:
        """(file, sheet, cell) → (period, unit, column), of those cells that hold a figure of the table."""
        wanted = {place: cell for cell in cells for place in places_of(cell, self.sheets)}
        matrix = self.places.to_numpy()
        lines, across = np.nonzero(np.isin(matrix, np.fromiter(wanted, dtype=np.int64, count=len(wanted))))
        keys, columns = self.places.index.to_list(), self.places.columns.to_list()
        return {
            wanted[int(matrix[line, column])]: (*keys[line], columns[column])
            for line, column in zip(lines.tolist(), across.tolist(), strict=True)
        }


@dataclass(frozen=True)
class Reading:
    """What was read of an upload: its figures as far as they can be read, and every problem found.

    `problems` are those to show: errors first, as one reads the sheets, and no more than `MOST_PROBLEMS` of a file
    that is faulty through and through. `blocked` uploads have an error; their table shows what is there and must not
    be scored. `sheets` are all (file, sheet) as they came.
    """

    table: Table | None
    found: list[Problem]
    sheets: tuple[tuple[str, str], ...] = ()

    @cached_property
    def problems(self) -> list[Problem]:
        order = {place: at for at, place in enumerate(self.sheets)}
        listed = sorted(
            self.found, key=lambda p: (not p.blocks, order.get((p.file, p.sheet), -1), p.file, _position(p.cell))
        )
        more = len(listed) - MOST_PROBLEMS
        return listed[:MOST_PROBLEMS] + ([Problem("problems_more", words={"count": more})] if more > 0 else [])

    @property
    def blocked(self) -> bool:
        return self.table is None or any(problem.blocks for problem in self.found)


def read_workbook(
    file: File, framework: Framework, units: Units, period: str | None = None, decimal: str | None = None
) -> tuple[Table | None, list[Problem]]:
    """Table of one workbook and all problems; no table where one of them blocks.

    `period` serves a workbook that names none; `decimal` ("," or ".") is the decimal mark of numbers that can be read
    two ways. Nothing raises on a bad file: it comes back as problems.
    """
    return _unblocked(read_files([("", file)], framework, units, period, decimal))


def read_workbooks(
    files: Sequence[tuple[File, Framework]], units: Units, period: str | None = None
) -> list[tuple[Table | None, list[Problem]]]:
    """`read_workbook` for several workbooks, each on its own, with one child process for all."""
    read = read_cells([content(file) for file, _ in files])
    return [
        _unblocked(_reading([("", cells)], framework, units, period, None))
        for cells, (_, framework) in zip(read, files, strict=True)
    ]


def read_files(
    files: Sequence[tuple[str, File]],
    framework: Framework,
    units: Units,
    period: str | None = None,
    decimal: str | None = None,
) -> Reading:
    """Several files, each with its name, as one upload."""
    cells = read_cells([content(file) for _, file in files])
    return _reading([(name, found) for (name, _), found in zip(files, cells, strict=True)], framework, units, period,
                    decimal)  # fmt: skip


def _unblocked(reading: Reading) -> tuple[Table | None, list[Problem]]:
    return (None if reading.blocked else reading.table), reading.problems


def _reading(
    files: list[tuple[str, list[Sheet] | Problem]], framework: Framework, units: Units, period: str | None,
    decimal: str | None,
) -> Reading:  # fmt: skip
    parts: list[Part] = []
    problems: list[Problem] = []
    about: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []
    for name, cells in files:
        if isinstance(cells, Problem):
            problems.append(replace(cells, file=name))
            continue
        sheets += [(name, sheet.name) for sheet in cells]
        said = _about(cells)
        about = {**said, **about}
        found, faults = _parts(name, cells, framework, units, period or parse_period(said.get("period", "")), decimal)
        parts += found
        problems += [replace(fault, file=name) for fault in faults]
    named = len(files) > 1
    table = None
    if parts:
        division, codes = match_units(parts, framework.block, units)
        merged = merge(parts, codes, framework)
        problems += missing_columns(parts, framework)
        if len(merged.values):
            check_panel(parts, merged.values, framework)
            problems += absent_units(parts, codes, framework.block, division, units)
            sheets_read = tuple((part.file if named else "", part.sheet.name) for part in parts)
            table = Table(
                framework.id, framework.block, division, merged.values, merged.notes, about, merged.remarks,
                merged.self_reported, merged.places, sheets_read,
            )  # fmt: skip
        for part, found_codes in zip(parts, codes, strict=True):
            code_of = {part.unit_text(row): code or "" for row, code in enumerate(found_codes)}
            problems += [replace(problem, unit=code_of.get(problem.unit, "")) for problem in part.problems]
    if not named:
        problems = [replace(problem, file="") for problem in problems]
        sheets = [("", sheet) for _, sheet in sheets]
    return Reading(table, problems, tuple(sheets))


def _position(cell: str) -> tuple[int, int, str]:
    """Row, column: "B10" comes behind "C9"."""
    letters = cell.rstrip("0123456789")
    return (int(cell[len(letters) :] or 0), len(letters), letters)


def _about(sheets: list[Sheet]) -> dict[str, str]:
    known = vocabulary()["about_sheets"]
    pairs = [row[:2] for sheet in sheets if fold(sheet.name) in known for row in sheet.head if len(row) >= 2]
    return {text_of(key): text_of(value) for key, value in pairs if key != ""}


def _parts(
    file: str, sheets: list[Sheet], framework: Framework, units: Units, period: str | None, decimal: str | None
) -> tuple[list[Part], list[Problem]]:
    """A part for every sheet with a header; what was left out, and why."""
    words = vocabulary()
    data = [s for s in sheets if fold(s.name) not in words["about_sheets"] | words["guide_sheets"]]
    shown = [sheet for sheet in data if not sheet.hidden and sheet.height]
    hidden = [sheet for sheet in data if sheet.hidden and sheet.height]
    if not any(sheet.filled.any() for sheet in (*shown, *hidden)):
        return [], [Problem("empty")]
    found = [(sheet, header) for sheet in shown if (header := find_header(sheet, framework))]
    problems = [Problem("sheet_hidden", sheet.name) for sheet in hidden if find_header(sheet, framework)]
    if not found:
        about = {"framework": framework.id, "example": framework.inputs[0].names["vi"]}
        return [], [*problems, Problem("no_header", words=about)]
    headed = {sheet.name for sheet, _ in found}
    problems += [Problem("sheet_skipped", s.name) for s in shown if s.name not in headed and s.filled.any()]
    parts = []
    for sheet, header in found:
        default = period or parse_period(sheet.name)
        if header.layout == WIDE:
            part = read_wide(file, sheet, header, framework, default, decimal)
        else:
            part = read_listed(
                file, sheet, header, framework, default, decimal,
                lambda text: unit_within(text, framework.block, units), units.alone(framework.block),
            )  # fmt: skip
        if not len(part) and not part.problems:
            problems.append(Problem("no_rows", sheet.name, words={"row": header.row + 1}))
        parts.append(part)
    return parts, problems
