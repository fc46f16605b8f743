"""Finished ranking tables: what the page shows and the files carry."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from figures.words import Words, sort_key
from scoring import Scores, Units
from scoring.text import fold

CLASSES = 5
DRAWN = ("interval", "range", "line", "alphabet")  # for the page; files carry the numbers
ORDERS = ("rank", "name", "places", "points")


def ranking(scores: Scores, units: Units, division: str, node: str, lang: str) -> pd.DataFrame:
    """unit, name, region, rank, score, coverage of one node in one period, best first; unknown last, by name."""
    of_block = units.of(scores.framework.block, division)
    table = pd.DataFrame(
        {
            part: getattr(scores, f"{part}s" if part != "coverage" else part)[node].droplevel(0)
            for part in ("rank", "score", "coverage")
        }
    )
    known = of_block.reindex(table.index)
    table = table.assign(unit=table.index, name=known[f"name_{lang}"], region=known[f"region_{lang}"])
    return table.sort_values(["rank", "score"], ascending=[True, False], na_position="last").reset_index(drop=True)


def with_nodes(table: pd.DataFrame, scores: Scores, nodes: list[str]) -> pd.DataFrame:
    """The same table with the scores of further nodes beside, by code."""
    beside = scores.scores[nodes].droplevel(0)
    return table.join(beside, on="unit")


def since(verdict: str, period: str, words: Words) -> str:
    """Since when a change is counted that may be compared: as the release was, or carried through a merger."""
    return words.t(f"rankings.change_{'since' if verdict == 'comparable' else 'back_cast'}", period=period)


def kinds(units: Units, block: str, division: str, lang: str) -> pd.Series:
    """By unit what kind of unit it is (city, province, ministry, agency), in the language where that is known."""
    table = units.of(block, division)
    own = table[f"type_{lang}"] if f"type_{lang}" in table else table["type_vi"]
    return own.mask(own.fillna("") == "", table["type_vi"]).fillna("")


def fifths(ranks: pd.Series) -> pd.Series:
    """Class 1 (best) to 5 by rank: 1 + ⌊5 (rank − 1) / known⌋, so that equal ranks share one; unknown without."""
    found = 1 + np.floor(CLASSES * (ranks - 1) / max(1, ranks.notna().sum()))
    return found.clip(upper=CLASSES).astype("Int64")


def cut(
    table: pd.DataFrame,
    text: str = "",
    regions: Collection[str] = (),
    kinds: Collection[str] = (),
    classes: Collection[int] = (),
    units: Collection[str] | None = None,
) -> pd.DataFrame:
    """The rows of some units: name with `text` in it, diacritics or not; of the regions, kinds, classes and units.

    Nothing is worked out anew: ranks, intervals and classes stay those among all.
    """
    if not (text or regions or kinds or classes) and units is None:
        return table
    kept = pd.Series(True, index=table.index)
    if text:
        kept &= table["name"].map(fold).str.contains(fold(text), regex=False)
    for column, wanted in (("region", regions), ("kind", kinds), ("class", classes)):
        if wanted:
            kept &= table[column].isin(list(wanted))
    if units is not None:
        kept &= table["unit"].isin(list(units))
    return table[kept]


def options(column: pd.Series) -> list:
    """The known values of a column, in the alphabet's or in their own order."""
    known = [value for value in column.dropna().unique() if value != ""]
    return sorted(known, key=sort_key) if all(isinstance(value, str) for value in known) else sorted(map(int, known))


def alphabet(names: pd.Series) -> pd.Series:
    """The place of every name in the Vietnamese alphabet's order, from 0."""
    order = sorted(range(len(names)), key=[sort_key(str(name)) for name in names].__getitem__)
    places = pd.Series(range(len(names)), index=names.index[order])
    return places.reindex(names.index)


def ordered(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows by "rank", by "name" (the column alphabet), or by what was gained, "places" or "points"."""
    if by == "name":
        return table.sort_values("alphabet", kind="stable")
    if by in ("places", "points") and by in table:
        return table.sort_values([by, "rank"], ascending=[False, True], na_position="last", kind="stable")
    return table


def known_of(table: pd.DataFrame, total: int) -> tuple[int, int]:
    """How many units have a score, of how many there are."""
    return int(table["score"].notna().sum()), total


def named(table: pd.DataFrame, scores: Scores, words: Words) -> pd.DataFrame:
    """The table with headings in the language, for the files."""
    headings = {
        "unit": words.t("table.unit"),
        "name": words.t("table.name"),
        "region": words.t("table.region"),
        "rank": words.t("table.rank"),
        "score": words.t("table.score"),
        "coverage": words.t("table.coverage"),
        "low": words.t("table.low"),
        "high": words.t("table.high"),
        "class": words.t("table.class"),
        "tied": words.t("table.tied"),
        "kind": words.t("table.kind"),
        "places": words.t("table.places"),
        "points": words.t("table.points"),
        "published_score": words.t("table.published_score"),
        "published_rank": words.t("table.published_rank"),
    }
    table = table.drop(columns=[name for name in DRAWN if name in table])
    nodes = {code: scores.framework.name(code, words.lang) for code in scores.framework.codes}
    return table.rename(columns={**nodes, **headings})
