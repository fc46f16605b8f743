"""Best and worst ranks: worked by hand, by brute force on small cases, and never passed by a draw."""

from concurrent.futures import ProcessPoolExecutor
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import ScoringError, load_framework, score
from scoring.analysis.uncertainty import rank_program
from scoring.analysis.uncertainty.admissible import Ranges
from scoring.analysis.uncertainty.assumptions import Weights
from scoring.analysis.uncertainty.bounds import rank_bounds
from scoring.analysis.uncertainty.executors import Cancelled
from scoring.analysis.uncertainty.robustness import replay, robustness
from scoring.engine.ranks import by_row
from tests.scoring.trees import panel, tree

NAN = np.nan
FLAT = [("a", "dti", 2), ("b", "dti", 1), ("c", "dti", 1)]
DEEP = [("g", "dti", 3), ("a", "g", 1), ("b", "g", 2), ("h", "dti", 2), ("c", "h", 1), ("d", "h", 1)]


def random_panel(seed, rows, codes):
    rng = np.random.default_rng(seed)
    return panel({code: rng.uniform(0.1, 1, rows) for code in codes})


def ends(table):
    assert table["exact"].all()
    return table["best"].tolist(), table["worst"].tolist()


def test_two_indicators_by_hand():
    framework = tree(("a", "dti", 1), ("b", "dti", 1))
    values = panel({"a": [0.9, 0.5, 0.1, 0.4], "b": [0.1, 0.5, 0.9, 0.3]})
    # w on a, 1 − w on b: 0.1 + 0.8 w, 0.5, 0.9 − 0.8 w, 0.3 + 0.1 w; within ±50 % w goes from ¼ to ¾.
    # At w = ½ the first three tie; the fourth passes the first below w = 2/7 and the third above w = 2/3.
    found = rank_bounds(framework, values, Weights(0.5))
    assert ends(found.table) == ([1, 1, 1, 3], [4, 2, 4, 4])
    assert found.table["nominal"].tolist() == [1, 1, 1, 4]


def test_points_between_two_ends_with_a_fixed_sum_by_hand():
    framework = tree(("a", "dti", 60), ("b", "dti", 30), ("c", "dti", 10))
    values = panel({"a": [1.0, 0.0, 0.5], "b": [0.0, 1.0, 0.5], "c": [0.0, 0.0, 1.0]})
    # c keeps 10: a from 40 to 70 leaves b 50 to 20, so 0.4–0.7, 0.5–0.2 and always 0.45 + 0.1.
    found = rank_bounds(framework, values, Ranges({"a": (40, 70), "b": (0, 90)}))
    assert ends(found.table) == ([1, 2, 1], [3, 3, 2])
    narrow = rank_bounds(framework, values, Ranges({"a": (50, 54), "b": (30, 45)}))
    assert ends(narrow.table) == ([2, 3, 1], [2, 3, 1])


def simplex(parts, steps):
    """Weights of so many parts on a grid, adding up to 1."""
    cuts = np.array(list(combinations(range(steps + parts - 1), parts - 1)))
    ends_ = np.hstack([np.full((len(cuts), 1), -1), cuts, np.full((len(cuts), 1), steps + parts - 1)])
    return (np.diff(ends_, axis=1) - 1) / steps


def within(points, share, steps=24):
    """Points on a grid between ±share, corners among them, as weights that add up to 1."""
    factors = np.linspace(1 - share, 1 + share, steps)
    grid = np.stack(np.meshgrid(*[factors] * len(points), indexing="ij"), axis=-1).reshape(-1, len(points))
    drawn = grid * points
    return drawn / drawn.sum(axis=1, keepdims=True)


def corners(x, weights_of_corner):
    """Three weights at which two pairs of units tie: where a best rank may hide that no grid meets."""
    found = [weights_of_corner]
    pairs = np.array([x[one] - x[two] for one, two in combinations(range(len(x)), 2)])
    for one, two in combinations(pairs, 2):
        matrix = np.array([one, two, np.ones(3)])
        if abs(np.linalg.det(matrix)) > 1e-9:
            found.append(np.linalg.solve(matrix, [0, 0, 1])[None])
    return np.concatenate(found)


