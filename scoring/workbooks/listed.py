"""Layouts with one row an indicator: the long table, a programme's table of months, the departments' working form."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from scoring.frameworks import Framework
from scoring.text import fold
from scoring.workbooks import months
from scoring.workbooks.cells import Sheet
from scoring.workbooks.form import read_scores
from scoring.workbooks.formulas import check_formulas
from scoring.workbooks.headers import FORM, MONTHS, OF_MONTH, UNIT, Header, numbering, text_of, vocabulary
from scoring.workbooks.indicators import name_indicators
from scoring.workbooks.lines import Line, read_values
from scoring.workbooks.parts import Part, period_of, place, written
from scoring.workbooks.promises import check_promises

# A row with something in one of these is a row of the table.
_TELLING = ("value", "self_score", "verified_score", "indicator_code", "indicator_name")


def read_listed(
    file: str, sheet: Sheet, header: Header, framework: Framework, default_period: str | None, decimal: str | None,
    unit_within: Callable[[str], str], alone: str = "",
) -> Part:  # fmt: skip
    """A part with one row a unit and period, from a sheet with one row an indicator.

    A form says whose it is above its table, or by the name of its sheet or file: `unit_within` finds a unit's name in
    a text; so does a table of months without a column of units, else it is of the only unit there is (`alone`). Of the
    form the verified score counts where there is one, else the self-score; both stand in points.
    """
    columns, form, by_month = header.columns, header.layout == FORM, header.layout == MONTHS
    start = header.row + (2 if numbering(sheet, header.row + 1) else 1)
    told = [columns[key] for key in _TELLING if key in columns] + months.columns_of(header)
    lines = np.flatnonzero(sheet.filled[start:, told].any(axis=1)) + start
    cells = {key: sheet.listed(at, lines) for key, at in columns.items()}
    above, titles = _above(sheet, header)
    own = above.get("unit") or next(filter(None, map(unit_within, (*titles, sheet.name, Path(file).stem))), "")
    period = period_of(above.get("period", "")) or default_period
    part = Part(file, sheet, header, [], [], np.empty(0, dtype=np.int64), problems=list(header.problems))
    bare = _without_figure(cells, len(lines))
    if by_month:
        bare = [
            not any(cells[key][row] != "" for key in cells if key.startswith(OF_MONTH)) for row in range(len(lines))
        ]
    codes = name_indicators(part, framework, cells, lines, form, bare)
    if not form:
        _fill_down(cells, lines, codes, period)
    if by_month:
        own = own or alone
        promised = [(code, line, order) for order, (code, line) in enumerate(zip(codes, lines.tolist(), strict=True))]
        check_promises(part, framework, [(code, line, order, None) for code, line, order in promised if code], cells)
        lines, codes, cells, places_of = months.unfolded(header, cells, lines, codes)
        bare = [False] * len(lines)
    found = _lines(part, cells, lines, codes, own if form or by_month else "", period)
    if by_month:
        found = [replace(line, at=places_of[line.order]) for line in found]
    part.figureless = set(range(len(part))) - {x.row for x in found if not bare[x.order]}
    if found and (form or by_month) and not own and not set(UNIT) & set(columns):
        part.say("form_unit_missing", None, example="Đơn vị: Hà Giang")
        return replace(part, named=[], periods=[], unit_places=part.unit_places[:0])
    without = any(period is None for row, period in enumerate(part.periods) if row not in part.figureless)
    if without and not any(problem.code == "period_unknown" for problem in part.problems):
        part.say("period_missing", None)
    (read_scores if form else read_values)(part, framework, found, cells, decimal)
    check_formulas(part)
    return part


def _without_figure(cells: dict[str, list[Any]], count: int) -> list[bool]:
    """Which rows hold nothing in the columns of figures, or mere words in those of scores: headings, signatures, notes
    under a table. A value may be a word, one of an indicator's choices."""
    scores = [cells[key] for key in ("self_score", "verified_score") if key in cells]
    value = cells.get("value", [""] * count)
    return [value[order] == "" and not any(_digit(column[order]) for column in scores) for order in range(count)]


def _digit(cell: Any) -> bool:
    return cell != "" and (not isinstance(cell, str) or any(letter.isdecimal() for letter in cell))


def _fill_down(cells: dict[str, list[Any]], lines: np.ndarray, codes: list[str | None], period: str | None) -> None:
    """Unit and period of merged cells, which stand in the first row only: an indicator right below a row of a unit is
    that unit's. A figure that this gives a unit twice is a problem as any other."""
    units = [cells[key] for key in UNIT if key in cells]
    periods = cells.get("period")
    for order in range(1, len(lines)):
        if codes[order] is None or codes[order - 1] is None or lines[order] != lines[order - 1] + 1:
            continue
        merged = all(column[order] == "" for column in units)
        if merged:
            for column in units:
                column[order] = column[order - 1]
        if periods is not None and periods[order] == "" and (merged or period is None):
            periods[order] = periods[order - 1]


def _lines(
    part: Part, cells: dict[str, list[Any]], lines: np.ndarray, codes: list[str | None], own: str, period: str | None
) -> list[Line]:
    """The rows that name an indicator, and from them the rows of the part; `own` and `period` stand for blank cells."""
    columns, empty = part.header.columns, [""] * len(lines)
    unit_at = columns.get("unit_name", columns.get("unit_code", 0))
    code_cells, name_cells, period_cells = (cells.get(key, empty) for key in (*UNIT, "period"))
    periods = {cell: period if cell == "" else period_of(cell) for cell in set(period_cells)}
    unit_codes, unit_names = written(code_cells), written(name_cells)
    rows: dict[tuple[str, str, str | None], int] = {}
    unit_places: list[int] = []
    found = []
    for order, (line, code) in enumerate(zip(lines.tolist(), codes, strict=True)):
        if code is None:
            continue
        unit_code, unit_name, cell = unit_codes[order], unit_names[order], period_cells[order]
        key = (unit_code, unit_name or ("" if unit_code else own), periods[cell])
        if key not in rows:
            rows[key] = len(rows)
            unit_places.append(place(line, unit_at))
            if cell != "" and periods[cell] is None:
                part.say("period_unknown", place(line, columns["period"]), text_of(cell))
        found.append(Line(rows[key], code, line, order))
    part.named = [(code, name) for code, name, _ in rows]
    part.periods = [each for _, _, each in rows]
    part.unit_places = np.array(unit_places, dtype=np.int64)
    return found


def _above(sheet: Sheet, header: Header) -> tuple[dict[str, str], list[str]]:
    """Unit and period as written above the table ("Đơn vị: Hà Giang", or the key in one cell and the text beside),
    and all texts there."""
    words = vocabulary()
    keys = {"unit": words["unit_keys"], "period": words["period_keys"]}
    said: dict[str, str] = {}
    every: list[str] = []
    for row in sheet.head[: header.first]:
        texts = [text_of(cell) for cell in row]
        every += filter(None, texts)
        for at, text in enumerate(texts):
            key, mark, rest = text.partition(":")
            beside = next((other for other in texts[at + 1 :] if other), "")
            for what, known in keys.items():
                if fold(key) in known and (rest.strip() or beside):
                    said.setdefault(what, rest.strip() if mark and rest.strip() else beside)
    return said, every
