"""Why ranks moved: by hand, on the published tables, and against every order of the causes written out."""

from functools import cache
from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Scores, score
from scoring.analysis.mergers.comparability import Comparability, comparability
from scoring.analysis.reasons import mixtures
from scoring.analysis.reasons.moves import FACTORS, NotComparable, moves
from tests.scoring.analysis.mergers.test_lineage import units
from tests.scoring.analysis.small_index import UNITS, published, table
from tests.scoring.trees import tree

XYZ = tree(("x", "dti", 50), ("y", "dti", 30), ("z", "dti", 20))
EARLIER = {"A": [0.4, 0.4, 0.4], "B": [0.5, 0.5, 0.5], "C": [0.6, 0.6, 0.6]}
LATER = {"A": [0.56, 0.56, 0.4], "B": [0.5, 0.5, 0.5], "C": [0.45, 0.45, 0.45]}
SAME = Comparability("comparable")


def scored(index, rows, period="2023") -> Scores:
    return score(index, table(rows, ["x", "y", "z"], period))


def test_three_units_by_hand():
    """A rises from third to first.

    Headline of A: 0.40; with x alone 0.28 + 0.12 + 0.08 = 0.48; with y alone 0.448; with both 0.528.
    Its rank among the earlier rivals (0.5, 0.6) is 3, 3, 3, 2; among the later (0.5, 0.45) it is 3, 2, 3, 1.
    own    = ½ [(3 − 2) + (3 − 1)] = 1.5        rivals = ½ [(3 − 3) + (2 − 1)] = 0.5
    Average over both rivals: none 3, x 2.5, y 3, both 1.5, so
    x      = ½ [(3 − 2.5) + (3 − 1.5)] = 1      y = ½ [(3 − 3) + (2.5 − 1.5)] = 0.5      z = 0
    """
    found = moves(scored(XYZ, EARLIER), scored(XYZ, LATER, "2024"), SAME)
    assert found.summary.loc["A", ["rank_before", "rank_after", "places"]].tolist() == [3, 1, 2]
    assert found.places.loc["A"].tolist() == [1.5, 0.5, 0, 0, 0]
    assert found.places_by_indicator.loc["A"].tolist() == [1.0, 0.5, 0.0]
    np.testing.assert_allclose(found.points.loc["A"], [0.128, 0, 0, 0, 0], atol=1e-15)
    np.testing.assert_allclose(found.points_by_indicator.loc["A"], [0.08, 0.048, 0], atol=1e-15)
    assert (found.passed["A"], found.passed_by["A"]) == (("B", "C"), ())


def test_a_place_kept_can_be_a_gain_of_one_and_a_loss_of_one():
    """B has the same values: it stays second, passed by A and passing C, and every reason is its rivals'."""
    found = moves(scored(XYZ, EARLIER), scored(XYZ, LATER, "2024"), SAME)
    assert found.places.loc["B"].tolist() == [0, 0, 0, 0, 0]
    assert (found.passed["B"], found.passed_by["B"]) == (("C",), ("A",))
    # C falls from first to third. Its own loss alone (0.45 under B, above A) costs 1; the rivals alone cost 0, for 0.6
    # is above 0.528 and 0.5; both cost 2: own ½ (1 + 2), rivals ½ (0 + 1).
    assert found.places.loc["C"].tolist() == [-1.5, -0.5, 0, 0, 0]


def test_symmetric_indicators_get_equal_parts():
    even = tree(("x", "dti", 1), ("y", "dti", 1), ("z", "dti", 1))
    found = moves(scored(even, {**EARLIER, "A": [0.4, 0.4, 0.4]}), scored(even, {**LATER, "A": [0.6, 0.6, 0.6]}), SAME)
    parts = found.places_by_indicator.loc["A"]
    np.testing.assert_allclose(parts, parts.iloc[0], atol=1e-15)
    assert parts.sum() == pytest.approx(found.places.loc["A", "own"], abs=1e-12)


