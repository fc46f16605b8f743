"""Each treatment of outliers by hand and against SciPy."""

import numpy as np
import pytest
from scipy import stats

from scoring.engine.errors import Unfit
from scoring.engine.moments import skewness_and_kurtosis
from scoring.engine.treatments import TREATMENTS, box_cox, extreme, logarithm, shifted_log, winsorise
from tests.scoring.panels import NAN

LIMITS = {"skewness": 2.0, "kurtosis": 3.5, "points": 5}
TEN = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def wild(x):
    return extreme(*skewness_and_kurtosis(x), LIMITS).item()


def column(values):
    return np.array(values, dtype=float)[:, None]


def test_points_are_set_to_the_next_one_inwards_until_the_limits_are_met():
    x = column([*TEN, 500, NAN, 900])
    found = winsorise(x, LIMITS)
    one_point = np.where(x == 900, 500, x)
    assert wild(x) and not wild(one_point)
    np.testing.assert_array_equal(found, one_point)


@pytest.mark.parametrize(("sign", "expected"), [(1, [*TEN, 10]), (-1, [-v for v in [*TEN, 10]])])
def test_the_long_tail_may_lie_on_either_side(sign, expected):
    np.testing.assert_array_equal(winsorise(sign * column([*TEN, 90]), LIMITS)[:, 0], expected)


def test_both_tails_may_be_long():
    # Skewed to the right first; with that point gone, to the left.
    found = winsorise(column([*np.linspace(0, 1, 40), 300, -100]), {**LIMITS, "points": 2})
    assert (found.min(), found.max()) == (0, 1)


def test_no_more_points_than_allowed():
    x = column([*np.linspace(0, 1, 60), 40, 50, 60])
    assert winsorise(x, {**LIMITS, "points": 2}).max() == 40
    assert winsorise(x, {**LIMITS, "points": 3}).max() == 1
    assert winsorise(x, {**LIMITS, "points": 0}).max() == 60


def test_an_indicator_is_not_winsorised_to_a_constant():
    x = column([0.0] * 20 + [1.0])
    np.testing.assert_array_equal(winsorise(x, LIMITS), x)


def test_columns_are_treated_each_by_itself():
    calm, wild = [*TEN, 11], [*TEN, 90]
    found = winsorise(np.array([calm, wild], dtype=float).T, LIMITS)
    np.testing.assert_array_equal(found.T, [calm, [*TEN, 10]])


def test_the_shifted_logarithm():
    # Range 100, so an offset of 1: ln 1, ln 11, ln 101. Skewed to the left it is turned round and back.
    np.testing.assert_allclose(shifted_log(column([5, 15, 105]), LIMITS)[:, 0], np.log([1, 11, 101]), rtol=1e-15)
    np.testing.assert_allclose(
        shifted_log(column([-5, -15, NAN, -105]), LIMITS)[:, 0], [0, -np.log(11), NAN, -np.log(101)]
    )


def test_the_plain_logarithm():
    np.testing.assert_allclose(logarithm(column([1, np.e, NAN]), LIMITS)[:, 0], [0, 1, NAN])


@pytest.mark.parametrize("unit", [1, 1e-6, 1e9])
def test_box_cox_finds_the_likeliest_power(unit):
    x = np.random.default_rng(5).lognormal(0, 0.7, 80) ** 2 * unit
    found = box_cox(column([*x, NAN]), LIMITS)[:, 0]
    power = stats.boxcox_normmax(x / unit, method="mle")
    near = stats.boxcox(x, lmbda=power)
    assert stats.spearmanr(found[:-1], x).statistic == pytest.approx(1)
    assert np.corrcoef(found[:-1], near)[0, 1] == pytest.approx(1, abs=1e-9)
    assert np.isnan(found[-1])


@pytest.mark.parametrize(
    ("treatment", "why"), [(logarithm, "no logarithm; use shifted_log"), (box_cox, "use shifted_log")]
)
def test_what_has_no_logarithm_is_refused(treatment, why):
    with pytest.raises(Unfit, match=why) as caught:
        treatment(column([1, 0, -1, NAN]), LIMITS)
    assert caught.value.where[:, 0].tolist() == [False, True, True, False]


def test_the_shifted_logarithm_needs_a_range():
    with pytest.raises(Unfit, match="^has the same value everywhere, and shifted_log shifts by a share of its range$"):
        shifted_log(column([3, 3, NAN]), LIMITS)


@pytest.mark.parametrize("treatment", TREATMENTS.values())
def test_the_order_of_values_is_kept_and_the_input_left_alone(treatment):
    x = np.random.default_rng(1).lognormal(0, 2, (60, 4))
    before = x.copy()
    found = treatment(x, LIMITS)
    np.testing.assert_array_equal(x, before)
    for raw, treated in zip(x.T, found.T, strict=True):
        assert (np.diff(treated[np.argsort(raw)]) >= 0).all()
