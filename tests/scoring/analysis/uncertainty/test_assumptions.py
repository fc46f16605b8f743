"""What assumptions make of uniform numbers, by hand and against SciPy's distributions."""

import numpy as np
import pytest
from scipy import stats

from scoring import ScoringError
from scoring.analysis.uncertainty.assumptions import Dirichlet, LeaveOneOut, MissingData, Weights, nominal, pick
from tests.scoring.trees import tree

NAN = np.nan
# Places in framework.nodes: dti 0, g 1, a 2, b 3, h 4, c 5, d 6, e 7, o 8.
NODES = [
    ("g", "dti", 60),
    ("a", "g", 1),
    ("b", "g", 3),
    ("h", "dti", 40),
    ("c", "h", 2),
    ("d", "h", 2),
    ("e", "h", 4),
    ("o", "h", 0),
]
FRAMEWORK = tree(*NODES)


def drawn(assumption, uniform, framework=FRAMEWORK):
    uniform = np.atleast_2d(uniform)
    assert uniform.shape[1] == assumption.dimensions(framework)
    return assumption.apply(framework, nominal(framework, len(uniform)), uniform)


def test_weights_within_a_quarter_by_hand():
    # u = 0, ½, 1 are −25 %, 0, +25 %; g 45 and h 50 are scaled to add up to 100 again, a 1 and b 3 stay.
    points = drawn(Weights(0.25), [[0.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.0]]).points
    expected = [100, 45 / 0.95, 1, 3, 50 / 0.95, 2 * 8 / 7, 2 * 8 / 7, 3 * 8 / 7, 0]
    np.testing.assert_allclose(points, [expected], rtol=1e-14)


def test_weights_of_one_level_leave_the_others_alone():
    upper = drawn(Weights(0.5, levels=(1,)), [[1.0, 0.0]]).points[0]
    np.testing.assert_allclose(upper, [100, 90 / 1.1, 1, 3, 20 / 1.1, 2, 2, 4, 0], rtol=1e-14)
    lower = drawn(Weights(0.5, levels=(2,)), [[1.0, 0.0, 0.5, 0.5, 0.5]]).points[0]
    np.testing.assert_allclose(lower, [100, 60, 1.5 * 4 / 3, 1.5 * 4 / 3, 40, 2, 2, 4, 0], rtol=1e-14)


def test_weights_within_nothing_are_the_nominal_ones_to_the_last_bit():
    uniform = np.random.default_rng(1).random((50, 7))
    np.testing.assert_array_equal(drawn(Weights(0.0), uniform).points, nominal(FRAMEWORK, 50).points)


def test_weights_keep_the_sum_of_siblings_and_stay_within_their_bounds():
    points = drawn(Weights(0.25), np.random.default_rng(2).random((500, 7))).points
    np.testing.assert_allclose(points[:, [1, 4]].sum(axis=1), 100, rtol=1e-14)
    np.testing.assert_allclose(points[:, [5, 6, 7]].sum(axis=1), 8, rtol=1e-14)
    ratio = points[:, 2] / points[:, 3]
    assert (ratio >= 1 / 3 * 0.75 / 1.25).all() and (ratio <= 1 / 3 * 1.25 / 0.75).all()


def test_dirichlet_shares_have_the_beta_distribution_that_it_promises():
    points = drawn(Dirichlet(20, levels=(2,)), np.random.default_rng(3).random((4000, 5))).points
    np.testing.assert_allclose(points[:, 5:8].sum(axis=1), 8, rtol=1e-12)
    # A share of a Dirichlet(10α) with mean m is Beta(m·κ, (1 − m)·κ), κ = 20 here.
    for at, mean, total in ((2, 0.25, 4), (3, 0.75, 4), (5, 0.25, 8), (7, 0.5, 8)):
        expected = stats.beta(20 * mean, 20 * (1 - mean))
        assert stats.kstest(points[:, at] / total, expected.cdf).pvalue > 0.001
    np.testing.assert_array_equal(points[:, [1, 4]], [[60, 40]] * 4000)


