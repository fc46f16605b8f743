"""Series over periods: the change, and the block's median and quartile band."""

from collections.abc import Mapping

import pandas as pd

from scoring.engine.score import Scores
from scoring.periods import kind, window

LEAST_KNOWN = 0.5


def change(earlier: Scores, later: Scores, node: str) -> pd.DataFrame:
    """By unit: places gained since `earlier` (positive is up) and points of score gained.

    The two must be comparable, each with the rows of one period.
    """
    before, after = (
        {"rank": s.ranks[node].droplevel(0), "score": s.scores[node].droplevel(0)} for s in (earlier, later)
    )
    return pd.DataFrame({"places": before["rank"] - after["rank"], "points": after["score"] - before["score"]})


def series(by_period: Mapping[str, Scores], node: str, value: str = "scores") -> pd.DataFrame:
    """Periods × units of one node; months between the first and the last that no release covers are empty rows."""
    columns = {period: getattr(s, value)[node].droplevel(0) for period, s in by_period.items()}
    table = pd.DataFrame(columns).T.sort_index()
    if len(table) and kind(table.index[0]) == "month":
        months = (pd.Period(table.index[-1], "M") - pd.Period(table.index[0], "M")).n + 1
        table = table.reindex(window(table.index[-1], months))
    return table


def band(table: pd.DataFrame, units: int) -> pd.DataFrame:
    """Lower quartile, median and upper quartile of each period; empty where under half of the `units` are known."""
    quartiles = table.quantile([0.25, 0.5, 0.75], axis=1).T.set_axis(["low", "median", "high"], axis=1)
    enough = table.notna().sum(axis=1) >= LEAST_KNOWN * units
    return quartiles.reindex(table.index).where(enough, axis=0)


def over_window(table: pd.DataFrame) -> pd.DataFrame:
    """By unit: first and last known value, their periods, the change (of two different periods), and how many
    periods are missing."""
    first, last = table.apply(pd.Series.first_valid_index), table.apply(pd.Series.last_valid_index)
    return pd.DataFrame(
        {
            "first": table.bfill().iloc[0],
            "last": table.ffill().iloc[-1],
            "since": first,
            "until": last,
            "change": (table.ffill().iloc[-1] - table.bfill().iloc[0]).where(first != last),
            "missing": table.isna().sum(),
        }
    )
