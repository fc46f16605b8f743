"""Press lines against plain loops over the runs: what is claimed holds in nine of ten, what does not is refused."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from figures.press import lines
from figures.press.runs import SURE, alike, runs
from figures.press.story import Story
from figures.words import LANGUAGES, words
from scoring import Scores, load_units
from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.lineage import lineage
from scoring.analysis.uncertainty.assumptions import Weights
from scoring.analysis.uncertainty.robustness import robustness
from tests.figures.shipped import scores_of
from tests.scoring.halves import UNITS, made

DRAWS = 60
NAMES = {unit: unit for unit in UNITS}
CLAIMS = ("leads", "overtook", "overtaken", "rose", "fell")

figures = some.lists(
    some.lists(some.one_of(some.integers(0, 100), some.just(float("nan"))), min_size=6, max_size=6),
    min_size=4, max_size=4,
)  # fmt: skip


def story(later: Scores, earlier: Scores | None, lang: str = "en", names=NAMES) -> Story:
    found = runs(later, earlier, "dti", DRAWS)
    return Story(later, earlier, "dti", found, names, "DTI", "June", len(names), words(lang))


def drawn(scores: Scores) -> pd.DataFrame:
    """Ranks of the runs, straight from the analysis: runs × units, missing for none."""
    found = robustness(scores.framework, scores.values, [Weights()], draws=DRAWS, seed=0)
    return pd.DataFrame(found.ranks, columns=found.units).replace(0, np.nan)


def ranks_of(scores: Scores) -> dict[str, float]:
    return scores.ranks["dti"].droplevel(0).to_dict()


@settings(max_examples=200, deadline=None)
@given(figures, figures, some.sampled_from(LANGUAGES))
def test_what_is_claimed_holds_in_nine_of_ten_runs_and_what_does_not_is_refused(first, second, lang):
    before, after = made(first, "2023-01"), made(second, "2023-06")
    of = story(after, before, lang)
    t, was, now = words(lang).t, ranks_of(before), ranks_of(after)
    ranked = {unit for unit in UNITS if now[unit] == now[unit]}
    same = bool(ranked) and ranked == {unit for unit in UNITS if was[unit] == was[unit]}
    found = [lines.of_release(of), *(lines.of_unit(of, unit) for unit in UNITS)]
    told = [line for each in found for line in (*each.said, *each.refused)]
    if not same:  # other units ranked: nothing about places then and now
        assert not [line for line in told if line.kind in ("overtook", "overtaken", "moved")]
        assert not any("June" in line.text for line in told)
    if not ranked:
        assert told == []
        return
    one, two = (drawn(scores) if same or scores is after else None for scores in (before, after))
    for unit in ranked:
        line = lines.of_unit(of, unit)
        claims = {each.units: each.share for each in (*line.said, *line.refused) if each.kind == "overtook"}
        sure = {}
        for other in ranked - {unit} if same else ():
            if was[unit] > was[other] and now[unit] < now[other]:
                holds = np.mean([
                    a[unit] > a[other] and b[unit] < b[other]
                    for a, b in zip(one.to_dict("records"), two.to_dict("records"), strict=True)
                ])  # fmt: skip
                if holds >= SURE:
                    sure[other] = holds
                else:
                    assert claims[(unit, other)] == pytest.approx(holds)
        said = [each for each in line.said if each.kind == "overtook"]
        assert [set(each.units[1:]) for each in said] == ([set(sure)] if sure else [])
        if sure:
            assert said[0].share == pytest.approx(min(sure.values()))
        if same and was[unit] != now[unit]:
            up = now[unit] < was[unit]
            holds = np.mean((two[unit] < one[unit]) if up else (two[unit] > one[unit]))
            key = f"lines.{'rose' if up else 'fell'}"
            text = t(key, name=unit, since="June", n=int(abs(now[unit] - was[unit])), before=int(was[unit]),
                     after=int(now[unit]))  # fmt: skip
            moved = [each.text for each in (line.said if holds >= SURE else line.refused) if each.kind == "moved"]
            assert moved == [f"DTI: {text}"]
            assert holds >= SURE or f"DTI: {text}" not in [each.text for each in line.said]
    _lead(found[0], now, two, t)
    assert all(len(each.said) <= 6 and len(each.refused) <= 4 for each in found)


def _lead(found: lines.Lines, now: dict[str, float], two: pd.DataFrame, t) -> None:
    leaders = [unit for unit in UNITS if now[unit] == 1]
    lead = found.said[0]
    assert lead.units == tuple(leaders)
    if len(leaders) > 1:
        assert lead.text.startswith(f"DTI: {', '.join(leaders)}") and lead.share is None
        return
    rows = two.to_dict("records")
    alone = [all(not row[unit] <= 1 for unit in UNITS if unit != leaders[0]) for row in rows]
    holds = np.mean([row[leaders[0]] == 1 and first for row, first in zip(rows, alone, strict=True)])
    key = "leads" if holds >= SURE else "first_unsure"
    begin = t(f"lines.{key}", name=leaders[0], score="§", share="").split("§")[0]
    assert lead.text.startswith(f"DTI: {begin}")
    refused = [line.share for line in found.refused if line.kind == "lead"]
    assert refused == ([] if holds >= SURE else [pytest.approx(holds)])


@cache
def provinces() -> tuple[Scores, Scores]:
    return scores_of("published/province-2022.xlsx"), scores_of("published/province-2023.xlsx")


def test_what_the_press_would_print_of_the_published_years():
    before, after = provinces()
    names = load_units().of("province", "63")["name_en"].to_dict()
    found = lines.of_release(
        Story(after, before, "dti", runs(after, before, "dti"), names, "DTI", "2022", 63, words("en"))
    )
    assert found.said[0].text == "DTI: Da Nang leads with 0.8340; it comes first in 100% of the runs."
    assert [line.kind for line in found.said] == ["lead", "first", "overtook", "overtook", "moved", "moved"]
    ranks = [ranks_of(scores) for scores in (before, after)]
    for line in found.said[2:4]:
        unit, *others = line.units
        assert all(ranks[0][unit] > ranks[0][o] and ranks[1][unit] < ranks[1][o] for o in others)
    assert found.refused and all(line.share < SURE for line in found.refused)


def test_over_a_merger_places_are_those_carried_to_the_new_units():
    before, _ = provinces()
    links = lineage(load_units(), "province", "63", "34")
    cast = back_cast(before, links).scores
    later = back_cast(provinces()[1], links).scores
    assert not alike(later, before, "dti")  # 63 ranks are not 34 ranks
    assert runs(later, before, "dti", DRAWS).before is None
    names = load_units().of("province", "34")["name_en"].to_dict()
    found = lines.of_unit(story(later, cast, names=names), "48")
    assert found.said[1].kind == "moved" and "rank 2 " not in found.said[0].text
    assert set(cast.ranks["dti"].dropna()) <= set(range(1, 35))
    told = lines.of_unit(story(later, before, names=names), "48")
    assert [line.kind for line in told.said] == ["place", "median"] and not told.refused


def test_ranks_that_were_given_are_told_as_they_are_and_no_order_is_claimed():
    of = scores_of("published/province-2022.xlsx")
    names = load_units().of("province", "63")["name_en"].to_dict()
    found = lines.of_release(Story(of, None, "dti", None, names, "DTI", "", 63, words("en")))
    assert [line.kind for line in found.said] == ["lead", "median"]
    assert found.said[0].text.endswith(", as published.") and found.refused == ()
