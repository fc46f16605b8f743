"""What would help a unit: other figures tried out, and what it takes to climb; tables and sentences."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from figures.one_unit import OneUnit
from figures.parameters import plain
from figures.words import Words
from scoring.analysis.reasons.climb import AgainstPace, Climb
from scoring.analysis.reasons.whatif import WhatIf, what_if
from scoring.engine.shares import ASSESSED
from scoring.frameworks import Input, Node


def can_try(of: OneUnit) -> str:
    """Why other figures cannot be tried out: "given", "unscored" or "other periods"; empty where they can.

    Where the release's scores do not follow from the figures of its own period alone, as where a figure was carried
    from one before, scoring these again would give another result than the release.
    """
    headline = of.scores.scores[of.headline].droplevel(0)
    if of.framework.headline.is_leaf:
        return "given"
    if pd.isna(headline.get(of.code)):
        return "unscored"
    anew = what_if(of.scores).scores.scores[of.headline].droplevel(0)
    return "" if np.allclose(anew, headline, rtol=0, atol=1e-9, equal_nan=True) else "other periods"


def changeable(of: OneUnit) -> dict[str, Node]:
    """Code → indicator whose figures can be changed: they count, and no assessor's points stand in their place."""
    values = of.scores.values.loc[of.row]
    beside: set[str | None] = set()
    found = {}
    for node in of.framework.nodes:
        if node.points == 0 or node.parent in beside:
            beside.add(node.code)
        elif node.is_leaf and pd.isna(values.get(node.code + ASSESSED, np.nan)):
            found[node.code] = node
    return found


def step(column: Input) -> float:
    """By how much a figure is moved at a time."""
    wide = (column.high or 100.0) - (column.low or 0.0)
    return 0.001 if wide <= 1 else 0.1 if wide <= 20 else 1.0


def effect(of: OneUnit, tried: WhatIf) -> str:
    """Place and score with the figures as tried, beside those of the release, in a sentence."""
    words, row = of.words, tried.moved.loc[of.row]
    told = {
        "name": of.name,
        "rank_before": words.number(row["rank_before"]),
        "rank_after": words.number(row["rank_after"]) or words.t("map.no_data"),
        "score_before": words.number(row["score_before"], 4),
        "score_after": words.number(row["score_after"], 4) or words.t("map.no_data"),
        "points": words.number(row["points"], 4, signed=True),
    }
    places = row["places"]
    key = "same" if places == 0 or pd.isna(places) else "up" if places > 0 else "down"
    moved = words.t(f"unit.if_{key}", n=words.number(abs(places)))
    return f"{words.t('unit.if_effect', **told)} {moved}"


def climb_sentence(of: OneUnit, found: Climb) -> str:
    """What the climb needs, or why it is out of reach."""
    words, t = of.words, of.words.t
    if found.reason in ("unscored", "top"):
        rank = words.number(found.rank)
        return t(f"unit.climb_{found.reason}", name=of.name, rank=rank)
    told = {
        "name": of.name,
        "target": words.number(found.target),
        "needed": words.number(found.needed, 4, signed=True),
        "aim": words.number(found.aim, 4),
        "rivals": ", ".join(of.unit_names[code] for code in found.rivals),
    }
    said = t("unit.climb_needs", **told)
    if found.reason:
        return f"{said} {t(f'unit.climb_{found.reason}', name=of.name)}"
    count = len(found.plan)
    names = ", ".join(of.node_names[str(code)] for code in found.plan.index)
    plan = t("unit.climb_plan", n=count, names=names, rank=words.number(found.rank_reached))
    return f"{said} {plan} {t('unit.climb_fewest' if found.fewest else 'unit.climb_greedy')}"


def pace_sentence(of: OneUnit, against: AgainstPace, since: str) -> str:
    """What becomes of the plan if the rivals go on at their pace."""
    words, t = of.words, of.words.t
    key = "eaten" if against.eaten else "kept"
    told = {
        "since": since,
        "months": words.number(against.horizon),
        "rank": words.number(against.rank),
        "needed": words.number(max(against.needed, 0.0), 4, signed=True),
    }
    said = t(f"unit.pace_{key}", **told)
    return said if against.reachable else f"{said} {t('unit.pace_unreachable')}"


def plan_table(of: OneUnit, plan: pd.DataFrame) -> pd.DataFrame:
    """indicator, score, to, gain with headings in the language."""
    t = of.words.t
    return pd.DataFrame(
        {
            t("unit.node"): [_placed(of, str(code)) for code in plan.index],
            t("unit.from"): plan["score"],
            t("unit.to"): plan["to"],
            t("unit.gain"): plan["gain"],
        }
    )


def gains_table(of: OneUnit, gains: pd.DataFrame) -> pd.DataFrame:
    """All indicators, most useful first, with headings in the language."""
    t = of.words.t
    return pd.DataFrame(
        {
            t("unit.node"): [_placed(of, str(code)) for code in gains.index],
            t("table.score"): gains["score"],
            t("unit.ceiling"): gains["ceiling"],
            t("unit.most"): gains["most"],
        }
    )


def written(column: Input, value: float, words: Words) -> str:
    """A figure in words: the label of a choice, else the number with its measure; nothing where it is not known."""
    if pd.isna(value):
        return ""
    labels = {float(share): names[words.lang] for share, names in column.choices}
    if column.choices:
        return labels.get(float(value), plain(float(value), words))
    measure = column.measure.get(words.lang, "")
    return f"{plain(float(value), words)}{'' if measure == '%' else ' '}{measure}".strip()


def changed(column: Input, before: float, after: float, words: Words) -> str:
    """A figure that is tried out, beside the one of the release."""
    unknown = words.t("map.no_data")
    told = {"before": written(column, before, words) or unknown, "after": written(column, after, words) or unknown}
    return words.t("unit.if_changed", name=column.names[words.lang], **told)


def parsed(said: Sequence[str], columns: Mapping[str, Input]) -> dict[str, float]:
    """Figures of an address, "column=value" each; what is no number, no column or out of its range is left out."""
    found = {}
    for part in said:
        code, _, text = part.rpartition("=")
        try:
            value = float(text)
        except ValueError:
            continue
        column = columns.get(code)
        if column is None or np.isnan(value):
            continue
        low = -np.inf if column.low is None else column.low
        high = np.inf if column.high is None else column.high
        if low <= value <= high:
            found[code] = value
    return found


def _placed(of: OneUnit, code: str) -> str:
    """The indicator's name with its code where the framework numbers its nodes."""
    name = of.node_names[code]
    return f"{code} {name}" if code[:1].isdigit() else name
