"""Many sets of points at once agree with one set after another."""

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError, load_framework
from scoring.engine import draws, tiles
from scoring.engine.aggregate import aggregate
from scoring.engine.draws import points_of, scores_by_draw
from scoring.engine.ranks import by_row
from scoring.engine.shares import shares
from tests.scoring.trees import panel, tree

NAN = np.nan
# Two levels with leaves and branches side by side, a node that may not be missing and one that is zeroed.
NODES = [
    ("g", "dti", 3),
    ("a", "g", 1),
    ("b", "g", 2),
    ("i", "g", 1),
    ("e", "i", 1),
    ("f", "i", 1),
    ("h", "dti", 2, 'missing = "zero"'),
    ("c", "h", 1, 'missing = "none"\nrule = { kind = "share" }'),
    ("d", "h", 3),
    ("k", "dti", 1),
]


METHODS = [
    "",
    "least_coverage = 0",
    "least_coverage = 0.7",
    "least_children = 0.7\nleast_coverage = 0.2",
    "levels = [{ level = 1, round = 2 }]",
    'missing = "zero"',
    'missing = "none"',
    'mean = { kind = "geometric", offset = 1 }',
    'mean = { kind = "power", exponent = 2 }',
    'levels = [{ level = 0, mean = "copeland" }, { level = 2, mean = { kind = "harmonic", offset = 2 } }]',
]


def _agree(framework, found, points, node):
    together = scores_by_draw(framework, found, points, node)
    at = framework.codes.index(node)
    for row, drawn in zip(together, points, strict=True):
        given = zip([each.code for each in framework.nodes], drawn, strict=True)
        alone = aggregate(framework, found, {code: p for code, p in given if not np.isnan(p)})
        np.testing.assert_allclose(row, alone.scores[:, at], rtol=1e-12)
    return together


@pytest.mark.parametrize("head", METHODS)
@pytest.mark.parametrize("holes", [0.0, 0.4])
def test_draws_agree_with_one_set_of_points_at_a_time(head, holes):
    framework = tree(*NODES, head=head, composites={"p": {"i": 1, "c": 2}})
    rng = np.random.default_rng(6)
    leaves = [node.code for node in framework.nodes if node.is_leaf]
    values = panel({code: rng.uniform(0.1, 1, 25) for code in leaves})
    found = shares(framework, values.mask(rng.random(values.shape) < holes))
    points = points_of(framework) * rng.uniform(0.5, 1.5, (5, len(framework.nodes)))
    points[0, [2, 8]] = 0.0  # a child without points is not looked for
    for node in ("dti", "i", "p"):
        drawn = _agree(framework, found, points, node)
        assert np.isnan(drawn).any() == (holes > 0) or head in ("least_coverage = 0", 'missing = "zero"')


def test_draws_agree_on_a_framework_of_the_project():
    framework = load_framework("demo-province-components")
    rng = np.random.default_rng(6)
    index = pd.MultiIndex.from_product([["2023-02", "2023-01"], [f"{n:02d}" for n in range(15)]])
    values = pd.DataFrame({c.code: rng.uniform(1, c.high or 50, len(index)) for c in framework.inputs}, index=index)
    found = shares(framework, values.mask(rng.random(values.shape) < 0.2))
    points = points_of(framework) * rng.uniform(0.5, 1.5, (4, len(framework.nodes)))
    _agree(framework, found, points, "dti")


def test_blocks_of_draws_rows_and_products_are_one(monkeypatch):
    framework = tree(*NODES)
    rng = np.random.default_rng(7)
    values = panel({node.code: rng.uniform(0.1, 1, 37) for node in framework.nodes if node.is_leaf})
    found = shares(framework, values.mask(rng.random(values.shape) < 0.2))
    points = points_of(framework) * rng.uniform(0.5, 1.5, (50, len(framework.nodes)))
    whole = _agree(framework, found, points, "dti")
    monkeypatch.setattr(draws, "BLOCK", 8)
    monkeypatch.setattr(draws, "ROWS", 5)
    monkeypatch.setattr(tiles, "PRODUCT", 64)
    np.testing.assert_allclose(scores_by_draw(framework, found, points), whole, rtol=1e-14)


def test_units_with_the_same_data_tie_in_every_draw():
    """At this size a matrix product adds up equal columns in different orders, and some sums fall on rounding edges."""
    framework = tree(*[(f"i{at}", "dti", 1) for at in range(97)])
    rng = np.random.default_rng(0)
    found = shares(framework, panel({f"i{at}": [x] * 63 for at, x in enumerate(rng.random(97))}))
    drawn = scores_by_draw(framework, found, rng.uniform(0.5, 1.5, (20_000, 98)))
    assert (by_row(drawn, framework.rank_decimals) == 1).all()


