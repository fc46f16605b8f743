"""Every sentence of the review against plain pandas over the tables, in three languages."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from figures import halfyear as review
from figures.words import LANGUAGES, words
from scoring import load_units
from scoring.analysis.over_time.halfyear import node_changes
from tests.scoring.halves import FRAMEWORK, UNITS, demonstration, made

SHOWN = ["dti", *(node.code for node in FRAMEWORK.children["dti"])]
CODES = pd.Series({unit: unit for unit in UNITS})


def test_where_a_unit_has_no_rank_in_one_of_them_no_rank_is_compared():
    one = made([[50] * 6, [60] * 6, [70] * 6, [np.nan] * 6], "2023-01")
    two = made([[80] * 6, [60] * 6, [70] * 6, [90] * 6], "2023-06")
    said = review.sentences("dti", node_changes(one, two).loc["dti"], one, two, CODES, words("en"))
    assert said == (
        "Median score: 0.7000, against 0.6000 before (+0.1000).",
        "Of 3 units with a score in both periods, 1 gained, 0 lost and 2 kept theirs.",
        "In the lead: 1. VTV 0.9000; 2. GI 0.8000; 3. VNA 0.7000.",
        "Ranks are not compared, since these have none in one of the two periods: VTV.",
    )


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("vi", ("Tăng nhiều bậc nhất: VNA 2 (từ hạng 3 sang hạng 1); VTV 2 (từ hạng 4 sang hạng 2).",
                "Giảm nhiều bậc nhất: CEMA 2 (từ hạng 2 sang hạng 4); GI 2 (từ hạng 1 sang hạng 3).")),
        ("en", ("Most places gained: VNA 2 (rank 3 to 1); VTV 2 (rank 4 to 2).",
                "Most places lost: CEMA 2 (rank 2 to 4); GI 2 (rank 1 to 3).")),
        ("es", ("Más puestos ganados: VNA 2 (del puesto 3 al 1); VTV 2 (del puesto 4 al 2).",
                "Más puestos perdidos: CEMA 2 (del puesto 2 al 4); GI 2 (del puesto 1 al 3).")),
    ],
)  # fmt: skip
def test_climbs_and_falls_word_for_word(lang, expected):
    one = made([[90] * 6, [80] * 6, [70] * 6, [60] * 6], "2023-01")
    two = made([[50] * 6, [39] * 6, [95] * 6, [70] * 6], "2023-06")
    row = node_changes(one, two).loc["dti"]
    assert review.sentences("dti", row, one, two, CODES, words(lang))[-2:] == expected


def test_coverage_below_65_per_cent():
    scores = made([[50] * 6, [60] * 4 + [np.nan] * 2, [70] * 3 + [np.nan] * 3, [90] * 6], "2023-06")
    said = review.coverage(scores, CODES, words("en")).sentences[0]
    assert said == "Units that rest on data for less than 65% of the points: 1. They are: VNA 50%."


figures = some.lists(
    some.lists(some.one_of(some.integers(0, 100), some.just(float("nan"))), min_size=6, max_size=6),
    min_size=4, max_size=4,
)  # fmt: skip


def scores_of(table: list[list[float]]) -> pd.DataFrame:
    """Scores by unit: every main indicator has one figure of 100; all weigh alike, and half of them give a headline."""
    shares = pd.DataFrame(table, UNITS, SHOWN[1:], dtype=float) / 100
    return shares.assign(dti=shares.mean(axis=1).where(shares.notna().sum(axis=1) >= 3))


@settings(max_examples=200, deadline=None)
@given(figures, figures, some.sampled_from(LANGUAGES))
def test_every_sentence_is_what_plain_pandas_says(first, second, lang):
    """The oracle reads the typed figures only: it scores, ranks and words them itself."""
    names = load_units().of("ministry-other", "").loc[UNITS, f"name_{lang}"]
    found = review.review(made(first, "2023-01"), made(second, "2023-06"), names, words(lang))
    before, after = scores_of(first), scores_of(second)
    codes = [code for code in SHOWN if (before[code].notna() & after[code].notna()).any()]
    assert [section.title for section in found[:-1]] == [FRAMEWORK.name(code, lang) for code in codes]
    for section, code in zip(found[:-1], codes, strict=True):
        assert list(section.sentences) == expected(before[code], after[code], names, lang)
    assert found[-1].sentences == (covered(second, names, lang),)


def expected(before: pd.Series, after: pd.Series, names: pd.Series, lang: str) -> list[str]:
    w = words(lang)
    both = before.notna() & after.notna()
    gain = (after - before).round(9)
    middle = [printed(np.median(scores[both])) for scores in (before, after)]
    said = [
        w.t("halfyear.median", before=w.number(middle[0], 4), after=w.number(middle[1], 4),
            points=w.number(middle[1] - middle[0], 4, signed=True)),
        w.t("halfyear.gained", known=sum(both), rose=sum(gain > 0), fell=sum(gain < 0), same=sum(gain == 0)),
    ]  # fmt: skip
    ranks = [scores.round(4).rank(ascending=False, method="min") for scores in (before, after)]
    leading = sorted((ranks[1][u], UNITS.index(u), u) for u in UNITS if ranks[1][u] <= 3)
    told = [f"{rank:.0f}. {names[u]} {w.number(printed(after[u]), 4)}" for rank, _, u in leading]
    said.append(w.t("halfyear.leads", units="; ".join(told)))
    lacking = [u for u in UNITS if np.isnan(ranks[0][u]) != np.isnan(ranks[1][u])]
    if lacking:
        return [*said, w.t("halfyear.not_the_same", names=", ".join(names[u] for u in lacking))]
    places = {u: ranks[0][u] - ranks[1][u] for u in UNITS if not np.isnan(ranks[0][u])}
    for key, sign in (("climbs", 1), ("falls", -1)):
        moved = [u for u in places if places[u] * sign > 0]
        if moved:
            parts = _parts_of(_order_of(moved, places, gain, sign), places, ranks, names, sign, w)
            said.append(w.t(f"halfyear.{key}", units="; ".join(parts)))
    return said if any(places.values()) else [*said, w.t("halfyear.nobody_moved")]


def printed(score: float) -> float:
    return round(round(float(score), 10), 4)


def _order_of(moved, places, gain, sign) -> list[str]:
    """Farthest first, of equal moves the larger change of the score, of equal ones as they stand (falls: reversed)."""
    order = [*moved] if sign > 0 else [*reversed(moved)]
    return sorted(order, key=lambda u: (-sign * places[u], -sign * gain[u]))


def _parts_of(order, places, ranks, names, sign, w) -> list[str]:
    parts = [
        w.t("halfyear.move", name=names[u], places=int(sign * places[u]), before=int(ranks[0][u]),
            after=int(ranks[1][u]))
        for u in order[:3]
    ]  # fmt: skip
    equal = [u for u in order[3:] if places[u] == places[order[2]]]
    if equal:
        parts.append(w.t("halfyear.as_far", count=len(equal), places=int(sign * places[order[2]])))
    return parts


def covered(table: list[list[float]], names: pd.Series, lang: str) -> str:
    w = words(lang)
    points = [node.points for node in FRAMEWORK.children["dti"]]
    shares = [
        sum(p for p, x in zip(points, row, strict=True) if x == x) / sum(points)
        for row in table
    ]  # fmt: skip
    low = sorted((share, at) for at, share in enumerate(shares) if share < 0.65)
    if not low:
        return w.t("halfyear.covered", least=w.percent(0.65))
    told = "; ".join(f"{names[UNITS[at]]} {w.percent(share)}" for share, at in low)
    return w.t("halfyear.uncovered", count=len(low), least=w.percent(0.65), units=told)


def test_who_moved_as_far_as_the_last_that_is_named_is_counted():
    table = pd.DataFrame({"places": [2.0] * 5, "before": [5.0] * 5, "after": [3.0] * 5}, list("abcde"))
    names = pd.Series({unit: unit for unit in "abcde"})
    assert review._most(table, names, words("en")).endswith("c 2 (rank 5 to 3); 2 more with 2")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_review_of_the_demonstration_can_be_said(lang):
    names = load_units().of("ministry-other", "")[f"name_{lang}"]
    found = review.review(demonstration("2023-01"), demonstration("2023-06"), names, words(lang))
    assert len(found) == 8 and all("⟦" not in sentence for section in found for sentence in section.sentences)
