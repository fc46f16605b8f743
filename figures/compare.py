"""Two to six units side by side: every node, the difference explained from the tree, and how sure their order is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from figures.one_unit import OneUnit
from figures.sums import adding_up
from figures.unit_parts import DECIMALS, has_parts
from figures.words import Words
from scoring.analysis.mergers.main_indicators import main_indicators, points_of_headline
from scoring.analysis.reasons.contributions import distance
from scoring.analysis.uncertainty.assumptions import Weights
from scoring.analysis.uncertainty.rank_statistics import pairwise
from scoring.analysis.uncertainty.robustness import robustness
from scoring.engine.score import Scores

DRAWS, SEED, ASSUMED = 1000, 0, Weights()


def labels(sides: Sequence[OneUnit]) -> list[str]:
    """Names of the units, with the division where they are of several or two would have one name."""
    mixed = len({side.division for side in sides}) > 1
    return [f"{s.name} · {s.words.t('choose.division', count=s.division)}" if mixed else s.name for s in sides]


def nodes(sides: Sequence[OneUnit]) -> pd.DataFrame:
    """One row a node of which anything is known, in the order of the tree: depth; of unit n `score n` and `rank n`."""
    framework = sides[0].framework
    columns: dict[str, pd.Series] = {}
    for at, side in enumerate(sides):
        for part, table in (("score", side.scores.scores), ("rank", side.scores.ranks)):
            row = table.loc[side.row] if side.row in table.index else pd.Series(dtype=float)
            columns[f"{part} {at}"] = row.reindex(list(framework.codes))
    found = pd.DataFrame(columns)
    found.insert(0, "depth", [framework.depth.get(code, 1) for code in found.index])
    return found[found.drop(columns="depth").notna().any(axis=1)].rename_axis("node")


def shown(sides: Sequence[OneUnit], table: pd.DataFrame) -> pd.DataFrame:
    """The table with headings in the language: the node, every unit's score, then every unit's rank."""
    t, names = sides[0].words.t, sides[0].node_names
    columns: dict[str, object] = {
        t("unit.node"): ["\u2003" * int(depth) + names[str(code)] for code, depth in table["depth"].items()]
    }
    columns |= {label: table[f"score {at}"] for at, label in enumerate(labels(sides))}
    columns |= {t("versus.rank_of", name=label): table[f"rank {at}"] for at, label in enumerate(labels(sides))}
    return pd.DataFrame(columns).reset_index(drop=True)


def alt(sides: Sequence[OneUnit], table: pd.DataFrame, title: str) -> str:
    """The chart in words: of every node each unit's score."""
    words, names = sides[0].words, sides[0].node_names
    unknown = words.t("map.no_data")
    told = []
    for code, row in table.iterrows():
        scores = [
            f"{label} {words.number(row[f'score {at}'], DECIMALS) or unknown}" for at, label in enumerate(labels(sides))
        ]
        told.append(f"{names[str(code)]}: {', '.join(scores)}.")
    return f"{title}. {' '.join(told)}"


def difference(one: OneUnit, other: OneUnit) -> pd.DataFrame:
    """One row a main indicator: name, weight, score of one and of the other, apart; the last row is their sum.

    apart is what the indicator adds to how far `one` is ahead of `other`; as written, the parts add up to the
    difference of the headlines. Empty where a headline is not known or has no parts. Raises NotAdditive as `distance`.
    """
    if not (has_parts(one) and has_parts(other)):
        return no_parts()
    base = other.scores.where(other.scores.scores.index.get_level_values(1) == other.code)
    apart = distance(one.scores, base).loc[one.row]
    main = list(main_indicators(one.framework))
    below = _under(one, main)
    rows = [*main, *(c for c in apart.index if c.endswith(":rounding") and c.removesuffix(":rounding") not in below)]
    weights = points_of_headline(one.framework)
    table = pd.DataFrame(
        {
            "name": [one.node_names.get(code, one.words.t("unit.rounding")) for code in rows],
            "weight": [weights.get(code, np.nan) for code in rows],
            "one": [_score(one, code) for code in rows],
            "other": [_score(other, code) for code in rows],
            "apart": adding_up(apart[rows], DECIMALS),
        },
        index=rows,
    )
    total = [one.words.t("unit.sum"), table["weight"].sum(), _score(one, one.headline), _score(other, other.headline)]
    table.loc[""] = [*total, round(table["apart"].sum(), DECIMALS)]
    return table