@pytest.mark.parametrize("seed", range(4))
def test_one_level_against_every_weight_of_a_grid(seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 11, (8, 3)) / 10
    values = panel({code: x[:, at] for at, code in enumerate("abc")})
    grid = within(np.array([2, 1, 1]), 0.6)
    ranks = by_row(grid @ x.T, 12)
    some = corners(x, grid[:1])
    ratio = some / [2, 1, 1]
    inside = (ratio.max(axis=1) <= ratio.min(axis=1) * 1.6 / 0.4 * (1 + 1e-9)) & (some > 0).all(axis=1)
    best = np.minimum(ranks.min(axis=0), by_row(some[inside] @ x.T, 9).min(axis=0))
    found = rank_bounds(tree(*FLAT), values, Weights(0.6))
    assert ends(found.table) == (best.tolist(), ranks.max(axis=0).tolist())


@pytest.mark.parametrize("seed", range(3))
def test_any_weights_at_all_against_a_grid(seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 21, (7, 3)) / 20
    grid = np.concatenate([simplex(3, 120), corners(x, simplex(3, 1))])
    ranks = by_row(grid[(grid >= 0).all(axis=1)] @ x.T, 9)
    found = rank_bounds(tree(*FLAT), panel({code: x[:, at] for at, code in enumerate("abc")}), Weights(1.0))
    assert ends(found.table) == (ranks.min(axis=0).tolist(), ranks.max(axis=0).tolist())


