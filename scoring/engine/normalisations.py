"""The methods that bring an indicator to one scale: one function a method, all of one shape.

A method takes the values of one group of units (rows × columns, NaN where missing) and its parameters, one entry a
column, and returns a new matrix of the same shape. What it cannot take it refuses; it never gives NaN for a value.
A higher result is always better: `direction = "lower"` turns the indicator round.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), the step "Normalisation of data".
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from scoring.engine.ascending import NOISE, ascending
from scoring.engine.errors import refuse
from scoring.engine.panel import Array
from scoring.engine.settings import FLAG, NUMBER, POSITIVE, RISING, TEXT, Form, one_of

Parameters = Mapping[str, Array]
Normalisation = Callable[[Array, Parameters], Array]


def min_max(x: Array, p: Parameters) -> Array:
    """(x − min) / (max − min), brought to the range `to`. Refuses an indicator without spread."""
    low, high = _extremes(x, "min_max")
    return _to_range(_between(x, low, high, p), p)


def goalposts(x: Array, p: Parameters) -> Array:
    """(x − low) / (high − low) with `posts` = low, high, brought to the range `to`; cut off at the posts (`truncate`).

    With `logarithm`, (ln x − ln low) / (ln high − ln low), as UNDP does for income; x is cut off first.
    """
    low, high = p["posts"].T
    refuse(~(high > low), "has goalposts that do not rise; the first must lie below the second")
    cut = np.where(p["truncate"], np.clip(x, low, high), x)
    if p["logarithm"].any():
        refuse(p["logarithm"] & (low <= 0), "has a lower goalpost that is not above 0, which has no logarithm")
        refuse(p["logarithm"] & (cut <= 0), "is not above 0 and has no logarithm; truncate it to its goalposts")
        cut = np.log(cut, out=cut, where=np.broadcast_to(p["logarithm"], cut.shape))
        low, high = (np.log(post, out=post.copy(), where=p["logarithm"]) for post in (low, high))
    return _to_range(_between(cut, low, high, p), p)


def z_score(x: Array, p: Parameters) -> Array:
    """(x − mean) / sd · `sd` + `mean`, with the sample's sd (n − 1). Refuses an indicator without spread."""
    _extremes(x, "z_score")
    known = ~np.isnan(x)
    number = np.maximum(known.sum(axis=0), 1)
    centred = x - np.where(known, x, 0.0).sum(axis=0) / number
    squares = np.where(known, centred, 0.0) ** 2
    spread = np.sqrt(squares.sum(axis=0) / np.maximum(number - 1, 1))
    return centred * np.where(p["lower"], -1.0, 1.0) / np.where(spread > 0, spread, 1.0) * p["sd"] + p["mean"]


def scaled(x: Array, p: Parameters) -> Array:
    """(x − low) / (high − low) with `posts` = low, high, brought to the range `to`; never cut off."""
    low, high = p["posts"].T
    refuse(low == high, "has posts that are equal")
    return _to_range(_between(x, low, high, p), p)


def rank(x: Array, p: Parameters) -> Array:
    """1 for the worst value; equal values share the lowest rank."""
    return ascending(_directed(x, p))


def borda(x: Array, p: Parameters) -> Array:
    """Rank − 1: how many values are worse."""
    return ascending(_directed(x, p)) - 1


def percentile_rank(x: Array, p: Parameters) -> Array:
    """(rank − 1) / (n − 1): the share of the others that are worse. Refuses an indicator of one value."""
    number = (~np.isnan(x)).sum(axis=0)
    refuse(number == 1, "has one value only, and percentile_rank compares it with the others")
    return (ascending(_directed(x, p)) - 1) / np.maximum(number - 1, 1)


def distance_to_max(x: Array, p: Parameters) -> Array:
    """1 − (max − x) / (max − min): 1 for the best value, 0 for the worst."""
    low, high = _extremes(x, "distance_to_max")
    return _between(x, low, high, p)


def distance_to_reference(x: Array, p: Parameters) -> Array:
    """1 − (r − x) / (r − min), with r the value of the unit `reference` in the row's period; at most 1 with `cap`.

    Where lower is better, (max − x) / (max − r).
    """
    known = ~np.isnan(x)
    refuse((np.isnan(p["reference"]) & known).any(axis=0), "has no value for its reference unit")
    return _towards(x, p["reference"], p, "the reference unit is itself the worst")


