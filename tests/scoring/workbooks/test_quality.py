"""The four words, worked by hand on three ministries' worth of rows and three indicators."""

import io

import openpyxl
import pytest

from scoring import load_units, parse_framework
from scoring.workbooks.jumps import jumps
from scoring.workbooks.quality import assess, compared, flags_used
from scoring.workbooks.read import read_files
from tests.scoring.engine.test_score import HEAD, node

UNITS = load_units()
# A block with few units: those without public services, eight in force in 2023.
TREE = parse_framework(
    "\n".join(
        [
            HEAD.replace('"province"', '"ministry-other"'),
            node("dti", None, rule=None),
            *(node(code, points=1, rule='{ kind = "share", scale = 100 }') for code in "abc"),
        ]
    )
)
NAMES = UNITS.in_force("ministry-other", "", "2023")["name_vi"].tolist()
HEADER = ["Cơ quan", "Kỳ", "a", "b", "c"]


def quality(rows, header=HEADER):
    book = openpyxl.Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    reading = read_files([("", buffer.getvalue())], TREE, UNITS)
    return assess(reading, TREE, UNITS), reading


def full(**changed):
    rows = [[name, "2023", 50, 60, 70] for name in NAMES]
    for at, value in changed.items():
        rows[int(at[1:])]["abc".index(at[0]) + 2] = value
    return rows


def test_whole_and_right_figures_lose_nothing_and_no_date_is_not_judged():
    found, _ = quality(full())
    assert found.upload.drop("living").tolist() == [1, 1, 1]
    assert found.upload.isna()["living"] and found.losses.empty


def test_a_figure_out_of_range_costs_correctness_at_its_cell():
    found, _ = quality(full(a0=250))
    given = 3 * len(NAMES)
    assert found.upload["correct"] == pytest.approx(1 - 1 / given)
    assert found.indicators.loc["a", "correct"] == pytest.approx(1 - 1 / len(NAMES))
    assert found.units["correct"].min() == pytest.approx(2 / 3)
    (loss,) = found.losses[found.losses["word"] == "correct"].to_dict("records")
    assert (loss["code"], loss["cell"], loss["value"], loss["column"]) == ("out_of_range", "C2", "250", "a")


def test_missing_figures_cost_sufficiency_and_not_applicable_is_not_expected():
    found, _ = quality(full(b0=None, b1="không áp dụng"))
    expected = 3 * len(NAMES) - 1
    assert found.upload["sufficient"] == pytest.approx(1 - 1 / expected)
    assert found.indicators.loc["b", "sufficient"] == pytest.approx(1 - 1 / (len(NAMES) - 1))
    assert found.nodes.loc["dti", "sufficient"] == pytest.approx(1 - 1 / expected)
    assert found.losses.loc[found.losses["code"] == "missing", "cell"].tolist() == ["D2"]


def test_a_number_as_text_and_a_name_unlike_the_register_cost_cleanness():
    rows = full(c2="70")
    rows[0][0] = rows[0][0].upper().replace("À", "A").replace("Ệ", "E")
    found, reading = quality(rows)
    untidy = [p for p in reading.problems if p.code in ("number_as_text", "unit_spelling")]
    # A unit's name is no figure; an untidy one counts beside them.
    base = 3 * len(NAMES) + sum(p.code == "unit_spelling" for p in untidy)
    assert found.upload["clean"] == pytest.approx(1 - len(untidy) / base)
    assert "E4" in found.losses.loc[found.losses["word"] == "clean", "cell"].tolist()


def test_figures_lose_a_twelfth_for_every_month_they_are_older_than_their_period():
    dates = ["2023-06-30", "2022-12-31", "2022-06-30", "2021-01-31"]
    rows = [[*row, dates[n] if n < len(dates) else ""] for n, row in enumerate(full())]
    found, _ = quality(rows, [*HEADER, "Ngày số liệu"])
    # Within the period: 1. A month before January 2023: 11/12. Seven months: 5/12. Two years: 0.
    assert found.upload["living"] == pytest.approx((1 + 11 / 12 + 5 / 12 + 0) / 4)
    assert set(found.losses.loc[found.losses["word"] == "living", "cell"]) == {"C3", "D3", "E3", "C4", "D4", "E4",
                                                                              "C5", "D5", "E5"}  # fmt: skip