def test_a_tie_counts_as_the_better_place():
    """A draws level with B on two decimals (0.50 and 0.496): both are first after C fell."""
    rounded = tree(("x", "dti", 50), ("y", "dti", 30), ("z", "dti", 20), head="rank_decimals = 2")
    found = moves(scored(rounded, EARLIER), scored(rounded, {**LATER, "A": [0.496] * 3}, "2024"), SAME)
    assert found.summary.loc[["A", "B"], "rank_after"].tolist() == [1, 1]
    assert found.passed["A"] == ("B", "C")  # B is no longer ahead


def test_other_points_alone_are_the_method():
    other = tree(("x", "dti", 10), ("y", "dti", 10), ("z", "dti", 80))
    rows = {"A": [0.9, 0.9, 0.1], "B": [0.5, 0.5, 0.5], "C": [0.2, 0.2, 0.2]}
    earlier, later = scored(XYZ, rows), scored(other, rows, "2024")
    answer = comparability_of(earlier, later)
    assert (answer.verdict, answer.reason) == ("not", "framework")
    found = moves(earlier, later, answer)
    # A: 0.74 → 0.26, first → second; B: 0.5, second → first.
    assert found.places.loc["A"].tolist() == [0, 0, -1, 0, 0]
    np.testing.assert_allclose(found.points.loc["A"], [0, 0, -0.48, 0, 0], atol=1e-15)
    assert found.places.loc["B"].tolist() == [0, 0, 1, 0, 0] and found.places.loc["C"].tolist() == [0] * 5


def test_the_order_of_the_file_and_the_composites_are_no_matter():
    nodes = (("g", "dti", 3), ("x", "g", 2), ("y", "g", 1), ("z", "dti", 1))
    others = (("z", "dti", 2), ("g", "dti", 3), ("y", "g", 1), ("x", "g", 5))
    new = tree(*nodes, composites={"p": {"g": 1, "z": 1}})
    earlier, later = scored(tree(*others), EARLIER), scored(new, LATER, "2024")
    same_order = tree(
        ("g", "dti", 3), ("x", "g", 5), ("y", "g", 1), ("z", "dti", 2), composites={"p": {"g": 1, "z": 1}}
    )
    found = moves(earlier, later, comparability_of(earlier, later))
    expected = moves(scored(same_order, EARLIER), later, SAME)
    pd.testing.assert_frame_equal(found.places, expected.places)
    pd.testing.assert_frame_equal(found.points_by_indicator, expected.points_by_indicator)
    assert list(found.points_by_indicator) == ["g", "z"]


def comparability_of(earlier, later):
    """The units of the small example are no provinces."""
    rows = [("province", "1", code, code, "", "", code, "") for code in "ABC"]
    return comparability(earlier, later, ("1", "1"), units(rows))


def test_what_was_revised_is_the_revision():
    """B was published as 0.5, is known now as 0.3, and has 0.3 in the later release: nothing changed but knowledge."""
    earlier = scored(XYZ, EARLIER)
    known = {**EARLIER, "B": [0.3] * 3}
    found = moves(earlier, scored(XYZ, known, "2024"), SAME, revised=table(known, ["x", "y", "z"]))
    assert found.places.loc["A"].tolist() == [0, 0, 0, 0, 1]
    assert found.places.loc["B"].tolist() == [0, 0, 0, 0, -1]
    np.testing.assert_allclose(found.points.loc["B"], [0, 0, 0, 0, -0.2], atol=1e-15)
    without = moves(earlier, scored(XYZ, known, "2024"), SAME)
    assert without.places.loc["A"].tolist() == [0, 1, 0, 0, 0]


MERGED = units(
    [
        *[("province", "2", code, code, "", "", new, "") for code, new in zip("ABCD", "AACD", strict=True)],
        *[("province", "1", code, code, "", "", "", old) for code, old in (("A", "A B"), ("C", "C"), ("D", "D"))],
    ]
)


