"""How the workbooks that we make look, and how texts stay texts in them."""

import copy
import io
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

ACCENT, TINT, GIVEN, LINE, FAINT = "0B6E6E", "E3F0F0", "F3F5F5", "C9D3D3", "5F6B6B"
_EDGE = Side(style="thin", color=LINE)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(vertical="center", wrap_text=True)


def _font(**style: Any) -> Font:
    return Font(name="Calibri", **{"size": 11, **style})


def _filled(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


# Look of a cell → font, fill, border, alignment.
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font": _font(bold=True, size=14, color=ACCENT), "alignment": Alignment(vertical="center")},
    "heading": {"font": _font(bold=True, color=ACCENT), "alignment": _TOP},
    "text": {"font": _font(), "alignment": _TOP},
    "faint": {"font": _font(color=FAINT), "alignment": _TOP},
    "group": {"font": _font(bold=True, color=ACCENT), "fill": _filled(TINT), "alignment": Alignment(vertical="center")},
    "header": {
        "font": _font(bold=True, color="FFFFFF"), "fill": _filled(ACCENT), "border": _BOX, "alignment": _MIDDLE,
    },
    "optional": {"font": _font(bold=True, color=ACCENT), "fill": _filled(TINT), "border": _BOX, "alignment": _MIDDLE},
    "given": {
        "font": _font(), "fill": _filled(GIVEN), "border": _BOX, "alignment": Alignment(vertical="center"),
    },
    "input": {"font": _font(), "border": _BOX, "alignment": Alignment(vertical="center")},
    "cell": {"font": _font(), "border": _BOX, "alignment": _TOP},
}  # fmt: skip


def put(sheet: Worksheet, row: int, column: int, value: Any, look: str = "text", number_format: str = "") -> Cell:
    """Write a value (rows and columns from 1). A text stays a text, whatever it begins with, even when edited."""
    cell = sheet.cell(row, column)
    for part, style in LOOKS[look].items():
        setattr(cell, part, style)
    if number_format:
        cell.number_format = number_format
    if value is not None and value != "":
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str) and value:
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    return cell


def fill(sheet: Worksheet, first: int, last: int, column: int, look: str, number_format: str = "General") -> None:
    """Empty cells of one look in a column; the style is worked out once."""
    style = put(sheet, first, column, None, look, number_format)._style
    for row in range(first + 1, last + 1):
        sheet.cell(row, column)._style = copy.copy(style)


def comment(cell: Cell, text: str, author: str) -> None:
    """A note on a cell, in a box that is large enough for it."""
    note = Comment(text, author)
    lines = sum(max(1, ceil(len(line) / 46)) for line in text.split("\n"))
    note.width, note.height = 330, 18 * lines + 16
    cell.comment = note


def landscape(sheet: Worksheet) -> None:
    """Printed on A4, across, as wide as one page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width: words are not cut."""
    room, taken, used = max(1, int(width) - 1), 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > room:
            taken, used = taken + 1, 0
        used += len(word) + (1 if used else 0)
    return taken


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
