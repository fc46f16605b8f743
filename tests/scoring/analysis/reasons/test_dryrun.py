"""What an upload would change, worked by hand on three units and two indicators of 60 and 40 points."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import score
from scoring.analysis.reasons.dryrun import changed_cells, dry_run
from tests.scoring.engine.test_score import framework, node, panel

TREE = framework(node("a", points=60), node("b", points=40))
BEFORE = [[0.5, 0.5], [0.4, 0.9], [0.2, 0.1]]  # 0.50, 0.60, 0.16: ranks 2, 1, 3


def run(after, before=BEFORE):
    return dry_run(score(TREE, panel(after, ["a", "b"])), score(TREE, panel(before, ["a", "b"])))


def test_cells_scores_and_ranks_that_change():
    found = run([[0.8, 0.5], [0.4, 0.9], [0.2, np.nan]])
    assert found.cells.to_dict("records") == [
        {"unit": "01", "column": "a", "before": 0.5, "after": 0.8, "kind": "changed"},
        {"unit": "03", "column": "b", "before": 0.1, "after": pytest.approx(np.nan, nan_ok=True), "kind": "gone"},
    ]
    # 01: 0.6·0.8 + 0.4·0.5 = 0.68, before 0.50; 03 keeps 60 of 100 points: 0.2, before 0.16.
    assert found.units["points"].tolist() == pytest.approx([0.18, 0, 0.04])
    assert found.units["places"].tolist() == [1, -1, 0]


def test_the_parts_of_the_nodes_add_up_to_the_change():
    found = run([[0.8, 0.5], [0.4, 0.9], [0.2, np.nan]])
    # 01: 0.6 · 0.3 by a. 03: nothing by a, b unknown; its points went to a: the rest.
    assert found.nodes.loc["01"].tolist() == pytest.approx([0.18, 0, 0])
    assert found.nodes.loc["03", "rest"] == pytest.approx(0.04)
    assert found.nodes.sum(axis=1).tolist() == pytest.approx(found.units["points"].tolist())


def test_who_moved_only_because_others_did_has_no_node_to_thank():
    movers = run([[0.8, 0.5], [0.4, 0.9], [0.2, 0.1]]).movers()
    assert movers["node"].isna().to_dict() == {"01": False, "02": True} and movers.loc["01", "node"] == "a"


def test_units_that_would_vanish_are_named_and_ranks_among_others_are_not_compared():
    found = run([[0.8, 0.5], [np.nan, np.nan], [0.2, 0.1]])
    assert found.gone == ["02"] and not found.ranks_compare
    assert found.units["places"].isna().all()


def test_nothing_changed():
    found = run(BEFORE)
    assert found.cells.empty and found.movers().empty and found.gone == [] and found.ranks_compare


def test_a_new_figure_is_new():
    before, after = panel([[np.nan]], ["a"]).droplevel(0), panel([[0.0]], ["a"]).droplevel(0)
    assert changed_cells(after, before)["kind"].tolist() == ["new"]


def test_movers_come_by_places_then_by_points():
    found = run([[0.5, 0.6], [0.4, 0.4], [0.7, 0.7]])
    # 01: 0.50 → 0.54, rank 2 stays; 02: 0.60 → 0.40, from 1 to 3; 03: 0.16 → 0.70, from 3 to 1.
    assert found.units["places"].tolist() == [0, -2, 2]
    movers = found.movers()
    assert movers.index.tolist() == ["03", "02", "01"] and movers["node"].tolist() == ["a", "b", "b"]
    assert found.movers(1).index.tolist() == ["03"]


figure = st.one_of(st.just(np.nan), st.integers(0, 20).map(lambda x: x / 20))
figures = st.lists(st.lists(figure, min_size=2, max_size=2), min_size=3, max_size=3)


@settings(max_examples=60, deadline=None)
@given(figures, figures)
def test_the_parts_add_up_to_every_change(before, after):
    found = run(after, before)
    known = found.units["points"].notna()
    np.testing.assert_allclose(found.nodes[known].sum(axis=1), found.units["points"][known], atol=1e-12)
    assert len(found.movers(99)) <= len(found.units)
