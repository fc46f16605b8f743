"""Where a unit stands in every node, against the median, the best and its peers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from figures.one_unit import OneUnit, ranks_complete
from figures.words import Words

REGION, NEAREST, POPULATION = "region", "nearest", "population"
# Counted in different ways, so that units are only compared within one of them.
POPULATIONS = ("population_nq202_2025", "population_avg_2024_nso")
NEIGHBOURS = 5


def peers(of: OneUnit, rule: str) -> list[str]:
    """Units that are fit to be compared with, by a rule that can be told.

    "region": all others of the same region; "nearest": the `NEIGHBOURS` with the nearest headline score, or the nearest
    rank where the unit has a rank and no score; "population": the `NEIGHBOURS` with the nearest population counted in
    the same way; of equals the better ranked ones. Empty where the unit's own is not known.
    """
    score, rank = (table[of.headline].droplevel(0) for table in (of.scores.scores, of.scores.ranks))
    if rule == REGION:
        regions = of.units.of(of.block, of.division)["region_code"]
        same = regions.index[(regions == regions[of.code]) & (regions != "")]
        return [code for code in same if code != of.code and code in score.index]
    if rule == POPULATION:
        known = populations(of).reindex(score.index)
    else:
        known = score if pd.notna(score.get(of.code)) else rank
    if pd.isna(known.get(of.code)):
        return []
    apart = pd.DataFrame({"apart": (known - known[of.code]).abs(), "rank": rank}).drop(of.code).dropna(subset=["apart"])
    # Rounded, or which of two equally near ones comes first would hang on the last bit of a difference.
    return list(apart.round(12).sort_values(["apart", "rank"], kind="stable").index[:NEIGHBOURS])


def rules(of: OneUnit) -> list[str]:
    """By which rules peers of the unit can be found: region on territory, population where the unit's is known."""
    territory = [REGION] if of.units.has_territory(of.block) else []
    return [*territory, NEAREST, *([POPULATION] if pd.notna(populations(of).get(of.code)) else [])]


def populations(of: OneUnit) -> pd.Series:
    """By unit its population, as far as it was counted in the same way as the unit's own."""
    table = of.units.of(of.block, of.division)
    counted = next((column for column in POPULATIONS if column in table and table[column].get(of.code)), None)
    return pd.to_numeric(table[counted]) if counted else pd.Series(np.nan, index=table.index)


def peers_rule(of: OneUnit, rule: str, found: Sequence[str]) -> str:
    """The rule by which the peers were chosen, and who they are."""
    t = of.words.t
    if not found:
        return t("unit.peers_none")
    names = ", ".join(of.unit_names[code] for code in found)
    if rule == REGION:
        region = of.units.of(of.block, of.division).at[of.code, f"region_{of.words.lang}"]
        return t("unit.peers_region", region=region, names=names)
    if rule == POPULATION:
        return t("unit.peers_population", count=len(found), names=names)
    return t("unit.peers_nearest", count=len(found), names=names)


def places(of: OneUnit, beside: Sequence[str]) -> pd.DataFrame:
    """One row a node in which anybody has a score or a rank, in the order of the tree.

    Columns: depth; score, rank and coverage of the unit; ranked, how many units have a rank; median and best score and
    gap = score − median; best_units, codes of those that have the best; peers, the median score of `beside`.
    """
    framework = of.framework
    scores, ranks, coverage = (
        table.droplevel(0) for table in (of.scores.scores, of.scores.ranks, of.scores.coverage)
    )  # fmt: skip
    codes = of.scores.known_nodes
    scores, ranks = scores[codes], ranks[codes]
    own = scores.reindex([of.code]).iloc[0]
    best = scores.max()
    among = scores.loc[[code for code in beside if code in scores.index]]
    return pd.DataFrame(
        {
            "depth": [framework.depth.get(code, 1) for code in codes],
            "score": own,
            "rank": ranks.reindex([of.code]).iloc[0],
            "ranked": ranks.notna().sum(),
            "median": scores.median(),
            "best": best,
            "best_units": [tuple(scores.index[scores[c] == best[c]]) for c in codes],
            "peers": among.median() if len(among) else np.nan,
            "gap": own - scores.median(),
            "coverage": coverage[codes].reindex([of.code]).iloc[0],
        },
        index=pd.Index(codes, name="node"),
    )


def main_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the headline, the composites and what lies right under the headline."""
    return table[table["depth"] <= 1]


def lead(of: OneUnit, table: pd.DataFrame) -> str:
    """Rank and score of the headline in a sentence or two, and what is not known of them."""
    words, t = of.words, of.words.t
    row = table.loc[of.headline] if of.headline in table.index else pd.Series({"rank": np.nan, "score": np.nan})
    rank, score = row["rank"], row["score"]
    if pd.isna(rank) and pd.isna(score):
        return t("unit.lead_nothing", name=of.name)
    ranked = words.number(row["ranked"])
    if pd.isna(rank):
        return t("unit.lead_score", name=of.name, score=words.number(score, 4))
    if pd.isna(score):
        return t("unit.lead_rank", name=of.name, rank=words.number(rank), ranked=ranked)
    key = "unit.lead_both" if ranks_complete(of.scores, of.units, of.division) else "unit.lead_partial"
    first = t(key, name=of.name, rank=words.number(rank), ranked=ranked, score=words.number(score, 4))
    if key == "unit.lead_partial":  # nor is the median of some units the block's
        return first
    side = "level" if round(row["gap"], 4) == 0 else "above" if row["gap"] > 0 else "below"
    return f"{first} {t(f'unit.lead_{side}', gap=words.number(abs(row['gap']), 4))}"


def places_alt(of: OneUnit, table: pd.DataFrame, title: str) -> str:
    """The chart of scores by node in words: of every node the unit's score, the median and the best."""
    words = of.words
    told = [
        words.t(
            "unit.places_alt",
            node=of.node_names[code],
            score=words.number(row["score"], 4) or words.t("map.no_data"),
            median=words.number(row["median"], 4),
            best=words.number(row["best"], 4),
        )
        for code, row in table.dropna(subset=["median"]).iterrows()
    ]
    return f"{title}. {' '.join(told)}"


def shown(of: OneUnit, table: pd.DataFrame) -> pd.DataFrame:
    """The table with headings in the language, nodes indented by level, the best units by name."""
    t, names = of.words.t, of.unit_names
    columns = {
        t("unit.node"): ["\u2003" * int(depth) + of.node_names[code] for code, depth in table["depth"].items()],
        t("table.rank"): table["rank"],
        t("table.score"): table["score"],
        t("unit.gap"): table["gap"],
        t("unit.median"): table["median"],
        t("unit.peers_median"): table["peers"],
        t("unit.best"): table["best"],
        t("unit.best_units"): [_few([names[c] for c in codes], of.words) for codes in table["best_units"]],
        t("unit.ranked"): table["ranked"],
        t("table.coverage"): table["coverage"],
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def _few(names: list[str], words: Words) -> str:
    if len(names) <= 3:
        return ", ".join(names)
    return words.t("unit.and_others", first=", ".join(names[:2]), n=words.number(len(names) - 2))
