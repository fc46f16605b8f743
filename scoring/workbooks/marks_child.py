"""Marks a hostile workbook in a process of its own: `python -I marks_child.py MEMORY_MB SECONDS`.

Standard input carries, each behind its length (8 bytes, big end first), the order as JSON and the workbook; standard
output the marked workbook. An Excel workbook keeps all that openpyxl keeps; others, and very large ones, come back as
a copy of their cells at the same places, the large ones with the marked rows only.
"""

import importlib.util
import io
import json
import re
import resource
import struct
import sys
import zipfile
from functools import partial
from html import escape
from pathlib import Path

# By its path: this folder must not be searched for modules, since its names shadow the standard library's.
_spec = importlib.util.spec_from_file_location("cells_child", Path(__file__).with_name("cells_child.py"))
assert _spec is not None and _spec.loader is not None
cells_child = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cells_child)

MOST_XML = 60 * 2**20
MOST_COMMENTS = 1_000
AUTHOR = "DTI"
FILLS = {"error": "FFF8C9C4", "warning": "FFFCE8B2"}
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)')
_OURS = frozenset(FILLS.values())


def main(memory_mb: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source = sys.stdin.buffer
    order, content = (source.read(struct.unpack(">Q", source.read(8))[0]) for _ in range(2))
    sys.stdout.buffer.write(marked(content, json.loads(order)))


def marked(content: bytes, order: dict) -> bytes:
    """The workbook with marks ({sheet: {cell: [severity, text]}}) and a sheet that lists every problem."""
    import openpyxl

    if cells_child.look(content) is not None:
        return b""
    size = _sheet_bytes(content)
    values: dict[str, dict[str, object]] = {}
    if size is not None and size <= MOST_XML:
        book = openpyxl.load_workbook(io.BytesIO(content))
        values = _shown_values(content, book)
    else:
        book = _copy(content, order["marks"], whole=size is None)
    for name, marks in order["marks"].items():
        if name in book.sheetnames:
            _mark(book[name], marks)
    _list(book, order)
    buffer = io.BytesIO()
    book.save(buffer)
    return _with_values(buffer.getvalue(), values)


def _sheet_bytes(content: bytes) -> int | None:
    """Unpacked size of an Excel workbook's sheets; None where it is of another kind."""
    if not content.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return None
        return sum(entry.file_size for entry in archive.infolist() if entry.filename.startswith("xl/worksheets/"))


def _copy(content: bytes, marks: dict, whole: bool):  # type: ignore[no-untyped-def]
    """A new workbook with the cells of the old one at the same places; not `whole`: the first and the marked rows."""
    import openpyxl

    kind, *rest = cells_child.read(content)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, _, head, columns, _ in rest[0] if kind == "cells" else ():
        sheet = book.create_sheet(name[:31])
        for row, cells in enumerate(head, 1):
            _write(sheet, row, cells)
        read = [memoryview(c).cast("d") if isinstance(c, bytes) else c for c in columns]
        height = len(read[0]) if read else 0
        wanted = {int(re.sub(r"\D", "", cell)) - 1 for cell in marks.get(name, {})}
        lines = range(height) if whole else sorted(n - len(head) for n in wanted if len(head) <= n < len(head) + height)
        for line in lines:
            _write(sheet, line + len(head) + 1, [column[line] for column in read])
    return book


def _write(sheet, row: int, cells: list) -> None:  # type: ignore[no-untyped-def]
    for column, value in enumerate(cells, 1):
        if value == "" or value != value:
            continue
        cell = sheet.cell(row, column, value[1] if isinstance(value, tuple) else value)
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula


def _mark(sheet, marks: dict) -> None:  # type: ignore[no-untyped-def]
    """Colour and comment the cells; marks of an earlier return are taken away first."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in _OURS:
                cell.fill = PatternFill()
    fills = {severity: PatternFill("solid", fgColor=colour) for severity, colour in FILLS.items()}
    corners = {
        (row, column): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
    }
    for number, (name, (severity, text)) in enumerate(marks.items()):
        cell = sheet[name]
        at = corners.get((cell.row, cell.column))
        if at:
            cell = sheet.cell(*at)
        cell.fill = fills[severity]
        if number < MOST_COMMENTS:
            said = f"{cell.comment.text}\n\n{text}" if cell.comment is not None else text
            cell.comment = Comment(said, AUTHOR, width=360, height=90 + 18 * (len(said) // 50))


def _list(book, order: dict) -> None:  # type: ignore[no-untyped-def]
    from openpyxl.styles import Alignment, Font, PatternFill

    for title in order["titles"]:  # the list of an earlier return, in whatever language
        if title in book.sheetnames:
            del book[title]
    sheet = book.create_sheet(order["title"])
    sheet.append(order["headings"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    fills = {severity: PatternFill("solid", fgColor=colour) for severity, colour in FILLS.items()}
    for severity, said, sheet_name, cell_name, text in order["rows"]:
        sheet.append([said, sheet_name, cell_name, text])
        row = sheet.max_row
        for cell in sheet[row]:
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).fill = fills[severity]
        if cell_name and sheet_name in book.sheetnames:
            quoted = sheet_name.replace("'", "''")
            sheet.cell(row, 3).hyperlink = f"#'{quoted}'!{cell_name}"
            sheet.cell(row, 3).font = Font(underline="single", color="FF0B6E6E")
    for letter, width in zip("ABCD", (12, 18, 10, 110), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _shown_values(content: bytes, book) -> dict[str, dict[str, object]]:  # type: ignore[no-untyped-def]
    """Sheet → cell → last computed value of every formula: openpyxl would drop them, and with them the figures."""
    import openpyxl

    formulas = {
        sheet.title: [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        for sheet in book.worksheets
    }
    if not any(formulas.values()):
        return {}
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {name: {cell: shown[name][cell].value for cell in cells} for name, cells in formulas.items()}


def _with_values(content: bytes, values: dict[str, dict[str, object]]) -> bytes:
    """Write the computed values back behind their formulas."""
    if not any(values.values()):
        return content
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {part: name for name, part in cells_child.sheet_parts(old).items()}
        for entry in old.infolist():
            data = old.read(entry)
            found = values.get(parts.get(entry.filename, ""))
            if found:
                data = _FORMULA.sub(partial(_with_value, found), data)
            new.writestr(entry, data)
    return buffer.getvalue()


def _with_value(found: dict[str, object], cell: re.Match) -> bytes:
    value = found.get(cell[1].decode())
    attributes = re.sub(rb'\s*\bt="[^"]*"', b"", cell[2])
    if value is None:
        return cell[0]
    if isinstance(value, bool):
        kind, text = b' t="b"', str(int(value))
    elif isinstance(value, (int, float)):
        kind, text = b"", repr(value)
    elif str(value).startswith("#"):
        kind, text = b' t="e"', escape(str(value))
    else:
        kind, text = b' t="str"', escape(str(value))
    return b'<c r="%s"%s%s>%s<v>%s</v>' % (cell[1], attributes, kind, cell[3], text.encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
