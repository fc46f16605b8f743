"""What tames outliers: one function a treatment, all of one shape.

A treatment takes values (rows × columns, NaN where missing) and its parameters, and returns a new matrix of the same
shape with its columns treated as far as the treatment goes; whether that is far enough is judged by the caller.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from scoring.engine.errors import refuse
from scoring.engine.moments import skewness_and_kurtosis
from scoring.engine.panel import Array

Treatment = Callable[[Array, Mapping[str, Any]], Array]


def extreme(skewness: Array, kurtosis: Array, p: Mapping[str, Any]) -> Array:
    """True for the columns with |skewness| > `skewness` and kurtosis > `kurtosis`."""
    return (abs(skewness) > p["skewness"]) & (kurtosis > p["kurtosis"])


def winsorise(x: Array, p: Mapping[str, Any]) -> Array:
    """The k outermost points set to the next one inwards: k the least that meets the limits, `points` at most.

    Each point is taken from the side to which the rest is skewed. A column that would lose its spread is left alone.
    """
    ordered = np.sort(x, axis=0)
    number = (~np.isnan(x)).sum(axis=0)
    below, above = np.zeros_like(number), np.zeros_like(number)
    found = x.copy()
    columns = np.arange(x.shape[1])
    for _ in range(int(p["points"])):
        skewness, kurtosis = skewness_and_kurtosis(found[:, columns])
        wild = extreme(skewness, kurtosis, p)
        columns, skewness = columns[wild], skewness[wild]
        above[columns] += skewness > 0
        below[columns] += skewness <= 0
        low, high = ordered[below[columns], columns], ordered[number[columns] - 1 - above[columns], columns]
        columns, low, high = (part[low < high] for part in (columns, low, high))
        if not columns.size:
            break
        found[:, columns] = np.clip(x[:, columns], low, high)
    return found


def shifted_log(x: Array, p: Mapping[str, Any]) -> Array:
    """ln(x − min + (max − min) / 100); −ln(max − x + (max − min) / 100) where the long tail is on the left."""
    low, high = np.fmin.reduce(x, axis=0, initial=np.nan), np.fmax.reduce(x, axis=0, initial=np.nan)
    refuse(high == low, "has the same value everywhere, and shifted_log shifts by a share of its range")
    offset = (high - low) / 100
    left = skewness_and_kurtosis(x)[0] < 0
    return np.where(left, -1.0, 1.0) * np.log(np.where(left, high - x, x - low) + offset)


def logarithm(x: Array, p: Mapping[str, Any]) -> Array:
    """ln x. Refuses a value that is not above 0."""
    refuse(x <= 0, "is not above 0 and has no logarithm; use shifted_log")
    return np.log(x)


def box_cox(x: Array, p: Mapping[str, Any]) -> Array:
    """(x^λ − 1) / λ, or ln x for λ = 0, with the λ of the greatest likelihood. Refuses a value that is not above 0.

    Source: Box and Cox, "An analysis of transformations", JRSS B 26 (1964); λ is sought between −5 and 5.
    """
    from scipy import stats  # half a second to load, and nothing else needs it

    refuse(x <= 0, "is not above 0, which Box-Cox needs; use shifted_log")
    found = x.copy()
    for column in found.T:  # each a search of its own
        known = ~np.isnan(column)
        column[known] = stats.boxcox(column[known], lmbda=_likeliest(column[known]))
    return found


def _likeliest(values: Array) -> float:
    from scipy import optimize, stats

    scaled = values / np.exp(np.log(values).mean())  # λ does not depend on the unit; near 1 nothing overflows
    search = optimize.minimize_scalar(lambda power: -stats.boxcox_llf(power, scaled), bounds=(-5, 5), method="bounded")
    return float(search.x)


TREATMENTS: dict[str, Treatment] = {
    "winsorise": winsorise,
    "shifted_log": shifted_log,
    "logarithm": logarithm,
    "box_cox": box_cox,
}