def test_a_merger_is_the_step_from_the_old_units_place_to_the_new_ones():
    """A 0.8 was first of four; with B 0.2 it has 0.5, second of three behind C 0.6; then D passes it with 0.55."""
    earlier = scored(XYZ, {"A": [0.8] * 3, "B": [0.2] * 3, "C": [0.6] * 3, "D": [0.3] * 3})
    later = scored(XYZ, {"A": [0.5] * 3, "C": [0.6] * 3, "D": [0.55] * 3}, "2025")
    answer = comparability(earlier, later, ("2", "1"), MERGED)
    assert answer.verdict == "back-cast" and answer.merged == {"A": ("A", "B")}
    found = moves(earlier, later, answer)
    row = found.summary.loc["A"]
    assert (row["old_unit"], row["rank_before"], row["rank_back_cast"], row["rank_after"]) == ("A", 1, 2, 3)
    assert found.places.loc["A"].tolist() == [0, -1, 0, -1, 0]
    np.testing.assert_allclose(found.points.loc["A"], [0, 0, 0, -0.3, 0], atol=1e-15)
    assert found.passed_by["A"] == ("D",)
    # As B it began fourth of four: the merger is worth two places.
    seen_from_b = moves(earlier, later, answer, from_unit={"A": "B"})
    assert seen_from_b.places.loc["A"].tolist() == [0, -1, 0, 2, 0]
    with pytest.raises(ValueError, match=r"^C is not one of the units that went into A: A, B\.$"):
        moves(earlier, later, answer, from_unit={"A": "C"})


def test_a_unit_founded_by_the_merger_starts_from_its_place_among_the_new_ones():
    founded = units(
        [
            *[("province", "2", code, code, "", "", new, "") for code, new in (("A", "N"), ("B", "N"), ("C", "C"))],
            *[("province", "1", code, code, "", "", "", old) for code, old in (("N", "A B"), ("C", "C"))],
        ]
    )
    earlier = scored(XYZ, {"A": [0.8] * 3, "B": [0.2] * 3, "C": [0.6] * 3})
    later = scored(XYZ, {"N": [0.7] * 3, "C": [0.6] * 3}, "2025")
    found = moves(earlier, later, comparability(earlier, later, ("2", "1"), founded))
    assert found.summary.loc["N", ["old_unit", "rank_before", "rank_after", "reason"]].tolist() == ["", 2, 1, ""]
    assert found.places.loc["N"].tolist() == [1, 0, 0, 0, 0]
    assert found.places.loc["C"].tolist() == [0, -1, 0, 1, 0]  # second of three, first of two, then passed


# Against every order: the causes come in one by one, and each mixture is a table of its own.


def place(scores: Scores, unit: str) -> np.ndarray:
    return np.array([-scores.ranks["dti"].droplevel(0)[unit], scores.scores["dti"].droplevel(0)[unit]])


def of_mixtures(earlier, later, revised):
    """(−rank, score) of a unit by coalition of causes, from whole tables scored with `score`."""
    published_then, known, end = (rows.droplevel(0) for rows in (earlier.values, revised, later.values))

    @cache
    def start(unit, method, revision):
        rows = known if revision else published_then
        return place(score((later if method else earlier).framework, pd.concat({"p": rows})), unit)

    @cache
    def mixed(unit, own, rivals, method):
        rows = mix(known, end, unit, own, rivals)
        return place(score((later if method else earlier).framework, pd.concat({"p": rows})), unit)

    def value(unit, own, rivals, method, merger, revision):
        return start(unit, method, revision) + mixed(unit, own, rivals, method) - mixed(unit, NONE, False, method)

    return value


NONE = (False, False, False)


def mix(before, after, unit, own, rivals):
    """One table with the rivals' rows of one side and the unit's cells of either."""
    rows = (after if rivals else before).copy()
    for column, taken in zip(rows.columns, own, strict=True):
        rows.loc[unit, column] = (after if taken else before).loc[unit, column]
    return rows


def of_merged_mixtures(earlier, later, revised):
    """The same where A and B are merged into A, in plain pandas."""
    published_then, known, end = (rows.droplevel(0) for rows in (earlier.values, revised, later.values))
    parent = pd.Series({"A": "A", "B": "A", "C": "C", "D": "D"})

    def position(rows, unit, method):
        points = pd.Series({node.code: node.points for node in (later if method else earlier).framework.nodes[1:]})
        headline = (rows * points).sum(axis=1) / points.sum()
        return np.array([-headline.round(12).rank(method="min", ascending=False)[unit], headline[unit]])

    @cache
    def start(unit, method, merger, revision):
        rows = known if revision else published_then
        return position(rows.groupby(parent).mean() if merger else rows, unit, method)

    @cache
    def mixed(unit, own, rivals, method):
        return position(mix(known.groupby(parent).mean(), end, unit, own, rivals), unit, method)

    def value(unit, own, rivals, method, merger, revision):
        moved = mixed(unit, own, rivals, method) - mixed(unit, NONE, False, method)
        return start(unit, method, merger, revision) + moved

    return value


