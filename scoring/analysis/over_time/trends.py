"""Trends: how every unit of a block moved over a window of months: change, pace, fitted line, acceleration."""

import numpy as np
import pandas as pd

from scoring.analysis.over_time.fits import curvature, line
from scoring.analysis.over_time.series import Series, months_of
from scoring.engine.score import Scores

MONTHS = 6
CONFIDENCE = 0.95


def change(earlier: Scores, later: Scores, node: str) -> pd.DataFrame:
    """By unit: places gained since `earlier` (positive is up) and points of score gained.

    The two must be comparable, each with the rows of one period.
    """
    before, after = (
        {"rank": s.ranks[node].droplevel(0), "score": s.scores[node].droplevel(0)} for s in (earlier, later)
    )
    return pd.DataFrame({"places": before["rank"] - after["rank"], "points": after["score"] - before["score"]})


def trend(
    of: Series, months: int | None = MONTHS, last: str | None = None, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """By unit, over the `months` up to `last` (the newest period) or all for None, since the last break of framework:

    first, last, since, until: first and last known value and their periods; change = last − first, and pace = change a
    month (of two different periods); slope, slope_low, slope_high: points of score a month by least squares with its
    interval by Student's t (three values or more); acceleration, acceleration_low, acceleration_high: how much the
    monthly pace gains a month, 2c of the fitted a + b·x + c·x² (four values or more); known, missing, carried: number
    of periods with a value, without one, and of known ones that rest on figures carried forward; broken_at: the period
    from which another framework scored, where the window was cut there, else empty.

    Intervals take the deviations of periods from the line as independent. Raises TrendError for a window outside 3
    to 24 months.
    """
    window = of.over(months, last)
    used = window.unbroken()
    table, x, y = used.values, months_of(used.values.index), used.values.to_numpy(float)
    known = ~np.isnan(y)
    some = known.any(axis=0)
    start, end = known.argmax(axis=0), len(y) - 1 - known[::-1].argmax(axis=0)
    first, last_value = (np.where(some, y[at, np.arange(y.shape[1])], np.nan) for at in (start, end))
    change = np.where(start < end, last_value - first, np.nan)
    fitted = line(x, y)
    margin = fitted.margin(confidence)
    bend, bend_margin = curvature(x, y, confidence)
    return pd.DataFrame(
        {
            "first": first,
            "last": last_value,
            "since": table.index[start].where(some),
            "until": table.index[end].where(some),
            "change": change,
            "pace": change / np.where(start < end, x[end] - x[start], np.nan),
            "slope": fitted.slope,
            "slope_low": fitted.slope - margin,
            "slope_high": fitted.slope + margin,
            "acceleration": bend,
            "acceleration_low": bend - bend_margin,
            "acceleration_high": bend + bend_margin,
            "known": known.sum(axis=0),
            "missing": (~known).sum(axis=0),
            "carried": (known & used.carried.to_numpy(bool)).sum(axis=0),
            "broken_at": window.breaks[-1] if window.breaks else "",
        },
        index=table.columns,
    )
