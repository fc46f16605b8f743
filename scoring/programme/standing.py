"""Where every promise of a programme stands at a moment, by arithmetic alone.

    met            the last figure is at the target, or better
    late           the deadline is over, and the last figure, of the deadline or later, is short of the target
    on_track       the actual pace is at least the pace that is still required
    at_risk        it is less
    unjudged       there is a figure, but no earlier one to tell a pace from, or no target or deadline to judge by
    not_reported   there is no figure; or none since the deadline, so that nobody knows whether it was kept

The actual pace leads from the first figure of the last six months to the last figure; where that is the only one, from
the baseline. A milestone, which is reached or is not, has no pace.
"""

from typing import Any

import numpy as np
import pandas as pd

from scoring.frameworks import Framework, Node
from scoring.periods import span
from scoring.programme.pace import months_until, pace
from scoring.programme.targets import lower_is_better, target_of

MET, LATE, ON_TRACK, AT_RISK = "met", "late", "on_track", "at_risk"
UNJUDGED, NOT_REPORTED = "unjudged", "not_reported"
STATUSES = (LATE, AT_RISK, ON_TRACK, MET, UNJUDGED, NOT_REPORTED)
WINDOW = 6
NEVER = "never"
_FARTHEST = 12 * 200


def standing(framework: Framework, values: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """One row a unit and promise (index: unit, code), from figures period × unit as a release or several hold them.

    value, until: the last figure and its period, none after `as_of`; first, since: what the pace is told from;
    baseline and began, target, deadline; gap = target − value; share of the way from the baseline to the target;
    pace, required and planned (from the baseline to the deadline): a month, as rates where `by_rate`, else as steps;
    growth_low and growth_high with reached_low and reached_high: the month in which the target would be reached at
    those rates, planned_low and planned_high: the same from the baseline on; reached: at the actual pace ("never"
    where it leads elsewhere; all three empty where it is reached); months_left from `until` to the deadline, over:
    whether the deadline has come, months_over since then; met_in: the first period known to be at the target,
    missed_in: the first of the deadline or later known to be short of it; status. What cannot be told is missing.
    """
    nodes = framework.promised
    codes = [node.inputs[0].code for node in nodes]
    periods = [period for period in sorted(values.index.levels[0], key=_end) if _end(period) <= _end(as_of)]
    units = list(dict.fromkeys(values.index.get_level_values(1)))
    figures = np.stack([_of(values, period, units, codes) for period in periods])  # period × unit × promise
    ends = np.array([_end(period) for period in periods], dtype=float)
    about = _promises(nodes)
    target, by_rate, lower, milestone = (about[key] for key in ("target", "by_rate", "lower", "milestone"))
    value, until = _last(figures, ends)
    first, since = _first(figures, ends, until, about)
    actual = np.where(milestone, np.nan, pace(first, value, until - since, by_rate))
    left = about["due"] - until
    there = _there(value, target, lower)
    required = np.where(there, 0.0, pace(value, np.broadcast_to(target, value.shape), left, by_rate))
    required = np.where(np.isnan(value) | np.isnan(target) | milestone, np.nan, required)
    planned = pace(about["baseline"], target, about["due"] - about["began"], by_rate)
    begins = about["baseline"], target
    nowhere = _there(*begins, lower)
    always = np.ones(len(nodes), dtype=bool)
    rows = {
        "value": value, "until": _named(until, ends, periods),
        "first": first, "since": _months(since), "baseline": about["baseline"], "target": target,
        "deadline": about["deadline"], "began": _months(about["began"]),
        "gap": target - value, "share": _share(value, about["baseline"], target, lower),
        "by_rate": by_rate, "pace": actual, "required": required, "planned": planned,
        "growth_low": about["low"], "growth_high": about["high"],
        "reached": _reached(value, target, actual, by_rate, until, there),
        "reached_low": _reached(value, target, about["low"], always, until, there),
        "reached_high": _reached(value, target, about["high"], always, until, there),
        "planned_low": _reached(*begins, about["low"], always, about["began"], nowhere),
        "planned_high": _reached(*begins, about["high"], always, about["began"], nowhere),
        "months_left": left, "over": about["due"] <= _end(as_of),
        "months_over": np.maximum(_end(as_of) - about["due"], 0),
        "met_in": _first_in(_there(figures, target, lower), periods),
        "missed_in": _first_in(_short(figures, target, lower) & (ends[:, None, None] >= about["due"]), periods),
        "status": _status(value, until, there, about["due"], target, actual, required, lower, _end(as_of)),
    }  # fmt: skip
    index = pd.MultiIndex.from_product([units, [node.code for node in nodes]], names=["unit", "code"])
    shape = (len(units), len(nodes))
    return pd.DataFrame({name: np.broadcast_to(column, shape).ravel() for name, column in rows.items()}, index)


def _end(period: str) -> int:
    return int(span(period)[1].ordinal)


def _of(values: pd.DataFrame, period: str, units: list[str], codes: list[str]) -> np.ndarray:
    return values.loc[period].reindex(index=units, columns=codes).to_numpy(float)


def _promises(nodes: tuple[Node, ...]) -> dict[str, Any]:
    made = [(node, node.promise) for node in nodes if node.promise is not None]
    growth = [promise.growth or (np.nan, np.nan) for _, promise in made]
    return {
        "target": np.array([target_of(node) for node, _ in made]),
        "lower": np.array([lower_is_better(node) for node, _ in made]),
        "milestone": np.array([node.rule == "choice" for node, _ in made]),
        "by_rate": np.array([promise.growth is not None for _, promise in made]),
        "low": np.array([low for low, _ in growth]),
        "high": np.array([high for _, high in growth]),
        "deadline": np.array([promise.deadline or "" for _, promise in made], dtype=object),
        "due": np.array([_end(promise.deadline) if promise.deadline else np.nan for _, promise in made]),
        "baseline": np.array([np.nan if promise.baseline is None else promise.baseline for _, promise in made]),
        "began": np.array([_end(promise.since) if promise.since else np.nan for _, promise in made]),
    }


def _last(figures: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The last known figure and the end of its period."""
    known = ~np.isnan(figures)
    at = len(figures) - 1 - known[::-1].argmax(axis=0)
    value = np.take_along_axis(figures, at[None], axis=0)[0]
    return value, np.where(known.any(axis=0), ends[at], np.nan)


def _first(
    figures: np.ndarray, ends: np.ndarray, until: np.ndarray, about: dict[str, Any]
) -> tuple[np.ndarray, np.ndarray]:
    """The first known figure of the window before the last one, else the baseline, and when it was counted."""
    within = (ends[:, None, None] >= until - WINDOW) & (ends[:, None, None] < until) & ~np.isnan(figures)
    at = within.argmax(axis=0)
    found = within.any(axis=0)
    figure = np.take_along_axis(figures, at[None], axis=0)[0]
    earlier = about["began"] < until
    baseline, began = np.where(earlier, about["baseline"], np.nan), np.where(earlier, about["began"], np.nan)
    return np.where(found, figure, baseline), np.where(found, ends[at], began)


def _share(value: np.ndarray, baseline: np.ndarray, target: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """(value − baseline) / (target − baseline), the baseline 0 where none is stated and more is better; not cut off."""
    start = np.where(np.isnan(baseline) & ~lower, 0.0, baseline)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(target == start, np.nan, (value - start) / (target - start))


def _reached(
    value: np.ndarray, target: np.ndarray, speed: np.ndarray, by_rate: np.ndarray, until: np.ndarray, there: np.ndarray
) -> np.ndarray:
    """The month in which the target is reached at that speed; empty where it is reached already, or cannot be told."""
    speed, by_rate = (np.broadcast_to(each, value.shape) for each in (speed, by_rate))
    months = months_until(value, np.broadcast_to(target, value.shape), speed, by_rate)
    months = np.where(there, np.nan, months)
    return _months(np.where(np.isfinite(months), months, np.nan) + until, np.isinf(months) | (months > _FARTHEST))


def _months(ends: np.ndarray, never: np.ndarray | None = None) -> np.ndarray:
    """Ordinals of months as text; empty where missing."""
    usable = ~np.isnan(ends) if never is None else ~np.isnan(ends) & ~never
    text = np.where(usable, ends, 0).astype("int64").astype("datetime64[M]").astype(str).astype(object)
    return np.where(usable, text, "" if never is None else np.where(never, NEVER, ""))


def _named(until: np.ndarray, ends: np.ndarray, periods: list[str]) -> np.ndarray:
    names = dict(zip(ends.tolist(), periods, strict=True))
    return np.vectorize(lambda end: names.get(end, ""), otypes=[object])(until)


def _there(figures: np.ndarray, target: np.ndarray, lower: np.ndarray) -> np.ndarray:
    return np.where(lower, figures <= target, figures >= target)


def _short(figures: np.ndarray, target: np.ndarray, lower: np.ndarray) -> np.ndarray:
    return np.where(lower, figures > target, figures < target)


def _first_in(found: np.ndarray, periods: list[str]) -> np.ndarray:
    """The first period in which something holds; empty where it never does."""
    return np.where(found.any(axis=0), np.array(periods, dtype=object)[found.argmax(axis=0)], "")


def _status(
    value: np.ndarray, until: np.ndarray, there: np.ndarray, due: np.ndarray, target: np.ndarray,
    actual: np.ndarray, required: np.ndarray, lower: np.ndarray, as_of: int,
) -> np.ndarray:  # fmt: skip
    over = as_of >= due
    enough = np.where(lower, actual <= required + 1e-12, actual >= required - 1e-12)
    judged = ~np.isnan(actual) & ~np.isnan(required)
    cases = [
        (np.isnan(value), NOT_REPORTED),
        (there, MET),
        (np.isnan(target) | np.isnan(due), UNJUDGED),
        (over & (until >= due), LATE),
        (over, NOT_REPORTED),
        (judged & enough, ON_TRACK),
        (judged, AT_RISK),
    ]
    shape = value.shape
    return np.select([np.broadcast_to(c, shape) for c, _ in cases], [name for _, name in cases], UNJUDGED)
