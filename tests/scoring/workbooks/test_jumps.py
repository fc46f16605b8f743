"""Leaps against the period before, worked by hand."""

import numpy as np
import pandas as pd
import pytest

from scoring import load_units
from scoring.workbooks.jumps import LEAST_UNITS, jumps
from scoring.workbooks.read import read_files
from tests.scoring.workbooks.spoiled.make import FRAMEWORK, book

UNITS = load_units()
NAMES = UNITS.of("province", "63")["name_vi"].head(12).tolist()
CODES = UNITS.of("province", "63")["code"].head(12).tolist()


def table(figures: list, period: str = "2023-06", notes: dict[int, str] | None = None, more: list | None = None):  # type: ignore[no-untyped-def]
    rows = [[name, period, x, (notes or {}).get(n)] for n, (name, x) in enumerate(zip(NAMES, figures, strict=False))]
    header = ["Tỉnh", "Kỳ", "1.2", "1.2.note"]
    return read_files([("", book(("S", [header, *rows, *(more or [])])))], FRAMEWORK, UNITS).table


def last(figures: list, period: str = "2023-05") -> pd.DataFrame:
    index = pd.MultiIndex.from_tuples([(period, code) for code in CODES[: len(figures)]], names=["period", "unit"])
    return pd.DataFrame({"1.2": np.array(figures, dtype=float)}, index=index)


@pytest.fixture(autouse=True)
def here(without_children):
    """All files of these tests are tame."""


BEFORE = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]


def test_a_figure_that_leaps_is_told_at_its_cell():
    # All others rise by 1, so the median of the changes is 1 and their spread 0. The tenth and ninetieth percent of
    # the last period are 11.1 and 19.9: a leap is further than 3 · 8.8 = 26.4 from 1. Cao Bằng goes from 12 to 40.
    now = [x + 1 for x in BEFORE]
    now[2] = 40
    assert [p.message() for p in jumps(table(now), FRAMEWORK, UNITS, last(BEFORE))] == [
        "Sheet 'S', cell C4: 'Cuộc họp' of Cao Bằng goes from 12 in 2023-05 to 40, far from how the others changed. "
        "Correct "
        "it, or say in a note why."
    ]


@pytest.mark.parametrize(("value", "leaps"), [(12 + 1 + 26.3, 0), (12 + 1 + 26.5, 1), (12 + 1 - 26.5, 0)])
def test_the_limit_by_the_spread_of_the_units(value, leaps):
    now = [x + 1 for x in BEFORE]
    now[2] = value  # the last one is below 0: out of range, and so no figure that could leap
    assert len(jumps(table(now), FRAMEWORK, UNITS, last(BEFORE))) == leaps


def test_the_limit_by_the_spread_of_the_changes():
    # Units alike (the second limit is 0), changes of 0, 1, 2 … 11: median 5.5, deviations 0.5 … 5.5, their median 3.
    # 6 · 1.4826 · 3 = 26.7: a change of 32 is told, one of 31 is not. Putting one in moves the middle a little: with
    # 0 … 10 and x the median is 5.5 still, the deviations 0.5 … 5.5 and x − 5.5, their median 3.
    for x, leaps in ((5.5 + 26.6, 0), (5.5 + 26.8, 1)):
        now = [100 + change for change in [*range(11), x]]
        assert len(jumps(table(now), FRAMEWORK, UNITS, last([100] * 12))) == leaps


def test_nothing_moved_or_all_moved_alike_is_no_leap():
    assert jumps(table(BEFORE), FRAMEWORK, UNITS, last(BEFORE)) == []
    assert jumps(table([x + 50 for x in BEFORE]), FRAMEWORK, UNITS, last(BEFORE)) == []
    assert jumps(table([5] * 12), FRAMEWORK, UNITS, last([5] * 12)) == []


def test_a_note_explains_a_leap():
    now = [x + 1 for x in BEFORE]
    now[2] = 90
    assert jumps(table(now, notes={2: "sáp nhập"}), FRAMEWORK, UNITS, last(BEFORE)) == []


def test_too_few_units_say_nothing():
    few = LEAST_UNITS - 1
    assert jumps(table([1] * (few - 1) + [99]), FRAMEWORK, UNITS, last([1, 2] * 6)) == []
    now = [1.0] * 12
    now[0] = 99
    gaps = [np.nan] * 3 + list(range(9))
    assert jumps(table(now), FRAMEWORK, UNITS, last(gaps)) == []
    assert jumps(table(now), FRAMEWORK, UNITS, None) == []


def test_periods_within_an_upload_are_compared_with_the_one_before():
    more = [[name, "2023-07", x + 2, None] for name, x in zip(NAMES, BEFORE, strict=True)]
    more[5][2] = 99
    found = jumps(table([x + 1 for x in BEFORE], more=more), FRAMEWORK, UNITS, last(BEFORE))
    assert [(p.cell, p.words["period"], p.words["before"]) for p in found] == [("C19", "2023-06", "16")]


def test_a_month_is_not_compared_with_a_year():
    more = [[name, "2023", x + 2, None] for name, x in zip(NAMES, BEFORE, strict=True)]
    more[5][2] = 99
    assert jumps(table(BEFORE, more=more), FRAMEWORK, UNITS, None) == []
