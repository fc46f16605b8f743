"""From a raw value to a share 0..1: one function a rule, all of one shape.

A rule takes the indicator's raw columns (rows × inputs) and the parameters of its framework, and returns one share a
row; what it cannot take it refuses. A missing input gives a missing share; every share is clipped to 0..1.
`direction = "lower"` turns a share s into 1 − s, save in `ratio_to_target`, where it is target / x. The other methods
that a framework's `rule` may name are in `normalisations`.
"""

import itertools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from scoring.engine.errors import refuse
from scoring.engine.settings import NUMBER, POSITIVE, SHARE, Form, one_of
from scoring.forms import is_names

Array = np.ndarray
Rule = Callable[[Array, Mapping[str, Any]], Array]


def share(x: Array, parameters: Mapping[str, Any]) -> Array:
    """x / scale (scale 1 for shares, 100 for percentages)."""
    return x[:, 0] / parameters.get("scale", 1)


def ratio(x: Array, parameters: Mapping[str, Any]) -> Array:
    """a / b of the first and the second input. Refuses a b that is not above 0."""
    refuse(x[:, [1]] == 0, "has a denominator of 0; correct it, or leave it empty")
    refuse(x[:, [1]] < 0, "has a denominator below 0; correct it, or leave it empty")
    return x[:, 0] / x[:, 1]


def choice(x: Array, parameters: Mapping[str, Any]) -> Array:
    """The share of the chosen option; the reader has already turned its label into the share."""
    return x[:, 0].copy()


def steps(x: Array, parameters: Mapping[str, Any]) -> Array:
    """The share of the highest step reached; 0 below the first. `steps` is a list of [threshold, share]."""
    thresholds, shares = np.array(parameters["steps"], dtype=float).T
    reached = np.searchsorted(thresholds, x[:, 0], side="right")
    found = np.concatenate([[0.0], shares])[reached]
    return np.where(np.isnan(x[:, 0]), np.nan, found)


def ratio_to_max(x: Array, parameters: Mapping[str, Any]) -> Array:
    """x / the highest x; the rows are those of one period. Refuses a highest value that is not above 0."""
    highest = np.fmax.reduce(x, axis=0, initial=np.nan)
    refuse(highest <= 0, "has a highest value that is not above 0, and ratio_to_max divides by it")
    return x[:, 0] / highest[0]


def ratio_to_target(x: Array, parameters: Mapping[str, Any]) -> Array:
    """x / target, capped at 1; target / x where lower is better (x = 0 reaches it)."""
    column, target = x[:, 0], parameters["target"]
    if parameters.get("direction") == "lower":
        reached = column <= target
        return np.where(reached, 1.0, target / np.where(reached, 1.0, column))
    return column / target


def capped_count(x: Array, parameters: Mapping[str, Any]) -> Array:
    """min(x, most) / most: one point each, at most so many."""
    return x[:, 0] / parameters["most"]


def sum_of_parts(x: Array, parameters: Mapping[str, Any]) -> Array:
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

# Rules that compare the units of a period, and so take one period at a time.
BY_PERIOD = frozenset({"ratio_to_max"})
# Every parameter of a rule with what it is where nothing is said; None where it must be said.
PARAMETERS: dict[str, dict[str, Any]] = {
    "share": {"scale": 1},
    "ratio": {},
    "choice": {"options": None},
    "steps": {"steps": None},
    "ratio_to_max": {},
    "ratio_to_target": {"target": None},
    "capped_count": {"most": None},
    "sum_of_parts": {"parts": None},
}
FORMS: dict[str, Form] = {
    "scale": POSITIVE,
    "options": (
        "a list of choices, each with a 'share' from 0 to 1 and names in vi, en and es",
        lambda v: _are_options(v),
    ),
    "steps": ("a list of [threshold, share], thresholds that rise and shares from 0 to 1", lambda v: _are_steps(v)),
    "target": POSITIVE,
    "most": POSITIVE,
    "parts": ("a list of numbers above 0", lambda v: isinstance(v, list) and bool(v) and all(map(POSITIVE[1], v))),
    "direction": one_of("higher", "lower"),
}


def _are_options(value: Any) -> bool:
    each = isinstance(value, list) and all(isinstance(option, dict) for option in value)
    return bool(each and value) and all(SHARE[1](o.get("share")) and is_names(o.get("names")) for o in value)


def _are_steps(value: Any) -> bool:
    pairs = isinstance(value, list) and all(isinstance(step, list) and len(step) == 2 for step in value)
    if not pairs or not value or not all(NUMBER[1](step[0]) and SHARE[1](step[1]) for step in value):
        return False
    return all(low[0] < high[0] for low, high in itertools.pairwise(value))


def apply(kind: str, x: Array, parameters: Mapping[str, Any]) -> Array:
    """The rule's share, turned round where lower is better, clipped to 0..1."""
    found = RULES[kind](x, parameters)
    if parameters.get("direction") == "lower" and kind != "ratio_to_target":
        np.subtract(1.0, found, out=found)
    return np.clip(found, 0.0, 1.0, out=found)
