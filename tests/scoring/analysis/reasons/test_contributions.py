"""Contributions to a score and to a distance: by hand, and that they add up under every mean."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import score
from scoring.analysis.reasons.contributions import NotAdditive, contributions, distance
from scoring.analysis.reasons.median import median_profile, median_unit
from tests.scoring.analysis.small_index import published, table
from tests.scoring.trees import tree

GROUPED = (("g", "dti", 60), ("a", "g", 1), ("b", "g", 3), ("c", "dti", 40))
VALUES = table({"01": [0.4, 0.8, 0.5], "04": [0.6, np.nan, 1.0], "06": [0.2, 0.2, np.nan]}, ["a", "b", "c"])
MEANS = {
    "arithmetic": 'mean = { kind = "arithmetic" }',
    "geometric": 'mean = { kind = "geometric" }',
    "geometric with an offset": 'mean = { kind = "geometric", offset = 0.1 }',
    "harmonic": 'mean = { kind = "harmonic" }',
    "power": 'mean = { kind = "power", exponent = 0.5 }',
    "power -2": 'mean = { kind = "power", exponent = -2 }',
}


def test_contributions_by_hand():
    found = contributions(score(tree(*GROUPED), VALUES)).droplevel(0)
    # 01: g = (0.4 + 3·0.8)/4 = 0.7; dti = 0.6·0.7 + 0.4·0.5 = 0.62. a adds 0.6·(1/4)·0.4, b 0.6·(3/4)·0.8, c 0.4·0.5.
    np.testing.assert_allclose(found.loc["01", ["dti", "g", "a", "b", "c"]], [0.62, 0.42, 0.06, 0.36, 0.2], atol=1e-15)
    # 04: b is missing, its points go to a: g = 0.6 would need b for half of its points, and has no score.
    # dti = c alone has 40 of 100 points, under one half: no score at all.
    assert found.loc["04"].isna().all()
    # 06: c is missing: dti = g = 0.2, of which a adds a quarter.
    np.testing.assert_allclose(found.loc["06", ["dti", "g", "a", "b", "c"]], [0.2, 0.2, 0.05, 0.15, 0.0], atol=1e-15)


def test_points_of_a_missing_child_are_shared_out_by_hand():
    flat = tree(("a", "dti", 60), ("b", "dti", 30), ("c", "dti", 10))
    found = contributions(score(flat, table({"01": [0.5, 1.0, np.nan]}, ["a", "b", "c"])))
    # (60·0.5 + 30·1) / 90: a adds 30/90, b 30/90, c nothing.
    np.testing.assert_allclose(found.iloc[0], [60 / 90, 30 / 90, 30 / 90, 0], atol=1e-15)


def test_a_geometric_mean_is_shared_by_points_and_a_harmonic_one_by_what_limits_it():
    two = [("a", "dti", 3), ("b", "dti", 1)]
    values = table({"01": [0.25, 0.64]}, ["a", "b"])
    geometric = contributions(score(tree(*two, head=MEANS["geometric"]), values)).iloc[0]
    mean = 0.25**0.75 * 0.64**0.25
    np.testing.assert_allclose(geometric, [mean, 0.75 * mean, 0.25 * mean], rtol=1e-14)
    harmonic = contributions(score(tree(*two, head=MEANS["harmonic"]), values)).iloc[0]
    mean = 4 / (3 / 0.25 + 1 / 0.64)
    np.testing.assert_allclose(harmonic, [mean, 0.75 * mean**2 / 0.25, 0.25 * mean**2 / 0.64], rtol=1e-14)


def test_the_distance_of_two_units_by_hand():
    found = distance(score(tree(*GROUPED), VALUES), "01").droplevel(0)
    assert (found.loc["01"] == 0).all() and found.loc["04"].isna().all()
    # 06 − 01: a 0.15·(0.2−0.4), b 0.45·(0.2−0.8); c is missing and counts as 06's headline 0.2: 0.4·(0.2−0.5).
    expected = [0.2 - 0.62, 0.6 * (0.2 - 0.7), -0.03, -0.27, -0.12]
    np.testing.assert_allclose(found.loc["06", ["dti", "g", "a", "b", "c"]], expected, atol=1e-15)


def test_the_distance_under_a_geometric_mean_is_split_by_logarithms():
    two = tree(("a", "dti", 1), ("b", "dti", 1), head=MEANS["geometric"])
    found = distance(score(two, table({"01": [0.4, 0.9], "04": [0.1, 0.9]}, ["a", "b"])), "04").droplevel(0)
    # √0.36 − √0.09 = 0.3, and only a differs.
    np.testing.assert_allclose(found.loc["01"], [0.3, 0.3, 0.0], atol=1e-15)
    three = score(two, table({"01": [0.4, 0.4], "04": [0.1, 0.2]}, ["a", "b"]))
    # ln(0.4/0.1) = 2·ln 2, ln(0.4/0.2) = ln 2: a has two thirds of the distance 0.4 − √0.02.
    gap = 0.4 - np.sqrt(0.02)
    np.testing.assert_allclose(distance(three, "04").droplevel(0).loc["01"], [gap, gap * 2 / 3, gap / 3], rtol=1e-13)


def test_published_contributions_are_points_times_scores():
    scores = published("province-2023")
    points = {
        "ha_tang_so": 100,
        "nen_tang_khac": 400,
        "hd_chinh_quyen_so": 200,
        "hd_kinh_te_so": 150,
        "hd_xa_hoi_so": 150,
    }
    found = contributions(scores)
    for code, weight in points.items():
        np.testing.assert_allclose(found[code], scores.values[code] * weight / 1000, atol=1e-15)
    of_pillar = contributions(scores, "cqs")
    assert list(of_pillar) == ["cqs", "ha_tang_so", "nen_tang_khac", "hd_chinh_quyen_so"]
    np.testing.assert_allclose(of_pillar["hd_chinh_quyen_so"], scores.values["hd_chinh_quyen_so"] * 2 / 7, atol=1e-15)


def test_the_distance_from_the_unit_in_the_middle_and_from_the_median_profile():
    scores = published("province-2023")
    middle = median_unit(scores)
    assert middle.ranks["dti"].tolist() == [32] and len(middle.scores) == 1
    np.testing.assert_allclose(
        distance(scores, middle)["dti"], scores.scores["dti"] - scores.scores["dti"].median(), atol=1e-15
    )
    profile = median_profile(scores)
    assert profile.scores["ha_tang_so"].item() == scores.values["ha_tang_so"].median()
    found = distance(scores, profile)
    expected = 0.15 * (scores.values["hd_kinh_te_so"] - scores.values["hd_kinh_te_so"].median())
    np.testing.assert_allclose(found["hd_kinh_te_so"], expected, atol=1e-15)


def test_of_an_even_number_the_better_of_the_two_in_the_middle():
    scores = score(tree(("a", "dti", 1)), table({"01": [0.1], "04": [0.4], "06": [0.3], "08": [0.2]}, ["a"]))
    assert median_unit(scores).scores.index.tolist() == [("2023", "06")]


LEAVES = ["a", "b", "h1", "h2", "c"]
panels = st.lists(st.lists(st.one_of(st.none(), st.floats(0.02, 1)), min_size=5, max_size=5), min_size=2, max_size=5)


@settings(max_examples=60, deadline=None)
@given(
    rows=panels,
    outer=st.sampled_from(list(MEANS)),
    inner=st.sampled_from(list(MEANS)),
    decimals=st.sampled_from(["", "round = 2"]),
)
def test_parts_add_up_to_1e_12_at_every_level(rows, outer, inner, decimals):
    index = tree(
        ("g", "dti", 60, f"{MEANS[inner]}\n{decimals}"), ("a", "g", 1), ("b", "g", 3), ("h", "g", 2, MEANS[inner]),
        ("h1", "h", 1), ("h2", "h", 2), ("c", "dti", 40), head=MEANS[outer],
    )  # fmt: skip
    values = table({f"{at:02d}": row for at, row in enumerate(rows)}, LEAVES)
    scores = score(index, values)
    for found, whole in ((contributions(scores), scores.scores["dti"]), (distance(scores, "00"), None)):
        expected = scores.scores["dti"] - scores.scores["dti"].iloc[0] if whole is None else whole
        levels = [["g", "c"], ["a", "b", "h", "c"], LEAVES]
        for depth, codes in enumerate(levels):
            rounding = ["g:rounding"] if depth and "g:rounding" in found else []
            total = found[codes + rounding].sum(axis=1, skipna=False)
            np.testing.assert_allclose(total, expected, atol=1e-12, rtol=0)


def test_a_better_child_never_takes_from_the_distance_and_an_equal_one_adds_nothing():
    rng = np.random.default_rng(8)
    for mean in MEANS.values():
        index = tree(("a", "dti", 1), ("b", "dti", 2), ("c", "dti", 3), head=mean)
        values = table({f"{n:02d}": rng.uniform(0.05, 1, 3) for n in range(20)}, ["a", "b", "c"])
        values.iloc[1, 0] = values.iloc[0, 0]
        found = distance(score(index, values), "00")
        assert (np.sign(found[["a", "b", "c"]]) == np.sign(values - values.iloc[0])).all(axis=None)


def test_a_node_scored_zero_for_want_of_evidence_keeps_the_sum():
    index = tree(("g", "dti", 1, 'missing = "zero"'), ("a", "g", 1), ("b", "g", 1), ("c", "dti", 1))
    scores = score(index, table({"01": [np.nan, np.nan, 0.8], "04": [0.4, 0.6, 0.8]}, ["a", "b", "c"]))
    np.testing.assert_allclose(contributions(scores).iloc[0], [0.4, 0, 0, 0, 0.4], atol=1e-15)
    np.testing.assert_allclose(distance(scores, "04").iloc[0], [-0.25, -0.25, -0.1, -0.15, 0], atol=1e-15)


def test_copeland_has_no_parts():
    index = tree(("a", "dti", 1), ("b", "dti", 1), head='mean = { kind = "copeland" }')
    scores = score(index, table({"01": [0.1, 0.2], "04": [0.3, 0.4]}, ["a", "b"]))
    with pytest.raises(NotAdditive) as raised:
        contributions(scores)
    assert str(raised.value) == (
        "The node dti has a copeland score, which counts victories over rivals: it has no parts. Take one of its "
        "children instead."
    )
    below = tree(("g", "dti", 1, 'mean = { kind = "copeland" }'), ("a", "g", 1), ("b", "dti", 1))
    found = contributions(score(below, table({"01": [0.1, 0.2], "04": [0.3, 0.4]}, ["a", "b"])))
    assert list(found) == ["dti", "g", "b"]


def test_a_composite_that_weighs_a_node_twice_is_refused():
    index = tree(*GROUPED, composites={"p": {"g": 1, "a": 1}})
    with pytest.raises(NotAdditive, match=r"^The node p weighs a twice, in two of its parts\.$"):
        contributions(score(index, VALUES), "p")


def test_an_unknown_base_is_named_and_the_input_is_left_alone():
    scores = score(tree(*GROUPED), VALUES)
    before = scores.scores.copy()
    with pytest.raises(KeyError, match="The scores have no unit '99'"):
        distance(scores, "99")
    distance(scores, "01")
    pd.testing.assert_frame_equal(scores.scores, before)
