"""Which column is which, and which of four layouts a sheet has: header cells matched with the framework's inputs and
the words of `data/headers.toml`.

    wide   one row a unit, one column an indicator
    long   one row a value: unit, indicator, period, value, flag, note, source
    form   the departments' working form, one row an indicator: code, max points, self-score, verified score …
    months one row a promise of a programme: what was promised, then one column a month
"""

import difflib
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from scoring.frameworks import Framework
from scoring.periods import parse_period
from scoring.text import fold, tidy
from scoring.units import DATA
from scoring.workbooks.cells import Sheet
from scoring.workbooks.problems import Problem, cell_name, column_of, shortened

SEARCHED_ROWS = 30
MOST_HINTS = 50
WIDE, LONG, FORM, MONTHS = "wide", "long", "form", "months"
OF_MONTH = "value:"  # and the period: the key of a column of figures where every month has its own
UNIT = ("unit_code", "unit_name")
ABOUT = (
    *UNIT, "period", "published_score", "published_rank", "source", "note", "flag", "as_of",
    "ignored",
)  # fmt: skip
# What may stand beside one indicator's column: "1.1.flag", "1.1.note", "1.1.source", "1.1.as_of".
BESIDE = ("flag", "note", "source", "as_of")
_NUMBERING = re.compile(r"\(?\d{1,3}\)?(?:\s*=.*)?|\(?[A-Za-z]\)?")


@dataclass(frozen=True)
class Header:
    """Layout of a sheet, rows of its header (from 0, the first to the last) and what stands in which column (from 0):
    inputs by code, others by the keys of `data/headers.toml`."""

    layout: str
    first: int
    row: int
    columns: dict[str, int]
    problems: tuple[Problem, ...]


@cache
def vocabulary() -> dict[str, Any]:
    """Words for the columns about the row, for the sheet and keys about the workbook, for flags: all folded."""
    raw = tomllib.loads((DATA / "headers.toml").read_text(encoding="utf-8"))
    keyed = {
        part: {fold(word): key for key, words in raw[part].items() for word in words}
        for part in ("columns", "rows", "flags")
    }
    listed = ("about_sheets", "guide_sheets", "totals", "measure_rows", "unit_keys", "period_keys")
    common = {word: key for word, key in keyed["columns"].items() if key in ("period", "source", "note", "ignored")}
    return {
        **keyed,
        "rows": {**common, **keyed["rows"]},
        **{part: {fold(word) for word in raw[part]} for part in listed},
    }


def targets(framework: Framework) -> tuple[dict[str, str], dict[str, str]]:
    """(exact text → key, folded text → key) of all columns a wide workbook for this framework may have."""
    exact: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for column in framework.inputs:
        for spelling in (column.code, *column.names.values(), *column.spellings):
            exact.setdefault(tidy(spelling), column.code)
            # "1.1.1. Số cuộc họp": code and name in one heading.
            for text in (spelling, f"{column.code} {spelling}"):
                owners.setdefault(fold(text), set()).add(column.code)
        for part in BESIDE:
            exact[f"{column.code}.{part}"] = f"{column.code}.{part}"
    folded = {text: next(iter(codes)) for text, codes in owners.items() if len(codes) == 1}
    return exact, {**vocabulary()["columns"], **folded}


def find_header(sheet: Sheet, framework: Framework) -> Header | None:
    """The header among the first thirty rows, with its layout; None where the sheet has none.

    A form, a long table and, of a programme, a table of months are known by their own columns; all else is wide: the
    row that names most inputs, a unit column in it or in the row above it (a group's heading over the indicators'
    names).
    """
    return _find_rows(sheet, framework.is_programme) or _find_wide(sheet, framework)


def _find_rows(sheet: Sheet, programme: bool) -> Header | None:
    words = vocabulary()["rows"]
    for row, cells in enumerate(sheet.head[:SEARCHED_ROWS]):
        keys = [words.get(fold(text)) if (text := text_of(cell)) else None for cell in cells]
        indicator = {"indicator_code", "indicator_name"} & set(keys)
        if indicator and {"self_score", "verified_score"} & set(keys):
            layout = FORM
        elif indicator and "value" in keys and {"unit_code", "unit_name"} & set(keys):
            layout = LONG
        elif programme and indicator and any(months := _months(cells, keys)):
            layout, keys = MONTHS, months
        else:
            continue
        return _header(sheet, layout, row, row, keys, {})
    return None


def _months(cells: list[Any], keys: list[str | None]) -> list[str | None]:
    """The keys with those of the columns that are headed by a period; empty where none is."""
    read = [parse_period(cell[1][:7] if isinstance(cell, tuple) else cell) for cell in cells]
    found = [key or (f"{OF_MONTH}{period}" if period else None) for key, period in zip(keys, read, strict=True)]
    return found if found != keys else []


