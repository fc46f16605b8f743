"""What it takes to climb: by hand, with ties, rounding, certain shares, the rivals' pace, and out of reach."""

import numpy as np
import pandas as pd
import pytest

from scoring import score
from scoring.analysis.reasons.climb import AgainstPace, climb
from tests.scoring.analysis.small_index import published, table
from tests.scoring.trees import tree

XYZ = tree(("x", "dti", 50), ("y", "dti", 30), ("z", "dti", 20))
ROWS = {"A": [0.4, 0.2, 0.5], "B": [0.5, 0.5, 0.5], "C": [0.6, 0.6, 0.6], "D": [0.9, 0.9, 0.9]}


def scored(rows, index=XYZ):
    return score(index, table(rows, [column.code for column in index.inputs]))


def test_three_places_by_hand():
    """A has 0.2 + 0.06 + 0.1 = 0.36, fourth. First place is 0.9: 0.54 more.

    x can give 0.5·0.6 = 0.30, y 0.3·0.8 = 0.24, z 0.2·0.5 = 0.10: x and y whole make exactly 0.54.
    """
    found = climb(scored(ROWS), "A", 3)
    assert (found.rank, found.target, found.reason, found.fewest, found.rank_reached) == (4, 1, "", True, 1)
    assert found.needed == pytest.approx(0.54) and found.aim == 0.9
    assert found.rivals == ("D", "C", "B")
    np.testing.assert_allclose(found.gains.loc[["x", "y", "z"], "most"], [0.30, 0.24, 0.10])
    np.testing.assert_allclose(found.gains.loc[["x", "y", "z"], "weight"], [0.5, 0.3, 0.2])
    assert found.gains.index.tolist() == found.plan.index.tolist() + ["z"] == ["x", "y", "z"]
    np.testing.assert_allclose(found.plan.to_numpy(), [[0.4, 1, 0.30], [0.2, 1, 0.24]], atol=1e-9)


def test_the_last_indicator_rises_only_as_far_as_needed():
    # Two places: 0.6 − 0.36 = 0.24 from x alone: 0.4 + 0.24/0.5 = 0.88.
    found = climb(scored(ROWS), "A", 2)
    assert found.plan.index.tolist() == ["x"] and found.rank_reached == 2
    np.testing.assert_allclose(found.plan.loc["x"], [0.4, 0.88, 0.24], atol=1e-9)


def test_drawing_level_shares_the_place_on_rounded_values():
    rounded = tree(("x", "dti", 1), head="rank_decimals = 2")
    found = climb(scored({"A": [0.40], "B": [0.503], "C": [0.497]}, rounded), "A")
    # B and C share 0.50, first place: A needs to share it too, and passes neither.
    assert (found.rank, found.target, found.aim) == (3, 2, 0.5)
    assert found.needed == pytest.approx(0.1) and found.rank_reached == 1
    assert climb(scored({"A": [0.40], "B": [0.503], "C": [0.497]}, rounded), "B").reason == "top"


@pytest.mark.parametrize(
    ("unit", "places", "reason"), [("D", 1, "top"), ("A", 4, "top"), ("E", 1, "unscored"), ("nobody", 1, "unscored")]
)
def test_out_of_reach_says_why(unit, places, reason):
    found = climb(scored({**ROWS, "E": [np.nan] * 3}), unit, places)
    assert found.reason == reason and found.plan.empty and np.isnan(found.needed)


def test_ceilings_can_put_it_out_of_reach():
    best = scored({**ROWS, "D": [0.9, 0.5, 0.5]})
    # A with the best of every indicator: 0.45 + 0.18 + 0.12 = 0.75; D has 0.45 + 0.15 + 0.1 = 0.70.
    found = climb(best, "A", 3, ceilings=best.scores.max())
    assert found.reason == "" and found.gains.loc["y", "ceiling"] == 0.6
    low = climb(best, "A", 3, ceilings=pd.Series({"x": 0.5, "y": 0.5, "z": 0.5}))
    assert low.reason == "ceiling" and low.needed == pytest.approx(0.34) and low.plan.empty


