"""What may stand in for a missing value: one function a method, all of one shape.

A method takes a cube of values (periods × units × columns, NaN where missing, periods in time order) and gives for
every cell what would fill it, NaN where nothing can, and what that rests on. Only missing cells will be filled.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from scoring.engine.panel import Array
from scoring.engine.settings import COUNT, TEXT, Form, one_of


class Setting(NamedTuple):
    """What the methods of one call share: the last month of every period, each unit's group (0 where there are none),
    the age limit in months (None without), and whether all periods are pooled."""

    months: Array
    groups: Array
    oldest: float | None
    pooled: bool


class Fill(NamedTuple):
    """What fills a cell, how many values it rests on, and the first and last period of these (their places).

    Periods × units × columns, or, where `by_group`, periods × groups × columns; one entry may stand for all periods.
    """

    values: Array
    number: ArrayLike
    first: ArrayLike
    last: ArrayLike
    by_group: bool = False


Imputation = Callable[[Array, Setting], Fill]


def mean(cube: Array, setting: Setting) -> Fill:
    """The mean of the group's known values, of the same period or of all."""
    known = ~np.isnan(cube)
    number, total = _sums(known, setting.groups), _sums(np.where(known, cube, 0.0), setting.groups)
    if setting.pooled:
        number, total = (part.sum(axis=0, keepdims=True) for part in (number, total))
    found = np.divide(total, number, out=np.full(total.shape, np.nan), where=number > 0)
    return _of_groups(found, number, len(cube), setting)


def median(cube: Array, setting: Setting) -> Fill:
    """The median of the group's known values, of the same period or of all."""
    pools = []
    for group in range(setting.groups.max(initial=0) + 1):
        x = cube[:, setting.groups == group]
        x = x.reshape(1, -1, x.shape[2]) if setting.pooled else x
        number = (~np.isnan(x)).sum(axis=1, keepdims=True)
        ordered = np.sort(x, axis=1)
        middle = [np.take_along_axis(ordered, np.maximum(at, 0), axis=1) for at in ((number - 1) // 2, number // 2)]
        pools.append((np.where(number > 0, (middle[0] + middle[1]) / 2, np.nan), number))
    found, number = (np.concatenate(parts, axis=1) for parts in zip(*pools, strict=True))
    return _of_groups(found, number, len(cube), setting)


def last(cube: Array, setting: Setting) -> Fill:
    """The unit's last known value before the period, at most `oldest` months old."""
    before = _last_known(cube)
    value = np.take_along_axis(cube, np.maximum(before, 0), axis=0)
    age = setting.months[:, None, None] - setting.months[before]
    usable = (before >= 0) & (age <= (np.inf if setting.oldest is None else setting.oldest))
    return Fill(np.where(usable, value, np.nan), 1, before, before)


def linear(cube: Array, setting: Setting) -> Fill:
    """On the line between the unit's last known value before and its first after, by months; never beyond them."""
    before = _last_known(cube)
    after = len(cube) - 1 - _last_known(cube[::-1])[::-1]
    usable = (before >= 0) & (after < len(cube))
    start, end = np.where(usable, before, 0), np.where(usable, after, 0)
    from_, to = (np.take_along_axis(cube, place, axis=0) for place in (start, end))
    way = setting.months[end] - setting.months[start]
    share = (setting.months[:, None, None] - setting.months[start]) / np.maximum(way, 1)
    return Fill(np.where(usable, from_ + (to - from_) * share, np.nan), 2, start, end)


def none(cube: Array, setting: Setting) -> Fill:
    """Nothing: what is missing stays missing."""
    return Fill(np.full((1, 1, 1), np.nan), 0, 0, 0)


IMPUTATIONS: dict[str, Imputation] = {"mean": mean, "median": median, "last": last, "linear": linear, "none": none}
# Every parameter of a method with what it is where nothing is said; "" is no group, inf no limit.
PARAMETERS: dict[str, dict[str, Any]] = {
    "mean": {"by": "", "over": "period"},
    "median": {"by": "", "over": "period"},
    "last": {"oldest": float("inf")},
    "linear": {},
    "none": {},
}
FORMS: dict[str, Form] = {"by": TEXT, "over": one_of("period", "panel"), "oldest": COUNT}


def _sums(cube: Array, groups: Array) -> Array:
    """Sums over the units of every group: periods × groups × columns."""
    if not groups.any():
        return cube.sum(axis=1, keepdims=True)
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(groups.max() + 1))
    return np.add.reduceat(cube[:, order], starts, axis=1, dtype=np.result_type(cube, np.intp))


def _of_groups(found: Array, number: Array, periods: int, setting: Setting) -> Fill:
    place = np.arange(periods)[:, None, None]
    first, until = (0, periods - 1) if setting.pooled else (place, place)
    return Fill(found, number, first, until, by_group=True)


def _last_known(cube: Array) -> Array:
    """The place of the last period up to each at which the cell is known, -1 where there is none."""
    place = np.where(np.isnan(cube), -1, np.arange(len(cube))[:, None, None])
    return np.maximum.accumulate(place, axis=0)
