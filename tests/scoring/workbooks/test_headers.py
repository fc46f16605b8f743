"""Which row is the header, which layout it has, and which column is which."""

import pytest

from scoring.workbooks.cells import Sheet
from scoring.workbooks.headers import FORM, LONG, WIDE, find_header, numbering, text_of
from tests.scoring.workbooks.spoiled.make import CODES, FRAMEWORK, HEADER


def sheet(*rows: list) -> Sheet:
    width = max(map(len, rows))
    return Sheet("S", [[*row, *[""] * (width - len(row))] for row in rows])


def columns(found) -> dict[str, int]:  # type: ignore[no-untyped-def]
    return dict(sorted(found.columns.items(), key=lambda pair: pair[1]))


@pytest.mark.parametrize(
    ("header", "layout"),
    [
        (HEADER, WIDE),
        (["Tỉnh", "Chỉ số", "Kỳ", "Giá trị"], LONG),
        (["Province", "Indicator code", "Period", "Value", "Flag", "Source"], LONG),
        (["Mã", "Chỉ số", "Điểm tối đa", "Tự chấm", "Thẩm định"], FORM),
        (["Código", "Indicador", "Autoevaluación"], FORM),
    ],
)
def test_the_layout_is_told_by_the_columns(header, layout):
    found = find_header(sheet(["Tiêu đề"], header), FRAMEWORK)
    assert (found.layout, found.first, found.row, found.problems) == (layout, 1, 1, ())


@pytest.mark.parametrize("rows", [[["a", "b"], [1, 2]], [["Tỉnh", "Kỳ"]], [HEADER[2:]], [[""] * 3] * 31 + [HEADER]])
def test_no_header(rows):
    assert find_header(sheet(*rows), FRAMEWORK) is None


def test_the_row_that_names_most_is_the_header():
    found = find_header(sheet(["Tỉnh", "", "Cuộc họp"], [], HEADER), FRAMEWORK)
    assert found.row == 2 and columns(found) == {key: at for at, key in enumerate(["unit_name", "period", *CODES])}


def test_numbers_can_be_codes_and_names_cannot_be_numbers():
    found = find_header(sheet(["Mã", 1.1, 1.2, "4.22.2"]), FRAMEWORK)
    assert columns(found) == {"unit_code": 0, "1.1": 1, "1.2": 2, "4.22.2": 3}


def test_a_header_of_two_rows_takes_the_lower_text_where_there_is_one():
    found = find_header(sheet(["Tỉnh", "Nền tảng", "", "Kỳ"], ["", "Hộ có cáp quang", "Cuộc họp", ""]), FRAMEWORK)
    assert (found.first, found.row) == (0, 1)
    assert columns(found) == {"unit_name": 0, "1.1": 1, "1.2": 2, "period": 3}


def test_an_unknown_heading_in_the_upper_row_is_told_at_its_cell():
    found = find_header(sheet(["Tỉnh", "Lạ lùng", "Kỳ"], ["", "", "", "Cuộc họp"]), FRAMEWORK)
    assert [(p.code, p.cell, p.value) for p in found.problems] == [("column_unknown", "B1", "Lạ lùng")]


def test_a_heading_between_its_neighbours_is_read_as_the_one_that_belongs_there():
    header = [*HEADER[:3], "Số lần gặp", *HEADER[4:]]
    found = find_header(sheet(header), FRAMEWORK)
    assert found.columns["1.2"] == 3
    assert [p.message() for p in found.problems] == [
        "Sheet 'S', cell D1: 'Số lần gặp' was read as 'Cuộc họp'. Correct the heading, or delete the column if it is "
        "another."
    ]


def test_what_is_said_beside_an_indicator():
    found = find_header(sheet(["Tỉnh", "1.1", "1.1.flag", "1.1.note", "Cờ", "Số liệu đến", "STT"]), FRAMEWORK)
    assert columns(found) == {
        "unit_name": 0, "1.1": 1, "1.1.flag": 2, "1.1.note": 3, "flag": 4, "as_of": 5, "ignored": 6
    }  # fmt: skip


def test_evidence_and_a_note_of_a_form_are_both_kept():
    found = find_header(sheet(["Mã", "Tự chấm", "Minh chứng", "Ghi chú"]), FRAMEWORK)
    assert found.columns["note"] == 2 and found.columns["evidence"] == 3 and not found.problems


def test_thousands_of_unknown_headings_are_told_and_few_are_guessed_at():
    found = find_header(sheet([*HEADER, *[f"Cuộc họp {n}" for n in range(3_000)]]), FRAMEWORK)
    assert len(found.problems) == 3_000 and sum(bool(p.words.get("hint")) for p in found.problems) == 50


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ([1, 2, 3, 4], True), (["A", "B", 1, 2, 3], True), (["(1)", "(2)", "(3)"], True), (["1", "2", "3=1+2"], True),
        ([1, 2], False), ([1, 2, 4], False), (["01", "Hà Nội", 2], False), ([], False), (["a", "b", "c"], False),
    ],
)  # fmt: skip
def test_a_row_that_counts_columns(row, counts):
    assert numbering(sheet([""] * 5, row), 1) is counts
    assert not numbering(sheet([""]), 5)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(1.0, "1"), (1.5, "1.5"), (" a\u00a0 b ", "a b"), (True, "True"), (("date", "2023-05-01"), "2023-05-01"),
        (float("inf"), "inf"), ("Hà\u200b", "Hà")],
)  # fmt: skip
def test_the_text_of_a_cell(cell, text):
    assert text_of(cell) == text