def test_by_hand_with_a_gap():
    framework = tree(("a", "dti", 1), ("b", "dti", 1), ("c", "b", 1), ("d", "b", 1))
    found = shares(framework, panel({"a": [0.2, 0.2, 0.2], "c": [1.0, 1.0, NAN], "d": [0.5, NAN, 0.5]}))
    # b is (1·1 + 4·0.5) / 5 = 0.6; nothing where d is missing, as c alone has but 1 of 5 points; 0.5 where c is.
    drawn = scores_by_draw(framework, found, np.array([[NAN, 3, 1, 1, 4]]))
    np.testing.assert_allclose(drawn, [[(3 * 0.2 + 0.6) / 4, 0.2, (3 * 0.2 + 0.5) / 4]], rtol=1e-15)


def test_where_all_is_missing_no_noise_of_weights_makes_a_score():
    framework = tree(*[(f"i{at}", "dti", 1) for at in range(7)], head="least_coverage = 0")
    found = shares(framework, panel({f"i{at}": [NAN] for at in range(7)}))
    drawn = scores_by_draw(framework, found, np.random.default_rng(1).uniform(0.5, 1.5, (500, 8)))
    assert np.isnan(drawn).all()


def test_a_unit_that_a_screen_left_out_never_scores_0():
    head = 'missing = "zero"\nsteps = [{ step = "screen", least_known = 0.5 }]'
    framework = tree(*NODES, head=head)
    values = panel({node.code: [0.3, NAN, 0.6] for node in framework.nodes if node.is_leaf})
    values.iloc[0, :3] = NAN
    found = shares(framework, values)
    drawn = _agree(framework, found, np.tile(points_of(framework), (2, 1)), "dti")
    assert np.isnan(drawn[:, 1]).all() and not np.isnan(drawn[:, [0, 2]]).any()


def test_a_child_drawn_0_is_not_missed():
    framework = tree(("a", "dti", 1), ("b", "dti", 1, 'missing = "none"\nrule = { kind = "share" }'))
    found = shares(framework, panel({"a": [0.2, 0.4], "b": [NAN, 1.0]}))
    drawn = scores_by_draw(framework, found, np.array([[NAN, 1, 1], [NAN, 1, 0]]))
    np.testing.assert_array_equal(drawn, [[NAN, 0.7], [0.2, 0.4]])


def test_a_branch_drawn_0_may_lose_all_its_children():
    framework = tree(*NODES)
    found = shares(framework, panel({node.code: [0.3, 0.6] for node in framework.nodes if node.is_leaf}))
    points = np.tile(points_of(framework), (2, 1))
    points[1, [[node.code for node in framework.nodes].index(code) for code in ("i", "e", "f")]] = 0
    _agree(framework, found, points, "dti")


def test_an_indicator_has_its_share_in_every_draw():
    framework = tree(*NODES)
    found = shares(framework, panel({node.code: [0.3, 0.6] for node in framework.nodes if node.is_leaf}))
    drawn = scores_by_draw(framework, found, np.tile(points_of(framework), (3, 1)), "a")
    np.testing.assert_array_equal(drawn, [[0.3, 0.6]] * 3)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"a": -1}, "The points of a in draw 1 are -1; they must be a number of 0 or more."),
        ({"b": NAN}, "The points of b in draw 1 are nan; they must be a number of 0 or more."),
        ({"e": 0, "f": 0}, "The points of all children of i are 0 in draw 1."),
    ],
)
@pytest.mark.parametrize("mean", ["arithmetic", "copeland"])
def test_points_that_cannot_be_are_refused_with_their_draw(changes, message, mean):
    framework = tree(*NODES, head=f'mean = "{mean}"')
    found = shares(framework, panel({node.code: [0.5] for node in framework.nodes if node.is_leaf}))
    points = np.tile(points_of(framework), (2, 1))
    for code, value in changes.items():
        points[1, [node.code for node in framework.nodes].index(code)] = value
    with pytest.raises(ScoringError) as raised:
        scores_by_draw(framework, found, points)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("leaf", "message"),
    [
        ("a", "The node g of 02 in 2023 has no geometric mean: its child a is 0, which is 0 or less."),
        ("i", "The node g of 02 in 2023 has no geometric mean: its child i is 0, which is 0 or less."),
    ],
)
def test_a_mean_of_what_is_not_positive_names_the_cell(leaf, message):
    framework = tree(*NODES, head='levels = [{ level = 1, mean = "geometric" }]')
    below = {"a": ["a"], "i": ["e", "f"]}[leaf]
    values = {node.code: [0.5, 0.0 if node.code in below else 0.5] for node in framework.nodes if node.is_leaf}
    with pytest.raises(ScoringError) as raised:
        scores_by_draw(framework, shares(framework, panel(values)), np.tile(points_of(framework), (3, 1)))
    assert str(raised.value) == message + " Choose another mean, or give this one an offset."


def test_a_small_weight_is_not_lost_beside_a_large_one():
    framework = tree(("a", "dti", 1), ("b", "dti", 1), head="least_coverage = 0")
    found = shares(framework, panel({"a": [NAN, 0.5], "b": [0.25, 0.5]}))
    points = np.array([[NAN, 1e17, 1.0]])
    assert _agree(framework, found, points, "dti").tolist() == [[0.25, 0.5]]
