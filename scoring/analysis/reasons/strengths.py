"""Strengths and weaknesses of every unit, with guards against calling an accident one."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scoring.analysis.mergers.main_indicators import main_indicators, points_of_headline
from scoring.engine.panel import Panel
from scoring.engine.ranks import competition
from scoring.engine.score import Scores

GUARDS = ("coverage", "zero", "tie", "margin")


def strengths(
    scores: Scores,
    nodes: Sequence[str] | None = None,
    margin: float = 0.05,
    outer: float = 0.25,
    most_shared: float = 0.1,
    least_coverage: float = 0.5,
) -> pd.DataFrame:
    """One row a period, unit and node (the main indicators, or `nodes`) with a score; the weightiest of a unit first.

    Columns: score; median and rank among the units of the period; ranked, how many have a score; shared, how many have
    this very one; distance = score − median; points, the node's share of the headline's; effect = points × distance, by
    whose size a unit's rows are sorted; coverage; finding "strength", "weakness" or ""; guard.

    A strength lies in the best `outer` share of the ranked units, a weakness in the worst; `guard` says what forbids to
    call it so:

    ======== ===========================================================================
    coverage less than `least_coverage` of its points rests on data
    zero     a score of 0 is no strength, whoever else has none
    tie      more than `most_shared` of the ranked units have the same score
    margin   the distance from the median is under `margin`, in units of score
    ======== ===========================================================================
    """
    chosen = list(main_indicators(scores.framework) if nodes is None else nodes)
    table = scores.scores[chosen]
    groups, values = Panel.of(table).groups, table.to_numpy(float)
    decimals = scores.framework.rank_decimals
    rank, from_below = competition(values, groups, decimals), competition(-values, groups, decimals)
    known = ~np.isnan(values)
    ranked = pd.DataFrame(known).groupby(groups).transform("sum").to_numpy(float)
    median = pd.DataFrame(values).groupby(groups).transform("median").to_numpy()
    shared = ranked - (rank - 1) - (from_below - 1)
    distance = values - median
    part = pd.Series(points_of_headline(scores.framework)).reindex(chosen).fillna(0.0).to_numpy()
    coverage = scores.coverage[chosen].to_numpy()
    best, worst = rank <= outer * ranked, from_below <= outer * ranked
    finding = np.select([best & ~worst, worst & ~best], ["strength", "weakness"], default="")
    forbidden = [
        coverage < least_coverage,
        best & (values == 0),
        (shared > 1) & (shared > most_shared * ranked),
        np.abs(distance) < margin,
    ]
    guard = np.where(finding == "", "", np.select(forbidden, GUARDS, default=""))
    found = pd.DataFrame(
        {
            "score": values.ravel(),
            "median": median.ravel(),
            "rank": rank.ravel(),
            "ranked": ranked.ravel(),
            "shared": shared.ravel(),
            "distance": distance.ravel(),
            "points": np.tile(part, len(values)),
            "effect": (part * distance).ravel(),
            "coverage": coverage.ravel(),
            "finding": np.where(guard == "", finding, "").ravel(),
            "guard": guard.ravel(),
        },
        index=pd.MultiIndex.from_arrays(
            [
                *(np.repeat(table.index.get_level_values(at), len(chosen)) for at in (0, 1)),
                np.tile(chosen, len(values)),
            ],
            names=["period", "unit", "node"],
        ),
    )
    row = np.repeat(np.arange(len(values)), len(chosen))
    order = np.lexsort([-np.abs(found["effect"].to_numpy()), row])
    return found.iloc[order][known.ravel()[order]]