def distance_to_target(x: Array, p: Parameters) -> Array:
    """(x − min) / (target − min), or (max − x) / (max − target) where lower is better; at most 1 with `cap`."""
    return _towards(x, p["target"], p, "its worst value has already reached the target")


def fraction_of_max(x: Array, p: Parameters) -> Array:
    """x / max; 1 − x / max where lower is better. Refuses a maximum that is not above 0."""
    high = np.fmax.reduce(x, axis=0, initial=np.nan)
    refuse(high <= 0, "has a highest value that is not above 0, and fraction_of_max divides by it")
    return _between(x, np.zeros_like(high), high, p)


def none(x: Array, p: Parameters) -> Array:
    """x as it is; −x where lower is better."""
    return _directed(x, p)


NORMALISATIONS: dict[str, Normalisation] = {
    "min_max": min_max,
    "goalposts": goalposts,
    "z_score": z_score,
    "scaled": scaled,
    "rank": rank,
    "borda": borda,
    "percentile_rank": percentile_rank,
    "distance_to_max": distance_to_max,
    "distance_to_reference": distance_to_reference,
    "distance_to_target": distance_to_target,
    "fraction_of_max": fraction_of_max,
    "none": none,
}
_NEEDED: Any = None
# Every parameter of a method with what it is where nothing is said; None where it must be said.
PARAMETERS: dict[str, dict[str, Any]] = {
    "min_max": {"to": (0.0, 1.0)},
    "goalposts": {"posts": _NEEDED, "to": (0.0, 1.0), "truncate": True, "logarithm": False},
    "z_score": {"mean": 0.0, "sd": 1.0},
    "scaled": {"posts": _NEEDED, "to": (0.0, 1.0)},
    "rank": {},
    "borda": {},
    "percentile_rank": {},
    "distance_to_max": {},
    "distance_to_reference": {"reference": _NEEDED, "cap": True},
    "distance_to_target": {"target": _NEEDED, "cap": True},
    "fraction_of_max": {},
    "none": {},
}
FORMS: dict[str, Form] = {
    "to": RISING,
    "posts": RISING,
    "truncate": FLAG,
    "logarithm": FLAG,
    "mean": NUMBER,
    "sd": POSITIVE,
    "reference": TEXT,
    "target": NUMBER,
    "cap": FLAG,
    "direction": one_of("higher", "lower"),
    "over": one_of("period", "panel"),
}


def _extremes(x: Array, kind: str) -> tuple[Array, Array]:
    low, high = np.fmin.reduce(x, axis=0, initial=np.nan), np.fmax.reduce(x, axis=0, initial=np.nan)
    refuse(
        high - low <= NOISE * np.fmax(abs(low), abs(high)),
        f"has the same value everywhere, and {kind} divides by its spread",
    )
    return low, high


def _between(x: Array, low: Array, high: Array, p: Parameters) -> Array:
    """(x − low) / (high − low), or (high − x) / (high − low) where lower is better."""
    worst, best = np.where(p["lower"], high, low), np.where(p["lower"], low, high)
    found = x - worst
    found /= best - worst
    return found


def _towards(x: Array, best: Array, p: Parameters, why: str) -> Array:
    """The way from the worst value to `best` that x has gone."""
    low, high = np.fmin.reduce(x, axis=0, initial=np.nan), np.fmax.reduce(x, axis=0, initial=np.nan)
    way = np.where(p["lower"], high - best, best - low)
    refuse((way <= NOISE * abs(best)).any(axis=tuple(range(way.ndim - 1))), f"cannot be measured: {why}")
    found = np.where(p["lower"], high - x, x - low) / way
    return np.where(p["cap"], np.minimum(found, 1.0), found)


def _to_range(shares: Array, p: Parameters) -> Array:
    """0..1 → low..high of `to`, in place."""
    low, high = p["to"].T
    shares *= high - low
    shares += low
    return shares


def _directed(x: Array, p: Parameters) -> Array:
    return np.where(p["lower"], -x, x)
