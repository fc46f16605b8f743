"""Strengths and weaknesses, and what is none."""

import numpy as np
import pandas as pd
import pytest

from scoring import score
from scoring.analysis.reasons.strengths import strengths
from tests.scoring.analysis.small_index import published, table
from tests.scoring.trees import tree

ONE = tree(("a", "dti", 60), ("b", "dti", 40))


def of(column, index=ONE, **settings):
    """Finding and guard of each unit in `a`, for one column of eight units."""
    rows = {f"{at:02d}": [value, 0.5] for at, value in enumerate(column)}
    found = strengths(score(index, table(rows, ["a", "b"])), ["a"], **settings).xs("a", level="node").droplevel(0)
    return dict(zip(found.index, zip(found["finding"], found["guard"], strict=True), strict=True))


def test_the_best_and_the_worst_quarter_far_from_the_median():
    found = of([0.9, 0.8, 0.55, 0.52, 0.5, 0.48, 0.2, 0.1])
    assert [unit for unit, (finding, _) in found.items() if finding == "strength"] == ["00", "01"]
    assert [unit for unit, (finding, _) in found.items() if finding == "weakness"] == ["06", "07"]
    assert {guard for _, guard in found.values()} == {""}


def test_near_the_median_is_neither():
    found = of([0.54, 0.53, 0.51, 0.51, 0.5, 0.5, 0.48, 0.4])
    # median 0.505: 0.54 is within 0.05 of it, 0.4 is not.
    assert found["00"] == ("", "margin") and found["06"] == ("", "margin") and found["07"] == ("weakness", "")
    assert of([0.54, 0.53, 0.51, 0.51, 0.5, 0.5, 0.48, 0.4], margin=0.03)["00"] == ("strength", "")


def test_a_tie_shared_by_many_is_neither():
    found = of([0.9, 0.9, 0.3, 0.3, 0.3, 0.3, 0.2, 0.1])
    assert found["00"] == found["01"] == ("", "tie")  # two of eight are more than a tenth
    assert of([0.9, 0.9, 0.3, 0.3, 0.3, 0.3, 0.2, 0.1], most_shared=0.25)["00"] == ("strength", "")


def test_a_tie_wider_than_the_quarter_is_neither():
    found = of([0.9] * 6 + [0.1, 0.2], most_shared=1)
    assert found["00"] == ("", "margin")  # first place is in the best quarter, but it is the median
    assert of([0.5] * 8, most_shared=1)["00"] == ("", "")  # best and worst at once


def test_a_zero_is_no_strength():
    found = of([0.0, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan], outer=1)
    assert found == {"00": ("", "")}
    negative = tree(("a", "dti", 60, 'rule = { kind = "z_score" }'), ("b", "dti", 40))
    assert of([1.0, 0.5, 0.5, 0.0], negative, outer=0.5)["01"][0] != "strength"
    zero = score(ONE, table({"01": [0.0, 0.5], "04": [0.0, 0.5]}, ["a", "b"]))
    lowered = type(zero)(**{**vars(zero), "scores": zero.scores.assign(a=[0.0, -0.4])})
    assert strengths(lowered, ["a"], outer=0.5)["guard"].tolist() == ["zero", ""]


def test_little_data_is_neither():
    index = tree(
        ("g", "dti", 60),
        ("a", "g", 40),
        ("c", "g", 60, 'rule = { kind = "share" }\nmissing = "zero"'),
        ("b", "dti", 40),
    )
    rows = {f"{at:02d}": [value, np.nan, 0.5] for at, value in enumerate([0.9, 0.5, 0.5, 0.1])}
    found = strengths(score(index, table(rows, ["a", "c", "b"])), ["g"])
    assert found["coverage"].tolist() == [0.4] * 4
    assert found["guard"].tolist() == ["coverage", "", "", "coverage"]


def test_the_table_by_plain_pandas_on_2023():
    scores = published("province-2023")
    found = strengths(scores)
    values = scores.values.droplevel(0)
    economy = found.xs("hd_kinh_te_so", level="node").droplevel(0)
    column = values["hd_kinh_te_so"]
    np.testing.assert_allclose(economy["distance"], (column - column.median())[economy.index], atol=1e-15)
    np.testing.assert_allclose(economy["effect"], 0.15 * economy["distance"], atol=1e-15)
    np.testing.assert_array_equal(economy["rank"], column.rank(method="min", ascending=False)[economy.index])
    np.testing.assert_array_equal(economy["shared"], column.map(column.value_counts())[economy.index])
    strong = column.rank(method="min", ascending=False) <= 63 / 4
    few = column.map(column.value_counts()) <= 6.3
    far = (column - column.median()).abs() >= 0.05
    assert set(economy.index[economy["finding"] == "strength"]) == set(column.index[strong & few & far])
    for _, rows in found.groupby("unit"):
        assert (rows["effect"].abs().diff().dropna() <= 1e-15).all()


def test_periods_are_judged_apart_and_missing_scores_left_out():
    first = table({"01": [0.9, 0.5], "04": [0.1, 0.5]}, ["a", "b"])
    second = table({"01": [np.nan, 0.5], "04": [0.1, 0.5]}, ["a", "b"], "2024")
    found = strengths(score(ONE, pd.concat([second, first])), ["a"])
    assert found.index.tolist() == [("2024", "04", "a"), ("2023", "01", "a"), ("2023", "04", "a")]
    assert found["median"].tolist() == [0.1, 0.5, 0.5]
    assert found["ranked"].tolist() == [1, 2, 2]


def test_a_composite_can_be_judged_too():
    found = strengths(published("province-2023"), ["cqs"])
    assert len(found) == 63 and (found["points"] == 0).all()
    assert found["distance"].abs().max() == pytest.approx(0.2, abs=0.2)
