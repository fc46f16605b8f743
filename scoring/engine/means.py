"""From the scores of a node's children to its own: one function a mean, all of one shape.

A mean takes values (rows × children) and weights (one a child, 0 or more) and returns one number a row. Every mean but
Copeland's is a weighted mean of transformed values, turned back:

    mean = back( Σ w · forward(x) / Σ w )        over the children that have a value

so missing values have one rule: the weights of the missing children are shared over the present ones, in proportion;
a row without any present child has no mean. Whether enough is present is judged before, in `aggregate`.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from scoring.engine.errors import refuse

Array = np.ndarray
_PAIRS = 1 << 21  # pairs of units compared at once


class Transform(NamedTuple):
    """`forward` before the weighted mean and `back` after it; both keep the shape and NaN."""

    forward: Callable[[Array], Array]
    back: Callable[[Array], Array]


def transform(kind: str, parameters: Mapping[str, float]) -> Transform | None:
    """The transform of a mean: None for the arithmetic one, which needs none.

    geometric log(x + offset), harmonic 1 / (x + offset), power x ** exponent. Raises Unfit (from `forward`) where
    x + offset is 0 or less; a power mean takes 0 where its exponent is positive.
    """
    offset = parameters.get("offset", 0.0)
    if kind == "geometric":
        return Transform(lambda x: np.log(_positive(x + offset)), lambda m: np.exp(m) - offset)
    if kind == "harmonic":
        return Transform(lambda x: 1.0 / _positive(x + offset), lambda m: 1.0 / m - offset)
    if kind == "power":
        exponent = parameters["exponent"]
        return Transform(
            lambda x: _positive(x, zero_too=exponent > 0) ** exponent,
            lambda m: m ** (1.0 / exponent),
        )
    return None


def arithmetic(x: Array, weights: Array) -> Array:
    """Σ w · x / Σ w over the present children."""
    return _over_present(x, weights)


def geometric(x: Array, weights: Array, offset: float = 0.0) -> Array:
    """exp(Σ w · log(x + offset) / Σ w) − offset over the present children. Raises Unfit."""
    return _transformed(x, weights, "geometric", {"offset": offset})


def harmonic(x: Array, weights: Array, offset: float = 0.0) -> Array:
    """1 / (Σ w / (x + offset) / Σ w) − offset over the present children. Raises Unfit."""
    return _transformed(x, weights, "harmonic", {"offset": offset})


def power(x: Array, weights: Array, exponent: float) -> Array:
    """(Σ w · x^p / Σ w)^(1/p) over the present children, p not 0. Raises Unfit."""
    return _transformed(x, weights, "power", {"exponent": exponent})


def copeland(x: Array, weights: Array) -> Array:
    """Copeland's share of rivals outranked: ½ (1 + (wins − losses) / rivals), 0..1.

    The rows are the units ranked together; a row without any present child has no score and is nobody's rival. Of two
    units, the one that is ahead on more weight wins the pair, counting only the children that both have, on values
    rounded to 12 decimals: equal weight ahead, or no child in common, is a draw. The outcome of a pair depends on
    nothing else, so neither the order of the rows nor what third units lack changes it. A unit without rivals gets ½.
    Time: rows² × children.
    """
    taking_part = (~np.isnan(x) & (weights > 0)).any(axis=1)
    x = np.round(x[taking_part], 12)
    net = np.empty(len(x))
    step = max(1, _PAIRS // max(1, len(x)))
    for start in range(0, len(x), step):
        own = x[start : start + step]
        margin = np.zeros((len(own), len(x)))
        for mine, every, weight in zip(own.T, x.T, weights, strict=True):  # NaN is neither above nor below
            margin += weight * np.greater.outer(mine, every)
            margin -= weight * np.less.outer(mine, every)
        margin[np.abs(margin) <= 1e-12 * weights.sum()] = 0.0
        net[start : start + step] = np.sign(margin).sum(axis=1)
    found = np.full(len(taking_part), np.nan)
    found[taking_part] = 0.5 * (1.0 + net / max(len(x) - 1, 1))
    return found


MEANS: dict[str, Callable[..., Array]] = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "harmonic": harmonic,
    "power": power,
    "copeland": copeland,
}
# What a mean takes besides, with what it is where nothing is said; None where it must be said.
PARAMETERS: dict[str, dict[str, float | None]] = {
    "arithmetic": {},
    "geometric": {"offset": 0.0},
    "harmonic": {"offset": 0.0},
    "power": {"exponent": None},
    "copeland": {},
}
# Means of which a row's score depends on the other rows of its period.
AMONG_RIVALS = frozenset({"copeland"})


def present_weight(missing: Array, weights: Array) -> Array:
    """Of each row, the weight of the children that have a value."""
    return ~missing @ weights


def _over_present(x: Array, weights: Array) -> Array:
    missing = np.isnan(x)
    if not missing.any():
        return x @ weights / weights.sum()
    present = present_weight(missing, weights)
    some = (present > 0) & ~missing.all(axis=1)
    return np.divide(np.where(missing, 0.0, x) @ weights, present, out=np.full(len(x), np.nan), where=some)


def _transformed(x: Array, weights: Array, kind: str, parameters: Mapping[str, float]) -> Array:
    found = transform(kind, parameters)
    assert found is not None
    return found.back(_over_present(found.forward(x), weights))


def _positive(x: Array, zero_too: bool = False) -> Array:
    refuse(x < 0 if zero_too else x <= 0, "below 0" if zero_too else "0 or less")
    return x