def _find_wide(sheet: Sheet, framework: Framework) -> Header | None:
    exact, folded = targets(framework)
    every = [[_key(cell, exact, folded) for cell in cells] for cells in sheet.head[:SEARCHED_ROWS]]
    best: tuple[int, int, int, list[str | None]] | None = None
    for row, keys in enumerate(every):
        for first in (row, row - 1):
            if first < 0 or (first < row and not _heads(sheet, first, row, every)):
                continue
            merged = keys if first == row else [low or high for low, high in zip(keys, every[first], strict=True)]
            known = {key for key in merged if key and key not in ABOUT}
            if set(UNIT) & set(merged) and known and (best is None or len(known) > best[0]):
                best = (len(known), first, row, merged)
    if best is None:
        return None
    _, first, row, keys = best
    # Codes are near to each other by nature; only names are guessed at.
    names = {text: key for text, key in folded.items() if key not in ABOUT and re.search("[a-z]{3}", text)}
    return _guessed(_header(sheet, WIDE, first, row, keys, names), framework)


def _guessed(header: Header, framework: Framework) -> Header:
    """A column that nothing else names is read as the one its heading is nearest to, or the one that belongs between
    its neighbours, so that its faults are told in the same round; the heading itself stays an error."""
    columns, problems = dict(header.columns), []
    order = [column.code for column in framework.inputs]
    between = dict(zip(zip(order, order[2:], strict=False), order[1:], strict=False))
    keys = {at: key for key, at in columns.items()}
    for problem in header.problems:
        at = column_of(problem.cell)
        code = problem.words.get("hint") or between.get((keys.get(at - 1, ""), keys.get(at + 1, "")), "")
        name = next((column.names["vi"] for column in framework.inputs if column.code == code), "")
        if problem.code != "column_unknown" or not name:
            problems.append(problem)
        elif code in columns:
            problems.append(replace(problem, words={"hint": name}))
        else:
            columns[code] = at
            problems.append(replace(problem, code="column_misspelt", words={"name": name}))
    return replace(header, columns=columns, problems=tuple(problems))


def _heads(sheet: Sheet, above: int, row: int, every: list[list[str | None]]) -> bool:
    """Whether the row above is the upper half of one header: it names the unit, the lower row names none."""
    return bool(set(UNIT) & set(every[above])) and not set(UNIT) & set(every[row])


def _header(
    sheet: Sheet, layout: str, first: int, row: int, keys: list[str | None], known_words: dict[str, str]
) -> Header:
    """The columns of the keys; what names nothing or stands twice is a problem."""
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for column, key in enumerate(keys):
        lower = text_of(sheet.head[row][column])
        text, at = (lower, row) if lower else (text_of(sheet.head[first][column]), first)
        if key is None and text and layout == WIDE:
            hint = "" if len(problems) >= MOST_HINTS else _nearest(text, known_words)
            problems.append(
                Problem("column_unknown", sheet.name, cell_name(at, column), shortened(text), {"hint": hint})
            )
        elif key in columns and layout != WIDE and key == "note":
            columns["evidence"] = column
        elif key in columns and key != "ignored":
            problems.append(Problem("column_twice", sheet.name, cell_name(at, column), shortened(text)))
        elif key is not None:
            columns[key] = column
    return Header(layout, first, row, columns, tuple(problems))


def _nearest(text: str, known_words: dict[str, str]) -> str:
    near = difflib.get_close_matches(fold(text), known_words, n=1, cutoff=0.75)
    return known_words[near[0]] if near else ""


def numbering(sheet: Sheet, row: int) -> bool:
    """Whether a row only counts the columns: A, B, 1, 2 … or (1), (2) …"""
    cells = [text for cell in sheet.head[row] if (text := text_of(cell))] if row < len(sheet.head) else []
    if len(cells) < 3 or not all(_NUMBERING.fullmatch(text) for text in cells):
        return False
    counted = [int(found[0]) for text in cells if (found := re.findall(r"\d+", text))]
    return len(counted) > 2 and counted == list(range(1, len(counted) + 1))


def text_of(cell: Any) -> str:
    """A cell's text as a person reads it: 1.0 as "1", a date as its ISO text."""
    if isinstance(cell, tuple):
        return cell[1]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell))


def _key(cell: Any, exact: dict[str, str], folded: dict[str, str]) -> str | None:
    text = text_of(cell)
    # A code may be a number; a name is a text.
    return exact.get(text) or (folded.get(fold(text)) if text and isinstance(cell, str) else None)
