"""Lines and curvature against SciPy and NumPy, unit by unit."""

import numpy as np
import pytest
from scipy import stats

from scoring.analysis.over_time.fits import curvature, line

NAN = np.nan


def holed(shape, share, seed=1):
    rng = np.random.default_rng(seed)
    y = rng.normal(size=shape).cumsum(axis=0)
    y[rng.random(shape) < share] = NAN
    return np.arange(shape[0]) + 641.0, y


def test_lines_are_those_of_scipy():
    x, y = holed((9, 40), 0.3)
    found = line(x, y)
    margin = found.margin(0.9)
    compared = 0
    for unit, column in enumerate(y.T):
        known = ~np.isnan(column)
        if known.sum() < 3:
            assert np.isnan(found.slope[unit]) and np.isnan(margin[unit])
            continue
        expected = stats.linregress(x[known], column[known])
        assert found.slope[unit] == pytest.approx(expected.slope, rel=1e-10)
        t = stats.t.ppf(0.95, known.sum() - 2)
        assert margin[unit] == pytest.approx(t * expected.stderr, rel=1e-10)
        at_zero = found.mean_y[unit] - found.slope[unit] * found.mean_x[unit]
        assert at_zero == pytest.approx(expected.intercept, rel=1e-8)
        compared += 1
    assert compared > 30


def test_curvature_is_that_of_a_fitted_parabola():
    x, y = holed((12, 40), 0.4, seed=2)
    found, margin = curvature(x, y, 0.95)
    compared = 0
    for unit, column in enumerate(y.T):
        known = ~np.isnan(column)
        if known.sum() < 5:
            continue
        away = x[known] - 641
        coefficients, errors = np.polyfit(away, column[known], 2, cov=True)
        assert found[unit] == pytest.approx(2 * coefficients[0], rel=1e-8)
        expected = 2 * np.sqrt(errors[0, 0]) * stats.t.ppf(0.975, known.sum() - 3)
        assert margin[unit] == pytest.approx(expected, rel=1e-8)
        compared += 1
    assert compared > 25


def test_three_points_worked_by_hand():
    # x̄ = 1, ȳ = 2; slope = (−1·−1 + 1·2) / 2 = 1.5; residuals 0.5, −1, 0.5: s = √1.5, error √(1.5 / 2).
    found = line(np.array([0.0, 1, 2]), np.array([[1.0], [1], [4]]))
    assert found.slope.item() == pytest.approx(1.5)
    assert found.margin(0.5).item() == pytest.approx(np.sqrt(0.75), rel=1e-12)  # t(1) at 75 % is 1


def test_too_few_points_fit_nothing():
    x = np.array([0.0, 1, 2, 3])
    y = np.array([[NAN, 1, 1, 1], [NAN, NAN, 2, 2], [NAN, NAN, NAN, 2], [NAN, NAN, NAN, 5]])
    assert np.isnan(line(x, y).slope).tolist() == [True, True, True, False]
    bend, margin = curvature(x, y, 0.95)
    # 1, 2, 2, 5: second differences −1 and 3, so 2c = 1 by symmetry of the four points.
    np.testing.assert_allclose(bend, [NAN, NAN, NAN, 1], atol=1e-12)
    assert np.isfinite(margin).tolist() == [False, False, False, True]
    assert np.isnan(curvature(x[:3], y[:3], 0.95)[0]).all()
