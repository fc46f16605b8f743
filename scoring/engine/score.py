"""Scores: raw values → shares → node scores, composites, coverage and ranks, a whole panel in one pass."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.engine.aggregate import aggregate
from scoring.engine.errors import ScoringError
from scoring.engine.ranks import competition
from scoring.engine.shares import shares
from scoring.frameworks import Framework

__all__ = ["Scores", "ScoringError", "score"]


@dataclass(frozen=True)
class Scores:
    """What `score` gives. All frames have the rows of `values` (period, unit) and a column a node.

    scores 0..1, missing where there is none; coverage 0..1, the share of a node's points that rests on data; ranks
    1, 2, 2, 4 within the period, or as given; zeroed, true where no evidence was scored 0.
    """

    framework: Framework
    values: pd.DataFrame
    scores: pd.DataFrame
    coverage: pd.DataFrame
    ranks: pd.DataFrame
    zeroed: pd.DataFrame

    @property
    def periods(self) -> list[str]:
        return list(dict.fromkeys(self.scores.index.get_level_values(0)))

    def of(self, period: str) -> "Scores":
        """The rows of one period, indexed by (period, unit) as before."""
        rows = self.scores.index.get_level_values(0) == period
        parts = {name: getattr(self, name)[rows] for name in ("values", "scores", "coverage", "ranks", "zeroed")}
        return Scores(self.framework, **parts)


def score(framework: Framework, values: pd.DataFrame) -> Scores:
    """Score a panel.

    `values` is indexed by (period, unit) with a column for every input of the framework; columns of nodes with 0
    points may be absent. For a node with children c and points w_c, over the children that have a score:

        score = Σ w_c · score_c / Σ w_c        coverage = Σ w_c · coverage_c / Σ all w_c

    There is no score where less than `least_coverage` of the points has one, or where a child that may not be missing
    (`missing = "none"`) is. Ranks compare the units of a period on values rounded to `rank_decimals`.
    `values` is not changed. Raises ScoringError naming the column.
    """
    found = shares(framework, values)
    nodes = aggregate(framework, found)
    ranks = competition(nodes.scores, found.groups, framework.rank_decimals)
    for code, given in found.ranks.items():
        ranks[:, nodes.codes.index(code)] = given

    def frame(matrix: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(matrix, index=values.index, columns=list(nodes.codes), copy=False)

    return Scores(framework, values, frame(nodes.scores), frame(nodes.coverage), frame(ranks), frame(nodes.zeroed))
