"""Scores: raw values → shares → node scores, composites, coverage and ranks, a whole panel in one pass."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from scoring.engine.aggregate import aggregate
from scoring.engine.errors import ScoringError
from scoring.engine.ranks import competition
from scoring.engine.shares import FLAGS, shares
from scoring.frameworks import Framework

__all__ = ["FLAGS", "Scores", "ScoringError", "score"]


@dataclass(frozen=True)
class Scores:
    """What `score` gives. All frames have the rows of `values` (period, unit) and a column a node.

    scores 0..1 (on the scale of the framework's normalisations where it names any), missing where there is none;
    coverage 0..1, the share of a node's points that rests on the unit's own values of the period; ranks 1, 2, 2, 4
    within the period, or as given; zeroed, true where no evidence was scored 0; flags, frames of `FLAGS`, true for the
    leaves that rest on a value that was imputed, carried forward or treated as an outlier, or that have none because
    the unit was screened out or lacks a denominator. Only flags in use are held: see `flagged`.
    """

    framework: Framework
    values: pd.DataFrame
    scores: pd.DataFrame
    coverage: pd.DataFrame
    ranks: pd.DataFrame
    zeroed: pd.DataFrame
    flags: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def periods(self) -> list[str]:
        return list(dict.fromkeys(self.scores.index.get_level_values(0)))

    @cached_property
    def known_nodes(self) -> list[str]:
        """Codes of the nodes in which anybody has a score or a rank, in the order of the framework."""
        return [c for c in self.framework.codes if self.scores[c].notna().any() or self.ranks[c].notna().any()]

    def of(self, period: str) -> "Scores":
        """The rows of one period, indexed by (period, unit) as before."""
        return self.where(self.scores.index.get_level_values(0) == period)

    def where(self, rows: np.ndarray) -> "Scores":
        """The rows of which the mask is true; ranks stay as they are."""
        flags = {flag: frame[rows] for flag, frame in self.flags.items() if frame[rows].any(axis=None)}
        return replace(
            self,
            values=self.values[rows],
            scores=self.scores[rows],
            coverage=self.coverage[rows],
            ranks=self.ranks[rows],
            zeroed=self.zeroed[rows],
            flags=flags,
        )

    def flagged(self, flag: str) -> pd.DataFrame:
        """The frame of one of `FLAGS`, all false where it is true of nothing."""
        if flag not in FLAGS:
            raise KeyError(f"There is no flag {flag!r}. Known are: {', '.join(FLAGS)}.")
        return self.flags[flag] if flag in self.flags else self.zeroed & False


def score(framework: Framework, values: pd.DataFrame) -> Scores:
    """Score a panel: shares, means by level, ranks.

    `values` is indexed by (period, unit) in any order, with a column for every input of the framework; columns of nodes
    with 0 points may be absent. For a node with children c and points w_c, over the children that have a score (the
    arithmetic mean; the others are in `means`):

        score = Σ w_c · score_c / Σ w_c        coverage = Σ w_c · coverage_c / Σ all w_c

    There is no score where less than `least_coverage` of the points or `least_children` of the children has one, or
    where a child that may not be missing (`missing = "none"`) is; `why_missing` says which. Ranks compare the units of
    a period on values rounded to `rank_decimals`. `values` is not changed. Raises ScoringError naming the culprit.
    """
    found = shares(framework, values)
    nodes = aggregate(framework, found)
    ranks = competition(nodes.scores, found.groups, framework.rank_decimals)
    for code, given in found.ranks.items():
        ranks[:, nodes.codes.index(code)] = given

    def frame(matrix: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(matrix, index=values.index, columns=list(nodes.codes), copy=False)

    flags = {}
    for flag in found.flags.keys() & set(FLAGS):
        cells = np.zeros(nodes.zeroed.shape, dtype=bool, order="F")
        cells[:, [nodes.codes.index(code) for code in found.leaves]] = found.flags[flag]
        flags[flag] = frame(cells)
    return Scores(
        framework, values, frame(nodes.scores), frame(nodes.coverage), frame(ranks), frame(nodes.zeroed), flags
    )