def over_every_order(worth, unit, columns):
    """Parts of the five factors and of the own columns: the average over all orders that keep the columns together."""

    @cache
    def value(state):
        return worth(unit, state[: len(columns)], *state[len(columns) :])

    causes = [*range(len(columns)), *range(len(columns), len(columns) + 4)]
    parts = np.zeros((len(causes), 2))
    orders = [
        [cause for block in blocks for cause in (inner if block == "own" else [block])]
        for blocks in permutations(["own", *causes[len(columns) :]])
        for inner in permutations(range(len(columns)))
    ]
    for order in orders:
        state = [False] * len(causes)
        for cause in order:
            before = value(tuple(state))
            state[cause] = True
            parts[cause] += value(tuple(state)) - before
    parts /= len(orders)
    own, others = parts[: len(columns)], parts[len(columns) :]
    return np.vstack([own.sum(axis=0), others]), own


RULES = {
    "shares": (("x", "dti", 50), ("y", "dti", 30), ("z", "dti", 20)),
    "the highest value": (("x", "dti", 50, 'rule = { kind = "ratio_to_max" }'), ("y", "dti", 30), ("z", "dti", 20)),
    "min-max": tuple((code, "dti", w, 'rule = { kind = "min_max" }') for code, w in (("x", 50), ("y", 30), ("z", 20))),
}
HEADS = {
    "arithmetic": "",
    "geometric": 'mean = { kind = "geometric", offset = 0.2 }',
    "copeland": 'mean = { kind = "copeland" }',
}
cells = st.sampled_from([0.1, 0.2, 0.25, 0.4, 0.5, 0.75, 0.8, 1.0])


def rows_of(number):
    return st.lists(st.lists(cells, min_size=3, max_size=3, unique=True), min_size=number, max_size=number)


@settings(max_examples=8, deadline=None)
@given(
    before=rows_of(4), after=rows_of(4), known=rows_of(4), rule=st.sampled_from(list(RULES)),
    head=st.sampled_from(list(HEADS)), weights=st.permutations([5, 3, 1]),
)  # fmt: skip
def test_five_factors_and_own_indicators_against_every_order(before, after, known, rule, head, weights):
    nodes = RULES[rule]
    old = tree(*nodes, head=f"rank_decimals = 3\n{HEADS[head]}")
    new = tree(
        *[(code, up, weight, *rest) for (code, up, _, *rest), weight in zip(nodes, weights, strict=True)],
        head=HEADS[head],
    )
    spread = {"P": [0.05] * 3, "Q": [0.95] * 3}  # no column without a spread
    values = [
        table({**dict(zip("ABCD", rows, strict=True)), **spread}, ["x", "y", "z"]) for rows in (before, after, known)
    ]
    earlier, later = score(old, values[0]), score(new, values[1])
    found = moves(earlier, later, SAME, revised=values[2], units=["A", "B"])
    assert (found.summary["reason"] == "").all()
    worth = of_mixtures(earlier, later, values[2])
    for unit in ("A", "B"):
        factors, own = over_every_order(worth, unit, ["x", "y", "z"])
        np.testing.assert_allclose(found.places.loc[unit], factors[:, 0], atol=1e-12)
        np.testing.assert_allclose(found.points.loc[unit], factors[:, 1], atol=1e-12)
        np.testing.assert_allclose(found.places_by_indicator.loc[unit], own[:, 0], atol=1e-12)
        np.testing.assert_allclose(found.points_by_indicator.loc[unit], own[:, 1], atol=1e-12)


