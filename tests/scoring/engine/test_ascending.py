"""Ranks from the worst value up, by hand and against SciPy."""

import numpy as np
import pytest
from scipy import stats

from scoring.engine import ascending as module
from scoring.engine.ascending import ascending
from tests.scoring.panels import NAN, random_panel


def test_by_hand():
    x = np.array([[10, 0.3], [NAN, 0.1 + 0.2], [10, NAN], [5, 0.5]])
    np.testing.assert_array_equal(ascending(x), [[2, 1], [NAN, 1], [2, NAN], [1, 3]])


@pytest.mark.parametrize("block", [1, 500, 1 << 18])
def test_agrees_with_scipy_whatever_is_done_at_a_time(monkeypatch, block):
    monkeypatch.setattr(module, "BLOCK", block)
    x = np.round(random_panel(120, 7, missing=0.2).values, 1)
    np.testing.assert_array_equal(ascending(x), stats.rankdata(x, method="min", axis=0, nan_policy="omit"))


def test_nothing_and_one_value():
    assert ascending(np.empty((0, 2))).shape == (0, 2)
    assert ascending(np.empty((2, 0))).shape == (2, 0)
    assert ascending(np.array([[7.0]])).tolist() == [[1]]
