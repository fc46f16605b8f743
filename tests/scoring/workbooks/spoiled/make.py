"""How the spoiled workbooks are made: one good table, and ways to write it down and to break it."""

import io
import math
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from scoring import load_units, parse_framework

UNITS = load_units()
_NODE = """[[nodes]]
code = "{code}"
parent = "{parent}"
names = {{ vi = "{vi}", en = "{en}", es = "{en} (es)" }}
{more}
"""
_TREE = [
    ("1", "dti", "Nền tảng", "Foundations", ""),
    ("1.1", "1", "Hộ có cáp quang", "Households with fibre", 'points = 20\nrule = { kind = "share", scale = 100 }'),
    ("1.2", "1", "Cuộc họp", "Meetings", 'points = 20\nrule = { kind = "ratio_to_max" }'),
    (
        "1.10", "1", "Kế hoạch", "Plan",
        'points = 20\nrule = { kind = "choice", options = ['
        '{ share = 1, names = { vi = "Có", en = "Full", es = "Completo" } },'
        '{ share = 0.5, names = { vi = "Một phần", en = "Half", es = "Parcial" } },'
        '{ share = 0, names = { vi = "Không có", en = "None", es = "Ninguno" } }] }',
    ),
    ("4", "dti", "Dịch vụ", "Services", ""),
    ("4.22", "4", "Thủ tục", "Procedures", ""),
    ("4.22.2", "4.22", "Hồ sơ trực tuyến", "Online files", 'points = 10\nrule = { kind = "share" }'),
    (
        "4.22.11", "4.22", "Hồ sơ đúng hạn", "Files in time",
        'points = 30\nrule = { kind = "ratio" }\ninputs = ['
        '{ code = "4.22.11.a", names = { vi = "Số đúng hạn", en = "In time", es = "A tiempo" } },'
        '{ code = "4.22.11.b", names = { vi = "Số tiếp nhận", en = "Received", es = "Recibidos" } }]',
    ),
]  # fmt: skip
_HEAD = (
    'id = "trial"\nblock = "province"\nkind = "illustrative"\ndecision = ""\nyears = [2023]\nsources = []\n'
    'names = { vi = "Thử", en = "Trial", es = "Prueba" }\n'
    '[[nodes]]\ncode = "dti"\nnames = { vi = "Chỉ số", en = "Index", es = "Índice" }\n'
)
FRAMEWORK = parse_framework(
    _HEAD + "".join(_NODE.format(code=c, parent=p, vi=vi, en=en, more=more) for c, p, vi, en, more in _TREE)
)
CODES = [column.code for column in FRAMEWORK.inputs]  # 1.1, 1.2, 1.10, 4.22.2, 4.22.11.a, 4.22.11.b

# The good table: columns C to H are the inputs in the order of the tree.
HEADER = ["Tỉnh", "Kỳ", *(column.names["vi"] for column in FRAMEWORK.inputs)]
ROWS = [
    ["Hà Nội", "2023", 91.5, 12, "Có", 0.62, 450, 500],
    ["Hà Giang", "2023", 55, 4, "Một phần", 0.31, 80, 160],
    ["Cao Bằng", "2023", 61.2, 6, "Không có", 0.28, 90, 100],
    ["Đà Nẵng", "2023", 88, 20, "Có", 0.7, 300, 320],
]
UNIT_CODES = ["01", "02", "04", "48"]
FIGURES = {
    (unit, code): float(cell if not isinstance(cell, str) else {"Có": 1, "Một phần": 0.5, "Không có": 0}[cell])
    for unit, row in zip(UNIT_CODES, ROWS, strict=True)
    for code, cell in zip(CODES, row[2:], strict=True)
}
NONE = math.nan
XLSB = (Path(__file__).parents[1] / "fixtures" / "good.xlsb").read_bytes()


@dataclass(frozen=True)
class Case:
    """A file (or several), and what has to come of it.

    says: every sentence that is said, in order, but that units are missing; figures: (unit, column) → value where the
    table differs from the good one, None where there must be no table; period: of the whole table, in text order.
    """

    name: str
    make: Callable[[], bytes | Mapping[str, bytes]]
    says: tuple[str, ...] = ()
    figures: Mapping[tuple[str, str], float] | None = field(default_factory=dict)
    period: str | None = None
    decimal: str | None = None
    filename: str = "workbook.xlsx"

    def files(self) -> list[tuple[str, bytes]]:
        made = self.make()
        return [(self.filename, made)] if isinstance(made, bytes) else list(made.items())


def book(*sheets: tuple[str, list[list]], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """Bytes of a workbook; a sheet is (name, rows), `change` does the rest. Texts stay texts."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def good(**cells: object) -> bytes:
    """The good table as a workbook with other values in some cells: `good(C3="12o")`."""
    return book(("S", [HEADER, *ROWS]), change=lambda made: put(made["S"], **cells))


def put(sheet, **cells: object) -> None:  # type: ignore[no-untyped-def]
    """Write cells; a text that begins with "=" is a formula, one that begins with "'=" the text behind the mark."""
    for name, value in cells.items():
        text = isinstance(value, str) and value.startswith("'")
        sheet[name] = value[1:] if text else value
        if text:
            sheet[name].data_type = "s"


def repacked(content: bytes, parts: Mapping[str, bytes | str | None]) -> bytes:
    """An archive with some parts replaced, added or (None) left out."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            if text is not None:
                new.writestr(name, text)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def part(content: bytes, name: str = SHEET) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def edited(content: bytes, *changes: tuple[str, str], name: str = SHEET) -> bytes:
    """A workbook with texts of one part's XML replaced; each must be there."""
    text = part(content, name)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return repacked(content, {name: text})


def sheet_of(cells: str, before: str = "") -> bytes:
    """A workbook whose one sheet is written by hand."""
    return repacked(good(), {SHEET: f"<worksheet {MAIN}>{before}<sheetData>{cells}</sheetData></worksheet>"})
