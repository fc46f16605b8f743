"""Competition ranks, one ranking a row, against pandas and worked by hand."""

import numpy as np
import pandas as pd
import pytest

from scoring.engine.ranks import BLOCK, by_row, competition


@pytest.mark.parametrize("decimals", [0, 1, 4, 12, 15])
def test_rows_of_ties_and_holes_agree_with_pandas(decimals):
    rng = np.random.default_rng(7)
    values = np.round(rng.uniform(0, 3, (40, 30)), 2)
    values[rng.random(values.shape) < 0.2] = np.nan
    expected = pd.DataFrame(values).round(decimals).rank(axis=1, method="min", ascending=False).fillna(0)
    np.testing.assert_array_equal(by_row(values, decimals), expected.to_numpy(int))


def test_more_rows_than_a_block_are_ranked_as_one_by_one():
    rng = np.random.default_rng(8)
    values = rng.random((3 * BLOCK // 1000 + 1, 1000))
    one_by_one = np.vstack([by_row(row[None], 3) for row in values])
    np.testing.assert_array_equal(by_row(values, 3), one_by_one)
    assert by_row(values, 3).dtype == np.int32


def test_what_the_order_of_a_sum_changes_parts_no_units():
    # 1/2¹³ = 0.0001220703125 ends in a half of the twelfth decimal: rounding alone would part these two.
    edge = 2.0**-13
    values = np.array([[edge, np.nextafter(edge, 1), 0.5, np.nextafter(edge, 0)]])
    np.testing.assert_array_equal(by_row(values, 12), [[2, 2, 1, 2]])
    # 0.01605 is a half of the fourth decimal; as a sum it differs in its last bit and would be rounded the other way.
    total = 0.01 + 0.00605
    assert np.round(total, 4) != np.round(0.01605, 4)
    np.testing.assert_array_equal(by_row(np.array([[total, 0.01605, 0.01]]), 4), [[1, 1, 3]])


def test_a_missing_value_has_no_rank_and_takes_no_place():
    values = np.array([[np.nan, 0.2, np.nan, 0.9], [np.nan] * 4])
    np.testing.assert_array_equal(by_row(values, 12), [[0, 2, 0, 1], [0, 0, 0, 0]])
    np.testing.assert_array_equal(competition(values.T, np.zeros(4, int), 12)[:, 0], [np.nan, 2, np.nan, 1])


def test_no_units_and_no_rows():
    assert by_row(np.empty((3, 0)), 4).shape == (3, 0)
    assert by_row(np.empty((0, 3)), 4).shape == (0, 3)
    assert competition(np.empty((0, 2)), np.empty(0, int), 4).shape == (0, 2)


def test_the_order_of_columns_changes_no_rank_at_a_wide_scale():
    """Ranks of 20,000 units added up with weights 0.1, 0.2, 0.7: whole numbers 1·a + 2·b + 7·c tell who is level."""
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.permutation(20_000) + 1 for _ in range(3)])
    exact = pd.Series(x @ [1, 2, 7]).rank(method="min", ascending=False).to_numpy()
    weights = np.array([0.1, 0.2, 0.7])
    sums = np.stack([sum(x[:, at] * weights[at] for at in order) for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0])])
    assert (np.ptp(sums, axis=0) > 1e-12).any()
    np.testing.assert_array_equal(by_row(sums, 12), [exact] * 3)
    np.testing.assert_array_equal(
        by_row(-sums, 12), [pd.Series(-(x @ [1, 2, 7])).rank(method="min", ascending=False)] * 3
    )
