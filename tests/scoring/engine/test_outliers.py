"""Outliers by indicator and period, with the report of what was done."""

import warnings

import numpy as np
import pytest

from scoring import ScoringError
from scoring.engine.moments import skewness_and_kurtosis
from scoring.engine.outliers import treat
from tests.scoring.panels import NAN, panel, random_panel

LIMITS = {"kind": "limits"}
TEN = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
# Evenly spread on a logarithmic scale: the tail is no matter of five points.
HEAVY = list(np.geomspace(1, 1e5, 100))


def wide(values):
    return panel({"a": values}, units=[f"u{n}" for n in range(len(values))])


def test_the_report_says_what_was_done_and_how_far_it_helped():
    x = panel({"calm": [*TEN, 11], "wild": [*TEN, 90]})
    found = treat(x, [LIMITS, LIMITS])
    assert found.panel.values[-1].tolist() == [11, 10]
    assert np.argwhere(found.cells).tolist() == [[10, 1]]
    before, after = skewness_and_kurtosis(x.values), skewness_and_kurtosis(found.panel.values)
    np.testing.assert_allclose(found.report[["skewness", "kurtosis"]], np.transpose(before))
    np.testing.assert_allclose(found.report[["skewness_after", "kurtosis_after"]], np.transpose(after))
    assert found.report[["period", "indicator", "treatment", "points", "passed"]].to_numpy().tolist() == [
        ["2023", "calm", "", 0, True],
        ["2023", "wild", "winsorise", 1, True],
    ]


def test_a_logarithm_where_winsorising_is_not_enough():
    found = treat(wide(HEAVY), [LIMITS])
    assert found.report[["treatment", "points", "passed"]].to_numpy().tolist() == [["shifted_log", 0, True]]
    # From the raw values, not from the winsorised ones: ln of the range and of its hundredth.
    raw = np.array(HEAVY)
    span = raw.max() - raw.min()
    np.testing.assert_allclose(found.panel.values[:, 0], np.log(raw - raw.min() + span / 100), rtol=1e-14)


def test_box_cox_instead():
    found = treat(wide(HEAVY), [LIMITS | {"attempts": ["winsorise", "box_cox"]}])
    assert found.report[["treatment", "passed"]].to_numpy().tolist() == [["box_cox", True]]


def test_what_does_not_help_is_taken_back_unless_it_is_forced():
    x = panel({"a": [0.0] * 30 + [1.0]})
    found = treat(x, [LIMITS])
    assert found.report[["treatment", "passed"]].to_numpy().tolist() == [["", False]]
    np.testing.assert_array_equal(found.panel.values, x.values)
    assert not found.cells.any()
    forced = treat(x, [LIMITS | {"force": True}])
    assert forced.report[["treatment", "passed"]].to_numpy().tolist() == [["shifted_log", False]]
    assert forced.cells.all()


def test_each_period_by_itself_or_all_together():
    x = panel(
        {"a": [*TEN, 90, *TEN, 11], "b": [*TEN, 90, *TEN, 80]}, ["2020"] * 11 + ["2021"] * 11, list("ABCDEFGHIJK") * 2
    )
    found = treat(x, [LIMITS, LIMITS | {"over": "panel"}])
    assert found.report[["period", "indicator", "treatment", "points"]].to_numpy().tolist() == [
        ["", "b", "winsorise", 2],
        ["2020", "a", "winsorise", 1],
        ["2021", "a", "", 0],
    ]
    assert found.panel.values[[10, 21]].tolist() == [[10, 10], [11, 10]]


def test_limits_are_each_indicators_own():
    x = panel({"a": [*TEN, 90], "b": [*TEN, 90], "c": [*TEN, 90]})
    found = treat(x, [LIMITS, LIMITS | {"skewness": 9}, {"kind": "none"}])
    assert found.panel.values[-1].tolist() == [10, 90, 90]
    assert found.report["indicator"].tolist() == ["a", "b"]


def test_without_spread_or_values_there_is_no_outlier_and_nothing_warns():
    x = panel({"a": [3.0] * 5, "b": [NAN] * 5, "c": [1, 2, NAN, NAN, NAN]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = treat(x, [LIMITS] * 3)
    np.testing.assert_array_equal(found.panel.values, x.values)
    assert found.report["passed"].all() and (found.report["treatment"] == "").all()


def test_the_panel_is_not_changed_and_other_rows_do_not_matter():
    x = random_panel(40, 5, periods=3)
    before = x.values.copy()
    found = treat(x, [LIMITS] * 5)
    np.testing.assert_array_equal(x.values, before)
    one = x.groups == 1
    alone = panel(
        {code: list(x.values[one, at]) for at, code in enumerate(x.columns)}, ["2021"] * 40, list(x.units[one])
    )
    np.testing.assert_array_equal(treat(alone, [LIMITS] * 5).panel.values, found.panel.values[one])


def test_a_value_without_a_logarithm_is_named():
    x = panel({"calm": [*TEN, 11], "a": [*TEN[:-1], 0.0, 90]})
    with pytest.raises(ScoringError) as caught:
        treat(x, [LIMITS | {"attempts": ["logarithm"]}] * 2)
    assert str(caught.value) == "The indicator a of J in 2023 is not above 0 and has no logarithm; use shifted_log."


def test_settings_are_checked_with_the_name_of_the_indicator():
    with pytest.raises(ScoringError, match="^The indicator a: the outlier treatment 'limit' is not known. Known are: "):
        treat(panel({"a": [1, 2]}), [{"kind": "limit"}])
