"""What stands in a cell and which number that is: tables of text and value."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scoring.frameworks import Input
from scoring.workbooks.headers import vocabulary
from scoring.workbooks.numbers import MOST_FAULTS, CellFault, column_numbers, figure, mixed_units

NAMES = {"vi": "Cột", "en": "Column", "es": "Columna"}
COUNT = Input("n", NAMES, low=0)
PERCENT = Input("p", NAMES, low=0, high=100, percent=True)
SHARE = Input("s", NAMES, low=0, high=1)
CHOICE = Input("c", NAMES, choices=((1, {"vi": "Có", "en": "Yes"}), (0.5, {"vi": "Một nửa"}), (0, {"vi": "Không có"})))
FLAGS = vocabulary()["flags"]


@pytest.mark.parametrize(
    ("written", "column", "value"),
    [
        ("12", COUNT, 12), ("12.5", COUNT, 12.5), ("12,5", COUNT, 12.5), ("-3", COUNT, -3), ("+3", COUNT, 3),
        ("1e3", COUNT, 1000), ("0,125", COUNT, 0.125), ("0.125", COUNT, 0.125), ("007", COUNT, 7),
        ("1.234,5", COUNT, 1234.5), ("1,234.5", COUNT, 1234.5), ("1.234.567", COUNT, 1_234_567),
        ("1,234,567.25", COUNT, 1_234_567.25), ("-1.234,5", COUNT, -1234.5), ("1 234", COUNT, 1234),
        ("12 345 678,9", COUNT, 12_345_678.9), ("1'234", COUNT, 1234), ("1’234’567", COUNT, 1_234_567),
        ("1\u00a0234\u202f567", COUNT, 1_234_567), ("−7", COUNT, -7), ("–7", COUNT, -7), ("１２，５", COUNT, 12.5),
        ("12.3456", COUNT, 12.3456), ("1.23", COUNT, 1.23), ("1234.567", COUNT, 1234.567),
        ("85%", SHARE, 0.85), ("85 %", SHARE, 0.85), ("85,5%", PERCENT, 85.5), ("85％", PERCENT, 85),
        ("1.234", SHARE, 1.234), ("99.123", PERCENT, 99.123), ("Có", CHOICE, 1), ("yes", CHOICE, 1),
        ("MOT NUA", CHOICE, 0.5),
        ("không có", CHOICE, 0), ("0,5", CHOICE, 0.5), (" 12 ", COUNT, 12), ("9" * 400, COUNT, math.inf),
    ],
)  # fmt: skip
def test_a_number(written, column, value):
    assert figure(written, column, FLAGS).value == value


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "-",
        "--",
        "–",
        "—",
        "n/a",
        "N/A",
        "na",
        "không có",
        "Không Có",
        "khong co",
        "không có số liệu",
        "..",
        "…",
    ],
)
def test_nothing_is_missing_and_not_zero(written):
    found = figure(written, COUNT, FLAGS)
    assert math.isnan(found.value) and not found.flag and not found.untidy


@pytest.mark.parametrize(
    ("written", "value", "flag"),
    [
        ("12,5 (e)", 12.5, "estimated"), ("12.5e", None, ""), ("12,5 [ước tính]", 12.5, "estimated"),
        ("12 sơ bộ", 12, "provisional"), ("85% (p)", 0.85, "provisional"),
            ("(x)", math.nan, "not-applicable"),
        ("x", math.nan, "not-applicable"), ("Không áp dụng", math.nan, "not-applicable"),
        ("mật", math.nan, "confidential"), ("12 (abc)", None, ""), ("12 v", 12, "verified"),
    ],
)  # fmt: skip
def test_a_flag_behind_a_figure_or_in_its_place(written, value, flag):
    if value is None:
        with pytest.raises(CellFault) as fault:
            figure(written, SHARE, FLAGS)
        assert fault.value.code == "not_a_number" and fault.value.value == written
        return
    found = figure(written, SHARE, FLAGS)
    np.testing.assert_equal((found.value, found.flag), (value, flag))


@pytest.mark.parametrize(
    ("written", "column", "code", "words"),
    [
        ("12o", COUNT, "not_a_number", {"hint": "120"}), ("l2,S", COUNT, "not_a_number", {"hint": "12.5"}),
        ("abc", COUNT, "not_a_number", {"hint": ""}), ("1,2,3", COUNT, "not_a_number", {"hint": ""}),
        ("1.23.4", COUNT, "not_a_number", {"hint": ""}), ("12,34,567", COUNT, "not_a_number", {"hint": ""}),
        ("12%%", COUNT, "not_a_number", {"hint": ""}), ("%", COUNT, "not_a_number", {"hint": ""}),
        ("1.234", COUNT, "number_ambiguous", {"low": "1.234", "high": "1234"}),
        ("12,345", COUNT, "number_ambiguous", {"low": "12.345", "high": "12345"}),
        ("=A1", COUNT, "formula_without_value", {}), ("#REF!", COUNT, "formula_error", {}),
        ("Đủ", CHOICE, "not_a_choice", {"choices": "Có, Một nửa, Không có"}),
        (True, COUNT, "not_a_number", {}), (("date", "2023-05-01T00:00:00"), COUNT, "date_for_number", {}),
    ],
)  # fmt: skip
def test_no_number(written, column, code, words):
    with pytest.raises(CellFault) as fault:
        figure(written, column, FLAGS)
    assert (fault.value.code, fault.value.words) == (code, words)


@pytest.mark.parametrize(("mark", "value"), [(",", 1234), (".", 1.234)])
def test_the_decimal_mark_answers_what_can_be_read_two_ways(mark, value):
    assert figure("1.234", COUNT, FLAGS, mark).value == value
    assert figure("1,234", COUNT, FLAGS, mark).value == {1234: 1.234, 1.234: 1234}[value]


@settings(max_examples=200, deadline=None)
@example("0.125")
@example("1.234")
@example("-0")
@given(st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", fullmatch=True))
def test_the_short_way_for_plain_texts_gives_what_the_long_way_gives(written):
    column = column_numbers(([written], []), COUNT, FLAGS)
    try:
        expected = figure(written, COUNT, FLAGS)
    except CellFault as fault:
        assert column.faults[0].code == fault.code
    else:
        assert column.numbers[0] == expected.value and column.untidy == [0]


def test_a_column_of_head_and_tail_keeps_its_rows():
    read = column_numbers((["5", "", 7.0], np.array([8.0, np.nan])), COUNT, FLAGS)
    np.testing.assert_equal(read.numbers, [5, np.nan, 7, 8, np.nan])
    read = column_numbers(([1.0], ["2 (e)", "x", "zwei", True, 3]), COUNT, FLAGS)
    np.testing.assert_equal(read.numbers, [1, 2, np.nan, np.nan, np.nan, 3])
    assert read.flags == {1: "estimated", 2: "not-applicable"} and sorted(read.faults) == [3, 4]
    assert read.untidy == [1]


def test_a_column_of_nothing_but_faults_is_not_read_to_its_end():
    read = column_numbers((["x y"] * 2_000, []), COUNT, FLAGS)
    assert len(read.faults) == MOST_FAULTS + 1
    last = read.faults[MOST_FAULTS]
    assert (last.code, last.words) == ("more_faults", {"name": "Cột", "count": MOST_FAULTS})


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [
        ([45, 0.62, 80, 77], [1]),  # a share among percentages far above it
        ([45, 0, 80, 77], []),  # 0 says nothing
        ([45, 0.62, 8, 77], []),  # 8 is a low percentage, and so may 0.62 be
        ([0.4, 0.62, 80, 77], []),  # half of them: which is meant?
        ([0.4, 0.6, 0.8], []),
    ],
)
def test_shares_among_percentages(numbers, rows):
    assert mixed_units(np.array(numbers, dtype=float), PERCENT).tolist() == rows
    assert mixed_units(np.array(numbers, dtype=float), COUNT).tolist() == []
