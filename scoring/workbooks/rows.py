"""The rows under a header: their periods, and the units they name."""

import difflib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from scoring.periods import parse_period, span
from scoring.text import tidy
from scoring.units import Units, bare_name
from scoring.workbooks.cells import Sheet
from scoring.workbooks.headers import Header
from scoring.workbooks.problems import Problem, cell_name

FIRST_OF_34 = "2025-07"


@dataclass(frozen=True)
class Rows:
    """The filled rows under the header of one sheet. `first` is the row under the header, `kept` counts from it."""

    sheet: Sheet
    header: Header
    default_period: str | None
    kept: tuple[int, ...]

    @classmethod
    def of(cls, sheet: Sheet, header: Header, default_period: str | None) -> "Rows":
        """Filled rows down to the last with a figure; what stands below that is a footnote."""
        named = [header.columns[key] for key in ("unit_code", "unit_name") if key in header.columns]
        figures = [at for key, at in header.columns.items() if key not in ("unit_code", "unit_name", "ignored")]
        below = sheet.rows[header.row + 1 :]
        filled = [number for number, row in enumerate(below) if any(row[at] != "" for at in figures)]
        last = filled[-1] + 1 if filled else 0
        kept = tuple(n for n in range(last) if any(below[n][at] != "" for at in (*named, *figures)))
        return cls(sheet, header, default_period, kept)

    def __len__(self) -> int:
        return len(self.kept)

    @property
    def first(self) -> int:
        return self.header.row + 1

    def column(self, at: int) -> list[Any]:
        rows = self.sheet.rows
        return [rows[self.first + number][at] for number in self.kept]

    @cached_property
    def _period_cells(self) -> list[Any]:
        at = self.header.columns.get("period")
        return [""] * len(self) if at is None else self.column(at)

    @cached_property
    def periods(self) -> list[str | None]:
        """Period of every row: its own, else the sheet's or the workbook's."""
        read = {cell: _period(cell) for cell in set(self._period_cells)}
        return [self.default_period if cell == "" else read[cell] for cell in self._period_cells]

    @property
    def problems(self) -> list[Problem]:
        """Rows whose period cannot be read, and sheets that have none."""
        at = self.header.columns.get("period", 0)
        wrong = [
            Problem("period_unknown", self.sheet.name, cell_name(self.first + self.kept[row], at), _shown(cell))
            for row, cell in enumerate(self._period_cells)
            if cell != "" and self.periods[row] is None
        ]
        if not wrong and any(period is None for period in self.periods):
            return [Problem("period_missing", self.sheet.name)]
        return wrong

    @cached_property
    def named(self) -> list[tuple[str, str]]:
        """(code, name) as written in every row; an empty text where the sheet has no such column."""
        pairs = [self.header.columns.get(key) for key in ("unit_code", "unit_name")]
        columns = [[""] * len(self) if at is None else [_shown(cell) for cell in self.column(at)] for at in pairs]
        return list(zip(*columns, strict=True))

    def unit_cell(self, row: int) -> str:
        at = self.header.columns.get("unit_name", self.header.columns.get("unit_code", 0))
        return cell_name(self.first + self.kept[row], at)

    def unit_text(self, row: int) -> str:
        code, name = self.named[row]
        return name or code

    def texts(self, keys: tuple[str, ...]) -> pd.DataFrame:
        """Columns about the row as texts, empty where the sheet has none."""
        found = {key: self.header.columns.get(key) for key in keys}
        return pd.DataFrame(
            {key: [""] * len(self) if at is None else [_shown(c) for c in self.column(at)] for key, at in found.items()}
        )


def match_units(parts: list[Rows], block: str, units: Units) -> tuple[str, list[list[str | None]], list[Problem]]:
    """Division of the workbook, the unit code of every row, and the rows whose unit is unknown or of another division.

    The division is the one that most rows fit; where two fit alike, the one in force at the first period.
    """
    divisions = units.divisions(block)
    pairs = {pair for rows in parts for pair in rows.named}
    codes = {d: {pair: _code(pair, block, d, units) for pair in pairs} for d in divisions}
    fits = {d: sum(codes[d][pair] is not None for rows in parts for pair in rows.named) for d in divisions}
    periods = sorted(period for rows in parts for period in rows.periods if period)
    in_force = "34" if periods and str(span(periods[0])[0]) >= FIRST_OF_34 else "63"
    division = max(divisions, key=lambda d: (fits[d], d == in_force))
    found = [[codes[division][pair] for pair in rows.named] for rows in parts]
    problems = [
        _unknown(rows, row, block, division, units)
        for rows, matched in zip(parts, found, strict=True)
        for row, code in enumerate(matched)
        if code is None
    ]
    return division, found, problems


def _code(pair: tuple[str, str], block: str, division: str, units: Units) -> str | None:
    """Code and name must mean the same unit where both are written."""
    code, name = pair
    by_code = units.by_code(block, division, code) if code else None
    by_name = units.by_name(block, division, name) or units.by_code(block, division, name) if name else None
    if not code:
        return by_name
    if not name:
        return by_code or units.by_name(block, division, code)
    return by_code if by_code == by_name else None


def _unknown(rows: Rows, row: int, block: str, division: str, units: Units) -> Problem:
    code, name = rows.named[row]
    place = (rows.sheet.name, rows.unit_cell(row))
    others = [d for d in units.divisions(block) if d != division and _code((code, name), block, d, units)]
    if others:
        return Problem("division_mixed", *place, name or code, {"other": others[0], "division": division})
    if code and name and units.by_code(block, division, code) and units.by_name(block, division, name):
        return Problem("unit_conflict", *place, code, {"name": name})
    near = difflib.get_close_matches(bare_name(name or code), units.spellings(block, division), n=1, cutoff=0.7)
    hint = ""
    if near:
        hint = units.of(block, division).loc[units.by_name(block, division, near[0]), "name_vi"]
    return Problem("unit_unknown", *place, name or code, {"hint": hint})


def _period(cell: Any) -> str | None:
    return parse_period(cell[1][:7]) if isinstance(cell, tuple) else parse_period(cell)


def _shown(cell: Any) -> str:
    """A cell's text as a person reads it: 1.0 as "1", a date as its ISO text."""
    if isinstance(cell, tuple):
        return cell[1]
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return tidy(str(cell))