@pytest.mark.parametrize(("decimals", "seed"), [(1, 0), (2, 1), (2, 2), (3, 3)])
def test_ranks_on_rounded_scores_against_a_grid(decimals, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(30, 61, (8, 3)) / 100
    ranks = by_row(within(np.array([2, 1, 1]), 0.3, 40) @ x.T, decimals)
    framework = tree(*FLAT, head=f"rank_decimals = {decimals}")
    found = rank_bounds(framework, panel({code: x[:, at] for at, code in enumerate("abc")}), Weights(0.3))
    assert ends(found.table) == (ranks.min(axis=0).tolist(), ranks.max(axis=0).tolist())
    if decimals == 1:
        plain = rank_bounds(tree(*FLAT), panel({code: x[:, at] for at, code in enumerate("abc")}), Weights(0.3))
        assert ends(plain.table) != ends(found.table)


@pytest.mark.parametrize(("levels", "seed"), [((1,), 0), ((2,), 1), (None, 2), (None, 3)])
def test_several_levels_against_every_weight_of_a_grid(levels, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 11, (7, 4)) / 10
    upper = within(np.array([3, 2]), 0.5, 11) if levels != (2,) else np.array([[0.6, 0.4]])
    lower = [within(np.array(p), 0.5, 9) if levels != (1,) else np.array([p]) / sum(p) for p in ([1, 2], [1, 1])]
    g, h = (own @ part.T for own, part in zip(lower, (x[:, :2], x[:, 2:]), strict=True))
    scores = (upper[:, 0, None, None, None] * g[:, None] + upper[:, 1, None, None, None] * h[None]).reshape(-1, 7)
    ranks = by_row(scores, 12)
    found = rank_bounds(tree(*DEEP), panel({c: x[:, at] for at, c in enumerate("abcd")}), Weights(0.5, levels))
    best, worst = ends(found.table)
    assert worst == ranks.max(axis=0).tolist()
    # A best rank by a tie on a single line of weights may lie between the points of the grid.
    assert all(one <= two for one, two in zip(best, ranks.min(axis=0), strict=True))
    assert sum(one != two for one, two in zip(best, ranks.min(axis=0), strict=True)) <= 1


@given(st.integers(0, 2**31), st.sampled_from([0.05, 0.4, 1.0]), st.sampled_from([2, 4, 12]))
@settings(max_examples=5, deadline=None)
def test_no_draw_passes_the_bounds_and_the_weights_given_attain_them(seed, share, decimals):
    rng = np.random.default_rng(seed)
    framework = tree(*DEEP, head=f"rank_decimals = {decimals}")
    values = panel({leaf: rng.integers(0, 51, 9) / 50 for leaf in "abcd"})
    found = rank_bounds(framework, values, Weights(share))
    best, worst = ends(found.table)
    drawn = robustness(framework, values, [Weights(share)], draws=400, seed=seed).ranks
    assert (drawn >= best).all() and (drawn <= worst).all()
    for points, expected in ((found.best_points, best), (found.worst_points, worst)):
        given_ = replay(framework, values, points.fillna(1.0))
        attained = [given_.loc[unit, unit] for unit in points.index]
        ties = decimals == 12 and expected is best  # a tie is attained but for the solver's last digits
        assert attained == expected or ties and all(a >= b for a, b in zip(attained, expected, strict=True))


def test_bounds_of_weights_within_nothing_are_the_ranks():
    values = random_panel(4, 9, "abcd")
    found = rank_bounds(tree(*DEEP), values, Weights(0.0))
    nominal = score(tree(*DEEP), values).ranks["dti"].astype(int).tolist()
    assert ends(found.table) == (nominal, nominal)


def test_some_units_among_all_on_two_processes():
    values = random_panel(5, 9, "abcd")
    alone = rank_bounds(tree(*DEEP), values, Weights(0.5)).table
    with ProcessPoolExecutor(2) as executor:
        some = rank_bounds(tree(*DEEP), values, Weights(0.5), units=["07", "02"], executor=executor).table
    pd.testing.assert_frame_equal(some, alone.loc[["07", "02"]], check_names=False)
    with pytest.raises(Cancelled):
        rank_bounds(tree(*DEEP), values, Weights(0.5), stop=lambda: True)


def test_a_unit_without_a_rank_has_no_bounds():
    values = panel({"a": [0.1, NAN, 0.3], "b": [0.4, NAN, 0.2], "c": [0.4, NAN, 0.2]})
    table = rank_bounds(tree(*FLAT), values, Weights(0.5)).table
    assert table.loc["02", ["nominal", "best", "worst"]].isna().all() and not table.loc["02", "exact"]
    assert table.loc[["01", "03"], "exact"].all()


def test_what_lies_below_the_levels_that_vary_may_be_of_any_kind():
    head = 'levels = [{ level = 1, mean = "geometric", round = 3 }]'
    framework = tree(*DEEP, head=head)
    values = random_panel(6, 9, "abcd")
    values.iloc[2, 0] = NAN
    found = rank_bounds(framework, values, Weights(0.5, levels=(1,)))
    drawn = robustness(framework, values, [Weights(0.5, levels=(1,))], draws=2000).ranks
    assert ends(found.table) == (drawn.min(axis=0).tolist(), drawn.max(axis=0).tolist())


def test_a_composite_keeps_its_own_points():
    framework = tree(*DEEP, composites={"p": {"g": 1, "d": 1}})
    values = random_panel(7, 9, "abcd")
    found = rank_bounds(framework, values, Weights(0.9), node="p")
    drawn = robustness(framework, values, [Weights(0.9)], node="p", draws=5000).ranks
    assert ends(found.table) == (drawn.min(axis=0).tolist(), drawn.max(axis=0).tolist())


@pytest.mark.parametrize("framework", ["demo-province-components", "dti-922-province"])
def test_a_shipped_framework(framework):
    framework = load_framework(framework)
    rng = np.random.default_rng(8)
    values = panel({c.code: rng.uniform(0, c.high or 50, 63) for c in framework.inputs})
    limits = Weights(0.25, levels=(1, 2))
    units = ["01", "20", "40"]
    found = rank_bounds(framework, values, limits, units=units)
    drawn = robustness(framework, values, [limits], draws=3000).ranks[:, [0, 19, 39]]
    best, worst = ends(found.table)
    assert (drawn >= best).all() and (drawn <= worst).all()
    assert (np.array(worst) - best >= np.ptp(drawn, axis=0)).all()


def test_a_solver_without_time_gives_limits_that_hold_and_says_so():
    values = random_panel(9, 40, "abc")
    table = rank_bounds(tree(*FLAT), values, Weights(1.0), units=["05"], seconds=0.0).table
    exact = rank_bounds(tree(*FLAT), values, Weights(1.0), units=["05"]).table
    assert not table["exact"].item() and exact["exact"].item()
    assert table["best"].item() <= exact["best"].item() and table["worst"].item() >= exact["worst"].item()


def test_a_headline_that_is_rounded_is_ranked_as_rounded():
    rng = np.random.default_rng(10)
    values = panel({leaf: rng.integers(30, 61, 8) / 100 for leaf in "abc"})
    rounded = rank_bounds(tree(*FLAT, head="levels = [{ level = 0, round = 1 }]"), values, Weights(0.3)).table
    compared = rank_bounds(tree(*FLAT, head="rank_decimals = 1"), values, Weights(0.3)).table
    pd.testing.assert_frame_equal(rounded, compared)
    assert ends(rounded) != ends(rank_bounds(tree(*FLAT), values, Weights(0.3)).table)


def test_a_score_on_a_rounding_edge_under_all_weights_leaves_limits_that_hold():
    # 0.45 is rounded to 0.4 or 0.5 by its last bit; 0.5 is above it or not.
    values = panel({leaf: [0.45, 0.5, 0.41] for leaf in "abc"})
    table = rank_bounds(tree(*FLAT, head="rank_decimals = 1"), values, Weights(0.3)).table
    assert table["best"].tolist() == [1, 1, 2] and table["worst"].tolist() == [2, 1, 3]
    assert table["exact"].tolist() == [False, True, False]


def test_a_solution_that_does_not_stand_up_to_a_closer_look_is_cut_off(monkeypatch):
    values = random_panel(11, 8, "abc")
    true = rank_bounds(tree(*FLAT), values, Weights(0.6)).table
    closer, seen = rank_program._closer, []

    def doubt(field, program, above, best):
        """Never content with the first answer."""
        seen.append(tuple(above))
        return closer(field, program, above, best) if len(seen) > 1 else (-np.inf, np.zeros(3))

    monkeypatch.setattr(rank_program, "_closer", doubt)
    for unit in ("01", "04", "07"):
        seen.clear()
        table = rank_bounds(tree(*FLAT), values, Weights(0.6), units=[unit]).table
        if seen[0]:  # there are rivals to put above the unit, so another set of them is found
            assert seen[1] != seen[0] and table["exact"].item()
            assert true.loc[unit, "best"] <= table["best"].item() <= true.loc[unit, "best"] + 1
    monkeypatch.setattr(rank_program, "_closer", lambda *arguments: (-np.inf, np.zeros(3)))
    limits = rank_bounds(tree(*FLAT), values, Weights(0.6), units=["04"]).table
    assert not limits["exact"].item()
    assert limits["best"].item() <= true.loc["04", "best"] and limits["worst"].item() >= true.loc["04", "worst"]


VALUES = panel({leaf: [0.2, 0.6, 0.9] for leaf in "abcd"})
REFUSED = "The best and worst ranks cannot be told exactly: "


@pytest.mark.parametrize(
    ("framework", "values", "limits", "message"),
    [
        (
            tree(*DEEP, head='mean = "geometric"'),
            VALUES,
            Weights(0.2, levels=(2,)),
            REFUSED + "weights vary at or below dti, and its mean is geometric, and scores then do not grow in"
            " proportion to weights. Choose levels above it, or draw weights at random.",
        ),
        (
            tree(*DEEP, head="levels = [{ level = 1, round = 2 }]"),
            VALUES,
            Weights(0.2),
            REFUSED + "weights vary at or below g, and its score is rounded to 2 decimals. Choose levels above it, or"
            " draw weights at random.",
        ),
        (
            tree(*DEEP, head="least_coverage = 0.3"),
            VALUES.mask(VALUES == 0.6, [[0.6, NAN, 0.6, 0.6]] * 3),
            Weights(0.2),
            REFUSED + "b of 02 is missing, and its weight goes to its siblings in a way that is not linear. Choose"
            " levels above it, or draw weights at random.",
        ),
        (
            tree(*DEEP),
            VALUES,
            Weights(0.2, levels=(4,)),
            "The framework t has no two nodes with points under one parent at level 4, so there are no weights to draw."
            " Its levels are 1 to 2.",
        ),
        (tree(*DEEP), VALUES, Ranges({"x": (0, 1)}), "A range is given for x, which has no points under the node."),
        (
            tree(*DEEP),
            VALUES,
            Ranges({"g": (0, 1), "h": (0, 1)}),
            "The ranges of the children of dti add up to 0 to 2 points, which leaves out the 5 that they have together."
            " Widen them.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_told_exactly_is_refused_with_the_reason(framework, values, limits, message):
    with pytest.raises(ScoringError) as raised:
        rank_bounds(framework, values, limits)
    assert str(raised.value) == message


def test_a_node_under_which_nothing_varies_is_named():
    with pytest.raises(ScoringError) as raised:
        rank_bounds(tree(*DEEP), VALUES, Weights(0.2, levels=(1,)), node="g")
    assert str(raised.value) == "No weights vary under the node, so every rank is what it is. Choose other levels."


def test_a_range_that_falls_and_a_unit_that_is_not_there_are_named():
    with pytest.raises(ScoringError, match=r"^The points of g range from 3 to 1: they must be 0 or more and rise\.$"):
        Ranges({"g": (3, 1)})
    with pytest.raises(ScoringError, match=r"^09 is not among the units of 2023\.$"):
        rank_bounds(tree(*DEEP), VALUES, Weights(), units=["01", "09"])