@settings(max_examples=6, deadline=None)
@given(before=rows_of(4), after=rows_of(3), known=rows_of(4), weights=st.permutations([5, 3, 1]))
def test_mergers_against_every_order(before, after, known, weights):
    new = tree(*[(code, "dti", weight) for code, weight in zip("xyz", weights, strict=True)])
    earlier = scored(XYZ, dict(zip("ABCD", before, strict=True)))
    later = scored(new, dict(zip("ACD", after, strict=True)), "2025")
    revised = table(dict(zip("ABCD", known, strict=True)), ["x", "y", "z"])
    answer = comparability(earlier, later, ("2", "1"), MERGED)
    found = moves(earlier, later, answer, revised=revised)
    worth = of_merged_mixtures(earlier, later, revised)
    for unit in "ACD":
        factors, own = over_every_order(worth, unit, ["x", "y", "z"])
        np.testing.assert_allclose(found.places.loc[unit], factors[:, 0], atol=1e-12)
        np.testing.assert_allclose(found.points.loc[unit], factors[:, 1], atol=1e-12)
        np.testing.assert_allclose(found.places_by_indicator.loc[unit], own[:, 0], atol=1e-12)
        np.testing.assert_allclose(found.points_by_indicator.loc[unit], own[:, 1], atol=1e-12)


def test_2022_to_2023_adds_up_for_all_63():
    earlier, later = published("province-2022"), published("province-2023")
    found = moves(earlier, later, comparability(earlier, later, ("63", "63"), UNITS))
    assert len(found.summary) == 63 and (found.summary["reason"] == "").all()
    rows = pd.DataFrame({year: published(f"province-{year}").ranks["dti"].droplevel(0) for year in ("2022", "2023")})
    np.testing.assert_array_equal(found.summary["places"], (rows["2022"] - rows["2023"])[found.summary.index])
    np.testing.assert_allclose(found.places.sum(axis=1), found.summary["places"], atol=1e-12, rtol=0)
    np.testing.assert_allclose(found.points.sum(axis=1), found.summary["points"], atol=1e-12, rtol=0)
    np.testing.assert_allclose(found.places_by_indicator.sum(axis=1), found.places["own"], atol=1e-12, rtol=0)
    np.testing.assert_allclose(found.points_by_indicator.sum(axis=1), found.points["own"], atol=1e-12, rtol=0)
    for absent in ("method", "merger", "revision"):
        assert (found.places[absent] == 0).all() and (found.points[absent] == 0).all()
    assert (found.points["rivals"] == 0).all()
    crossed = [len(found.passed[unit]) - len(found.passed_by[unit]) for unit in found.summary.index]
    assert crossed == found.summary["places"].tolist()
    # Own points are the weighted differences of what was published.
    economy = (later.values["hd_kinh_te_so"].droplevel(0) - earlier.values["hd_kinh_te_so"].droplevel(0)) * 0.15
    np.testing.assert_allclose(found.points_by_indicator["hd_kinh_te_so"], economy[found.summary.index], atol=1e-12)


def test_one_unit_of_2023_by_the_definition():
    """Of two factors at work each gets the mean of what it adds first and what it adds last, from plain ranks."""
    earlier, later = published("province-2022"), published("province-2023")
    found = moves(earlier, later, comparability(earlier, later, ("63", "63"), UNITS))
    old, new = (scores.scores["dti"].droplevel(0) for scores in (earlier, later))

    def rank(own, among):
        return 1 + (among.drop(unit).round(4) > round(own, 4)).sum()

    for unit in found.summary.index[::9]:
        own_first = rank(old[unit], old) - rank(new[unit], old)
        own_last = rank(old[unit], new) - rank(new[unit], new)
        assert found.places.loc[unit, "own"] == pytest.approx((own_first + own_last) / 2, abs=1e-12)


def test_the_63_and_the_34_of_2024_differ_by_the_merger_alone():
    """Both tables are of one year; the second was rounded to four decimals, which moves no place."""
    earlier, later = published("province-2024"), published("province-2024-34")
    found = moves(earlier, later, comparability(earlier, later, ("63", "34"), UNITS))
    assert (found.summary["reason"] == "").all()
    assert (found.places.drop(columns="merger") == 0).all(axis=None)
    assert found.places.loc["48", "merger"] == 2 - 17  # Đà Nẵng: second of 63, seventeenth of 34 with Quảng Nam
    assert list(found.places_by_indicator) == ["dti"]


