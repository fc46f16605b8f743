"""Every sentence of the review against loops over a table, in three languages."""

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


def test_where_a_unit_has_no_rank_in_one_of_them_no_rank_is_compared():
    one = made([[50] * 6, [60] * 6, [70] * 6, [np.nan] * 6], "2023-01")
    two = made([[80] * 6, [60] * 6, [70] * 6, [90] * 6], "2023-06")
    row = node_changes(one, two).loc["dti"]
    assert not row["ranks_compare"] and row["climber"] == row["faller"] == "" and row["known"] == 3
    names = pd.Series({unit: unit for unit in UNITS})
    said = review.sentences("dti", row, one, two, names, words("en"))
    assert said[-1] == "Ranks are not compared, since these have none in one of the two periods: VTV."


def test_coverage_below_65_per_cent():
    scores = made([[50] * 6, [60] * 4 + [np.nan] * 2, [70] * 3 + [np.nan] * 3, [90] * 6], "2023-06")
    said = review.coverage(scores, pd.Series({unit: unit for unit in UNITS}), words("en")).sentences[0]
    assert said == "Units that rest on data for less than 65% of the points: 1. They are: VNA 50%."


figures = some.lists(
    some.lists(some.one_of(some.integers(0, 100), some.just(float("nan"))), min_size=6, max_size=6),
    min_size=4, max_size=4,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(figures, figures, some.sampled_from(LANGUAGES))
def test_every_sentence_is_what_a_loop_over_the_table_says(first, second, lang):
    before, after = made(first, "2023-01"), made(second, "2023-06")
    names = load_units().of("ministry-other", "").loc[UNITS, f"name_{lang}"]
    w = words(lang)
    codes = [code for code in _shown() if _both(before, after, code)]
    for section, code in zip(review.review(before, after, names, w)[:-1], codes, strict=True):
        a, b = (s.scores[code].droplevel(0) for s in (before, after))
        both = [unit for unit in UNITS if a[unit] == a[unit] and b[unit] == b[unit]]
        rose = sum(b[unit] - a[unit] > 1e-12 for unit in both)
        fell = sum(a[unit] - b[unit] > 1e-12 for unit in both)
        middle = [float(np.median([s[unit] for unit in both])) for s in (a, b)]
        best = max(b[unit] for unit in UNITS if b[unit] == b[unit])
        leaders = [names[unit] for unit in UNITS if b[unit] == best]
        told = w.t(
            "halfyear.median", before=w.number(middle[0], 4), after=w.number(middle[1], 4), rose=rose, fell=fell,
            points=w.number(middle[1] - middle[0], 4, signed=True), known=len(both),
        )  # fmt: skip
        assert section.sentences[0] == told
        assert section.sentences[1] == w.t("halfyear.leads", names=", ".join(leaders), score=w.number(best, 4))
        ranks = [s.ranks[code].droplevel(0) for s in (before, after)]
        same = all((ranks[0][u] == ranks[0][u]) == (ranks[1][u] == ranks[1][u]) for u in UNITS)
        moved = {u: ranks[0][u] - ranks[1][u] for u in UNITS if same and ranks[0][u] == ranks[0][u]}
        climbs = max(moved.values(), default=0)
        falls = min(moved.values(), default=0)
        rest = " ".join(section.sentences[2:])
        assert (climbs > 0) == (w.t("halfyear.climb").split("{")[0] in rest)
        assert (falls < 0) == (w.t("halfyear.fall").split("{")[0] in rest)
        if climbs > 0:
            assert any(f"{names[u]}, {int(climbs)}" in rest for u, places in moved.items() if places == climbs)


def _shown() -> list[str]:
    return ["dti", *(node.code for node in FRAMEWORK.children["dti"])]


def _both(before, after, code: str) -> bool:
    return bool((before.scores[code].droplevel(0).notna() & after.scores[code].droplevel(0).notna()).any())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_review_of_the_demonstration_can_be_said(lang):
    names = load_units().of("ministry-other", "")[f"name_{lang}"]
    found = review.review(demonstration("2023-01"), demonstration("2023-06"), names, words(lang))
    assert len(found) == 8 and all("⟦" not in sentence for section in found for sentence in section.sentences)
