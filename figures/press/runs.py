"""What may be said of an order: in how many runs with other weights it holds. Nothing is claimed under `SURE`.

Every run draws all weights anew, the same for both of two releases that are compared, so that "was behind and now is
ahead" is one statement about one run.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from figures.compare import ASSUMED, DRAWS, SEED
from scoring.analysis.mergers.comparability import same_method
from scoring.analysis.mergers.main_indicators import carried_nodes, cut_off
from scoring.analysis.uncertainty.rank_statistics import HIGH, LOW
from scoring.analysis.uncertainty.robustness import Robustness, robustness
from scoring.engine.errors import ScoringError
from scoring.engine.score import Scores

SURE = 0.9
MOST_UNITS = 400  # beyond it pairs would take longer than a reader waits

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Runs:
    """ranks: runs × units, missing where a unit has none; before: the same of the earlier release, where the two
    compare; codes of the units are the columns.
    """

    ranks: pd.DataFrame
    before: pd.DataFrame | None = None

    def first(self, unit: str) -> float:
        """The share of runs in which nobody else is as high."""
        others = self.ranks.drop(columns=unit).min(axis=1)
        return float((self.ranks[unit] < others.fillna(np.inf)).mean())

    def among(self, unit: str, places: int) -> float:
        """The share of runs in which the unit is among the first so many."""
        return float((self.ranks[unit] <= places).mean())

    def between(self, unit: str) -> tuple[int, int] | None:
        """The places that hold the middle nine tenths of the runs; None where the unit is never ranked."""
        known = self.ranks[unit].dropna()
        if known.empty:
            return None
        low, high = known.quantile([LOW, HIGH], interpolation="inverted_cdf")
        return int(low), int(high)

    def rose(self, unit: str) -> float:
        """The share of runs in which the unit is higher than before; 0 where nothing is before."""
        return 0.0 if self.before is None else float((self.ranks[unit] < self.before[unit]).mean())

    def fell(self, unit: str) -> float:
        """The share of runs in which the unit is lower than before."""
        return 0.0 if self.before is None else float((self.ranks[unit] > self.before[unit]).mean())

    def overtook(self, unit: str, others: Sequence[str]) -> pd.Series:
        """By other unit the share of runs in which `unit` was behind it and now is ahead."""
        if self.before is None:
            return pd.Series(0.0, index=list(others))
        behind = self.before[list(others)].lt(self.before[unit], axis=0)
        ahead = self.ranks[list(others)].gt(self.ranks[unit], axis=0)
        return (behind & ahead).mean()


def runs(later: Scores, earlier: Scores | None, node: str, draws: int = DRAWS) -> Runs | None:
    """The runs of a release, and of an earlier one that compares with it (carried to its units where they merged).

    None where there are no weights to draw, as where a headline was published as it is. The earlier release is left
    out where its method is another, or other units are ranked in it: ranks of different sets are never subtracted.
    """
    if earlier is not None and not alike(later, earlier, node):
        earlier = None
    if earlier is not None and not same_method(later.framework, earlier.framework):
        later = _at_main(later)  # the earlier one was carried: below its main indicators there is nothing
    found = _drawn(later, node, draws)
    if found is None:
        return None
    before = _drawn(earlier, node, draws) if earlier is not None else None
    return Runs(found, before)


def alike(later: Scores, earlier: Scores, node: str) -> bool:
    """Whether ranks of the two may be set against each other: one method, the very same units ranked."""
    if node not in later.ranks or node not in earlier.ranks:
        return False
    if not (
        same_method(later.framework, earlier.framework) or same_method(cut_off(later.framework), earlier.framework)
    ):
        return False
    one, other = (set(s.ranks[node].droplevel(0).dropna().index) for s in (later, earlier))
    return bool(one) and one == other


def _at_main(scores: Scores) -> Scores:
    values = scores.scores[list(carried_nodes(scores.framework))]
    return Scores(cut_off(scores.framework), values, scores.scores, scores.coverage, scores.ranks, scores.zeroed)


def _drawn(scores: Scores, node: str, draws: int) -> pd.DataFrame | None:
    try:
        found: Robustness = robustness(scores.framework, scores.values, [ASSUMED], draws=draws, seed=SEED, node=node)
    except ScoringError:
        return None
    return pd.DataFrame(found.ranks, columns=found.units).where(lambda ranks: ranks > 0)
