"""The workbook of units with cells changed, as an analyst would change it in a spreadsheet."""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import openpyxl

from scoring import load_units
from scoring.register import units_workbook
from scoring.workbooks.cells import Sheet

BLOCKS, UNITS, MERGERS = "Blocks", "Units", "Mergers"


@cache
def _template() -> bytes:
    return units_workbook(load_units(), "en")


class Book:
    """A workbook whose cells are found by sheet, row's key and column's header."""

    def __init__(self) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(_template()))

    def column(self, sheet: str, head: str) -> int:
        return next(cell.column for cell in self.book[sheet][1] if cell.value == head)

    def row(self, sheet: str, *key: str) -> int:
        """The row that begins with the key."""
        return next(
            row[0].row for row in self.book[sheet].iter_rows(min_row=2)
            if tuple(cell.value or "" for cell in row[: len(key)]) == key
        )  # fmt: skip

    def set(self, sheet: str, key: tuple[str, ...], head: str, value: Any) -> str:
        """Write a cell; gives its name."""
        cell = self.book[sheet].cell(self.row(sheet, *key), self.column(sheet, head))
        cell.value = value
        return cell.coordinate

    def add(self, sheet: str, *values: Any) -> int:
        """Write a row below the last one; gives its number."""
        made = self.book[sheet]
        last = max(row[0].row for row in made.iter_rows() if any(cell.value for cell in row[:3]))
        for column, value in enumerate(values, start=1):
            made.cell(last + 1, column).value = value
        return last + 1

    @property
    def sheets(self) -> list[Sheet]:
        """Its cells, as the reader's child process hands them over."""
        return [
            Sheet(made.title, [[_cell(value) for value in row] for row in made.iter_rows(values_only=True)])
            for made in self.book.worksheets
        ]

    @property
    def content(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


def _cell(value: Any) -> Any:
    return "" if value is None else float(value) if isinstance(value, int) else value


def changed(change: Callable[[Book], Any]) -> bytes:
    book = Book()
    change(book)
    return book.content


def founded(book: Book) -> None:
    """A ministry is founded in 2027 of two others, which end."""
    for code in ("MOH", "MOET"):
        book.set(UNITS, ("ministry-services", "", code), "Last day", "2027-02-28")
        book.add(MERGERS, "ministry-services", None, code, "ministry-services", None, "MHE")
    row = book.add(UNITS, "ministry-services", None, "MHE", "Bộ Y tế và Giáo dục", "Ministry of Health and Education",
                   "Ministerio de Salud y Educación")  # fmt: skip
    book.book[UNITS].cell(row, book.column(UNITS, "First day")).value = "2027-03-01"
