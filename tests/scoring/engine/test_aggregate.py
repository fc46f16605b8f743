"""Means by level, thresholds and rounding as the framework chooses them, worked by hand."""

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError, score
from scoring.engine.aggregate import aggregate
from scoring.engine.shares import shares
from tests.scoring.trees import panel, tree

NAN = np.nan
NODES = (("g", "dti", 1), ("a", "g", 1), ("b", "g", 1), ("h", "dti", 1), ("c", "h", 1), ("d", "h", 3))
VALUES = {"a": [0.2], "b": [0.8], "c": [0.1], "d": [0.5]}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", {"g": 0.5, "h": 0.4, "dti": 0.45}),
        ('mean = "geometric"', {"g": 0.4, "h": (0.1 * 0.5**3) ** 0.25, "dti": (0.4 * (0.1 * 0.5**3) ** 0.25) ** 0.5}),
        ('levels = [{ level = 1, mean = "geometric" }]', {"g": 0.4, "dti": (0.4 + (0.1 * 0.5**3) ** 0.25) / 2}),
        ('levels = [{ level = 0, mean = "harmonic" }]', {"g": 0.5, "dti": 2 / (1 / 0.5 + 1 / 0.4)}),
        ("levels = [{ level = 0, mean = { kind = 'power', exponent = 2 } }]", {"dti": ((0.25 + 0.16) / 2) ** 0.5}),
        ("levels = [{ level = 0, round = 1 }]", {"g": 0.5, "dti": 0.4}),  # 0.45 to the even digit
        ("levels = [{ level = 2, round = 0 }]", {"a": 0, "b": 1, "g": 0.5, "d": 0, "h": 0}),
    ],
)
def test_means_and_rounding_by_level(head, expected):
    found = score(tree(*NODES, head=head), panel(VALUES)).scores.iloc[0]
    for code, value in expected.items():
        assert found[code] == pytest.approx(value, rel=1e-14, abs=1e-15), code


def test_a_node_says_it_for_itself_and_a_composite_too():
    nodes = [("g", "dti", 1, 'mean = "geometric"\nround = 2'), *NODES[1:]]
    found = score(tree(*nodes, head='mean = "harmonic"', composites={"p": {"a": 1, "b": 1}}), panel(VALUES)).scores
    assert found["g"].item() == 0.4
    assert found["h"].item() == pytest.approx(4 / (1 / 0.1 + 3 / 0.5))
    assert found["p"].item() == pytest.approx(2 / (1 / 0.2 + 1 / 0.8))


@pytest.mark.parametrize(
    ("head", "scored"),
    [
        ("", [True, True, False, False]),  # half of the points, by default
        ("least_coverage = 0", [True, True, True, False]),
        ("least_coverage = 0.9", [True, False, False, False]),
        ("least_coverage = 0.8\nleast_children = 0.6", [True, True, False, False]),
        ("least_coverage = 0\nleast_children = 0.6", [True, True, False, False]),
        ("least_coverage = 0\nleast_children = 0.61", [True, False, False, False]),
        ("least_coverage = 0\nlevels = [{ level = 0, least_children = 1 }]", [True, False, False, False]),
    ],
)
def test_how_much_must_be_present(head, scored):
    """Five children of 60, 10 … points; 0.6 · 5 = 3 present ones are enough, whatever 3 / 5 is in floating point."""
    framework = tree(("a", "dti", 60), *((code, "dti", 10) for code in "bcde"), head=head)
    values = {"a": [1.0, 1.0, NAN, NAN], "b": [1.0, 1.0, 1.0, NAN], "c": [1.0, 1.0, NAN, NAN]}
    values |= {code: [1.0, NAN, NAN, NAN] for code in "de"}
    found = score(framework, panel(values)).scores["dti"]
    np.testing.assert_array_equal(found.notna(), scored)


def test_points_may_be_replaced_and_the_framework_stays_as_it_is():
    framework = tree(*NODES, composites={"p": {"a": 1, "d": 1}})
    found = shares(framework, panel(VALUES))
    before = aggregate(framework, found)
    after = aggregate(framework, found, {"g": 3, "c": 0})
    at = {code: column for column, code in enumerate(after.codes)}
    assert after.scores[0, at["h"]] == 0.5 and after.scores[0, at["dti"]] == (3 * 0.5 + 0.5) / 4
    assert after.scores[0, at["p"]] == before.scores[0, at["p"]] == 0.35
    np.testing.assert_array_equal(aggregate(framework, found).scores, before.scores)
    same = {node.code: node.points for node in framework.nodes if node.parent}
    np.testing.assert_array_equal(aggregate(framework, found, same).scores, before.scores)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ({"x": 1}, "Points are given for 'x', which is no node of the framework t."),
        ({"p": 1}, "Points are given for 'p', which is no node of the framework t."),
        ({"a": -1.0}, "The points of a are -1.0; they must be a number of 0 or more."),
        ({"a": NAN}, "The points of a are nan; they must be a number of 0 or more."),
        ({"a": np.inf}, "The points of a are inf; they must be a number of 0 or more."),
        ({"a": 0, "b": 0}, "The points of all children of g are 0: give one of them points."),
        ({"g": 0, "h": 0}, "The points of all children of dti are 0: give one of them points."),
    ],
)
def test_points_that_cannot_be_are_refused(points, message):
    framework = tree(*NODES, composites={"p": {"a": 1, "d": 1}})
    with pytest.raises(ScoringError) as raised:
        aggregate(framework, shares(framework, panel(VALUES)), points)
    assert str(raised.value) == message


