"""Marks a workbook: standard input carries, each behind its length (8 bytes, big end first), the order as JSON and the
workbook; standard output the marked workbook.

An Excel workbook keeps all that openpyxl keeps. Others, those that openpyxl refuses, and very large ones come back as
a copy of their cells at the same places, the large ones with the marked rows only.
"""

import io
import json
import math
import pickle
import re
import resource
import struct
import sys
import zipfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from .cells import NUMBERS, limit, read
from .formulas import Formula, formulas
from .look import column_letters, look, sheet_parts

MOST_XML = 40 * 2**20
MOST_COMMENTS = 1_000
_LONGEST_COMMENT, _LONGEST_TEXT = 2_000, 32_767
AUTHOR = "DTI"
FILLS = {"error": "FFF8C9C4", "warning": "FFFCE8B2"}
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)')
_FORBIDDEN = re.compile(r"[\\*?:/\[\]]")


def main(memory_mb: int, seconds: int) -> None:
    limit(memory_mb)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    source = sys.stdin.buffer
    order, content = (source.read(struct.unpack(">Q", source.read(8))[0]) for _ in range(2))
    sys.stdout.buffer.write(marked(content, json.loads(order)))


def marked(content: bytes, order: dict[str, Any]) -> bytes:
    """The workbook with marks ({sheet: {cell: [severity, text]}}) and a sheet that lists every problem."""
    if look(content) is not None:
        return b""
    size = _sheet_bytes(content)
    book, shown = (None, {}) if size is None or size > MOST_XML else _opened(content)
    sheets = {} if book is None else {sheet.title: sheet for sheet in book.worksheets}
    if book is None:
        book, sheets = _copy(content, order["marks"], whole=size is None or size <= MOST_XML)
    if not sheets:
        return b""
    for name, sheet in sheets.items():
        _mark(sheet, order["marks"].get(name, {}))
    _list(book, order, {name: sheet.title for name, sheet in sheets.items()})
    buffer = io.BytesIO()
    with _numbers_as_they_are():
        book.save(buffer)
    return _with_values(buffer.getvalue(), shown)


@contextmanager
def _numbers_as_they_are() -> Iterator[None]:
    """Write every digit of a number: openpyxl cuts the last, and figures nobody touched would come back changed."""
    from openpyxl.cell import _writer

    kept = _writer.safe_string

    def written(value: Any) -> str:
        if type(value) not in (int, float):
            return kept(value)
        return repr(value) if math.isfinite(value) else f"{math.copysign(1, value):.0f}e999"

    _writer.safe_string = written
    try:
        yield
    finally:
        _writer.safe_string = kept


def _sheet_bytes(content: bytes) -> int | None:
    """Unpacked size of an Excel workbook's sheets; None where it is of another kind."""
    if not content.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return None
        return sum(entry.file_size for entry in archive.infolist() if entry.filename.startswith("xl/worksheets/"))


def _opened(content: bytes) -> tuple[Any, dict[str, dict[str, Formula]]]:
    """The workbook as openpyxl opens it, and by sheet and cell what its formulas last gave: openpyxl drops that, and
    with it the figures. No workbook where openpyxl refuses it."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
    except MemoryError:
        raise
    except Exception:  # openpyxl is stricter than the reader, and names what it dislikes in many ways
        return None, {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        shown = {
            name: {f"{column_letters(cell.column + 1)}{cell.row + 1}": cell for cell in formulas(archive, part)}
            for name, part in sheet_parts(archive).items()
            if part in archive.namelist()
        }
    return book, shown


def _copy(content: bytes, marks: dict[str, Any], whole: bool) -> tuple[Any, dict[str, Any]]:
    """A new workbook with the cells of the old one at the same places, and its sheets by their old names; not
    `whole`: the first and the marked rows."""
    import openpyxl

    kind, *rest = read(content)
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {}
    for name, hidden, head, columns, *_ in rest[0] if kind == "cells" else ():
        sheet = sheets[name] = book.create_sheet(_FORBIDDEN.sub(" ", _allowed(name))[:31])
        sheet.sheet_state = "hidden" if hidden else "visible"
        for row, cells in enumerate(head, 1):
            _write(sheet, row, cells)
        below = [array("d", packed) if kind == NUMBERS else pickle.loads(packed) for kind, packed in columns]
        height = len(below[0]) if below else 0
        wanted = {int(re.sub(r"\D", "", cell)) - 1 - len(head) for cell in marks.get(name, {})}
        for line in range(height) if whole else sorted(line for line in wanted if 0 <= line < height):
            _write(sheet, line + len(head) + 1, [column[line] for column in below])
    return book, sheets


def _write(sheet: Any, row: int, cells: list[Any]) -> None:
    for column, value in enumerate(cells, 1):
        if value == "" or value != value:
            continue
        if isinstance(value, str):
            sheet.cell(row, column, _allowed(value)).data_type = "s"  # never a formula
        else:
            sheet.cell(row, column, _moment(value[1]) if isinstance(value, tuple) else value)


def _moment(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a time of day, or a duration
        return text


def _allowed(text: str) -> str:
    """The text without what a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]


