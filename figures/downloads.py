"""Tables as files: CSV and XLSX that no spreadsheet takes for a programme."""

import io
from csv import QUOTE_NONNUMERIC

import openpyxl
import pandas as pd
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from scoring.text import safe
from scoring.workbooks.styles import landscape


def csv(table: pd.DataFrame, about: dict[str, str]) -> bytes:
    """UTF-8 with a byte order mark (Excel needs it); `about` as comment lines above the header.

    Where a text has the sign of comments in it, all texts are quoted, or a reader who leaves comments out would lose
    the rest of that line.
    """
    head = "".join(f"# {key}: {' '.join(value.split())}\n" for key, value in about.items() if value)
    plain = table.map(safe).rename(columns=safe)
    body = plain.to_csv(index=False, lineterminator="\n")
    if "#" in body:
        body = plain.to_csv(index=False, lineterminator="\n", quoting=QUOTE_NONNUMERIC)
    return ("\ufeff" + head + body).encode()


def xlsx(table: pd.DataFrame, about: dict[str, str], sheet_name: str, about_name: str) -> bytes:
    """The table on one sheet, where it comes from on another; texts stay texts."""
    return saved(workbook(table, about, sheet_name, about_name))


def workbook(table: pd.DataFrame, about: dict[str, str], sheet_name: str, about_name: str) -> openpyxl.Workbook:
    """The same before it is a file."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = sheet_name[:31]
    sheet.append(list(table.columns))
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False):
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, column in enumerate(table.columns, start=1):
        longest = max([len(str(column)), *table[column].astype(str).str.len().head(200)])
        sheet.column_dimensions[get_column_letter(number)].width = min(48, longest + 2)
    sheet.freeze_panes = "C2"
    notes = book.create_sheet(about_name[:31])
    for key, value in about.items():
        notes.append([key, value])
        notes.cell(notes.max_row, 2).data_type = "s"
    for each in book.worksheets:
        landscape(each)
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 22, 100
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """The file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
