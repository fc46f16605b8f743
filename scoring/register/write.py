"""Blocks, units and mergers as a workbook, to be changed and uploaded; `read_units_workbook` reads it back."""

from collections.abc import Sequence

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scoring.editions.words import Field, choices
from scoring.register.mergers import pairs
from scoring.register.words import book_words
from scoring.units import Units
from scoring.workbooks.styles import fill, landscape, lines, put, saved

_SPARE = 40  # rows below the table that are formatted like it
_WIDTHS = {"code": 12, "date": 13, "number": 16, "choice": 12, "text": 28}


def units_workbook(units: Units, lang: str = "vi") -> bytes:
    """The present state as a workbook (.xlsx) with headers in `lang`; read back unchanged it changes nothing."""
    words, book = book_words(), openpyxl.Workbook()
    own = [name for name in units.table.columns if name not in (*words.fields["units"], *_MERGED)]
    tables = {
        "blocks": (units.blocks.to_dict("records"), []),
        "units": (units.table.to_dict("records"), own),
        "mergers": ([dict(zip(words.fields["mergers"], (*old, *new), strict=True)) for old, new in pairs(units)], []),
    }
    for table, (rows, others) in tables.items():
        fields = [*words.fields[table].values(), *(Field(name, "text", {}) for name in others)]
        _table(book.create_sheet(words.sheets[table][lang]), fields, rows, lang)
    guide = book.active
    guide.title = words.sheets["guide"][lang]
    for row, text in enumerate(words.guide[lang], start=1):
        put(guide, row, 1, str(row))
        put(guide, row, 2, text)
        guide.row_dimensions[row].height = 15 * lines(text, 100) + 3
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 6, 100
    for made in book.worksheets:
        landscape(made)
    return saved(book)


_MERGED = ("successor_code", "predecessor_codes")


def _table(sheet: Worksheet, fields: Sequence[Field], rows: Sequence[dict], lang: str) -> None:
    for at, field in enumerate(fields, start=1):
        width = _WIDTHS[field.kind]
        needed = field.key in ("id", "block", "code", "code_from", "code_to") or field.key.startswith("name_")
        put(sheet, 1, at, field.labels.get(lang, field.key), "header" if needed else "optional")
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = width
        number_format = "General" if field.kind == "number" else "@"
        fill(sheet, 2, len(rows) + 1 + _SPARE, at, "input", number_format)
        for line, row in enumerate(rows, start=2):
            if row.get(field.key):
                value = float(row[field.key]) if field.kind == "number" else row[field.key]
                put(sheet, line, at, value, "input", number_format)
        if field.kind == "choice":
            allowed = DataValidation(type="list", formula1=f'"{",".join(choices(field.key))}"', allow_blank=True)
            allowed.add(f"{letter}2:{letter}{len(rows) + 1 + _SPARE}")
            sheet.add_data_validation(allowed)
    tallest = max(lines(field.labels.get(lang, field.key), _WIDTHS[field.kind]) for field in fields)
    sheet.row_dimensions[1].height = 15 * tallest + 6
    sheet.freeze_panes = "B2"