def test_a_given_headline_has_no_plan_but_a_distance():
    found = climb(published("province-2024"), "48", 1)
    assert found.reason == "given" and found.rank == 2 and found.plan.empty
    headline = published("province-2024").scores["dti"].droplevel(0)
    assert found.needed == pytest.approx(headline.max() - headline["48"])


def test_the_rivals_pace():
    scores = scored(ROWS)
    pace = pd.Series({"B": 0.05, "C": -0.2, "A": 0.3})
    # A aims at 0.5 for third place. In two periods B has 0.6, C 0.2, D (unknown) 0.9: 0.5 is third all the same, and
    # third place could be had with 0.2.
    found = climb(scores, "A", 1, pace, 2).against_pace
    assert found == AgainstPace(2, found.aim, found.needed, 3, False, True, ("D",))
    assert found.aim == pytest.approx(0.2) and found.needed == pytest.approx(0.2 - 0.36)
    faster = climb(scores, "A", 1, pd.Series({"B": 0.1, "C": 0.0, "D": 0.0}), 1).against_pace
    # B draws level with C at 0.6: 0.5 would be fourth, and third place takes 0.6.
    assert (faster.rank, faster.eaten, faster.unknown) == (4, True, ())
    assert faster.aim == pytest.approx(0.6) and faster.needed == pytest.approx(0.24) and faster.reachable
    capped = climb(scores, "A", 3, pd.Series({"B": 9.0, "C": 9.0, "D": 9.0}), 1).against_pace
    assert capped.aim == 1.0 and capped.eaten


def test_shares_that_come_in_steps_are_raised_to_the_next_one():
    rules = {
        "steps": 'rule = { kind = "steps", steps = [[1, 0.25], [2, 0.5], [4, 1]] }',
        "counts": 'rule = { kind = "capped_count", most = 3 }',
    }
    for rule, expected in ((rules["steps"], 0.5), (rules["counts"], 2 / 3)):
        index = tree(("x", "dti", 1, rule), ("y", "dti", 1))
        found = climb(score(index, table({"A": [0, 0.5], "B": [0, 0.9], "C": [4, 1]}, ["x", "y"])), "A", 1)
        # 0.2 of headline more are needed, x would reach them at 0.4.
        assert found.plan.loc["x", "to"] == pytest.approx(expected) and found.rank_reached == 2


def test_an_indicator_without_a_value_can_be_the_way_up_but_gains_do_not_add_then():
    found = climb(scored({**ROWS, "A": [0.4, np.nan, 0.5]}), "A", 1)
    # Without y: (0.5·0.4 + 0.2·0.5)/0.7 = 3/7; with y = 1: 0.2 + 0.3 + 0.1 = 0.6.
    assert found.gains.loc["y", "most"] == pytest.approx(0.6 - 3 / 7) and not found.fewest
    assert found.rank_reached == 3


def test_under_a_geometric_mean_the_plan_is_checked_by_scoring():
    index = tree(("x", "dti", 1), ("y", "dti", 1), head='mean = { kind = "geometric" }')
    scores = score(index, table({"A": [0.25, 0.64], "B": [0.5, 0.5], "C": [0.6, 0.6]}, ["x", "y"]))
    found = climb(scores, "A", 1)
    # √(0.25·0.64) = 0.4; B has 0.5. x alone: x·0.64 = 0.25 → 0.390625.
    assert found.plan.index.tolist() == ["x"] and not found.fewest
    np.testing.assert_allclose(found.plan.loc["x"], [0.25, 0.390625, 0.1], atol=1e-9)
    assert found.rank_reached == 2


def test_main_indicators_instead_of_leaves():
    index = tree(
        ("g", "dti", 1),
        ("a", "g", 1),
        ("b", "g", 1),
        ("h", "dti", 1),
        ("c", "h", 1),
        composites={"p": {"g": 1, "h": 1}},
    )
    scores = score(index, table({"A": [0.2, 0.4, 0.5], "B": [0.9, 0.9, 0.9]}, ["a", "b", "c"]))
    assert climb(scores, "A", main=True).gains.index.tolist() == ["g", "h"]
    assert climb(scores, "A").gains.index.tolist() == ["c", "a", "b"]