def test_a_dirichlet_of_little_concentration_still_gives_numbers():
    points = drawn(Dirichlet(0.01), np.random.default_rng(4).random((200, 7))).points
    assert np.isfinite(points[:, 1:]).all() and (points[:, 1:] >= 0).all()
    np.testing.assert_allclose(points[:, [1, 4]].sum(axis=1), 100, rtol=1e-12)


def test_one_is_left_out_or_none_each_as_likely():
    points = drawn(LeaveOneOut(1), [[0.0], [0.34], [0.67], [0.9999]]).points
    np.testing.assert_array_equal(points[:, [1, 4]], [[60, 40], [0, 40], [60, 0], [60, 0]])
    np.testing.assert_array_equal(points[:, 2:4], [[1, 3]] * 4)


def test_a_parent_that_rests_on_what_is_left_out_goes_with_it():
    framework = tree(("g", "dti", 1), ("h", "g", 5), ("a", "h", 1), ("k", "dti", 1), ("b", "k", 1), ("c", "k", 1))
    points = drawn(LeaveOneOut(2), [[0.3], [0.5]], framework).points  # none, h, b, c at level 2: h, then b
    np.testing.assert_array_equal(points[:, 1:], [[0, 0, 1, 1, 1, 1], [1, 5, 1, 1, 0, 1]])


def test_what_one_assumption_left_out_another_does_not_bring_back():
    scenarios = LeaveOneOut(1).apply(FRAMEWORK, nominal(FRAMEWORK, 1), np.array([[0.5]]))
    for weights in (Weights(0.25), Dirichlet(10)):
        points = weights.apply(FRAMEWORK, scenarios, np.full((1, 7), 0.3)).points[0]
        assert points[1] == 0 and points[4] == 40


def test_lost_cells_follow_from_the_number_of_the_draw_alone():
    missing = MissingData(0.3)
    seeds = drawn(missing, [[0.1], [0.1], [0.2]]).holes["missing data"]
    known = np.random.default_rng(1).random((200, 50)) < 0.9
    first, again, other = (missing.lost(known, seed) for seed in seeds)
    np.testing.assert_array_equal(first, again)
    assert (first != other).any() and not (first & ~known).any()
    assert abs(first.sum() / known.sum() - 0.3) < 0.02


def test_pick_gives_every_choice_the_same_chance():
    np.testing.assert_array_equal(pick(np.array([0, 0.24, 0.25, 0.5, 0.75, np.nextafter(1, 0)]), 4), [0, 0, 1, 2, 3, 3])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Weights(1.5), "Weights within ±1.5: it must be a share from 0 to 1, such as 0.25."),
        (lambda: Weights(NAN), "Weights within ±nan: it must be a share from 0 to 1, such as 0.25."),
        (lambda: Dirichlet(0), "A concentration of 0: it must be a number above 0, such as 50."),
        (lambda: MissingData(1), "Cells lost with a chance of 1: it must be 0 or more, below 1."),
        (
            lambda: Weights(levels=(3,)).dimensions(FRAMEWORK),
            "The framework t has no two nodes with points under one parent at level 3, so there are no weights to draw."
            " Its levels are 1 to 2.",
        ),
        (
            lambda: Weights(levels=(1, 7)).dimensions(FRAMEWORK),
            "The framework t has no two nodes with points under one parent at level 7, so there are no weights to draw."
            " Its levels are 1 to 2.",
        ),
        (
            lambda: LeaveOneOut(3).dimensions(FRAMEWORK),
            "The framework t has no two nodes with points at level 3, so none can be left out. Its levels are 1 to 2.",
        ),
        (
            lambda: LeaveOneOut(0).dimensions(FRAMEWORK),
            "The framework t has no two nodes with points at level 0, so none can be left out. Its levels are 1 to 2.",
        ),
    ],
)
def test_what_cannot_be_assumed_is_refused(make, message):
    with pytest.raises(ScoringError) as raised:
        make()
    assert str(raised.value) == message
