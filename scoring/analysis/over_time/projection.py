"""Projections: the pace a target asks for, and when the fitted line gets there, with its interval."""

import numpy as np
import pandas as pd

from scoring.analysis.over_time.fits import Line, line, quantile
from scoring.analysis.over_time.series import Series, TrendError, months_of
from scoring.analysis.over_time.trends import CONFIDENCE, MONTHS
from scoring.periods import parse_period, span

NEVER = "never"
FARTHEST = 12 * 200  # months; beyond that a line says nothing


def projection(
    of: Series,
    target: float | pd.Series,
    deadline: str | None = None,
    months: int | None = MONTHS,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """When every unit reaches `target` (one score, or one a unit) if the line fitted over the window goes on.

    By unit: now and until (last known value and its period), target, gap = target − now, pace (slope of the line, a
    month), pace_required = gap / months from `until` to the end of `deadline`; months, months_earliest, months_latest:
    months from the end of the window to where the line, the upper and the lower bound of its confidence band cross the
    target (0 where reached, infinite where they never do), and the same as reached, earliest, latest: the month, or
    "never". outlook: "reached", and with a deadline "on course" (the line makes it), "possible" (its upper bound
    does), "behind" (not even that); empty where no line can be fitted.

    With d = x − x̄ the band is ȳ + b·d ± t·s·√(1/n + d²/Σ(x − x̄)²); its crossings are the roots of a quadratic in d
    (Fieller 1954). Raises TrendError for a deadline that is no period or is not behind the newest.
    """
    used = of.over(months).unbroken()
    x, y = months_of(used.values.index), used.values.to_numpy(float)
    end = x[-1]
    known = ~np.isnan(y)
    at = len(y) - 1 - known[::-1].argmax(axis=0)
    now = y[at, np.arange(y.shape[1])]
    wanted = np.broadcast_to(np.asarray(target, float) if np.isscalar(target) else _by_unit(target, used), now.shape)
    gap = wanted - now
    fitted = line(x, y)
    crossings = _crossings(fitted, wanted, end, confidence)
    names = ("months", "months_earliest", "months_latest")
    months_to = {name: np.where(gap <= 0, 0.0, found) for name, found in zip(names, crossings, strict=True)}
    left = _months_left(deadline, used)
    return pd.DataFrame(
        {
            "now": now,
            "until": used.values.index[at].where(known.any(axis=0)),
            "target": wanted,
            "gap": gap,
            "pace": fitted.slope,
            "pace_required": np.clip(gap, 0, None) / (left + end - x[at]),
            **months_to,
            "reached": _month(end, months_to["months"]),
            "earliest": _month(end, months_to["months_earliest"]),
            "latest": _month(end, months_to["months_latest"]),
            "outlook": _outlook(gap, months_to["months"], months_to["months_earliest"], left),
        },
        index=used.values.columns,
    )


def _by_unit(target: pd.Series, used: Series) -> np.ndarray:
    return target.reindex(used.values.columns).to_numpy(float)


def _months_left(deadline: str | None, used: Series) -> float:
    """From the end of the newest period to the end of the deadline; missing without one."""
    if deadline is None:
        return np.nan
    newest = used.values.index[-1]
    if parse_period(deadline) != deadline:
        raise TrendError(f"The deadline {deadline!r} is no period. Give one such as 2025, 2025-H1 or 2025-06.")
    left = span(deadline)[1].ordinal - span(newest)[1].ordinal
    if left <= 0:
        raise TrendError(f"The deadline {deadline} is not behind the newest period {newest}. Give a later one.")
    return float(left)


def _crossings(fitted: Line, target: np.ndarray, end: float, confidence: float) -> tuple[np.ndarray, ...]:
    """Months from `end` until the line, its upper and its lower bound are first at the target; infinite for never."""
    slope, rise, d = fitted.slope, target - fitted.mean_y, end - fitted.mean_x
    wide = (quantile(confidence, fitted.n - 2) * fitted.deviation) ** 2
    a, c = slope**2 - wide / fitted.spread, rise**2 - wide / fitted.n
    with np.errstate(divide="ignore", invalid="ignore"):
        straight = np.where(slope > 0, rise / slope, np.inf)
        root = np.sqrt(np.clip((slope * rise) ** 2 - a * c, 0, None))
        roots = np.sort([(slope * rise - root) / a, (slope * rise + root) / a], axis=0)
        half = np.sqrt(wide * (1 / fitted.n + d**2 / fitted.spread))
    # Only where the slope is surely above 0 does the lower bound rise for good; the upper bound is at the next root.
    surely = (a > 0) & (slope > 0)
    later = np.where(roots > d, roots, np.inf).min(axis=0)
    found = ((straight, 0.0), (later, half), (np.where(surely, roots[1], np.inf), -half))
    there = [np.where(slope * d + offset >= rise, 0.0, np.maximum(at - d, 0)) for at, offset in found]
    unknown = np.isnan(slope) | np.isnan(target)
    return tuple(np.where(unknown, np.nan, months) for months in there)


def _month(end: float, months: np.ndarray) -> np.ndarray:
    """The month in which so many months from `end` are full, as text."""
    near = months <= FARTHEST
    whole = np.ceil(np.where(near, months, 0) - 1e-9).astype("int64") + int(end)
    text = whole.astype("datetime64[M]").astype(str).astype(object)
    return np.select([near, ~np.isnan(months)], [text, NEVER], "")


def _outlook(gap: np.ndarray, months: np.ndarray, earliest: np.ndarray, left: float) -> np.ndarray:
    reached, fitted = gap <= 0, ~np.isnan(months) & ~np.isnan(left)
    cases = [reached, fitted & (months <= left), fitted & (earliest <= left), fitted]
    return np.select(cases, ["reached", "on course", "possible", "behind"], "")