def _mark(sheet: Any, marks: dict[str, list[str]]) -> None:
    """Colour and comment the cells; marks of an earlier return are taken away first."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    ours = set(FILLS.values())
    for cell in sheet._cells.values():  # `iter_rows` would make every empty cell between them
        if isinstance(cell, MergedCell):
            continue
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
        if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in ours:
            cell.fill = PatternFill()
    fills = {severity: PatternFill("solid", fgColor=colour) for severity, colour in FILLS.items()}
    for number, (name, (severity, text)) in enumerate(marks.items()):
        cell = sheet[name]
        if isinstance(cell, MergedCell):
            merged = next(found for found in sheet.merged_cells.ranges if name in found)
            cell = sheet.cell(merged.min_row, merged.min_col)
        cell.fill = fills[severity]
        if number < MOST_COMMENTS:
            said = f"{cell.comment.text}\n\n{text}" if cell.comment is not None else text
            said = _allowed(said)[:_LONGEST_COMMENT]
            cell.comment = Comment(said, AUTHOR, width=360, height=90 + 18 * (len(said) // 50))


def _list(book: Any, order: dict[str, Any], names: dict[str, str]) -> None:
    """Every problem on a sheet of its own; `names` gives a sheet's name in the returned workbook."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for title in order["titles"]:  # the list of an earlier return, in whatever language
        if title in book.sheetnames:
            del book[title]
    sheet = book.create_sheet(order["title"])
    sheet.append(order["headings"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    fills = {severity: PatternFill("solid", fgColor=colour) for severity, colour in FILLS.items()}
    for row, (severity, said, sheet_name, cell_name, text) in enumerate(order["rows"], 2):
        for column, value in enumerate([said, sheet_name, cell_name, text], 1):
            cell = sheet.cell(row, column, _allowed(value))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).fill = fills[severity]
        if cell_name and sheet_name in names:
            quoted = names[sheet_name].replace("'", "''")
            sheet.cell(row, 3).hyperlink = f"#'{quoted}'!{cell_name}"
            sheet.cell(row, 3).font = Font(underline="single", color="FF0B6E6E")
    for letter, width in zip("ABCD", (12, 18, 10, 110), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _with_values(content: bytes, shown: dict[str, dict[str, Formula]]) -> bytes:
    """Write behind the formulas what they last gave."""
    if not any(shown.values()):
        return content
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = {part: name for name, part in sheet_parts(old).items()}
        for entry in old.infolist():
            data = old.read(entry)
            found = shown.get(names.get(entry.filename, ""))
            if found:
                data = _FORMULA.sub(partial(_with_value, found), data)
            new.writestr(entry, data)
    return buffer.getvalue()


def _with_value(found: dict[str, Formula], cell: re.Match[bytes]) -> bytes:
    known = found.get(cell[1].decode())
    if known is None or known.kind == "s" or (known.value == b"" and known.kind != "str"):
        return cell[0]
    attributes = re.sub(rb'\s*\bt="[^"]*"', b"", cell[2])
    kind = f' t="{known.kind}"'.encode() if known.kind else b""
    return b'<c r="%s"%s%s>%s<v>%s</v>' % (cell[1], attributes, kind, cell[3], known.value)
