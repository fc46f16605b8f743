"""Each mean on cases worked by hand, and against SciPy."""

import numpy as np
import pytest
from scipy import stats

from scoring.engine import means
from scoring.engine.errors import Unfit
from scoring.engine.means import MEANS, PARAMETERS, arithmetic, present_weight

NAN = np.nan


@pytest.mark.parametrize(
    ("kind", "parameters", "values", "weights", "expected"),
    [
        ("arithmetic", {}, [1, 2, 4], [1, 1, 2], (1 + 2 + 8) / 4),
        ("arithmetic", {}, [1, NAN, 4], [1, 5, 2], (1 + 8) / 3),
        ("geometric", {}, [2, 8], [1, 1], 4),  # √(2·8)
        ("geometric", {}, [2, NAN, 8], [1, 7, 1], 4),
        ("geometric", {}, [1, 16], [3, 1], 2),  # 16^(1/4)
        ("geometric", {"offset": 1}, [0, 3], [1, 1], 1),  # √(1·4) − 1
        ("harmonic", {}, [1, 4], [1, 3], 4 / (1 + 3 / 4)),
        ("harmonic", {}, [2, NAN, 6], [1, 9, 1], 3),  # 2 / (1/2 + 1/6)
        ("harmonic", {"offset": 1}, [0, 1], [1, 1], 1 / 3),  # 2 / (1 + 1/2) − 1
        ("power", {"exponent": 2}, [1, 7], [1, 1], 5),  # √((1 + 49) / 2)
        ("power", {"exponent": 2}, [0, NAN, 4], [3, 1, 1], 2),  # √(16 / 4)
        ("power", {"exponent": -1}, [1, 4], [1, 3], 4 / (1 + 3 / 4)),
    ],
)
def test_mean(kind, parameters, values, weights, expected):
    x = np.array([values, [NAN] * len(values)], dtype=float)
    before = x.copy()
    found = MEANS[kind](x, np.array(weights, dtype=float), **parameters)
    np.testing.assert_allclose(found, [expected, NAN], rtol=1e-14)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize(
    ("kind", "parameters", "theirs"),
    [
        ("arithmetic", {}, lambda x, w: np.average(x, axis=1, weights=w)),
        ("geometric", {}, lambda x, w: stats.gmean(x, axis=1, weights=w)),
        ("harmonic", {}, lambda x, w: stats.hmean(x, axis=1, weights=np.broadcast_to(w, x.shape))),
        ("power", {"exponent": 1.7}, lambda x, w: stats.pmean(x, 1.7, axis=1, weights=np.broadcast_to(w, x.shape))),
    ],
)
def test_means_agree_with_scipy(kind, parameters, theirs):
    rng = np.random.default_rng(8)
    x, weights = rng.uniform(0.1, 1, (40, 6)), rng.uniform(0, 2, 6)
    np.testing.assert_allclose(MEANS[kind](x, weights, **parameters), theirs(x, weights), rtol=1e-13)


@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "harmonic", "power"])
def test_one_rule_for_what_is_missing(kind):
    """The mean over the present children is that of a matrix without the others."""
    parameters = {"exponent": 3.0} if kind == "power" else {}
    x = np.array([[0.2, NAN, 0.9, NAN], [NAN, NAN, 0.4, 0.3]])
    weights = np.array([1.0, 2.0, 3.0, 4.0])
    found = MEANS[kind](x, weights, **parameters)
    for row, value in zip(x, found, strict=True):
        known = ~np.isnan(row)
        assert MEANS[kind](row[None, known], weights[known], **parameters) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize(
    ("kind", "parameters", "why"),
    [
        ("geometric", {}, "0 or less"),
        ("harmonic", {}, "0 or less"),
        ("power", {"exponent": -2.0}, "0 or less"),
        ("power", {"exponent": 2.0}, "below 0"),
    ],
)
def test_a_value_that_is_not_positive_is_refused_with_its_place(kind, parameters, why):
    bad = -0.1 if why == "below 0" else 0.0
    with pytest.raises(Unfit) as raised:
        MEANS[kind](np.array([[0.5, 0.5], [0.5, bad], [NAN, 0.5]]), np.ones(2), **parameters)
    assert raised.value.why == why
    np.testing.assert_array_equal(raised.value.where, [[False, False], [False, True], [False, False]])


def test_copeland_counts_pairs_won_and_lost():
    # A beats B on 2 of 3 points of weight, B beats C on 3, C beats A on 0: A 2 wins, B 1 : 1, C 2 losses.
    x = np.array([[3, 3, 1], [2, 2, 2], [1, 1, 0]], dtype=float)
    np.testing.assert_array_equal(means.copeland(x, np.ones(3)), [1, 0.5, 0])
    # With three quarters of the weight on the third child B beats A too, and A still beats C.
    np.testing.assert_array_equal(means.copeland(x, np.array([1.0, 1, 6])), [0.5, 1, 0])


def test_copeland_draws_where_the_weight_ahead_is_equal_or_nothing_is_shared():
    x = np.array([[1, 0], [0, 1]], dtype=float)
    np.testing.assert_array_equal(means.copeland(x, np.ones(2)), [0.5, 0.5])
    apart = np.array([[1, NAN], [NAN, 0]])
    np.testing.assert_array_equal(means.copeland(apart, np.ones(2)), [0.5, 0.5])
    noise = np.array([[0.1 + 0.2], [0.3]])
    np.testing.assert_array_equal(means.copeland(noise, np.ones(1)), [0.5, 0.5])


def test_copeland_looks_only_at_what_a_pair_has_in_common():
    # A and B share the first child only, B and C the second: A > B, B > C; A and C share the third: C > A.
    x = np.array([[2, NAN, 1], [1, 5, NAN], [NAN, 4, 2]])
    np.testing.assert_array_equal(means.copeland(x, np.array([1.0, 1, 9])), [0.5, 0.5, 0.5])


def test_copeland_does_not_depend_on_the_order_of_rows():
    rng = np.random.default_rng(3)
    x = rng.integers(0, 4, (30, 5)).astype(float)
    x[rng.random(x.shape) < 0.4] = NAN
    weights, order = rng.uniform(0, 1, 5), rng.permutation(30)
    np.testing.assert_array_equal(means.copeland(x[order], weights), means.copeland(x, weights)[order])


def test_copeland_in_blocks_is_copeland_at_once(monkeypatch):
    rng = np.random.default_rng(4)
    x, weights = rng.uniform(0, 1, (23, 4)), np.ones(4)
    whole = means.copeland(x, weights)
    monkeypatch.setattr(means, "_PAIRS", 50)
    np.testing.assert_array_equal(means.copeland(x, weights), whole)


def test_copeland_leaves_out_who_has_nothing_and_gives_a_lone_unit_one_half():
    np.testing.assert_array_equal(means.copeland(np.array([[1.0], [NAN], [2.0]]), np.ones(1)), [0, NAN, 1])
    np.testing.assert_array_equal(means.copeland(np.array([[1.0], [NAN]]), np.ones(1)), [0.5, NAN])


def test_every_mean_says_what_it_takes():
    assert set(PARAMETERS) == set(MEANS) >= means.AMONG_RIVALS


def test_a_small_weight_is_not_lost_beside_a_large_one():
    x, weights = np.array([[np.nan, 0.25]]), np.array([1e17, 1.0])
    assert present_weight(np.isnan(x), weights).tolist() == [1.0]
    assert arithmetic(x, weights).tolist() == [0.25]
