"""Workbooks as people make them: what is read right, and what is wrong at which cell."""

import io
import zipfile

import numpy as np
import pandas as pd
import pytest

from scoring import load_framework, load_units, read_workbook
from scoring.workbooks.cells import read_cells
from scoring.workbooks.problems import TEMPLATES
from tests.scoring.workbooks.spoiled.make import book as workbook

UNITS = load_units()
TREE = load_framework("dti-1726-province")
HEADER = ["Tỉnh", "Kỳ", "Chính quyền số", "Kinh tế số", "Xã hội số"]
ROWS = [["Hà Nội", "2020", 0.4, 0.3, 0.2], ["Đà Nẵng", "2020", 0.5, 0.4, 0.3], ["Cao Bằng", "2020", 0.1, 0.2, 0.3]]


def read(rows, header=HEADER, tree=TREE, name="S"):
    return read_workbook(workbook((name, [header, *rows])), tree, UNITS)


def said(problems, but=("unit_missing", "unit_spelling", "number_as_text")) -> list[str]:
    return [f"{problem.place}: {problem.message()}" for problem in problems if problem.code not in but]


def changed(row, column, value):
    rows = [list(cells) for cells in ROWS]
    rows[row][column] = value
    return rows


def test_a_clean_workbook_has_a_table_and_only_says_who_is_missing():
    table, problems = read(ROWS)
    assert [p.code for p in problems] == ["unit_missing"]
    assert table.division == "63" and table.values.loc[("2020", "48"), "cqs"] == 0.5
    assert "60 of 63 units are missing for 2020" in problems[0].message()


@pytest.mark.parametrize(
    "header",
    [
        ["Province", "Year", "Digital government", "Digital economy", "Digital society"],
        ["Provincia", "Período", "Gobierno digital", "Economía digital", "Sociedad digital"],
        ["TÊN  TỈNH", "năm", "cqs", "kts", "xhs"],
        ["Ten tinh", "Nam", "chinh quyen so", "KINH TE SO", "Xã hội\u00a0số"],
    ],
)
def test_headers_are_known_by_code_and_by_name_in_three_languages(header):
    table, problems = read(ROWS, header)
    assert said(problems) == [] and len(table.values) == 3


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("TP. HCM", "79"), ("TPHCM", "79"), ("Thừa Thiên - Huế", "46"), ("TT-Huế", "46"), ("Hoà Bình", "17"),
        ("hoa binh", "17"), ("Tỉnh Hòa Bình", "17"), ("Bà Rịa–Vũng Tàu", "77"), ("BR-VT", "77"), ("Daklak", "66"),
        ("Ho Chi Minh City", "79"), ("TP. Đà Nẵng", "48"), ("Bắc Cạn", "06"), ("79", "79"), (1, "01"),
        ("Hoa\u0300 Bi\u0300nh", "17"),
    ],
)  # fmt: skip
def test_units_are_known_by_name_old_name_and_common_spelling(written, code):
    table, problems = read([[written, "2020", 0.4, 0.3, 0.2], ["Kon Tum", "2020", 0.4, 0.3, 0.2]])
    assert said(problems) == []
    assert code in table.values.index.get_level_values("unit")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            changed(1, 2, "o,5x"),
            "S!C3: Sheet 'S', cell C3: 'o,5x' is not a number. Type a number or leave the cell empty."),
        (
            changed(1, 2, "0.5o"),
            "S!C3: Sheet 'S', cell C3: '0.5o' is not a number. Type a number or leave the cell empty. "
            "Did you mean '0.50'?",
        ),
        (
            changed(0, 4, 1.5),
            "S!E2: Sheet 'S', cell E2: 1.5 is outside the range 0 to 1 of 'Xã hội số'. Correct the figure.",
        ),
        (
            changed(0, 3, "#REF!"),
            "S!D2: Sheet 'S', cell D2: the formula gives #REF!. Mend the formula or leave the cell empty.",
        ),
        (
            changed(2, 0, "Cao Bằg"),
            "S!A4: Sheet 'S', cell A4: 'Cao Bằg' is no unit of this block. Correct it. Did you mean 'Cao Bằng'?",
        ),
        (
            changed(2, 0, "Hà Nội"),
            "S!A4: Sheet 'S', cell A4: 'Hà Nội' stands twice for 2020 (first in row 2). Keep one row.",
        ),
        (changed(2, 1, "hè"), "S!B4: Sheet 'S', cell B4: 'hè' is no period. Write 2023, 2023-H1 or 2023-06."),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_cell_and_remedy_and_nothing_is_kept(rows, message):
    table, problems = read(rows)
    assert table is None
    assert message in said(problems)


