"""Values and scores of old units carried to the new ones they went into, and series over the mergers.

The ministry's rule: a merged unit has the plain mean of its predecessors' main indicators; the headline follows from
them by the framework.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.mergers.lineage import Lineage, LineageError, lineage
from scoring.analysis.mergers.main_indicators import aggregate_main, carried_nodes, cut_off
from scoring.engine.panel import Panel
from scoring.engine.ranks import competition
from scoring.engine.score import Scores
from scoring.units import Units


@dataclass(frozen=True)
class Carried:
    """Values of the new units, (period, unit) × the columns that were carried.

    `share` is the part of a new unit's weight, 0..1, whose predecessors have a value (NaN where a weight is not known).
    `absent` has one row a missing value: period, unit, column, reason, share, lacking (the predecessors concerned).
    Reasons are "founded" (the unit has no predecessor), "predecessors" (too many have no value) and "weights" (a
    predecessor has no weight).
    """

    values: pd.DataFrame
    share: pd.DataFrame
    absent: pd.DataFrame


@dataclass(frozen=True)
class BackCast:
    """Scores of the new units worked out from those of the old ones, and the values that are missing, with reasons."""

    scores: Scores
    absent: pd.DataFrame


def carry(values: pd.DataFrame, links: Lineage, weights: pd.Series | None = None, least_share: float = 1.0) -> Carried:
    """Carry values of old units to the new ones.

        new = Σ w_o · x_o / Σ w_o        over the predecessors o that have a value

    `values` is indexed by (period, old unit); `weights` is a column by old unit (population, area), all equal where
    there is none; a unit with one predecessor takes its value as it is. A new unit has a value where predecessors with
    at least `least_share` of the weight have one: all of them unless stated otherwise. Raises LineageError for a unit
    that is not of the old set, and for weights that are negative or all 0.
    """
    periods = list(dict.fromkeys(values.index.get_level_values(0)))
    old, new = links.links.index, pd.Index(links.units)
    strange = values.index.get_level_values(1).difference(old)
    if len(strange):
        raise LineageError(
            f"The unit {strange[0]} is not one of the {links.earlier} that are carried to {links.later}."
        )
    x = values.reindex(pd.MultiIndex.from_product([periods, old])).to_numpy(float, na_value=np.nan)
    x = x.reshape(len(periods), len(old), values.shape[1])
    weight = _weights(links, weights)
    unweighted = np.isnan(weight).any(axis=1)
    part = np.nan_to_num(weight)
    known = ~np.isnan(x)
    total = np.where(unweighted, np.nan, part.sum(axis=1))[:, None]
    present = part @ known
    share = np.divide(present, total, out=np.full(present.shape, np.nan), where=total > 0)
    sums = part @ np.where(known, x, 0.0)
    enough = (share >= least_share - 1e-12) & (present > 0)
    found = np.divide(sums, present, out=np.full(sums.shape, np.nan), where=enough)
    index = pd.MultiIndex.from_product([periods, new], names=["period", "unit"])

    def frame(cube: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(cube.reshape(len(index), values.shape[1]), index=index, columns=values.columns)

    carried = frame(found)
    return Carried(carried, frame(share), _absent(carried, frame(share), links, weight, known, periods))


def back_cast(scores: Scores, links: Lineage, weights: pd.Series | None = None, least_share: float = 1.0) -> BackCast:
    """Scores and ranks that the new units would have had.

    The main indicators (and what is only shown) are carried as in `carry`; everything above them follows from the
    framework's own points and means, and the units are ranked anew, also where the old ranks were given. Coverage is
    the same mean of the old units' coverage, nothing counting as 0. Below the main indicators nothing is carried.
    """
    framework = cut_off(scores.framework)
    carried = carry(scores.scores[list(carried_nodes(scores.framework))], links, weights, least_share)
    groups = Panel.of(carried.values).groups
    found = aggregate_main(framework, carried.values.to_numpy(), groups, carried.values.index)
    ranks = competition(found.scores, groups, framework.rank_decimals)
    coverage = carry(scores.coverage[list(framework.codes)].fillna(0.0), links, weights, least_share=0.0)

    def frame(matrix: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(matrix, index=carried.values.index, columns=list(found.codes))

    cast = Scores(
        framework,
        carried.values,
        frame(found.scores),
        coverage.values.fillna(0.0),
        frame(ranks),
        frame(found.zeroed),
    )
    return BackCast(cast, carried.absent)


def back_cast_series(
    by_period: Mapping[str, Scores],
    sets: Mapping[str, str],
    later: str,
    units: Units,
    weights: pd.Series | None = None,
    least_share: float = 1.0,
) -> dict[str, BackCast]:
    """The scores of every period for the units of one set, those already of that set as they are.

    `sets` gives each period's division, or the period itself for a block without divisions; `later` likewise.
    Raises LineageError as `lineage` does.
    """
    found = {}
    for period, scores in by_period.items():
        links = lineage(units, scores.framework.block, sets[period], later)
        as_it_is = BackCast(scores, _NOTHING_ABSENT)
        found[period] = as_it_is if links.changes_nothing else back_cast(scores, links, weights, least_share)
    return found


_COLUMNS = ["period", "unit", "column", "reason", "share", "lacking"]
_NOTHING_ABSENT = pd.DataFrame(columns=_COLUMNS)


def _weights(links: Lineage, weights: pd.Series | None) -> np.ndarray:
    """New × old; NaN where a predecessor has no weight. A unit with one predecessor needs none."""
    old, new = links.links.index, links.links["new"].to_numpy()
    belongs = np.array(links.units)[:, None] == new[None, :]
    if weights is None:
        return belongs.astype(float)
    given = weights.reindex(old).to_numpy(float)
    wrong = (given < 0) | np.isinf(given)
    if wrong.any():
        at = int(wrong.argmax())
        raise LineageError(f"The weight of {old[at]} is {given[at]:g}; it must be a number of 0 or more.")
    several = belongs.sum(axis=1, keepdims=True) > 1
    found = np.where(belongs, np.where(several, given[None, :], 1.0), 0.0)
    empty = belongs.any(axis=1) & (found.sum(axis=1) == 0)
    if empty.any():
        unit = links.units[int(empty.argmax())]
        raise LineageError(f"The weights of all predecessors of {unit} are 0: give one of them a weight.")
    return found


def _absent(
    carried: pd.DataFrame,
    share: pd.DataFrame,
    links: Lineage,
    weight: np.ndarray,
    known: np.ndarray,
    periods: list[str],
) -> pd.DataFrame:
    """One row a missing value, with the predecessors that lack a value, or a weight where that is the reason."""
    missing = np.isnan(carried.to_numpy()).reshape(len(periods), len(links.units), -1)
    period, unit, column = np.nonzero(missing)
    if not len(period):
        return _NOTHING_ABSENT
    old = np.array(links.links.index)
    belongs = (weight != 0)[unit]
    unweighted = np.isnan(weight).any(axis=1)[unit]
    lacks = np.where(unweighted[:, None], np.isnan(weight)[unit], belongs & ~known[period, :, column])
    reason = np.where(unweighted, "weights", np.where(belongs.any(axis=1), "predecessors", "founded"))
    return pd.DataFrame(
        {
            "period": np.array(periods)[period],
            "unit": np.array(links.units)[unit],
            "column": np.array(carried.columns)[column],
            "reason": reason,
            "share": share.to_numpy()[missing.reshape(share.shape)],
            "lacking": [tuple(old[row]) for row in lacks],
        },
        columns=_COLUMNS,
    )