def no_parts() -> pd.DataFrame:
    """The table of a difference that has no parts."""
    return pd.DataFrame(columns=["name", "weight", "one", "other", "apart"])


def difference_shown(table: pd.DataFrame, name: str, other: str, words: Words) -> pd.DataFrame:
    """The table of a difference with headings in the language."""
    t = words.t
    titles = {"name": t("unit.node"), "weight": t("unit.weight"), "one": name, "other": other, "apart": t("unit.apart")}
    return table.rename(columns=titles)


def difference_alt(title: str, table: pd.DataFrame, words: Words) -> str:
    """The bars of a difference in words, their sum last."""
    told = [f"{row.name}: {words.number(row.apart, DECIMALS, signed=True)}" for row in table.itertuples(index=False)]
    return f"{title}. {'; '.join(told)}."


def difference_sentence(one: OneUnit, other: OneUnit, names: tuple[str, str], table: pd.DataFrame) -> str:
    """How far one is ahead or behind, and by what most; without parts the distance alone."""
    words, t = one.words, one.words.t
    apart = _score(one, one.headline) - _score(other, other.headline)
    if pd.isna(apart):
        return t("versus.unknown", name=names[0], other=names[1])
    side = "ahead" if round(apart, DECIMALS) > 0 else "behind" if round(apart, DECIMALS) < 0 else "level"
    said = [t(f"unit.{side}", name=names[0], other=names[1], distance=words.number(abs(apart), DECIMALS))]
    parts = table.iloc[:-1]
    for key, parts_of in (("gives_most", parts[parts["apart"] > 0]), ("costs_most", parts[parts["apart"] < 0])):
        if len(parts_of):
            row = parts_of.loc[parts_of["apart"].abs().idxmax()]
            value = words.number(row["apart"], DECIMALS, signed=True)
            said.append(t(f"unit.{key}", node=row["name"], value=value))
    return " ".join(said)


def head_to_head(scores: Scores, units: Sequence[str]) -> pd.DataFrame:
    """The share of draws in which the unit of the row ranks above that of the column, weights drawn as assumed.

    Raises ScoringError where the framework has no weights to draw.
    """
    found = robustness(scores.framework, scores.values, [ASSUMED], draws=DRAWS, seed=SEED)
    return pairwise(found, list(units))


def confidence_lines(sides: Sequence[OneUnit], shares: pd.DataFrame) -> list[str]:
    """One sentence a pair, the one that is above more often first; ties are told where there are any."""
    words, t = sides[0].words, sides[0].words.t
    lines = []
    for at, one in enumerate(sides):
        for other in sides[at + 1 :]:
            above, below = shares.at[one.code, other.code], shares.at[other.code, one.code]
            if pd.isna(above):
                lines.append(t("versus.never_met", name=one.name, other=other.name))
                continue
            first, second, share = (one, other, above) if above >= below else (other, one, below)
            tied = 1 - above - below
            said = t("versus.above", name=first.name, other=second.name, share=words.percent(share))
            lines.append(f"{said} {t('versus.tied', share=words.percent(tied))}" if tied > 0.0005 else said)
    return lines


def assumed(words: Words) -> str:
    """What the draws assume, in a sentence."""
    return words.t("versus.assumed", draws=words.number(DRAWS), within=words.percent(ASSUMED.within))


def _score(side: OneUnit, code: str) -> float:
    table = side.scores.scores
    return float(table.at[side.row, code]) if code in table and side.row in table.index else float("nan")


def _under(one: OneUnit, main: Sequence[str]) -> set[str]:
    """Codes of everything below the main indicators: what is rounded there is part of them."""
    found = set(main)
    for node in one.framework.nodes:
        if node.parent in found:
            found.add(node.code)
    return found