def test_a_date_where_a_number_belongs():
    table, problems = read(changed(0, 2, pd.Timestamp("2023-05-01").to_pydatetime()))
    assert table is None and [p.code for p in problems if p.blocks] == ["date_for_number"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("0,5", 0.5), ("50%", 0.5), (" 0.5 ", 0.5), ("-", np.nan), ("n/a", np.nan), ("không có", np.nan), ("", np.nan),
     (0, 0.0), ("0", 0.0)],
)  # fmt: skip
def test_numbers_as_texts(written, value):
    table, problems = read(changed(0, 2, written))
    assert said(problems) == []
    np.testing.assert_equal(table.values.loc[("2020", "01"), "cqs"], value)


def test_separators_of_thousands_are_read_or_asked_about():
    tree = load_framework("demo-province-components")
    column = next(c for c in tree.inputs if c.code == "3.1.1.b")
    from scoring.workbooks.numbers import CellFault, figure

    assert figure("1.234,5", column, {}).value == 1234.5 and figure("1,234.5", column, {}).value == 1234.5
    assert figure("1.234.567", column, {}).value == 1234567
    assert figure("1.234", column, {}, ",").value == 1234 and figure("1.234", column, {}, ".").value == 1.234
    with pytest.raises(CellFault) as asked:
        figure("1.234", column, {})
    assert (asked.value.code, asked.value.words) == ("number_ambiguous", {"low": "1.234", "high": "1234"})


def test_all_problems_are_reported_at_once():
    rows = [["Hà Nội", "2020", "x1", 0.3, 2], ["Nowhere", "2020", 0.5, 0.4, 0.3]]
    _, problems = read(rows)
    assert [p.code for p in problems if p.blocks] == ["not_a_number", "out_of_range", "unit_unknown"]


def test_a_missing_and_an_unknown_column():
    table, problems = read([row[:4] + [1] for row in ROWS], [*HEADER[:4], "Dân số trung bình"])
    codes = [p.code for p in problems]
    assert table is None and "column_missing" in codes and "column_unknown" in codes


def test_a_misspelt_column_is_read_as_its_nearest_name_and_its_faults_are_told_in_the_same_round():
    table, problems = read(changed(0, 4, 7), [*HEADER[:4], "Xã hội sốo"])
    assert table is None
    assert said(problems) == [
        "S!E1: Sheet 'S', cell E1: 'Xã hội sốo' was read as 'Xã hội số'. Correct the heading, or delete the column if "
        "it is another.",
        "S!E2: Sheet 'S', cell E2: 7 is outside the range 0 to 1 of 'Xã hội số'. Correct the figure.",
    ]


def test_two_divisions_must_not_be_mixed():
    rows = [[name, "2025-07", 0.1, 0.2, 0.3] for name in ("Hà Giang", "Bắc Kạn", "Yên Bái")]
    lao_cai = ["15", "Lào Cai", "2025-07", 0.1, 0.2, 0.3]
    table, problems = read([["", *row] for row in rows] + [lao_cai], ["Mã", *HEADER])
    assert table is None
    assert said(problems) == [
        "S!B5: Sheet 'S', cell B5: 'Lào Cai' belongs to the division into 34, the other rows to the division into 63. "
        "Use one division in a workbook."
    ]


def test_one_sheet_a_period_becomes_a_panel():
    sheets = [
        (f"2020-{month:02d}", [[HEADER[0], *HEADER[2:]], *[[r[0], *r[2:]] for r in ROWS]]) for month in range(1, 7)
    ]
    table, problems = read_workbook(workbook(*sheets), TREE, UNITS)
    assert said(problems) == []
    assert list(table.values.index.get_level_values("period").unique()) == [f"2020-{m:02d}" for m in range(1, 7)]


