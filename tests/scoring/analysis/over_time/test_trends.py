"""The window of every unit: change, pace, fitted line and acceleration, gaps and breaks."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring.analysis.over_time.trends import trend
from tests.scoring.trees import monthly

NAN = np.nan


def test_a_unit_worked_by_hand():
    found = trend(monthly({"01": [0.9, 0.10, NAN, 0.16, 0.18, NAN, NAN]})).loc["01"]  # January is outside
    assert found[["first", "last", "since", "until"]].tolist() == [0.10, 0.18, "2023-02", "2023-05"]
    assert found["change"] == pytest.approx(0.08)
    assert found["pace"] == pytest.approx(0.08 / 3)
    assert found[["known", "missing", "carried", "broken_at"]].tolist() == [3, 3, 0, ""]
    expected = stats.linregress([0, 2, 3], [0.10, 0.16, 0.18])
    margin = stats.t.ppf(0.975, 1) * expected.stderr
    assert found[["slope", "slope_low", "slope_high"]].tolist() == pytest.approx(
        [expected.slope, expected.slope - margin, expected.slope + margin], rel=1e-9
    )
    assert np.isnan(found["acceleration"])


def test_acceleration_is_what_the_monthly_pace_gains_a_month():
    month = np.arange(6)
    found = trend(monthly({"up": list(0.01 * month + 0.005 * month**2), "even": list(0.02 * month)}))
    np.testing.assert_allclose(found["acceleration"], [0.01, 0], atol=1e-14)
    np.testing.assert_allclose(found["acceleration_low"], [0.01, 0], atol=1e-12)  # nothing is left over
    np.testing.assert_allclose(found["acceleration_high"], [0.01, 0], atol=1e-12)
    np.testing.assert_allclose(found["slope"], [0.01 + 5 * 0.005, 0.02], rtol=1e-12)


def test_all_units_at_once_are_the_same_as_each_alone():
    rng = np.random.default_rng(9)
    y = rng.normal(0.5, 0.1, (24, 30))
    y[rng.random(y.shape) < 0.3] = NAN
    y[:, 3] = NAN
    y[5:, 4] = NAN
    whole = monthly({f"{n:02d}": list(column) for n, column in enumerate(y.T)})
    before = whole.values.copy()
    together = trend(whole, months=24, confidence=0.8)
    pd.testing.assert_frame_equal(whole.values, before)
    for unit in whole.values:
        alone = replace(whole, values=whole.values[[unit]], carried=whole.carried[[unit]])
        pd.testing.assert_frame_equal(trend(alone, months=24, confidence=0.8), together.loc[[unit]], check_dtype=False)
    assert together.loc["03", ["first", "last", "change", "slope"]].isna().all()
    assert pd.isna(together.loc["03", "since"]) and together.loc["03", "missing"] == 24


def test_nothing_is_compared_across_a_new_framework():
    values = {"01": [0.1, 0.2, 0.3, 0.8, 0.7, 0.6]}
    found = trend(monthly(values, breaks=("2023-04",))).loc["01"]
    assert found[["first", "last", "since", "broken_at", "known"]].tolist() == [0.8, 0.6, "2023-04", "2023-04", 3]
    assert found["slope"] == pytest.approx(-0.1)
    whole = trend(monthly(values)).loc["01"]
    assert whole["broken_at"] == "" and whole["slope"] > 0
    before = trend(monthly(values, breaks=("2023-04",)), months=3, last="2023-03").loc["01"]
    assert before["broken_at"] == "" and before["slope"] == pytest.approx(0.1)


def test_carried_values_are_counted():
    line = monthly({"01": [0.1, 0.1, 0.1, 0.2], "02": [NAN, 0.1, 0.2, 0.3]})
    carried = line.carried.copy()
    carried.loc[["2023-02", "2023-03"], "01"] = True
    carried.loc["2023-01", "02"] = True  # nothing there to carry
    assert trend(replace(line, carried=carried))["carried"].tolist() == [2, 0]


def test_one_value_is_no_change():
    found = trend(monthly({"01": [NAN, 0.3, NAN]})).loc["01"]
    assert found[["first", "last", "since", "until"]].tolist() == [0.3, 0.3, "2023-02", "2023-02"]
    assert found[["change", "pace", "slope"]].isna().all()
