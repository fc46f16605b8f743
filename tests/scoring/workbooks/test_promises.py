"""A programme's workbook cannot restate its promises otherwise than they were decided."""

import io

import openpyxl
import pytest

from scoring import load_framework, load_units, read_workbook
from scoring.units import DATA

PROGRAMME = load_framework("project06-2023")
TARGET, BASELINE, DEADLINE = "G", "F", "H"


def read(cells: dict):
    """What is said of the demonstration with these cells changed; D… of January's activated accounts stand in row 8."""
    book = openpyxl.load_workbook(DATA / "programme" / "project06-2023-demo.xlsx")
    sheet = book["Dữ liệu"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "vneid_kich_hoat")
    for column, text in cells.items():
        sheet[f"{column}{row}"] = text
    buffer = io.BytesIO()
    book.save(buffer)
    table, problems = read_workbook(buffer.getvalue(), PROGRAMME, load_units())
    return row, [problem.message() for problem in problems]


@pytest.mark.parametrize(
    ("column", "text", "shown", "stated"),
    [(TARGET, 25, "25", "20"), (BASELINE, "2,4", "2,4", "1.4"), (DEADLINE, "06/2024", "06/2024", "2023-12"),
     (TARGET, "hai mươi", "hai mươi", "20")],
)  # fmt: skip
def test_another_target_baseline_or_deadline_is_told_once_at_its_cell(column, text, shown, stated):
    row, said = read({column: text})
    name = "Tài khoản VNeID đã kích hoạt (người dùng)"
    assert said == [
        f"Sheet 'Dữ liệu', cell {column}{row}: '{shown}' is not what 'Chương trình quốc gia 2023 (Đề án 06)' "
        f"promises of '{name}', which is {stated}. Correct the cell, or bring a new edition of the programme."
    ]


@pytest.mark.parametrize("cells", [{TARGET: "20,0"}, {TARGET: None}, {BASELINE: "1,40"}, {DEADLINE: "12/2023"}])
def test_the_same_said_otherwise_or_nothing_is_no_problem(cells):
    assert read(cells)[1] == []
