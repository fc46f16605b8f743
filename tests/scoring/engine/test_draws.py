"""Many sets of points at once agree with one set after another."""

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError, load_framework
from scoring.engine import draws
from scoring.engine.aggregate import aggregate
from scoring.engine.draws import points_of, scores_by_draw
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
    "least_children = 0.7\nleast_coverage = 0.2",
    "levels = [{ level = 1, round = 2 }]",
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
        assert np.isnan(_agree(framework, found, points, node)).any() == (holes > 0)


def test_draws_agree_on_a_framework_of_the_project():
    framework = load_framework("demo-province-components")
    rng = np.random.default_rng(6)
    index = pd.MultiIndex.from_product([["2023-02", "2023-01"], [f"{n:02d}" for n in range(15)]])
    values = pd.DataFrame({c.code: rng.uniform(1, c.high or 50, len(index)) for c in framework.inputs}, index=index)
    found = shares(framework, values.mask(rng.random(values.shape) < 0.2))
    points = points_of(framework) * rng.uniform(0.5, 1.5, (4, len(framework.nodes)))
    _agree(framework, found, points, "dti")


def test_the_points_of_the_tree_give_the_scores_of_the_tree_in_blocks_too(monkeypatch):
    framework = tree(*NODES)
    found = shares(framework, panel({node.code: [0.1, 0.9] for node in framework.nodes if node.is_leaf}))
    monkeypatch.setattr(draws, "_CELLS", 4)
    drawn = scores_by_draw(framework, found, np.tile(points_of(framework), (7, 1)))
    np.testing.assert_allclose(drawn, np.tile(aggregate(framework, found).scores[:, 0], (7, 1)), rtol=1e-14)


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
