"""Finished ranking tables: what the page shows and the files carry."""

import pandas as pd

from figures.words import Words
from scoring import Scores, Units


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
        "places": words.t("table.places"),
        "points": words.t("table.points"),
        "published_score": words.t("table.published_score"),
        "published_rank": words.t("table.published_rank"),
    }
    nodes = {code: scores.framework.name(code, words.lang) for code in scores.framework.codes}
    return table.rename(columns={**nodes, **headings})
