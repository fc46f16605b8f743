"""Many sets of points at once agree with one set after another."""

import numpy as np
import pandas as pd
import pytest

from scoring import load_framework
from scoring.engine.aggregate import aggregate
from scoring.engine.draws import points_of, scores_by_draw
from scoring.engine.shares import shares


@pytest.fixture(scope="module", params=[0.0, 0.3])
def case(request):
    tree = load_framework("demo-province-components")
    rng = np.random.default_rng(6)
    index = pd.MultiIndex.from_product([["2023-02", "2023-01"], [f"{n:02d}" for n in range(15)]])
    values = pd.DataFrame({c.code: rng.uniform(1, c.high or 50, len(index)) for c in tree.inputs}, index=index)
    points = points_of(tree) * rng.uniform(0.5, 1.5, (7, len(tree.nodes)))
    return tree, shares(tree, values.mask(rng.random(values.shape) < request.param)), points


@pytest.mark.parametrize("node", ["dti", "4"])
def test_draws_agree_with_one_set_of_points_at_a_time(case, node):
    tree, found, points = case
    together = scores_by_draw(tree, found, points, node)
    for row, drawn in zip(together, points, strict=True):
        alone = aggregate(tree, found, dict(zip([each.code for each in tree.nodes], drawn, strict=True)))
        np.testing.assert_allclose(row, alone.scores[:, tree.codes.index(node)], rtol=1e-12)


def test_the_points_of_the_tree_give_the_scores_of_the_tree(case):
    tree, found, _ = case
    drawn = scores_by_draw(tree, found, points_of(tree)[None])
    np.testing.assert_allclose(drawn[0], aggregate(tree, found).scores[:, 0], rtol=1e-12)
