"""Written parts add up to the written whole."""

import numpy as np
import pandas as pd
import pytest

from figures.sums import adding_up


@pytest.mark.parametrize(
    ("parts", "decimals", "expected"),
    [
        ([1 / 3, 1 / 3, 1 / 3], 2, [0.34, 0.33, 0.33]),
        ([0.125, 0.125, 0.75], 2, [0.13, 0.12, 0.75]),
        ([-0.5, -0.25, 1.75], 0, [-1, 0, 2]),
        ([16.666, -1.333, 2.667], 1, [16.6, -1.3, 2.7]),
        ([0.1 + 0.2, 0.7], 1, [0.3, 0.7]),
        ([np.nan, 0.5], 1, [np.nan, 0.5]),
        ([0.0, 0.0], 4, [0.0, 0.0]),
    ],
)
def test_parts_are_rounded_by_largest_remainder(parts, decimals, expected):
    found = adding_up(pd.Series(parts), decimals)
    assert list(found) == pytest.approx(expected, nan_ok=True)


def test_any_parts_add_up_and_none_is_off_by_a_whole_last_decimal():
    random = np.random.default_rng(1)
    for _ in range(200):
        parts = pd.Series(random.normal(size=random.integers(1, 9)) * 20)
        found = adding_up(parts, 2)
        assert round(found.sum(), 2) == pytest.approx(round(parts.sum(), 2), abs=1e-9)
        assert (found - parts).abs().max() < 0.01