def test_what_cannot_be_compared_is_refused_with_the_answer():
    earlier, later = published("province-2023"), published("province-2024")
    answer = comparability(earlier, later, ("63", "63"), UNITS)
    with pytest.raises(NotComparable, match=r"^The releases are not comparable \(nodes\): dti, ha_tang_so, ") as raised:
        moves(earlier, later, answer)
    assert raised.value.answer is answer


@pytest.mark.parametrize("name", ["ministry-services-2023", "province-2020"])
def test_places_without_values_have_no_reasons(name):
    scores = published(name)
    found = moves(scores, scores, SAME)
    without = (scores.scores["dti"].isna() & scores.ranks["dti"].notna()).droplevel(0)
    assert without.any()
    assert set(found.summary.loc[without[without].index, "reason"]) == {"unscored"}
    assert found.places.loc[without[without].index].isna().all(axis=None)


def test_places_that_do_not_follow_from_the_values_are_said_not_to():
    earlier, later = scored(XYZ, EARLIER), scored(XYZ, LATER, "2024")
    other = Scores(**{**vars(later), "ranks": later.ranks[::-1].set_axis(later.ranks.index)})
    found = moves(earlier, other, SAME)
    assert found.summary["reason"].to_dict() == {"A": "not reproduced", "B": "", "C": "not reproduced"}


def test_many_main_indicators_are_divided_by_group():
    nodes = [(group, "dti", 1) for group in "ab"]
    nodes += [(f"{group}{at}", group, 1 + at) for group, at in product("ab", range(6))]
    index = tree(*nodes)
    rng = np.random.default_rng(2)
    columns = [column.code for column in index.inputs]
    before, after = (table({unit: rng.uniform(0, 1, 12) for unit in "ABCDE"}, columns) for _ in range(2))
    found = moves(score(index, before), score(index, after), SAME)
    assert list(found.places_by_indicator) == ["a", "b"]
    np.testing.assert_allclose(found.places_by_indicator.sum(axis=1), found.places["own"], atol=1e-12)
    change = score(index, after).scores - score(index, before).scores
    np.testing.assert_allclose(found.points_by_indicator, change[["a", "b"]] / 2, atol=1e-12)


def test_a_release_of_several_periods_is_refused():
    both = score(XYZ, pd.concat([table(EARLIER, list("xyz")), table(LATER, list("xyz"), "2024")]))
    with pytest.raises(ValueError, match=r"^Each release must hold one period; here are 2023, 2024\.$"):
        moves(both, both.of("2024"), SAME)


def test_the_factors_are_named():
    found = moves(scored(XYZ, EARLIER), scored(XYZ, LATER, "2024"), SAME, units=["B"])
    assert list(found.places) == list(FACTORS) == ["own", "rivals", "method", "merger", "revision"]
    assert found.places.index.tolist() == ["B"]


@pytest.mark.parametrize(
    "steps", [(), ('step = "impute"\nkind = "mean"',), ('step = "impute"\nkind = "median"\nover = "panel"',)], ids=str
)
@pytest.mark.parametrize("rule", list(RULES))
def test_missing_values_and_steps_against_every_order(rule, steps):
    index = tree(*RULES[rule], head="least_coverage = 0", steps=steps)
    rng = np.random.default_rng(len(rule) + len(steps))

    def values(period):
        cells = rng.choice([0.1, 0.2, 0.25, 0.4, 0.5, 0.75, 0.8, 1.0], (6, 3))
        cells[rng.random((6, 3)) < 0.25] = np.nan
        return table({**dict(zip("ABCDEF", cells, strict=True)), "P": [0.05] * 3, "Q": [0.95] * 3}, list("xyz"), period)

    before, after, known = values("2023"), values("2024"), values("2023")
    earlier, later = score(index, before), score(index, after)
    found = moves(earlier, later, SAME, revised=known, units=["A", "B", "C"])
    told = found.summary.index[found.summary["reason"] == ""]
    assert len(told)
    worth = of_mixtures(earlier, later, known)
    for unit in told:
        factors, own = over_every_order(worth, unit, ["x", "y", "z"])
        np.testing.assert_allclose(found.places.loc[unit], factors[:, 0], atol=1e-12)
        np.testing.assert_allclose(found.points.loc[unit], factors[:, 1], atol=1e-12)
        np.testing.assert_allclose(found.places_by_indicator.loc[unit], own[:, 0], atol=1e-12)
        np.testing.assert_allclose(found.points_by_indicator.loc[unit], own[:, 1], atol=1e-12)