def test_flags_are_counted_and_self_reports_are_compared_with_their_verification():
    long = ["Cơ quan", "Chỉ số", "Kỳ", "Giá trị", "Cờ"]
    rows = [[NAMES[0], "a", "2023", 80, "tự khai"], [NAMES[0], "a", "2023", 65, "đã thẩm định"]]
    rows = [[unit, "a", period, value, flag] for unit, _, period, value, flag in rows]
    _, reading = quality(rows, ["Cơ quan", "Mã chỉ số", *long[2:]])
    both = compared(reading.table)
    assert both[["self_reported", "verified", "difference"]].values.tolist() == [[80, 65, -15]]
    assert flags_used(reading.table).to_dict() == {"verified": 1}


def test_a_column_of_shares_in_percent_is_said_once_with_all_its_cells():
    rows = [[name, "2023", 0.7144, 60, 70] for name in NAMES]
    _, reading = quality(rows)
    (told,) = [p for p in reading.problems if p.code == "looks_like_shares"]
    assert (told.cell, told.words["percent"], len(told.also)) == ("C2", "71.44", len(NAMES) - 1)
    rows[1][2] = 0.25
    losses = quality(rows)[0].losses
    assert losses.loc[losses["cell"].isin(["C2", "C3"]), "value"].tolist() == ["0.7144", "0.25"]
    assert not [p for p in quality(full(a0=0.5, a1=1))[1].problems if p.code == "looks_like_shares"]


def test_a_figure_said_to_be_confidential_or_not_applicable_is_missing_and_no_text():
    _, reading = quality(full(a0="70 (c)", a1="3 x"))
    assert reading.table.values["a"].isna().sum() == 2
    assert set(reading.table.remarks["flag"]) == {"confidential", "not-applicable"}
    assert not [p for p in reading.problems if p.code == "number_as_text"]


def test_the_flag_of_one_indicator_comes_before_the_rows_and_blank_cells_have_none():
    rows = [[*row, "ước tính", "sơ bộ"] for row in full(b0=None)]
    _, reading = quality(rows, [*HEADER, "Cờ", "a.flag"])
    assert flags_used(reading.table).to_dict() == {"provisional": len(NAMES), "estimated": 2 * len(NAMES) - 1}


def test_dates_that_are_none_or_far_behind_the_period_are_warned_of():
    dates = ["hôm qua", "2099-01-01", "2024-06-30"]
    rows = [[*row, dates[n] if n < len(dates) else ""] for n, row in enumerate(full())]
    _, reading = quality(rows, [*HEADER, "Ngày số liệu"])
    told = [(p.code, p.cell) for p in reading.problems if p.code.startswith("as_of")]
    assert told == [("as_of_unknown", "F2"), ("as_of_late", "F3")]


def test_every_period_is_held_against_the_one_before_it_and_a_note_of_the_row_explains(monkeypatch):
    monkeypatch.setattr("scoring.workbooks.jumps.LEAST_UNITS", 3)
    before = [[*row, ""] for row in full()]
    after = [[row[0], "2024", 11, *row[3:], ""] for row in full()]
    for row in before:
        row[2] = 10  # all alike: both spreads are 0, a step of one is no leap, 3 · 10 is the limit
    after[0][2], after[1][2], after[1][5] = 90, 90, "đã kiểm tra"
    _, reading = quality([*before, *after], [*HEADER, "Ghi chú"])
    found = jumps(reading.table, TREE, UNITS, None)
    assert [(p.value, p.words["before"], p.words["period"]) for p in found] == [("90", "10", "2023")]
