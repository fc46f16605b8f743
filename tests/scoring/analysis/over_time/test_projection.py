"""When a target is reached: lines by hand, intervals against the band walked month by month."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring.analysis.over_time.projection import projection
from scoring.analysis.over_time.series import TrendError
from tests.scoring.trees import monthly

NAN = np.nan


def test_even_steps_arrive_when_they_must():
    table = projection(
        monthly({"up": [0.2, 0.3, 0.4], "slow": [0.1, 0.11, 0.12], "down": [0.4, 0.3, 0.2], "there": [0.5, 0.8, 0.9]}),
        target=0.7,
        deadline="2023-07",
    )
    assert table["gap"].tolist() == pytest.approx([0.3, 0.58, 0.5, -0.2])
    assert table["pace_required"].tolist() == pytest.approx([0.3 / 4, 0.58 / 4, 0.5 / 4, 0])
    assert table["months"].tolist() == pytest.approx([3, 58, np.inf, 0])
    assert table["reached"].tolist() == ["2023-06", "2028-01", "never", "2023-03"]
    assert table["outlook"].tolist() == ["on course", "behind", "behind", "reached"]
    # No residual, no interval.
    assert table["earliest"].tolist() == table["latest"].tolist() == table["reached"].tolist()


@pytest.mark.parametrize(("target", "ahead_of", "never"), [(0.45, 9, 20), (0.75, 30, 30)])
def test_the_interval_is_where_the_band_crosses_the_target(target, ahead_of, never):
    rng = np.random.default_rng(4)
    slopes = np.linspace(-0.02, 0.03, 40)
    y = 0.4 + slopes * np.arange(12)[:, None] + rng.normal(0, 0.03, (12, 40))
    y[rng.random(y.shape) < 0.2] = NAN
    line = monthly({f"{n:02d}": list(column) for n, column in enumerate(y.T)})
    table = projection(line, target, months=12, confidence=0.9)
    ahead = np.arange(0, 2400, 0.01)
    endless = compared = 0
    for unit, column in zip(table.index, y.T, strict=True):
        known = np.flatnonzero(~np.isnan(column))
        fitted = stats.linregress(known, column[known])
        x = 11 + ahead
        residual = column[known] - fitted.intercept - fitted.slope * known
        s = np.sqrt((residual**2).sum() / (len(known) - 2))
        spread = ((known - known.mean()) ** 2).sum()
        half = stats.t.ppf(0.95, len(known) - 2) * s * np.sqrt(1 / len(known) + (x - known.mean()) ** 2 / spread)
        middle = fitted.intercept + fitted.slope * x
        for name, bound in (("months", middle), ("months_earliest", middle + half), ("months_latest", middle - half)):
            found = table.loc[unit, name]
            if column[known[-1]] >= target:
                assert found == 0
            elif (bound >= target).any():
                assert found == pytest.approx(ahead[(bound >= target).argmax()], abs=0.011)
                compared += 1
            else:
                assert found > 2400 - 0.1
                endless += 1
    assert compared > ahead_of and endless > never
    assert (table["months_earliest"] <= table["months"]).all() and (table["months"] <= table["months_latest"]).all()


def test_outlook_and_dates_of_a_line_with_noise():
    # Slope 0.05 with residuals ±0.01: on the way to 0.6, expected in time, the lower bound later.
    table = projection(monthly({"01": [0.11, 0.14, 0.21, 0.24, 0.31, 0.34]}), 0.6, "2023-12", confidence=0.95).loc["01"]
    assert table["until"] == "2023-06" and table["pace_required"] == pytest.approx(0.26 / 6)
    assert table["earliest"] <= table["reached"] <= "2023-12" < "2024-03"
    assert table["reached"] < table["latest"]
    assert table["outlook"] == "on course"
    assert projection(monthly({"01": [0.11, 0.14, 0.21, 0.24, 0.31, 0.34]}), 0.6)["outlook"].tolist() == [""]
    wild = projection(monthly({"01": [0.3, 0.1, 0.4, 0.2, 0.4, 0.3]}), 0.5, "2023-12").loc["01"]
    assert (wild["outlook"], wild["latest"]) == ("possible", "never")


def test_a_target_of_its_own_for_every_unit_and_none_for_some():
    line = monthly({"01": [0.1, 0.2, 0.3], "02": [0.1, 0.2, 0.3], "03": [NAN, 0.2, 0.3], "04": [NAN] * 3})
    table = projection(line, pd.Series({"01": 0.5, "03": 0.4, "04": 0.4}), deadline="2023-12")
    assert table["target"].tolist() == pytest.approx([0.5, NAN, 0.4, 0.4], nan_ok=True)
    assert table["reached"].tolist() == ["2023-05", "", "", ""]
    assert table["outlook"].tolist() == ["on course", "", "", ""]
    assert table["now"].tolist() == pytest.approx([0.3, 0.3, 0.3, NAN], nan_ok=True)


def test_a_unit_that_stopped_reporting_has_less_time_behind_it_not_more_pace():
    table = projection(monthly({"01": [0.1, 0.2, 0.3, NAN], "02": [0.1, 0.2, 0.3, 0.4]}), 0.7, deadline="2023-06")
    assert table["pace_required"].tolist() == pytest.approx([0.4 / 3, 0.3 / 2])
    assert table["months"].tolist() == pytest.approx([3, 3])


def test_a_deadline_in_the_past_is_refused():
    with pytest.raises(TrendError) as fault:
        projection(monthly({"01": [0.1, 0.2, 0.3]}), 0.5, deadline="2023-03")
    assert str(fault.value) == (
        "The deadline 2023-03 is not behind the newest period 2023-03. Give a later one."
    )  # fmt: skip
