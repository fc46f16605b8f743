"""Leaps within an upload of two months: May and June of the demonstration, June with one wild figure."""

import io

import openpyxl
import pytest

from scoring import load_framework, load_units
from scoring.intake import examine
from scoring.units import DATA

MAY, JUNE = (DATA / "demo" / f"province-2023-{month}.xlsx" for month in ("05", "06"))


def said(june: bytes) -> list[str]:
    files = [("may.xlsx", MAY.read_bytes()), ("june.xlsx", june)]
    intake = examine(files, load_framework("demo-province-components"), load_units())
    return [problem.message() for problem in intake.reading.problems]


@pytest.mark.parametrize("note", ["", "kiểm đếm lại theo công văn 12"])
def test_a_wild_figure_is_told_unless_its_row_says_why(note):
    book = openpyxl.load_workbook(JUNE)
    sheet = book["Dữ liệu"]
    sheet["G6"] = 100_000
    noted = next(cell for cell in sheet[1] if cell.value == "Ghi chú")
    if note:
        sheet.cell(6, noted.column).value = note
    buffer = io.BytesIO()
    book.save(buffer)
    expected = [
        "Sheet 'Dữ liệu', cell G6: 'Tin, bài về chuyển đổi số so với tỉnh cao nhất' of Tuyên Quang goes from 869 in "
        "2023-05 to 100000, far from how the others changed. Correct it, or say in a note why."
    ]
    assert said(buffer.getvalue()) == ([] if note else expected)


def test_the_note_that_stands_beside_every_row_explains_none_and_june_itself_has_no_leap():
    assert said(JUNE.read_bytes()) == []
