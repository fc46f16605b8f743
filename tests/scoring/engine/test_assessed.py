"""Points that a department's form gives stand in place of the rule's share."""

import numpy as np
import pytest

from scoring import ScoringError, score
from tests.scoring.engine.test_score import framework, node, panel


def test_assessed_points_are_a_share_of_the_indicator_s_points():
    tree = framework(node("a", points=20), node("b", points=80))
    found = score(
        tree, panel([[np.nan, np.nan, 15, 40], [0.5, 0.25, np.nan, np.nan]], ["a", "b", "a.assessed", "b.assessed"])
    )
    # 15 of 20 and 40 of 80 points: (15 + 40) / 100; without a form the figures count: 0.2 · 0.5 + 0.8 · 0.25.
    assert found.scores["dti"].tolist() == pytest.approx([0.55, 0.3], abs=1e-15)
    assert found.scores["a"].tolist() == [0.75, 0.5]


def test_assessed_points_come_before_the_zero_of_no_evidence_and_have_no_part_in_points_unknown():
    tree = framework(node("a", points=50, extra='missing = "zero"'), node("b", points=50))
    found = score(tree, panel([[np.nan, 1, 10], [np.nan, 1, np.nan]], ["a", "b", "a.assessed"]))
    assert found.scores["dti"].tolist() == pytest.approx([0.6, 0.5])
    assert found.zeroed["a"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("column", "points", "message"),
    [
        ("a.assessed", np.inf, "The indicator a.assessed of 01 in 2023 has an infinite value."),
        ("a.assessed", -3, "The indicator a.assessed of 01 in 2023 is -3 points; it must lie between 0 and 20."),
        ("a.assessed", 21, "The indicator a.assessed of 01 in 2023 is 21 points; it must lie between 0 and 20."),
        ("a.assessed", "x", "The indicator a.assessed of 01 in 2023 is 'x', which is not a number."),
        ("aa.assessed", 1, "aa.assessed: the framework t has no such indicator to assess."),
        ("dti.assessed", 1, "dti.assessed: the framework t has no such indicator to assess."),
    ],
)
def test_points_that_no_form_can_give_are_named(column, points, message):
    values = panel([[0.5], [0.25]], ["a"]).assign(**{column: np.array([points, None], dtype=object)})
    with pytest.raises(ScoringError) as caught:
        score(framework(node("a", points=20)), values.set_axis(panel([[0.5], [0.25]], ["a"]).index))
    assert str(caught.value) == message


def test_points_over_the_most_by_rounding_alone_count_as_the_most():
    found = score(framework(node("a", points=0.3)), panel([[0.5, 0.1 + 0.2]], ["a", "a.assessed"]))
    assert found.scores["a"].tolist() == [1.0]
