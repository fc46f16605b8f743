"""Why a unit's rank moved between two releases, in tables whose parts add up; and why it cannot be told."""

from collections.abc import Mapping, Sequence

import pandas as pd

from figures.one_unit import OneUnit
from figures.sums import adding_up
from figures.words import Words
from scoring.analysis.mergers.comparability import Comparability
from scoring.analysis.reasons.moves import FACTORS, Moves
from scoring.engine.score import Scores

PLACES, POINTS = 2, 4  # decimals
MOST_NAMED = 6


def by_factor(of: OneUnit, found: Moves) -> pd.DataFrame:
    """factor, places, points: what each of the reasons brought, and their sum in the last row; as they are written."""
    return _with_total(of, found.places, found.points, {factor: of.words.t(f"why.{factor}") for factor in FACTORS})


def by_indicator(of: OneUnit, found: Moves) -> pd.DataFrame:
    """The same of the unit's own part, by main indicator; the last row is the own part."""
    return _with_total(of, found.places_by_indicator, found.points_by_indicator, of.node_names)


def _with_total(of: OneUnit, places: pd.DataFrame, points: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    rows = {
        "places": adding_up(places.loc[of.code], PLACES),
        "points": adding_up(points.loc[of.code], POINTS),
    }
    table = pd.DataFrame(rows)
    table.loc[""] = [round(table["places"].sum(), PLACES), round(table["points"].sum(), POINTS)]
    table.insert(0, "name", [names.get(code, of.words.t("unit.sum")) for code in table.index])
    return table


def heading(of: OneUnit, found: Moves, before: str, ranked: tuple[int, ...]) -> str:
    """From which place and score to which, against a release that `before` names; `ranked` are how many have a place
    in each.
    """
    words, row = of.words, found.summary.loc[of.code]
    told = {
        "before": before,
        "rank_before": words.number(row["rank_before"]),
        "of_before": words.number(ranked[0]),
        "rank_after": words.number(row["rank_after"]),
        "of_after": words.number(ranked[1]),
        "score_before": words.number(row["score_before"], 4),
        "score_after": words.number(row["score_after"], 4),
    }
    if any(value == "" for value in told.values()):
        return words.t("why.unranked")
    return words.t("unit.moved_from", **told)


def carried(of: OneUnit, found: Moves, answer: Comparability, old_names: Mapping[str, str]) -> str:
    """How the place before is carried over the merger, where it is: of which old unit, and the place among the new."""
    row, words = found.summary.loc[of.code], of.words
    if answer.links is None or pd.isna(row["rank_back_cast"]):
        return ""
    old = answer.links.predecessors.get(of.code, ())
    told = {
        "old": old_names.get(row["old_unit"], ""),
        "names": ", ".join(old_names[code] for code in old),
        "rank_before": words.number(row["rank_before"]),
        "rank": words.number(row["rank_back_cast"]),
        "score": words.number(row["score_back_cast"], 4),
        "name": of.name,
    }
    return words.t("unit.carried" if len(old) > 1 else "unit.carried_alone", **told)


def crossed(of: OneUnit, found: Moves) -> str:
    """Whom the unit passed and by whom it was passed; empty where nobody."""
    t = of.words.t
    said = [
        t(f"unit.{key}", n=len(units), names=_named(units, of.unit_names, of.words))
        for key, units in (("passed", found.passed[of.code]), ("passed_by", found.passed_by[of.code]))
        if units
    ]
    return " ".join(said)


def not_comparable(of: OneUnit, answer: Comparability, before: Scores, period: str) -> str:
    """Why two releases do not compare, with the names of what differs."""
    words = of.words
    said = words.t(f"compare.{answer.reason}", period=period) + "."
    concerned = list(answer.concerned)
    more = "unit.and_others" if answer.reason == "units" else "unit.and_more"
    if answer.reason == "units":
        names = [of.unit_names.get(code, code) for code in concerned]
    elif answer.reason in ("nodes", "framework"):
        known = {**{c: before.framework.name(c, words.lang) for c in before.framework.codes}, **of.node_names}
        columns = {c.code: c.names[words.lang] for f in (before.framework, of.framework) for c in f.inputs}
        names = [known.get(code) or columns.get(code, code) for code in concerned]
    else:
        return said
    names = list(dict.fromkeys(names))
    return f"{said} {words.t('unit.differ', names=_few(names, words, more))}" if names else said


def alt(title: str, table: pd.DataFrame, words: Words) -> str:
    """The bars in words: every part with its places, the sum last."""
    told = [f"{row.name}: {words.number(row.places, PLACES, signed=True)}" for row in table.itertuples(index=False)]
    return f"{title}. {'; '.join(told)}."


def _named(units: Sequence[str], names: Mapping[str, str], words: Words) -> str:
    return _few([names.get(code, code) for code in units], words)


def _few(names: Sequence[str], words: Words, more: str = "unit.and_others") -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return words.t(more, first=", ".join(names[:MOST_NAMED]), n=words.number(len(names) - MOST_NAMED))
