"""The cut of the tree at which the index is published, merged and explained."""

import numpy as np
import pandas as pd
import pytest

from scoring import load_framework, load_frameworks, score
from scoring.analysis.mergers.main_indicators import Top, carried_nodes, cut_off, main_indicators, points_of_headline
from tests.scoring.trees import tree

EIGHT = (
    "nhan_thuc_so the_che_so ha_tang_so nhan_luc_so an_toan_ttm hd_chinh_quyen_so hd_kinh_te_so hd_xa_hoi_so".split()
)


@pytest.mark.parametrize(
    ("framework", "expected"),
    [
        ("dti-922-province", EIGHT),
        ("demo-province-components", ["1", "2", "3", "4", "5", "7", "8", "9"]),
        ("dti-1726-province", ["cqs", "kts", "xhs"]),
        ("dti-405-province-published", ["dti"]),
    ],
)
def test_they_follow_from_the_framework(framework, expected):
    assert list(main_indicators(load_framework(framework))) == expected


def test_without_composites_they_are_the_leaves_that_count():
    index = tree(("g", "dti", 60), ("a", "g", 1), ("b", "g", 3), ("c", "dti", 40), ("d", "dti", 0))
    assert main_indicators(index) == ("a", "b", "c")
    assert carried_nodes(index) == ("a", "b", "c", "d")


def test_what_is_only_shown_is_carried_too():
    assert set(carried_nodes(load_framework("dti-922-province"))) == {*EIGHT, "do_thi_thong_minh"}
    assert carried_nodes(load_framework("dti-405-province-published"))[0] == "dti"
    assert len(carried_nodes(load_framework("dti-405-province-published"))) == 5


@pytest.mark.parametrize("name", [name for name, each in load_frameworks().items() if not each.is_programme])
def test_the_headline_of_the_cut_tree_is_that_of_the_whole(name):
    whole = load_framework(name)
    rng = np.random.default_rng(3)
    index = pd.MultiIndex.from_product([["2023"], [f"{n:02d}" for n in range(20)]], names=["period", "unit"])
    high = [column.high if column.high is not None else 40 for column in whole.inputs]
    values = pd.DataFrame(rng.uniform(0.5, 1, (20, len(high))) * high, index, [c.code for c in whole.inputs])
    full = score(whole, values)
    cut = score(cut_off(whole), full.scores[list(carried_nodes(whole))])
    codes = [code for code in cut.scores if code in full.scores]
    pd.testing.assert_frame_equal(cut.scores[codes], full.scores[codes], rtol=1e-12)
    assert set(cut.framework.codes) <= set(whole.codes) and not any(node.rank for node in cut.framework.nodes)


def test_the_share_of_the_headlines_points_by_hand():
    index = tree(("g", "dti", 60), ("a", "g", 1), ("b", "g", 3), ("c", "dti", 40), ("d", "dti", 0))
    assert points_of_headline(index) == pytest.approx({"dti": 1, "g": 0.6, "c": 0.4, "a": 0.15, "b": 0.45})
    assert points_of_headline(load_framework("dti-405-province-published")) == {"dti": 1.0}


@pytest.mark.parametrize(
    ("head", "weights"),
    [
        ("", [0.6, 0.4]),
        ("least_coverage = 0.9", [0.6, 0.4]),
        ('mean = { kind = "geometric" }', None),
        ("levels = [{ level = 0, round = 3 }]", None),
    ],
)
def test_the_top_of_a_tree_makes_headlines_as_the_engine_does(head, weights):
    whole = tree(("a", "dti", 60), ("b", "dti", 40), head=head)
    top = Top.of(whole)
    assert (None if top.weights is None else top.weights.tolist()) == weights
    rows = np.array([[[0.25, 0.5], [0.5, 0.125]], [[0.75, np.nan], [0.5, 0.5]]])
    units = ["01", "04"]
    for cube in (rows[:1], rows):
        index = pd.MultiIndex.from_product([range(len(cube)), units], names=["period", "unit"])
        expected = score(whole, pd.DataFrame(cube.reshape(-1, 2), index=index, columns=["a", "b"])).scores["dti"]
        found = top.headline(cube, units, np.arange(2))
        np.testing.assert_allclose(found.ravel(), expected, atol=1e-15)


def test_a_main_indicator_that_may_not_be_missing_stays_so():
    index = tree(("a", "dti", 90), ("b", "dti", 10, 'rule = { kind = "share" }\nmissing = "none"'))
    cut = cut_off(index)
    values = pd.DataFrame({"a": [0.5], "b": [np.nan]}, pd.MultiIndex.from_tuples([("2023", "01")]))
    assert np.isnan(score(cut, values).scores["dti"].item())
    zero = cut_off(tree(("a", "dti", 90), ("b", "dti", 10, 'rule = { kind = "share" }\nmissing = "zero"')))
    assert score(zero, values).scores["dti"].item() == 0.5  # carried scores that are missing are not known to be 0
