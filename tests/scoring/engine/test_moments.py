"""Skewness and kurtosis by hand and against SciPy."""

import warnings
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from scoring.engine.moments import skewness_and_kurtosis
from tests.scoring.panels import NAN, random_panel


def test_by_hand():
    # 0, 0, 0, 4: mean 1, deviations −1, −1, −1, 3; m2 = 12/4 = 3, m3 = 24/4 = 6, m4 = 84/4 = 21
    # g1 = 6 / 3√3 = 2/√3, G1 = g1 √12 / 2 = 2; g2 = 21/9 − 3 = −2/3, G2 = (5 · −2/3 + 6) · 3 / 2 = 4
    skew, kurt = skewness_and_kurtosis(np.array([[0.0], [0], [NAN], [0], [4]]))
    np.testing.assert_allclose([skew[0], kurt[0]], [2, 4], rtol=1e-15)
    assert (2 / sqrt(3)) * sqrt(12) / 2 == pytest.approx(2)


def test_agrees_with_scipy():
    x = random_panel(300, 8, missing=0.3).values
    skew, kurt = skewness_and_kurtosis(x)
    np.testing.assert_allclose(skew, stats.skew(x, bias=False, nan_policy="omit"), rtol=1e-12)
    np.testing.assert_allclose(kurt, stats.kurtosis(x, bias=False, nan_policy="omit"), rtol=1e-12)


@pytest.mark.parametrize(
    ("x", "known"),
    [
        ([], (False, False)),
        ([NAN, NAN], (False, False)),
        ([1, 2], (False, False)),
        ([1, 2, 9], (True, False)),
        ([0.1 + 0.2, *[0.3] * 9], (False, False)),
        ([1e300, 2e300, 9e300, -1e300], (True, True)),
        ([1e-300, 2e-300, 9e-300, -1e-300], (True, True)),
    ],
)
def test_few_values_equal_values_and_extreme_ones(x, known):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = skewness_and_kurtosis(np.array(x, dtype=float)[:, None])
    assert tuple(bool(np.isfinite(part[0])) for part in found) == known
