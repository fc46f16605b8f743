"""Shapley and Owen values against every order written out."""

from itertools import permutations

import numpy as np
import pytest

from scoring.analysis.reasons.shapley import owen, shapley


def over_every_order(results: np.ndarray, orders: list[tuple[int, ...]], players: int) -> np.ndarray:
    """The average gain when a player comes in, over `orders`; entry b of the results is the coalition with bits b."""
    parts = np.zeros(players)
    for order in orders:
        present = 0
        for player in order:
            parts[player] += results[present | 1 << player] - results[present]
            present |= 1 << player
    return parts / len(orders)


@pytest.mark.parametrize("players", [1, 2, 3, 5])
def test_shapley_is_the_average_over_every_order(players):
    results = np.random.default_rng(players).normal(size=(4, 2**players))
    expected = [over_every_order(row, list(permutations(range(players))), players) for row in results]
    np.testing.assert_allclose(shapley(results), expected, atol=1e-13)
    np.testing.assert_allclose(shapley(results).sum(axis=1), results[:, -1] - results[:, 0], atol=1e-13)


def test_owen_is_the_average_over_the_orders_that_keep_the_group_together():
    # Players 0, 1, 2 are the group, 3 and 4 stand outside: three blocks in any order, the group in any inner order.
    results = np.random.default_rng(7).normal(size=32)
    orders = []
    for blocks in permutations([(0, 1, 2), (3,), (4,)]):
        for inner in permutations((0, 1, 2)):
            orders.append(tuple(player for block in blocks for player in (inner if len(block) > 1 else block)))
    expected = over_every_order(results, orders, 5)
    found = owen(results.reshape(4, 8))  # the group's bits are the lowest
    np.testing.assert_allclose(found, expected[:3], atol=1e-13)
    whole = shapley(results.reshape(4, 8)[:, [0, 7]].reshape(-1))
    assert found.sum() == pytest.approx(whole[0], abs=1e-13)


def test_the_glove_game():
    # Players 0 and 1 have a left glove, 2 has the right one; a pair is worth 1. Shapley: 1/6, 1/6, 4/6.
    worth = [0, 0, 0, 0, 0, 1, 1, 1]
    np.testing.assert_allclose(shapley(np.array(worth, dtype=float)), [1 / 6, 1 / 6, 4 / 6], atol=1e-15)


def test_no_effect_gets_exactly_nothing_though_sums_wobble():
    with_noise = np.array([0.1 + 0.2, 0.3, 0.9, 0.9 + 1e-16])
    assert shapley(with_noise)[0] == 0.0
