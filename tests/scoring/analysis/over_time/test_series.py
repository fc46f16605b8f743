"""Series: gaps, editions and breaks, windows, the band."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring import score
from scoring.analysis.over_time.series import TrendError, band, months_of, series
from tests.scoring.trees import panel, tree

NAN = np.nan
OLD = tree(("a", "dti", 1))
NEW = tree(("a", "dti", 1, 'rule = { kind = "share", scale = 2 }'))


def scored(figures: dict[str, list[float]], change_at: str = "9999") -> dict:
    return {
        period: score(OLD if period < change_at else replace(NEW, id="new"), panel({"a": values}, period))
        for period, values in figures.items()
    }


def test_a_month_without_a_release_is_an_empty_row():
    found = series(scored({"2023-04": [0.4, 0.5], "2023-01": [0.1, NAN]}), "dti")
    assert found.values.index.tolist() == ["2023-01", "2023-02", "2023-03", "2023-04"]
    np.testing.assert_array_equal(found.values, [[0.1, NAN], [NAN, NAN], [NAN, NAN], [0.4, 0.5]])
    assert found.editions.tolist() == ["t", "", "", "t"]
    assert found.breaks == () and not found.carried.to_numpy().any()
    assert series(scored({"2023-04": [0.4, 0.5]}), "a", "ranks").values.to_numpy().tolist() == [[2, 1]]


def test_a_new_framework_is_a_break_even_behind_a_gap():
    found = series(scored({"2023-01": [0.1], "2023-02": [0.2], "2023-04": [0.4], "2023-05": [0.5]}, "2023-04"), "a")
    assert found.editions.tolist() == ["t", "t", "", "new", "new"]
    assert found.breaks == ("2023-04",)
    assert found.unbroken().values.index.tolist() == ["2023-04", "2023-05"]
    assert found.unbroken().breaks == ()
    assert found.over(3).breaks == ("2023-04",)
    late = series(scored({"2023-04": [0.4], "2023-05": [0.5]}, "2023-04"), "a")
    assert late.breaks == () and len(late.unbroken().values) == 2


def test_a_window_ends_where_it_is_told_and_counts_months_for_years_too():
    monthly = series(scored({f"2023-{month:02d}": [month / 100] for month in range(1, 10)}), "a")
    assert monthly.over(6).values.index.tolist() == [f"2023-{month:02d}" for month in range(4, 10)]
    assert monthly.over(3, "2023-05").values["01"].tolist() == [0.03, 0.04, 0.05]
    assert len(monthly.over(None).values) == 9
    yearly = series(scored({"2021": [0.1], "2022": [0.2], "2023": [0.3]}), "a")
    assert yearly.over(24).values.index.tolist() == ["2022", "2023"]
    halves = series(scored({"2022-H2": [0.1], "2023-H1": [0.2], "2023-H2": [0.3]}), "a")
    assert halves.over(12).values.index.tolist() == ["2023-H1", "2023-H2"]
    np.testing.assert_array_equal(np.diff(months_of(pd.Index(["2022", "2023-06", "2023-H1", "2023-07"]))), [6, 0, 1])


def test_what_rests_on_a_figure_of_an_earlier_month_is_carried():
    framework = tree(
        ("g", "dti", 1), ("a", "g", 1), ("b", "g", 1), ("c", "dti", 1), ("d", "dti", 0),
        steps=('step = "impute"\nkind = "last"\noldest = 12',),
    )  # fmt: skip
    months = ("2023-01", "2023-02", "2023-03")
    raw = {"a": [[0.1, 0.2], [NAN, 0.3], [0.3, 0.4]], "b": [[0.5] * 2] * 3, "c": [[0.5] * 2, [0.6] * 2, [0.7, NAN]]}
    raw["d"] = [[0.1, 0.1], [NAN, NAN], [NAN, NAN]]
    parts = [panel({code: rows[at] for code, rows in raw.items()}, month) for at, month in enumerate(months)]
    whole = score(framework, pd.concat(parts))
    by_period = {month: whole.of(month) for month in months}
    carried = {code: series(by_period, code).carried.to_numpy().tolist() for code in ("a", "g", "dti", "b")}
    a_in_february = [[False, False], [True, False], [False, False]]
    assert carried["a"] == carried["g"] == a_in_february
    assert carried["dti"] == [[False, False], [True, False], [False, True]]  # d has no points
    assert not np.any(carried["b"])
    assert series(by_period, "dti").values.loc["2023-02", "01"] == pytest.approx(((0.1 + 0.5) / 2 + 0.6) / 2)


@pytest.mark.parametrize(
    ("months", "last", "message"),
    [
        (2, None, "A window has 3 to 24 months, not 2."),
        (25, None, "A window has 3 to 24 months, not 25."),
        (6, "2024-01", "The series has no period 2024-01; it runs 2023-01 to 2023-02."),
    ],
)
def test_a_wrong_window_is_refused(months, last, message):
    found = series(scored({"2023-01": [0.1], "2023-02": [0.2]}), "a")
    with pytest.raises(TrendError) as fault:
        found.over(months, last)
    assert str(fault.value) == message


def test_kinds_of_periods_are_not_mixed():
    with pytest.raises(TrendError) as fault:
        series(scored({"2023": [0.1], "2023-02": [0.2]}), "a")
    assert str(fault.value) == "A series has periods of one kind, years, half-years or months, not 2023, 2023-02."


def test_the_band_is_empty_where_under_half_are_known():
    table = pd.DataFrame([[1.0, 2, 3, 4], [1, NAN, NAN, NAN], [NAN, NAN, 2, 4]])
    found = band(table, 4)
    np.testing.assert_array_equal(found, [[1.75, 2.5, 3.25], [NAN] * 3, [2.5, 3, 3.5]])
    assert list(found) == ["low", "median", "high"]