def test_foci_are_the_same_one_by_one_and_in_blocks(monkeypatch):
    rng = np.random.default_rng(6)
    index = tree(*RULES["the highest value"])
    tables = [table({f"{at:02d}": rng.uniform(0.1, 1, 3) for at in range(12)}, list("xyz"), year) for year in "12"]
    earlier, later = (score(index, values) for values in tables)
    whole = moves(earlier, later, SAME)
    monkeypatch.setattr(mixtures, "_ROWS", 1)
    parts = moves(earlier, later, SAME)
    pd.testing.assert_frame_equal(whole.places, parts.places, check_exact=True)
    pd.testing.assert_frame_equal(whole.points_by_indicator, parts.points_by_indicator, rtol=0, atol=1e-15)
    alone = moves(earlier, later, SAME, units=["07"])
    pd.testing.assert_frame_equal(whole.places.loc[["07"]], alone.places, check_exact=True)


@settings(max_examples=25, deadline=None)
@given(before=rows_of(4), after=rows_of(4), rule=st.sampled_from(list(RULES)), head=st.sampled_from(list(HEADS)))
def test_what_did_not_change_has_exactly_no_part_and_all_parts_add_up(before, after, rule, head):
    index = tree(*RULES[rule], head=HEADS[head])
    spread = {"P": [0.05] * 3, "Q": [0.95] * 3}
    kept = {"A": before[0]}
    start = {**dict(zip("ABCD", before, strict=True)), **spread}
    end = {**dict(zip("ABCD", after, strict=True)), **spread}
    earlier = scored(index, start)
    idle = moves(earlier, scored(index, {**end, **kept}, "2024"), SAME)  # A did nothing
    for parts in (idle.places, idle.points):
        assert parts.loc["A", "own"] == 0
        assert (parts[["method", "merger", "revision"]] == 0).all(axis=None)
    assert (idle.places_by_indicator.loc["A"] == 0).all() and (idle.points_by_indicator.loc["A"] == 0).all()
    busy = moves(earlier, scored(index, {**start, "A": after[0]}, "2024"), SAME)  # nobody else did anything
    for parts in (busy.places, busy.points):
        assert parts.loc["A", "rivals"] == 0
    for found in (idle, busy):
        np.testing.assert_allclose(found.places.sum(axis=1), found.summary["places"], atol=1e-12, rtol=0)
        np.testing.assert_allclose(found.points.sum(axis=1), found.summary["points"], atol=1e-12, rtol=0)
        np.testing.assert_allclose(found.places_by_indicator.sum(axis=1), found.places["own"], atol=1e-12, rtol=0)
        np.testing.assert_allclose(found.points_by_indicator.sum(axis=1), found.points["own"], atol=1e-12, rtol=0)


def test_points_that_a_form_gave_are_the_unit_s_own_doing():
    """y is compared within its period, so that every mixture is scored anew; only B's assessed x changes.

    B goes from 0.5 · 0.2 + 0.5 · y to 0.5 · 0.8 + 0.5 · y: 0.3 points, all of them its own, and of x.
    """
    index = tree(("x", "dti", 50), ("y", "dti", 50, 'rule = { kind = "min_max" }'))
    rows = {"A": [0.9, 0.1, 25], "B": [0.9, 0.2, 10], "C": [0.9, 0.3, 20]}
    columns = ["x", "y", "x.assessed"]
    later = rows | {"B": [0.9, 0.2, 40]}
    before, after = score(index, table(rows, columns)), score(index, table(later, columns, "2024"))
    found = moves(before, after, SAME)
    np.testing.assert_allclose(found.points.loc["B"], [0.3, 0, 0, 0, 0], atol=1e-12)
    np.testing.assert_allclose(found.points_by_indicator.loc["B"], [0.3, 0], atol=1e-12)
    np.testing.assert_allclose(found.points.loc[["A", "C"]], 0, atol=1e-12)
