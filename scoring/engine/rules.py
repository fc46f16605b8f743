"""From a raw value to a share 0..1: one function a rule, all of one shape.

A rule takes the indicator's raw columns (rows × inputs), the parameters of its framework and the rows' group (the
period), and returns one share a row. A missing input gives a missing share; every share is clipped to 0..1.
`direction = "lower"` turns a share s into 1 − s, save in `ratio_to_target`, where it is target / x.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Array = np.ndarray
Rule = Callable[[Array, Mapping[str, Any], Array], Array]


def share(x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """x / scale (scale 1 for shares, 100 for percentages)."""
    return x[:, 0] / parameters.get("scale", 1)


def ratio(x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """a / b of the first and the second input. Raises ZeroDivisionError where b is 0."""
    if (x[:, 1] == 0).any():
        raise ZeroDivisionError("a denominator is 0")
    return x[:, 0] / x[:, 1]


def choice(x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """The share of the chosen option; the reader has already turned its label into the share."""
    return x[:, 0].copy()


def steps(x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """The share of the highest step reached; 0 below the first. `steps` is a list of [threshold, share]."""
    thresholds, shares = np.array(parameters["steps"], dtype=float).T
    reached = np.searchsorted(thresholds, x[:, 0], side="right")
    found = np.concatenate([[0.0], shares])[reached]
    return np.where(np.isnan(x[:, 0]), np.nan, found)


def ratio_to_max(x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """x / the highest x of the same period. Raises ZeroDivisionError where that is 0."""
    column = x[:, 0]
    highest = np.full(groups.max(initial=-1) + 1, -np.inf)
    known = ~np.isnan(column)
    np.maximum.at(highest, groups[known], column[known])
    if (highest == 0).any():
        raise ZeroDivisionError("the highest value of a period is 0")
    return column / highest[groups]


def ratio_to_target(x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """x / target, capped at 1; target / x where lower is better (x = 0 reaches it)."""
    column, target = x[:, 0], parameters["target"]
    if parameters.get("direction") == "lower":
        reached = column <= target
        return np.where(reached, 1.0, target / np.where(reached, 1.0, column))
    return column / target


def capped_count(x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """min(x, most) / most: one point each, at most so many."""
    return x[:, 0] / parameters["most"]


def sum_of_parts(x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """Sum over the inputs of min(x, part) / sum of the parts; a missing part leaves the whole missing."""
    parts = np.array(parameters["parts"], dtype=float)
    return np.clip(x, 0, parts).sum(axis=1) / parts.sum()


RULES: dict[str, Rule] = {
    "share": share,
    "ratio": ratio,
    "choice": choice,
    "steps": steps,
    "ratio_to_max": ratio_to_max,
    "ratio_to_target": ratio_to_target,
    "capped_count": capped_count,
    "sum_of_parts": sum_of_parts,
}


def apply(kind: str, x: Array, parameters: Mapping[str, Any], groups: Array) -> Array:
    """The rule's share, turned round where lower is better, clipped to 0..1."""
    found = RULES[kind](x, parameters, groups)
    if parameters.get("direction") == "lower" and kind != "ratio_to_target":
        np.subtract(1.0, found, out=found)
    return np.clip(found, 0.0, 1.0, out=found)
