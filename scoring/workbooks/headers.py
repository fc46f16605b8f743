"""Which column is which: header cells matched with the framework's inputs and the words of `data/headers.toml`."""

import difflib
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from scoring.frameworks import Framework
from scoring.text import fold, tidy
from scoring.units import DATA
from scoring.workbooks.cells import Sheet
from scoring.workbooks.problems import Problem, cell_name

SEARCHED_ROWS = 30
ABOUT = ("unit_code", "unit_name", "period", "published_score", "published_rank", "source", "note", "ignored")


@dataclass(frozen=True)
class Header:
    """Row of the header (from 0) and what stands in which column (from 0): inputs by code, others by `ABOUT`."""

    row: int
    columns: dict[str, int]
    problems: tuple[Problem, ...]


@cache
def vocabulary() -> dict[str, Any]:
    """Words for the columns about the row, and for the sheet and keys about the workbook, folded."""
    raw = tomllib.loads((DATA / "headers.toml").read_text(encoding="utf-8"))
    return {
        "columns": {fold(word): key for key, words in raw["columns"].items() for word in words},
        "about_sheets": {fold(word) for word in raw["about_sheets"]},
        "guide_sheets": {fold(word) for word in raw["guide_sheets"]},
    }


def targets(framework: Framework) -> tuple[dict[str, str], dict[str, str]]:
    """(exact text → key, folded text → key) of all columns a workbook for this framework may have."""
    exact: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for column in framework.inputs:
        for spelling in (column.code, *column.names.values(), *column.spellings):
            exact.setdefault(tidy(spelling), column.code)
            owners.setdefault(fold(spelling), set()).add(column.code)
    folded = {text: next(iter(codes)) for text, codes in owners.items() if len(codes) == 1}
    return exact, {**vocabulary()["columns"], **folded}


def find_header(sheet: Sheet, framework: Framework) -> Header | None:
    """The row among the first thirty that names most columns, a unit column among them; None where there is none."""
    exact, folded = targets(framework)
    best: tuple[int, int, list[str | None]] | None = None
    for row, cells in enumerate(sheet.rows[:SEARCHED_ROWS]):
        keys = [_key(cell, exact, folded) for cell in cells]
        known = {key for key in keys if key and key not in ABOUT}
        has_unit = "unit_code" in keys or "unit_name" in keys
        if has_unit and known and (best is None or len(known) > best[0]):
            best = (len(known), row, keys)
    if best is None:
        return None
    _, row, keys = best
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for column, key in enumerate(keys):
        text = _text(sheet.rows[row][column])
        if key is None and text:
            near = difflib.get_close_matches(fold(text), folded, n=1, cutoff=0.75)
            hint = _written(framework, folded[near[0]]) if near and folded[near[0]] not in ABOUT else ""
            problems.append(Problem("column_unknown", sheet.name, cell_name(row, column), text, {"hint": hint}))
        elif key in columns and key != "ignored":
            problems.append(Problem("column_twice", sheet.name, cell_name(row, column), text))
        elif key is not None:
            columns[key] = column
    for needed in framework.inputs:
        if needed.required and needed.code not in columns:
            words = {"row": row + 1, "name": needed.names["vi"]}
            problems.append(Problem("column_missing", sheet.name, "", needed.code, words))
    return Header(row, columns, tuple(problems))


def _written(framework: Framework, code: str) -> str:
    return next((column.names["vi"] for column in framework.inputs if column.code == code), code)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return tidy(str(cell)) if not isinstance(cell, tuple) else cell[1]


def _key(cell: Any, exact: dict[str, str], folded: dict[str, str]) -> str | None:
    text = _text(cell)
    return exact.get(text) or folded.get(fold(text)) if text else None
