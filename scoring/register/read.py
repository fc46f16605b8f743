"""The workbook of units → blocks and units, or every fault at its cell."""

from typing import Any

import numpy as np
import pandas as pd

from scoring.editions.cells import Row, rows_of
from scoring.register.faults import faults, key
from scoring.register.mergers import joined, keys
from scoring.register.words import TABLES, book_words
from scoring.units import Units
from scoring.workbooks.cells import File, Sheet, content, read_cells
from scoring.workbooks.problems import Problem

MOST_ROWS = 5_000


def read_units_workbook(file: File, present: Units) -> tuple[Units | None, list[Problem]]:
    """What a workbook made by `units_workbook` says, and all problems; none where one blocks.

    `present` is what is in use: nothing of it may disappear, and its divisions keep their units. Nothing raises on a
    bad file.
    """
    (cells,) = read_cells([content(file)])
    return (None, [cells]) if isinstance(cells, Problem) else units_of(cells, present)


def units_of(sheets: list[Sheet], present: Units) -> tuple[Units | None, list[Problem]]:
    """`read_units_workbook` for sheets whose cells are known."""
    words, problems = book_words(), list[Problem]()
    rows: dict[str, list[Row]] = {}
    for sheet in sheets:
        table = words.table_of(sheet.name)
        if table is None or table == "guide" or table in rows:
            continue
        lines = np.flatnonzero(sheet.filled.any(axis=1)).tolist()
        if len(lines) > MOST_ROWS:
            problems.append(Problem("units_large", sheet.name, "", str(len(lines)), {"limit": MOST_ROWS}))
            lines = lines[:0]
        rows[table] = rows_of(sheet, table, lines, problems, words)
    problems += [Problem("units_sheet_missing", value=words.sheets[t]["vi"]) for t in TABLES if t not in rows]
    if problems and any(problem.blocks and not problem.cell for problem in problems):
        return None, problems
    _zeros(rows["units"], present)
    told = {(problem.sheet, problem.cell) for problem in problems}
    problems += [p for p in faults(rows, present) if (p.sheet, p.cell) not in told or not p.cell]
    if any(problem.blocks for problem in problems):
        return None, problems
    return _made(rows, present), problems


def _zeros(rows: list[Row], present: Units) -> None:
    """A code of which a spreadsheet has taken the zero away gets it back, where one is known with it."""
    for row in rows:
        block, division, code = key(row)
        known = present.by_code(block, division, code) if code else None
        if known and known != code and known.lstrip("0") == code:
            row.found["code"] = known


def _made(rows: dict[str, list[Row]], present: Units) -> Units:
    blocks = pd.DataFrame([row.found for row in rows["blocks"]], columns=present.blocks.columns).fillna("")
    blocks["territory"] = blocks["territory"].replace("", "no")
    before = dict(zip(keys(present.table), present.table.to_dict("records"), strict=True))
    units = [_cells(row, before.get(key(row), {}), list(present.table.columns)) for row in rows["units"]]
    table = pd.DataFrame(units, columns=present.table.columns).fillna("")
    mergers = [(key(row, "_from"), key(row, "_to")) for row in rows["mergers"]]
    return Units(joined(table, mergers), blocks.astype(str).set_index("id", drop=False))


def _cells(row: Row, before: dict[str, str], columns: list[str]) -> dict[str, str]:
    """A unit's row as texts: a number as it stood before where it is the same, a column left out as it was."""
    return {name: _text(row.found.get(name), before.get(name, ""), name in row.columns) for name in columns}


def _text(held: Any, before: str, is_there: bool) -> str:
    if not is_there:
        return before
    if held is None:
        return ""
    same = isinstance(held, (int, float)) and bool(before) and float(before) == held
    return before if same else str(held)