def test_a_node_of_no_points_needs_none_below():
    framework = tree(*NODES)
    found = aggregate(framework, shares(framework, panel(VALUES)), {"g": 0, "a": 0, "b": 0})
    assert np.isnan(found.scores[0, found.codes.index("g")]) and found.scores[0, 0] == 0.4


@pytest.mark.parametrize(
    ("mean", "message"),
    [
        (
            '"geometric"',
            "The node g of 02 in 2023 has no geometric mean: its child b is 0, which is 0 or less. "
            "Choose another mean, or give this one an offset.",
        ),
        (
            '{ kind = "power", exponent = -1 }',
            "The node g of 02 in 2023 has no power mean: its child b is 0, which is 0 or less. Choose another mean.",
        ),
    ],
)
def test_a_mean_of_what_is_not_positive_names_the_cell(mean, message):
    framework = tree(("g", "dti", 1, f"mean = {mean}"), *NODES[1:3])
    with pytest.raises(ScoringError) as raised:
        score(framework, panel({"a": [0.2, 0.2], "b": [0.4, 0.0]}))
    assert str(raised.value) == message


def test_an_offset_lets_zeros_in():
    framework = tree(*NODES[:3], head='mean = { kind = "geometric", offset = 0.1 }')
    found = score(framework, panel({"a": [0.0], "b": [0.3]})).scores["g"].item()
    assert found == pytest.approx((0.1 * 0.4) ** 0.5 - 0.1)


def test_copeland_ranks_the_units_of_each_period_among_themselves():
    framework = tree(("a", "dti", 1), ("b", "dti", 1), ("c", "dti", 1), head='mean = "copeland"\nleast_coverage = 0.6')
    one = panel({"a": [3.0, 2, 1, 4], "b": [3.0, 2, 1, NAN], "c": [1.0, 2, 0, NAN]}, "2023") / 10
    two = panel({"a": [1.0, 2], "b": [1.0, 2], "c": [1.0, 2]}, "2022") / 10
    found = score(framework, pd.concat([one, two]).iloc[[4, 0, 3, 1, 5, 2]]).scores["dti"].sort_index()
    # The fourth unit of 2023 has a third of the points: no score, and nobody's rival.
    np.testing.assert_array_equal(found, [0, 1, 1, 0.5, 0, NAN])


def test_a_mean_that_is_zeroed_where_missing_says_so():
    framework = tree(("g", "dti", 1, 'missing = "zero"'), *NODES[1:3], ("h", "dti", 1, 'rule = { kind = "share" }'))
    found = score(framework, panel({"a": [NAN], "b": [NAN], "h": [0.6]}))
    assert found.scores["g"].item() == 0 and found.zeroed["g"].item()
    assert found.scores["dti"].item() == 0.3 and found.coverage["dti"].item() == 0.5


def test_codes_and_names_may_be_anything():
    codes = ["1.1", "hạ tầng số", "a b", "dti.rank", "x, y"]
    framework = tree(("nhóm 1", "dti", 1), *((code, "nhóm 1", 1) for code in codes), ("lá", "dti", 1))
    found = score(framework, panel({code: [0.1 * n] for n, code in enumerate([*codes, "lá"], 1)}))
    assert found.scores["nhóm 1"].item() == pytest.approx(0.3) and found.scores["dti"].item() == pytest.approx(0.45)


def test_a_mean_that_is_not_finite_is_refused():
    index = tree(*((code, "dti", 1, 'rule = { kind = "none" }') for code in "ab"))
    with np.errstate(all="ignore"), pytest.raises(ScoringError) as caught:
        score(index, panel({"a": [0.5, 1.7e308], "b": [0.5, 1.7e308]}))
    assert str(caught.value) == (
        "The node dti of 02 in 2023 has no finite arithmetic mean: its children's scores are too large or too small. "
        "Rescale them."
    )
