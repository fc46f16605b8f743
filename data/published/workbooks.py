"""Published tables as workbooks: the same table gives the same bytes.

No clock, no locale and no compression library has a say in them: times are fixed, the parts are stored.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import openpyxl
import pandas as pd
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

LICENCE = (
    "Số liệu do cơ quan nhà nước công bố hoặc báo chí dẫn lại; nguồn không nêu điều khoản tái sử dụng. "
    "Khi dùng lại phải ghi nguồn của từng dòng."
)
# Of demonstrations: what stands in their rows, and where their figures come from.
NOTE = "SỐ LIỆU MINH HỌA / DEMONSTRATION DATA / DATOS DE DEMOSTRACIÓN"
MADE_UP = (
    "Số liệu do phần mềm tạo ra để minh họa / figures made up by the software for demonstration / "
    "cifras inventadas por el programa como demostración"
)
STORED = r" \((?:all 8 values in )?stored page excerpt\)"  # how it was read, not where: README says it once


@dataclass(frozen=True)
class Published:
    """One table to be written.

    `rows` has the keys of `columns` (reference name → heading) and name, headline, place, source, remark.
    """

    file: str
    framework: str
    block: str
    division: str
    period: str
    title: str
    note: str
    rows: pd.DataFrame
    columns: dict[str, str]
    origin: str = "published"
    release: bool = True


def unit_codes(units: Path) -> pd.Series:
    """(block, division, name) → code, for the Vietnamese name and every listed spelling."""
    table = pd.read_csv(units, dtype=str, keep_default_na=False)
    table["spelling"] = (table["name_vi"] + ";" + table["spellings"]).str.split(";")
    long = table.explode("spelling")
    long["spelling"] = long["spelling"].map(plain_name)
    key = ["block", "division", "spelling"]
    return long[long["spelling"] != ""].drop_duplicates(key).set_index(key)["code"].sort_index()


def plain_name(name: str) -> str:
    return name.removeprefix("TP. ")


def codes_of(names: pd.Series, block: str, division: str, codes: pd.Series) -> pd.Series:
    """Unit codes of published names. Raises `ValueError` with every name that is not in units.csv."""
    found = names.map(plain_name).map(codes.loc[block, division])
    if found.isna().any():
        raise ValueError(f"Not in units.csv ({block} {division}): {', '.join(names[found.isna()])}")
    return found


def workbook(table: Published, codes: pd.Series) -> bytes:
    """The table as .xlsx: sheet "Dữ liệu" with one row a unit, sheet "Thông tin" with key and value."""
    rows = table.rows
    data = pd.DataFrame(
        {
            "Mã": codes_of(rows["name"], table.block, table.division, codes),
            "Đơn vị": rows["name"],
            "Kỳ": table.period,
            **{heading: rows[column] for column, heading in table.columns.items()},
            "Chỉ số công bố": rows["headline"],
            "Hạng công bố": rows["place"],
            "Nguồn": rows["source"].str.replace(STORED, "", regex=True),
            "Ghi chú": rows["remark"],
        }
    )
    sources = data["Nguồn"].unique()
    info = {
        "framework": table.framework,
        "origin": table.origin,
        "stage": "final",
        "title": table.title,
        "source": "; ".join(sources) if len(sources) <= 2 else f"{len(sources)} nguồn: xem cột Nguồn",
        "licence": LICENCE,
        "note": table.note,
    }
    book = openpyxl.Workbook()
    write_data(book.active, data)
    sheet = book.create_sheet("Thông tin")
    for pair in info.items():
        sheet.append(pair)
    for (value,) in sheet.iter_rows(min_col=2, max_col=2):
        value.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 110
    book.properties.creator, book.properties.title = "data/published/build.py", table.title
    raw = BytesIO()
    book.save(raw)
    return pinned(raw.getvalue())


def write_data(sheet: Worksheet, data: pd.DataFrame) -> None:
    """Header in row 1, frozen; one row a unit; an unknown value is an empty cell."""
    sheet.title = "Dữ liệu"
    sheet.freeze_panes = "C2"
    sheet.append(list(data.columns))
    for values in data.astype(object).where(data.notna(), None).replace("", None).itertuples(index=False):
        sheet.append(list(values))
    longest_name = int(data["Đơn vị"].str.len().max())
    widths = {"Mã": 9, "Đơn vị": max(16, longest_name + 2), "Kỳ": 7, "Nguồn": 60, "Ghi chú": 60}
    for number, heading in enumerate(data.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = widths.get(heading, 14)
        shown = "@" if heading in widths else "0" if heading.startswith("Hạng") else "0.0000"
        for cell in sheet[letter][1:]:
            cell.number_format = shown
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[1].height = 45
    sheet.auto_filter.ref = sheet.dimensions


def pinned(raw: bytes) -> bytes:
    """The same .xlsx with its times fixed and its parts stored: equal content is equal bytes anywhere.

    Raises RuntimeError where lxml writes it, which sets the same content in other bytes.
    """
    if openpyxl.LXML:
        raise RuntimeError("Set OPENPYXL_LXML=False, so that the workbooks are written as everywhere else.")
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(out, "w", ZIP_STORED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                times = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
                content = re.sub(times, rb"\g<1>2025-01-01T00:00:00Z", content)
            part = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            part.create_system = 3
            new.writestr(part, content)
    return out.getvalue()
