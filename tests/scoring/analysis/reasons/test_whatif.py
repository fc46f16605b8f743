"""Changed values and points: new scores and ranks of all."""

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError, score
from scoring.analysis.reasons.whatif import what_if
from tests.scoring.analysis.small_index import published, table
from tests.scoring.trees import tree

ROWS = {"01": [0.4, 0.4], "04": [0.5, 0.5], "06": [0.6, 0.6]}


def scored(rule='rule = { kind = "share" }'):
    return score(tree(("a", "dti", 60, rule), ("b", "dti", 40)), table(ROWS, ["a", "b"]))


def test_one_value_by_hand():
    scores = scored()
    before = scores.values.copy()
    found = what_if(scores, {("2023", "01"): {"a": 0.7}}).moved.droplevel(0)
    # 0.6·0.7 + 0.4·0.4 = 0.58: past 04, behind 06.
    np.testing.assert_allclose(found.loc["01"], [3, 2, 1, 0.4, 0.58, 0.18], atol=1e-15)
    assert found.loc["04", ["rank_before", "rank_after", "places"]].tolist() == [2, 3, -1]
    assert found.loc["06", "places"] == 0
    pd.testing.assert_frame_equal(scores.values, before)


def test_what_it_does_to_others_scores_is_counted():
    found = what_if(scored('rule = { kind = "ratio_to_max" }'), {("2023", "06"): {"a": 1.2}}).moved.droplevel(0)
    # The highest a is 1.2 instead of 0.6: 01 falls from 0.6·0.4/0.6 + 0.16 to 0.6·0.4/1.2 + 0.16.
    np.testing.assert_allclose(found.loc["01", ["score_before", "score_after"]], [0.56, 0.36], atol=1e-15)


def test_other_points_by_hand():
    rows = {"01": [1.0, 0.0], "04": [0.2, 0.9]}
    scores = score(tree(("a", "dti", 60), ("b", "dti", 40)), table(rows, ["a", "b"]))
    found = what_if(scores, points={"a": 20})
    # 20 and 40: 01 has 1/3, 04 (0.2 + 2·0.9)/3 = 2/3.
    np.testing.assert_allclose(found.moved["score_after"], [1 / 3, 2 / 3], atol=1e-15)
    assert found.moved["places"].tolist() == [-1, 1]
    assert scores.framework.by_code["a"].points == 60 and found.scores.framework.by_code["a"].points == 20


def test_a_value_can_be_taken_away():
    found = what_if(scored(), {("2023", "01"): {"a": np.nan}}).moved.droplevel(0)
    assert np.isnan(found.loc["01", "score_after"]) and np.isnan(found.loc["01", "rank_after"])


def test_nothing_changed_moves_nothing_in_a_published_table():
    assert (what_if(published("province-2023")).moved[["places", "points"]] == 0).all(axis=None)


@pytest.mark.parametrize(
    ("values", "points", "message"),
    [
        ({("2023", "99"): {"a": 1}}, {}, "The values have no unit 99 in 2023."),
        ({("2024", "01"): {"a": 1}}, {}, "The values have no unit 01 in 2024."),
        ({("2023", "01"): {"z": 1}}, {}, "The framework t has no column 'z'."),
        ({("2023", "01"): {"a": 1.5}}, {}, "a is 1.5; it must lie between 0 and 1."),
        ({}, {"z": 1}, "Points are given for 'z', which is no node of the framework t."),
        ({}, {"a": -1}, "The points of a are -1; they must be a number of 0 or more."),
        ({}, {"a": float("nan")}, "The points of a are nan; they must be a number of 0 or more."),
        ({}, {"a": 0, "b": 0}, "The points of all children of dti are 0: give one of them points."),
    ],
)
def test_what_cannot_be_is_named(values, points, message):
    with pytest.raises(ScoringError) as raised:
        what_if(scored(), values, points)
    assert str(raised.value) == message
