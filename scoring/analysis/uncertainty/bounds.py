"""The best and the worst rank of every unit that any admissible weights allow: exact, with the weights that give it.

Random draws find likely ranks; this finds the ends.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from scoring.analysis.uncertainty.admissible import Admissible, Ranges, admissible
from scoring.analysis.uncertainty.assumptions import Weights
from scoring.analysis.uncertainty.executors import Progress, Stop, run
from scoring.analysis.uncertainty.rank_program import End, Field, both_ends
from scoring.analysis.uncertainty.simulation import plain_case
from scoring.engine.aggregate import aggregate
from scoring.engine.errors import ScoringError
from scoring.frameworks import Framework

Array = np.ndarray


@dataclass(frozen=True)
class RankBounds:
    """What `rank_bounds` gives, a row a unit in each table.

    table: nominal, best and worst rank, and exact: true where both are attained by the weights in best_points and
    worst_points (nodes whose points vary, siblings adding up to 1); false where they are only limits that no admissible
    weights pass, because the solver ran out of time or a score lies on a rounding edge, where its last bit decides.
    """

    table: pd.DataFrame
    best_points: pd.DataFrame
    worst_points: pd.DataFrame


def rank_bounds(
    framework: Framework,
    values: pd.DataFrame,
    limits: Weights | Ranges,
    *,
    period: str | None = None,
    node: str | None = None,
    units: Sequence[str] | None = None,
    seconds: float = 60.0,
    executor: Executor | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> RankBounds:
    """Best and worst rank of each unit (or of `units`, among all) over the admissible weights.

    `limits`: `Weights` are taken as the whole set that their draws come from (within = 1: any weights at all), `Ranges`
    as points between two ends. Exact where the means of the nodes with varying weights, and of all above them, are
    arithmetic, not rounded on the way, and no child of theirs is missing; scores closer than 1e-9 count as tied. Below
    the levels that vary any mean and any gap will do. Units without a rank have no bounds. `seconds` is the time for
    one end of one unit. Raises ScoringError with the reason where that is not so, and Cancelled.
    """
    of, decided = plain_case(framework, values, period, node)
    weights = admissible(framework, of.node, limits)
    listed = of.units if units is None else pd.Index(units)
    if unknown := [str(unit) for unit in listed if unit not in of.units]:
        raise ScoringError(f"{', '.join(unknown)} is not among the units of {of.period}.")
    ranked = np.flatnonzero(of.nominal > 0)
    scores = aggregate(framework, decided).scores
    columns = [framework.codes.index(weights.codes[place]) for place in weights.ends.tolist()]
    x = scores[ranked][:, columns]
    _refuse_gaps(weights, x, of.units[ranked])
    own_round = framework.by_code[of.node].round
    decimals = framework.rank_decimals if own_round is None else min(own_round, framework.rank_decimals)
    field = Field(weights, x, decimals, seconds)
    at = of.units[ranked].get_indexer(listed)
    ends = run(partial(both_ends, field), at[at >= 0].tolist(), executor, progress, stop)
    return _table(listed, of.nominal[of.units.get_indexer(listed)], at >= 0, ends)


def _refuse_gaps(weights: Admissible, x: Array, units: pd.Index) -> None:
    for row, column in np.argwhere(np.isnan(x))[:1]:
        raise ScoringError(
            f"The best and worst ranks cannot be told exactly: {weights.codes[weights.ends[column]]} of {units[row]} is"
            " missing, and its weight goes to its siblings in a way that is not linear. Choose levels above it, or draw"
            " weights at random."
        )


def _table(units: pd.Index, nominal: Array, ranked: Array, ends: list[tuple[End, End]]) -> RankBounds:
    table = pd.DataFrame(index=units, columns=["nominal", "best", "worst"], dtype="Int64")
    table.loc[ranked, "nominal"] = nominal[ranked]
    table.loc[ranked, "best"] = [best.rank for best, _ in ends]
    table.loc[ranked, "worst"] = [worst.rank for _, worst in ends]
    table["exact"] = False
    table.loc[ranked, "exact"] = [best.exact and worst.exact for best, worst in ends]
    best_points = pd.DataFrame([best.points for best, _ in ends], index=units[ranked])
    worst_points = pd.DataFrame([worst.points for _, worst in ends], index=units[ranked])
    return RankBounds(table, best_points, worst_points)
