"""What many draws say about ranks: intervals, probabilities, pairs, and classes that hold together.

Every function looks at all units of the run, so whatever rows a page shows afterwards, their figures do not change. All
shares are of the draws in which the unit has a rank (in a pair: both units).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scoring.analysis.uncertainty.robustness import Robustness
from scoring.engine.errors import ScoringError

Array = np.ndarray

# The interval holds the middle nine tenths of the draws, and a unit is clearly ahead of another in that many.
LOW, HIGH = 0.05, 0.95
# Pairs × draws compared at once.
_CELLS = 1 << 24


def summary(found: Robustness) -> pd.DataFrame:
    """One row a unit: nominal, mean, median, low, high, ranked, stable_class.

    nominal, the rank as decided; mean and median over the draws; low and high, the 5 % and 95 % rank, being the lowest
    rank that at least that share of the draws does not exceed, and so a rank that was drawn; ranked, the share of
    draws with a rank; stable_class from `stable_classes`.
    """
    ordered, ranked = _ordered(found.ranks)
    nominal = pd.array(found.nominal, dtype="Int64")
    nominal[found.nominal == 0] = pd.NA
    table = pd.DataFrame(
        {
            "nominal": nominal,
            "mean": _mean(found.ranks, ranked),
            "median": (_at(ordered, ranked, 0.5) + _at(ordered, ranked, 0.5, upper=True)) / 2,
            "low": pd.array(_at(ordered, ranked, LOW), dtype="Int64"),
            "high": pd.array(_at(ordered, ranked, HIGH), dtype="Int64"),
            "ranked": ranked / len(found.ranks),
        },
        index=found.units,
    )
    return table.assign(stable_class=stable_classes(found))


def rank_shares(found: Robustness) -> pd.DataFrame:
    """The share of draws in which each unit has each rank: units × ranks from 1 to their number; a row sums to 1.

    A unit that never has a rank has an empty row. Memory: eight bytes a pair of units.
    """
    units = len(found.units)
    place = found.ranks + np.arange(units) * (units + 1)
    counts = np.bincount(place.ravel(), minlength=units * (units + 1)).reshape(units, units + 1)[:, 1:]
    return _shares(counts, found.units, pd.RangeIndex(1, units + 1, name="rank"))


def top_shares(found: Robustness, places: Sequence[int] = (1, 3, 10)) -> pd.DataFrame:
    """The share of draws in which each unit is among the first k, a column for every k of `places`."""
    ranked = (found.ranks > 0).sum(axis=0)
    counts = [((found.ranks > 0) & (found.ranks <= k)).sum(axis=0) for k in places]
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(np.array(counts).T / ranked[:, None], found.units, pd.Index(places, name="first"))


def pairwise(found: Robustness, units: Sequence[str] | None = None) -> pd.DataFrame:
    """The share of draws in which the unit of the row ranks above that of the column, for all units or some.

    The rest of 1, after both directions, is the share of ties. A unit against itself is empty. Raises ScoringError for
    a unit that is not there.
    """
    listed = found.units if units is None else pd.Index(units)
    at = found.units.get_indexer(listed)
    if (at < 0).any():
        raise ScoringError(f"{', '.join(map(str, listed[at < 0]))} is not among the units of {found.period}.")
    ranks = np.ascontiguousarray(found.ranks[:, at].T)
    above, both = np.zeros((len(at), len(at)), int), np.zeros((len(at), len(at)), int)
    step = max(1, _CELLS // max(1, ranks.size))
    for start in range(0, len(at), step):
        own = ranks[start : start + step, None]
        met = (own > 0) & (ranks > 0)
        above[start : start + step] = ((own < ranks) & met).sum(axis=2)
        both[start : start + step] = met.sum(axis=2)
    np.fill_diagonal(both, 0)
    return _shares(above, listed, listed, both)


def stable_classes(found: Robustness) -> pd.Series:
    """The class of each unit, 1 the best: units whose order the draws do not settle share one.

    Units stand by their median rank, then mean rank, nominal rank and code. The first leads class 1. Going down, a unit
    of which the leader is ahead in at least 95 % of the draws in which both have a rank leads the next class; all
    before it stay in the leader's. The leader and anyone in another class are so told apart; neighbours across a border
    need not be. The classes rest on all units of the run: showing some of them changes none. A unit that never has a
    rank has no class.
    """
    ordered, ranked = _ordered(found.ranks)
    median = _at(ordered, ranked, 0.5) + _at(ordered, ranked, 0.5, upper=True)
    codes = np.argsort(np.argsort(found.units.to_numpy(dtype=str), kind="stable"))
    order = np.lexsort((codes, found.nominal, _mean(found.ranks, ranked), median))
    order = order[ranked[order] > 0]
    classes = np.zeros(len(found.units), dtype=int)
    start, number = 0, 0
    while start < len(order):
        number += 1
        end = _next_leader(found.ranks, order, start)
        classes[order[start:end]] = number
        start = end
    column = pd.array(classes, dtype="Int64")
    column[classes == 0] = pd.NA
    return pd.Series(column, index=found.units, name="stable_class")


def _next_leader(ranks: Array, order: Array, leader: int) -> int:
    """Place in `order` of the first unit that the one at `leader` is clearly ahead of; the end where there is none."""
    start, step = leader + 1, 8
    own = ranks[:, order[leader], None]
    while start < len(order):  # ever further, as most classes are small and a class of all is looked through once
        others = ranks[:, order[start : start + step]]
        met = (own > 0) & (others > 0)
        ahead = ((own < others) & met).sum(axis=0)
        clearly = np.flatnonzero((ahead >= HIGH * met.sum(axis=0)) & (ahead > 0))
        if clearly.size:
            return start + int(clearly[0])
        start, step = start + step, 2 * step
    return len(order)


def _ordered(ranks: Array) -> tuple[Array, Array]:
    """The ranks of every unit in rising order, draws × units, those without one first; and how many have one."""
    return np.sort(ranks, axis=0), (ranks > 0).sum(axis=0)


def _at(ordered: Array, ranked: Array, share: float, upper: bool = False) -> Array:
    """The lowest rank that at least `share` of the draws does not exceed (`upper`: that more than the share …)."""
    count = share * ranked
    place = np.floor(count + 1e-9).astype(int) if upper else np.ceil(count - 1e-9).astype(int) - 1
    place = len(ordered) - ranked + np.clip(place, 0, np.maximum(ranked - 1, 0))
    found = ordered[np.minimum(place, len(ordered) - 1), np.arange(ordered.shape[1])].astype(float)
    return np.where(ranked > 0, found, np.nan)


def _mean(ranks: Array, ranked: Array) -> Array:
    with np.errstate(invalid="ignore"):
        return ranks.sum(axis=0) / ranked


def _shares(counts: Array, rows: pd.Index, columns: pd.Index, of: Array | None = None) -> pd.DataFrame:
    of = counts.sum(axis=1, keepdims=True) if of is None else of
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(counts / of, index=rows, columns=columns)
