"""Workbooks of editions, changed cell by cell as people do."""

import io
from datetime import datetime
from functools import cache
from typing import Any

import openpyxl

from scoring import Framework, load_framework
from scoring.editions import framework_workbook
from scoring.editions.read import edition_of
from scoring.workbooks.cells import Sheet

COMPONENTS = load_framework("demo-province-components")
DECISION_922 = load_framework("dti-922-province")
NAMES = {
    "settings": "Edition", "nodes": "Indicators", "inputs": "Inputs", "options": "Choices", "steps": "Steps",
    "composites": "Composites", "weights": "Composite points",
}  # fmt: skip


@cache
def written(framework_id: str) -> bytes:
    return framework_workbook(load_framework(framework_id), "en")


def opened(framework: Framework = COMPONENTS) -> openpyxl.Workbook:
    shipped = framework in (COMPONENTS, DECISION_922)
    content = written(framework.id) if shipped else framework_workbook(framework, "en")
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def find(book: openpyxl.Workbook, table: str, row: dict[str, Any], head: str) -> Any:
    """The cell under `head` in the first row that has those values under those headers."""
    sheet = book[NAMES[table]]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        if all(sheet.cell(line, heads[key]).value == value for key, value in row.items()):
            return sheet.cell(line, heads[head])
    raise LookupError(f"{table} {row}")


Change = tuple[str, dict[str, Any], str, Any]


def changed(*changes: Change, framework: Framework = COMPONENTS, id: str | None = "next") -> openpyxl.Workbook:
    """The framework's workbook with cells changed: (table, row, header, new value)."""
    book = opened(framework)
    if id:
        find(book, "settings", {"Key": "id"}, "Value").value = id
    cells = [(find(book, table, row, head), value) for table, row, head, value in changes]
    for cell, value in cells:
        cell.value = value
    return book


def sheets(book: openpyxl.Workbook) -> list[Sheet]:
    """The cells as the reader's child process would give them."""
    return [Sheet(sheet.title, [[_plain(v) for v in row] for row in sheet.values]) for sheet in book.worksheets]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return ("date", value.isoformat())
    return "" if value is None else float(value) if type(value) is int else value


def said(book: openpyxl.Workbook, base: Framework | None = COMPONENTS) -> list[str]:
    """Place and sentence of every problem."""
    return [f"{problem.place}: {problem.message()}" for problem in edition_of(sheets(book), base)[1]]
