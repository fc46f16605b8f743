"""The rows of an edition's workbook: every cell as what its column holds, or a problem at its place."""

import difflib
import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scoring.editions.values import Fault, convert, text_of
from scoring.editions.words import TABLES, BookWords, Field, book_words
from scoring.text import fold
from scoring.toml_text import read_key
from scoring.workbooks.cells import Sheet
from scoring.workbooks.problems import Problem, cell_name

MOST_ROWS = 2_000
_SEARCHED_ROWS = 10
_OWN_KEY = re.compile(r"[a-z_]+(?:\.[\w\"-][^=]*)?")
_SETTINGS_HEADS = ("key", "value", "help")


@dataclass(frozen=True)
class Row:
    """A filled row: its sheet, its line (from 0), what its cells hold by dotted key; column and header of every key."""

    sheet: str
    line: int
    found: dict[str, Any]
    columns: dict[str, int] = field(repr=False)
    heads: dict[str, str] = field(repr=False, default_factory=dict)

    def cell(self, key: str) -> str:
        """Name of the cell of that key; of the row's first known cell where there is no such column."""
        return cell_name(self.line, self.columns.get(key, min(self.columns.values(), default=0)))

    def head(self, key: str) -> str:
        """The column's header as the sheet has it; the key where there is none."""
        return self.heads.get(key, key)

    def problem(self, code: str, key: str, value: object, **words: Any) -> Problem:
        return Problem(code, self.sheet, self.cell(key), str(value), words)


@dataclass(frozen=True)
class Tables:
    """All rows by table ("settings" among them) and the problems of single cells."""

    rows: dict[str, list[Row]]
    problems: list[Problem]


def tables(sheets: list[Sheet]) -> Tables:
    """The tables of a workbook. The settings and the tree must be there; the other sheets may be left out."""
    words, problems = book_words(), []
    rows: dict[str, list[Row]] = {table: [] for table in ("settings", *TABLES)}
    seen = set()
    for sheet in sheets:
        table = words.table_of(sheet.name)
        if table == "guide" or table in seen or table is None:
            continue
        seen.add(table)
        lines = np.flatnonzero(sheet.filled.any(axis=1))
        if len(lines) > MOST_ROWS:
            problems.append(Problem("framework_large", sheet.name, "", str(len(lines)), {"limit": MOST_ROWS}))
        elif table == "settings":
            rows[table] = _settings(sheet, lines.tolist(), problems)
        else:
            rows[table] = rows_of(sheet, table, lines.tolist(), problems, words)
    absent = [table for table in ("settings", "nodes") if table not in seen]
    problems += [Problem("framework_sheet_missing", value=words.sheets[table]["vi"]) for table in absent]
    return Tables(rows, problems)


def _settings(sheet: Sheet, lines: list[int], problems: list[Problem]) -> list[Row]:
    known = book_words()
    heads = {fold(text) for head in _SETTINGS_HEADS for text in known.heads[head].values()}
    rows, first = [], dict[str, int]()
    for line in lines:
        key = text_of(sheet.cell(line, 0))
        value = sheet.cell(line, 1) if sheet.width > 1 else ""
        if not key or (fold(key) in heads and key not in known.fields["settings"]):
            continue
        found = known.fields["settings"].get(key) or _own(key)
        if found is None:
            _unknown(sheet, line, 0, key, list(known.fields["settings"]), problems)
        elif found.key in first and found.kind != "more":
            place, said = cell_name(line, 0), {"row": first[found.key] + 1}
            problems.append(Problem("framework_twice", sheet.name, place, key, said))
        else:
            first.setdefault(found.key, line)
            columns = {found.key: 1}
            held = _held(sheet, line, 1, value, found, problems)
            rows.append(Row(sheet.name, line, {} if held is None else {found.key: held}, columns))
    return rows


def rows_of(sheet: Sheet, table: str, lines: list[int], problems: list[Problem], words: BookWords) -> list[Row]:
    """The rows of a sheet under its header, and what is wrong with their cells."""
    for header in (line for line in lines if line < _SEARCHED_ROWS):
        fields = [_head(sheet, table, header, column, words) for column in range(sheet.width)]
        keys = [found.key for found in fields if found]
        if all(anchor in keys for anchor in words.anchors[table]):
            break
    else:
        if lines:
            labels = [words.fields[table][key].labels["vi"] for key in words.anchors[table]]
            named = ", ".join(f"'{label}'" for label in labels)
            problems.append(Problem(f"{words.kind}_header", sheet.name, "", named))
        return []
    columns: dict[str, int] = {}
    for column, found in enumerate(fields):
        text = text_of(sheet.cell(header, column))
        if found is None and text:
            every = [label for f in words.fields[table].values() for label in f.labels.values()]
            _unknown(sheet, header, column, text, every, problems, words.kind)
        elif found and found.key in columns:
            problems.append(Problem("column_twice", sheet.name, cell_name(header, column), text))
        elif found:
            columns[found.key] = column
    by_key = {found.key: found for found in fields if found}
    heads = {key: text_of(sheet.cell(header, column)) for key, column in columns.items()}
    rows = []
    for line in (line for line in lines if line > header):
        held = {
            key: value
            for key, at in columns.items()
            if (value := _held(sheet, line, at, sheet.cell(line, at), by_key[key], problems)) is not None
        }
        if held or any(sheet.cell(line, at) != "" for at in columns.values()):
            rows.append(Row(sheet.name, line, held, columns, heads))
    return rows


def _head(sheet: Sheet, table: str, row: int, column: int, words: BookWords) -> Field | None:
    text = text_of(sheet.cell(row, column))
    further = _own(text) if text and words.kind == "framework" else None
    return (words.field_of(table, text) or further) if text else None


def _own(key: str) -> Field | None:
    """A further setting, headed by its dotted key in small letters: `rule.floor`."""
    return Field(key, "any", {}) if _OWN_KEY.fullmatch(key) and read_key(key) else None


def _unknown(
    sheet: Sheet, row: int, column: int, text: str, known: list[str], problems: list[Problem], kind: str = "framework"
) -> None:
    near = difflib.get_close_matches(text, known, n=1, cutoff=0.7)
    words = {"hint": near[0] if near else ""}
    problems.append(Problem(f"{kind}_column_unknown", sheet.name, cell_name(row, column), text, words))


def _held(sheet: Sheet, line: int, column: int, cell: Any, found: Field, problems: list[Problem]) -> Any:
    """What a cell holds; None where it is empty or wrong."""
    if cell == "" or (isinstance(cell, str) and not cell.strip()):
        return None
    held = convert(cell, found)
    if isinstance(held, Fault):
        problems.append(Problem(held.code, sheet.name, cell_name(line, column), held.value, held.words))
        return None
    return held
