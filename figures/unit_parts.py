"""What a unit's score is made of: contributions and distances that add up, strengths and weaknesses."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from figures.one_unit import OneUnit
from figures.sums import adding_up
from figures.words import Words
from scoring.analysis.mergers.main_indicators import main_indicators, points_of_headline
from scoring.analysis.reasons.contributions import contributions, distance
from scoring.analysis.reasons.median import median_unit
from scoring.analysis.reasons.strengths import strengths
from scoring.engine.score import Scores

MEDIAN, BEST = "median", "best"
DECIMALS = 4


def parts(of: OneUnit, base: str) -> pd.DataFrame:
    """One row a main indicator: score, weight, adds, base_score, apart; the sums are the headline and its distance.

    weight is the share of the headline's points, adds the contribution to the headline, base_score that of the unit of
    `base` (a code, "median" or "best"), apart the part of the distance from it. A rounded node has a row of its own,
    named by the sentence for rounding. Raises NotAdditive where the headline has no parts.
    """
    framework, scores = of.framework, of.scores
    against = base_unit(of, base)
    made, apart = contributions(scores).loc[of.row], distance(scores, scores.where(_is(scores, against))).loc[of.row]
    main = main_indicators(framework)
    rows = [*main, *(code for code in made.index if code.endswith(":rounding") and _above(of, code, main))]
    weights = points_of_headline(framework)
    return pd.DataFrame(
        {
            "name": [of.node_names.get(code) or of.words.t("unit.rounding") for code in rows],
            "score": [scores.scores.at[of.row, c] if c in scores.scores else float("nan") for c in rows],
            "weight": [weights.get(code, float("nan")) for code in rows],
            "adds": made.reindex(rows),
            "base_score": [
                scores.scores.at[(of.period, against), c] if c in scores.scores else float("nan") for c in rows
            ],
            "apart": apart.reindex(rows),
        },
        index=pd.Index(rows, name="node"),
    )


def base_unit(of: OneUnit, base: str) -> str:
    """The code of the unit that is compared with: the one in the middle of the ranking, the first, or the named one."""
    if base == MEDIAN:
        return str(median_unit(of.scores).scores.index[0][1])
    if base == BEST:
        return str(of.scores.scores[of.headline].droplevel(0).idxmax())
    return base


def has_parts(of: OneUnit) -> bool:
    """Whether the unit's headline has a score and is made of others; one that was published as it is has no parts."""
    score = of.scores.scores[of.headline].droplevel(0).get(of.code)
    return not of.framework.headline.is_leaf and pd.notna(score)


def parts_sentence(of: OneUnit, table: pd.DataFrame, base: str) -> str:
    """What brings most of the distance, and what takes most, in a sentence with the distance."""
    words, t = of.words, of.words.t
    other = base_unit(of, base)
    total = table["apart"].sum()
    if other == of.code:
        return t("unit.is_base", name=of.name)
    side = "ahead" if round(total, DECIMALS) > 0 else "behind" if round(total, DECIMALS) < 0 else "level"
    distance_said = words.number(abs(total), DECIMALS)
    said = [t(f"unit.{side}", name=of.name, other=of.unit_names[other], distance=distance_said)]
    for key, at in (("gives_most", table["apart"].idxmax()), ("costs_most", table["apart"].idxmin())):
        value = table.at[at, "apart"]
        if round(value, DECIMALS) and (value > 0) == (key == "gives_most"):
            said.append(t(f"unit.{key}", node=table.at[at, "name"], value=words.number(value, DECIMALS, signed=True)))
    return " ".join(said)


def alt(title: str, table: pd.DataFrame, column: str, words: Words) -> str:
    """The bars in words: every part, and their sum."""
    told = [f"{name}: {words.number(v, DECIMALS, True)}" for name, v in zip(table["name"], table[column], strict=True)]
    total = words.number(table[column].sum(), DECIMALS, signed=True)
    return f"{title}. {'; '.join(told)}. {words.t('unit.sum')}: {total}."


def findings(of: OneUnit) -> pd.DataFrame:
    """The unit's rows of `strengths`, weightiest first: of the main indicators, or of what a given headline shows."""
    nodes = None
    if of.framework.headline.is_leaf:
        nodes = [c for c in of.framework.codes if c != of.headline and of.scores.scores[c].notna().any()]
        if not nodes:
            return pd.DataFrame()
    found = strengths(of.scores, nodes)
    there = found.index.get_level_values("unit") == of.code
    return found[there].reset_index(level=["period", "unit"], drop=True)


def finding_lines(of: OneUnit, found: pd.DataFrame, kind: str) -> list[str]:
    """One sentence a strength or weakness: the node, its score and place, its distance from the median."""
    words = of.words
    return [
        words.t(
            "unit.finding",
            node=of.node_names[str(code)],
            rank=words.number(row["rank"]),
            ranked=words.number(row["ranked"]),
            score=words.number(row["score"], DECIMALS),
            distance=words.number(row["distance"], DECIMALS, signed=True),
        )
        for code, row in (found[found["finding"] == kind].iterrows() if len(found) else ())
    ]


def guarded_lines(of: OneUnit, found: pd.DataFrame) -> list[str]:
    """One sentence for what would be a strength or weakness but for a guard, with the guard."""
    held = found[found["guard"] != ""] if len(found) else found
    return [
        of.words.t(f"unit.guard_{row['guard']}", node=of.node_names[str(code)], n=of.words.number(row.get("shared")))
        for code, row in held.iterrows()
    ]


def shown(of: OneUnit, table: pd.DataFrame, other: str) -> pd.DataFrame:
    """The table with headings in the language and the sums in the last row; numbers are written so that they add up."""
    t = of.words.t
    written = table.assign(adds=adding_up(table["adds"], DECIMALS), apart=adding_up(table["apart"], DECIMALS))
    total = pd.DataFrame(
        {
            "name": [t("unit.sum")],
            "score": [of.scores.scores.at[of.row, of.headline]],
            "weight": [table["weight"].sum()],
            "adds": [written["adds"].sum()],
            "base_score": [of.scores.scores.at[of.row, of.headline] - table["apart"].sum()],
            "apart": [written["apart"].sum()],
        }
    )
    titles = {"name": "unit.node", "score": "table.score", "weight": "unit.weight", "adds": "unit.adds"}
    titles = {column: t(key) for column, key in titles.items()} | {"base_score": other, "apart": t("unit.apart")}
    return pd.concat([written, total], ignore_index=True).rename(columns=titles)


def _is(scores: Scores, unit: str) -> np.ndarray:
    return scores.scores.index.get_level_values(1) == unit


def _above(of: OneUnit, rounding: str, main: Sequence[str]) -> bool:
    """Whether a rounding stands above the main indicators, and so is none of their parts."""
    code = rounding.removesuffix(":rounding")
    below = {code}
    for node in of.framework.nodes:
        if node.parent in below:
            below.add(node.code)
    return code not in main and bool(below & set(main))
