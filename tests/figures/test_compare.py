"""Units side by side: against the published table and the points of Decision 922, by plain arithmetic."""

import numpy as np
import pandas as pd
import pytest

from figures import compare, unit_charts
from figures.words import LANGUAGES, words
from scoring import ScoringError
from scoring.units import DATA
from tests.figures.shipped import one, scores_of

FILE = "published/province-2023.xlsx"
# Points of the main indicators in Decision 922, of 1000.
POINTS = {"Hạ tầng số": 100, "Bốn nền tảng khác": 400, "Hoạt động chính quyền số": 200, "Hoạt động kinh tế số": 150,
          "Hoạt động xã hội số": 150}  # fmt: skip


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    """The ministry's own table."""
    return pd.read_excel(DATA / FILE, dtype={"Mã": str}, engine="openpyxl").set_index("Mã")


def test_the_parts_of_a_difference_are_points_times_distance_and_add_up(published):
    table = compare.difference(one(FILE, "48"), one(FILE, "01"))
    assert list(table["name"][:-1]) == [
        "Digital infrastructure", "Four other foundations (derived)", "Digital-government activity",
        "Digital-economy activity", "Digital-society activity",
    ]  # fmt: skip
    expected = [
        points / 1000 * (published.at["48", name] - published.at["01", name]) for name, points in POINTS.items()
    ]
    assert list(table["apart"][:-1]) == pytest.approx(expected, abs=1e-4)
    assert list(table["weight"][:-1]) == pytest.approx([0.1, 0.4, 0.2, 0.15, 0.15])
    assert table["apart"].iloc[-1] == pytest.approx(table["apart"][:-1].sum(), abs=1e-12)
    assert table["apart"].iloc[-1] == pytest.approx(0.8340 - 0.7448, abs=1e-9)
    assert [table.at["", side] for side in ("one", "other")] == pytest.approx([0.8340, 0.7448], abs=5e-5)


def test_the_difference_is_told_with_what_brings_and_costs_most(published):
    sides = one(FILE, "48"), one(FILE, "01")
    table = compare.difference(*sides)
    assert compare.difference_sentence(*sides, ("Da Nang", "Ha Noi"), table) == (
        "Da Nang is 0.0892 ahead of Ha Noi. Most is gained by Four other foundations (derived) (+0.0521). Most is lost "
        "by Digital-economy activity (-0.0211)."
    )
    turned = compare.difference_sentence(*sides[::-1], ("Ha Noi", "Da Nang"), compare.difference(*sides[::-1]))
    assert turned.startswith("Ha Noi is 0.0892 behind Da Nang. Most is gained by Digital-economy activity (+0.0211).")


def test_every_node_stands_beside_the_other(published):
    sides = [one(FILE, "48"), one(FILE, "12"), one(FILE, "79")]
    table = compare.nodes(sides)
    society = table.loc["hd_xa_hoi_so"]
    assert [society[f"score {at}"] for at in range(3)] == list(published.loc[["48", "12", "79"], "Hoạt động xã hội số"])
    assert [table.at["dti", f"rank {at}"] for at in range(3)] == list(published.loc[["48", "12", "79"], "Hạng công bố"])
    assert list(compare.shown(sides, table).columns) == [
        "Indicator", "Da Nang", "Lai Chau", "Ho Chi Minh City", "Rank: Da Nang", "Rank: Lai Chau",
        "Rank: Ho Chi Minh City",
    ]  # fmt: skip


def test_units_of_two_divisions_are_told_apart_and_have_their_scores():
    sides = [one("published/province-2024-34.xlsx", "48", division="34"), one("published/province-2024.xlsx", "48")]
    assert compare.labels(sides) == ["Da Nang · 34 provinces", "Da Nang · 63 provinces"]
    assert list(compare.nodes(sides).loc["dti", ["score 0", "score 1"]]) == [0.7069, 0.8335]
    assert compare.difference(*sides).empty  # published as it is: the points are not known
    assert compare.difference_sentence(*sides, ("A", "B"), compare.no_parts()) == "A is 0.1266 behind B."


def test_unknown_scores_are_said_to_be_unknown():
    sides = [one("published/ministry-services-2023.xlsx", code) for code in ("MOF", "SBV")]
    table = compare.nodes(sides)
    assert table[["score 0", "score 1"]].isna().all(axis=None)
    assert compare.difference_sentence(*sides, ("A", "B"), compare.difference(*sides)) == (
        "The score of A or of B is not known."
    )
    with pytest.raises(ScoringError):
        compare.head_to_head(sides[0].scores, ["MOF", "SBV"])


def test_confidence_is_the_share_of_draws_of_a_plain_simulation(published):
    """Written out with NumPy: points within ±25 %, siblings keeping their sum, at both levels."""
    scores = scores_of(FILE)
    headline = scores.scores["dti"].droplevel(0).sort_values(ascending=False)
    gaps = (headline - headline.shift(-1)).iloc[3:40]
    first = gaps[gaps > 1e-4].idxmin()
    pair = [first, headline.index[headline.index.get_loc(first) + 1]]
    random = np.random.default_rng(5)
    x = published.loc[pair, list(POINTS)].to_numpy(float)

    def drawn(points: list[float]) -> np.ndarray:
        free = np.array(points) * (1 + 0.25 * (2 * random.random((20_000, len(points))) - 1))
        return free / free.sum(axis=1, keepdims=True)

    groups, bases, activities = drawn([500, 500]), drawn([100, 400]), drawn([200, 150, 150])
    weights = np.hstack([groups[:, :1] * bases, groups[:, 1:] * activities])
    totals = weights @ x.T
    found = compare.head_to_head(scores, pair)
    assert found.loc[pair[0], pair[1]] == pytest.approx((totals[:, 0] > totals[:, 1]).mean(), abs=0.04)
    assert found.loc[pair[0], pair[1]] + found.loc[pair[1], pair[0]] <= 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_confidence_is_said_with_the_winner_first_and_its_assumptions(lang):
    sides = [one(FILE, "12", lang), one(FILE, "48", lang)]
    shares = pd.DataFrame([[np.nan, 0.05], [0.93, np.nan]], index=["12", "48"], columns=["12", "48"])
    said = compare.confidence_lines(sides, shares)
    assert len(said) == 1 and said[0].startswith(sides[1].name) and "93" in said[0] and "2" in said[0]
    assert "25" in compare.assumed(words(lang)) and "1" in compare.assumed(words(lang))
    if lang == "en":
        assert said == ["Da Nang is above Lai Chau in 93% of runs. They tie in 2%."]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_charts_say_in_words_what_they_show(lang):
    sides = [one(FILE, "48", lang), one(FILE, "01", lang)]
    table, parts = compare.nodes(sides), compare.difference(*sides)
    number = words(lang).number
    assert number(table.at["dti", "score 0"], 4) in compare.alt(sides, table, "T")
    said = compare.difference_alt("T", parts, words(lang))
    assert all(number(value, 4, signed=True) in said for value in parts["apart"])
    bars = unit_charts.signed_bars(list(parts["name"]), list(parts["apart"]), ["x"] * len(parts), words(lang))
    assert list(bars.data[0].x) == list(parts["apart"])
    bars.to_json()
