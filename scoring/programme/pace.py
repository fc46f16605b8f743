"""Pace: how fast a figure moved, how fast it has to move, and when it arrives. All of arrays of one shape.

    by a rate r a month    v(m) = v₀ · (1 + r)^m      r = (v / v₀)^(1/m) − 1      m = ln(target / v₀) / ln(1 + r)
    by a step d a month    v(m) = v₀ + d · m          d = (v − v₀) / m            m = (target − v₀) / d

A rate needs two figures above 0. What cannot be worked out is missing; what never arrives is infinite.
"""

import numpy as np

Array = np.ndarray


def pace(first: Array, last: Array, months: Array, by_rate: Array) -> Array:
    """The rate or the step a month that leads from `first` to `last` in so many months; missing where none are left."""
    with np.errstate(divide="ignore", invalid="ignore"):
        able = months > 0
        rates = np.where((first > 0) & (last > 0), (last / first) ** (1 / months) - 1, np.nan)
        steps = (last - first) / months
    return np.where(able, np.where(by_rate, rates, steps), np.nan)


def months_until(now: Array, target: Array, speed: Array, by_rate: Array) -> Array:
    """Full months from `now` to `target` at that pace: 0 where it is there, infinite where it leads elsewhere."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where((now > 0) & (target > 0), np.log(target / now) / np.log1p(speed), np.nan)
        exact = np.where(by_rate, rates, (target - now) / speed)
    exact = np.where(now == target, 0.0, exact)
    arrives = np.where(exact < 0, np.inf, exact)  # it moves away from the target
    whole = np.ceil(arrives - 1e-9)
    return np.where(np.isnan(now) | np.isnan(target) | np.isnan(speed), np.nan, whole)