@pytest.mark.parametrize("places", [1, 5, 20])
def test_every_plan_of_2023_reaches_its_place_when_it_is_scored(places):
    scores = published("province-2023")
    for unit in scores.scores.index.get_level_values(1):
        found = climb(scores, unit, places)
        if found.reason:
            assert found.reason == "top" and found.rank <= places
            continue
        values = scores.values.copy()
        for code, to in found.plan["to"].items():
            values.loc[("2023", unit), code] = to
        again = score(scores.framework, values)
        assert again.ranks.loc[("2023", unit), "dti"] == found.rank_reached <= found.target
        assert found.plan["gain"].sum() == pytest.approx(found.needed, abs=1e-9)


def test_several_periods_are_refused():
    both = score(XYZ, pd.concat([table(ROWS, list("xyz")), table(ROWS, list("xyz"), "2024")]))
    with pytest.raises(ValueError, match=r"^The scores must hold one period: choose it with `Scores\.of`\.$"):
        climb(both, "A")


def test_half_way_scores_are_aimed_at_as_ranks_round_them():
    """The rival's 0.44595 is 0.44594999… as a mean of its two indicators, and 0.4460 as ranks are judged."""
    index = tree(("a", "dti", 1), ("b", "dti", 1), head="rank_decimals = 4")
    rows = {
        "A": [0.0797, 0.8121], "B": [0.2398, 0.6422], "C": [0.9511, 0.1208], "D": [0.9342, 0.1896],
        "E": [0.8852, 0.7286], "F": [0.8211, 0.3559],
    }  # fmt: skip
    scores = score(index, table(rows, ["a", "b"]))
    for unit in rows:
        for places in (1, 2, 3):
            found = climb(scores, unit, places)
            assert found.reason == "top" or found.rank_reached <= found.target
            values = scores.values.copy()
            for code, to in found.plan["to"].items() if not found.reason else ():
                values.loc[("2023", unit), code] = to
            assert found.reason or score(index, values).ranks.loc[("2023", unit), "dti"] <= found.target


def test_ceilings_are_what_the_rules_can_give():
    option = 'names = { vi = "o", en = "o", es = "o" }'
    rules = (
        'rule = { kind = "steps", steps = [[1, 0.5], [2, 0.8]] }',
        f'rule = {{ kind = "choice", options = [{{ share = 0, {option} }}, {{ share = 0.6, {option} }}] }}',
        'rule = { kind = "min_max", to = [0, 50] }',
    )
    nodes = [(code, "g", 1, rule) for code, rule in zip("ab", rules[:2], strict=True)]
    nodes += [("h", "dti", 1), ("c", "h", 1, rules[2]), ("d", "h", 1)]
    index = tree(("g", "dti", 1), *nodes, composites={"p": {"g": 1, "h": 1}})
    rows = {"A": [0, 0, 1, 0.2], "B": [2, 0.6, 2, 0.4], "C": [1, 0.6, 3, 0.3]}
    scores = score(index, table(rows, ["a", "b", "c", "d"]))
    assert climb(scores, "A").gains["ceiling"].to_dict() == {"a": 0.8, "b": 0.6, "c": 50, "d": 1}
    # g at most (0.8 + 0.6) / 2; h rests on a normalised indicator: the best of any unit is C's (50 + 0.3) / 2.
    assert climb(scores, "A", main=True).gains["ceiling"].to_dict() == pytest.approx({"g": 0.7, "h": 25.15})


@pytest.mark.parametrize("places", [0, -1, 0.5])
def test_places_are_whole_and_above_nothing(places):
    with pytest.raises(ValueError, match=rf"^The places to climb are {places}; they must be a whole number above 0\.$"):
        climb(scored(ROWS), "A", places)
