"""The tables of the overview: who leads, who climbed and fell most, where one unit stands."""

import pandas as pd

from figures import why
from figures.rankings import ranking
from figures.words import Words
from scoring import Scores, Units
from scoring.analysis.over_time.trends import change
from scoring.analysis.reasons.moves import Moves


def leaders(scores: Scores, units: Units, division: str, lang: str, count: int = 5) -> pd.DataFrame:
    """The units of the first `count` ranks in the headline, best first, columns as in `ranking`."""
    table = ranking(scores, units, division, scores.framework.headline.code, lang)
    return table[table["rank"] <= count]


def movers(found: Moves, names: pd.Series, count: int = 3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The largest climbs and the largest falls: unit, name, places, points, rank_before, rank_after.

    By places, of equal ones by points; units that kept their place are in neither.
    """
    columns = ["places", "points", "rank_before", "rank_after"]
    table = found.summary[columns].dropna(subset=["places"]).rename_axis("unit").reset_index()
    table.insert(1, "name", table["unit"].map(names))
    climbs = table[table["places"] > 0].sort_values(["places", "points"], ascending=False, kind="stable")
    falls = table[table["places"] < 0].sort_values(["places", "points"], kind="stable")
    return climbs.head(count).reset_index(drop=True), falls.head(count).reset_index(drop=True)


def gains(found: Moves, names: pd.Series, count: int = 3) -> pd.DataFrame:
    """The largest gains in score, columns as in `movers`: what there is to say where no unit changed its place."""
    table = found.summary[["places", "points", "rank_before", "rank_after"]].dropna(subset=["points"])
    table = table.rename_axis("unit").reset_index()
    table.insert(1, "name", table["unit"].map(names))
    return table.sort_values("points", ascending=False, kind="stable").head(count).reset_index(drop=True)


def standing(scores: Scores, unit: str, total: int, words: Words) -> str:
    """Rank of how many and score of a unit in the headline, as "6th of 63, 0.7448"; empty without a rank."""
    headline = scores.framework.headline.code
    rank, score = (frame[headline].droplevel(0).get(unit) for frame in (scores.ranks, scores.scores))
    if rank is None or pd.isna(rank):
        return ""
    said = words.t("overview.rank_of", rank=int(rank), total=total)
    return said if score is None or pd.isna(score) else f"{said} · {words.number(score, 4)}"


def since(before: Scores, after: Scores, unit: str, words: Words) -> str:
    """How the rank of a unit changed between two releases that may be compared; empty where one is not known."""
    headline = after.framework.headline.code
    first, last = (scores.ranks[headline].droplevel(0).get(unit, float("nan")) for scores in (before, after))
    return why.change(first, last, words)


def summary(before: Scores, after: Scores, names: pd.Series, period: str, words: Words) -> str:
    """How many units rose, fell and stayed between two releases that may be compared, and which rose and fell most."""
    headline = after.framework.headline.code
    places = change(before, after, headline)["places"].dropna()
    told = moved(places, period, words)
    most = [
        f"{why.arrow(places[unit])} {names.get(unit, unit)}"
        for unit in ([places.idxmax(), places.idxmin()] if len(places) else [])
        if places[unit]
    ]
    return " · ".join([told, *most])


def moved(places: pd.Series, period: str, words: Words) -> str:
    """How many units rose, fell and stayed since a period; places: by unit, how many it gained, where that is known."""
    return words.t(
        "overview.changes", period=period, up=int((places > 0).sum()), down=int((places < 0).sum()),
        same=int((places == 0).sum()),
    )  # fmt: skip