def test_titles_above_and_notes_below_the_table_are_passed_over():
    rows = [["Bảng 1. Chỉ số"], [], HEADER, *ROWS, [], ["Nguồn: sở"]]
    table, problems = read_workbook(workbook(("S", rows)), TREE, UNITS)
    assert said(problems) == [] and len(table.values) == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_workbook"),
        (b"%PDF-1.7", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (workbook(("S", [])), "empty"),
        (workbook(("S", [["a", "b"], [1, 2]])), "no_header"),
        (workbook(("S", [HEADER])), "no_rows"),
    ],
)
def test_files_that_are_no_workbook_of_ours(content, code):
    table, problems = read_workbook(content, TREE, UNITS)
    assert table is None and [p.code for p in problems] == [code]
    assert problems[0].message()


def sparse(with_dimension: bool) -> bytes:
    """A tiny workbook whose two cells lie at the ends of the sheet."""
    base = workbook(("S", [["x"]]))
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    dimension = '<dimension ref="A1:XFD1048576"/>' if with_dimension else ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = f"{head}{dimension}<sheetData>{cells}</sheetData></worksheet>".encode()
            new.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(("declared", "code"), [(True, "sparse"), (False, "sparse")])
def test_a_sparse_workbook_ends_the_child_and_not_us_and_the_next_file_is_read(declared, code):
    good = workbook(("S", [HEADER, *ROWS]))
    first, second = read_cells([sparse(declared), good])
    assert first.code == code
    assert second[0].cell(1, 0) == "Hà Nội"


def test_every_problem_has_a_sentence_that_says_what_to_do():
    remedies = ("Save", "Split", "Delete", "Upload", "Head", "Add", "Keep", "Correct", "Use", "Write", "Type", "Format",
                "Mend", "Leave", "Open", "Show", "Start", "Fill", "Move",
                "Sort", "Give", "Put", "Take", "left out", "missing for")  # fmt: skip
    for code, (_, template) in TEMPLATES.items():
        assert any(remedy in template for remedy in remedies), code


# A long table and a form as they come from offices: codes under "Chỉ số", merged cells, headings and signatures.

LONG = ["Đơn vị", "Chỉ số", "Kỳ", "Giá trị"]


@pytest.mark.parametrize("written", ["cqs", "Chính quyền số", "cqs. Chính quyền số", "cqs Chính quyền số"])
def test_a_long_table_names_an_indicator_by_code_by_name_or_by_both_in_one_cell(written):
    table, problems = read([["Hà Nội", written, "2020", 0.4]], LONG)
    assert said(problems) == [] and table.values.loc[("2020", "01"), "cqs"] == 0.4


def test_a_wide_heading_may_hold_code_and_name():
    table, problems = read(ROWS, [*HEADER[:2], "cqs. Chính quyền số", "kts Kinh tế số", "xhs - Xã hội số"])
    assert said(problems) == [] and table.values.loc[("2020", "48"), "cqs"] == 0.5


def test_merged_units_and_periods_count_for_the_rows_below():
    rows = [["Hà Nội", "cqs", "2020", 0.4], ["", "kts", "", 0.3], ["", "xhs", "", ""], ["Đà Nẵng", "cqs", "2020", 0.5]]
    table, problems = read([[cell or None for cell in row] for row in rows], LONG)
    assert said(problems) == [] and table.values.loc[("2020", "01"), "kts"] == 0.3
    _, again = read([["Hà Nội", "cqs", "2020", 0.4], [None, "cqs", None, 0.3]], LONG)
    assert [p.code for p in again if p.blocks] == ["value_twice"]


def test_headings_notes_and_signatures_do_not_block():
    below = [["Người lập biểu", None, "Thủ trưởng đơn vị", None, None], [], ["Ghi chú: số liệu sơ bộ"]]
    table, problems = read([["I. Vùng Đồng bằng sông Hồng"], *ROWS, *below])
    assert {p.code for p in problems} <= {"row_left_out", "unit_missing"} and len(table.values) == 3
    signed = [*ROWS, ["Người lập biểu", None, None, None, "Thủ trưởng đơn vị"]]
    table, problems = read(signed)
    assert {p.code for p in problems} == {"row_left_out", "unit_missing"} and len(table.values) == 3
    rows = [["Hà Nội", "cqs", "2020", 0.4], [None, "Ghi chú: sơ bộ"], ["Người lập", "Thủ trưởng"]]
    table, problems = read(rows, LONG)
    assert said(problems) == [] and len(table.values) == 1
