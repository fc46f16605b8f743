"""Scores: raw values → shares → node scores, composites, coverage and ranks, a whole panel in one pass."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.engine.errors import ScoringError
from scoring.engine.ranks import competition
from scoring.engine.rules import apply
from scoring.frameworks import Framework, Node

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
    absent = [column.code for column in framework.inputs if column.required and column.code not in values.columns]
    if absent:
        raise ScoringError(f"The values have no column {', '.join(absent)} of the framework {framework.id}.")
    if values.index.nlevels != 2 or not values.index.is_unique:
        raise ScoringError("The values must have one row for each period and unit.")
    raw = values.reindex(columns=[column.code for column in framework.inputs]).to_numpy(float, na_value=np.nan)
    groups = np.asarray(values.index.codes[0], dtype=np.intp)

    position = {code: at for at, code in enumerate(framework.codes)}
    scores = np.empty((len(values), len(position)), order="F")
    coverage = np.zeros_like(scores, order="F")
    zeroed = np.zeros(scores.shape, dtype=bool, order="F")
    ranks_given: dict[int, np.ndarray] = {}

    start = 0
    for node in framework.nodes:
        at = position[node.code]
        x = raw[:, start : start + len(node.inputs)]
        start += len(node.inputs)
        if node.rank:
            ranks_given[at] = raw[:, start]
            start += 1
        if node.is_leaf:
            scores[:, at] = _shares(node, x, groups)
            coverage[:, at] = ~np.isnan(scores[:, at])
            if node.missing == "zero":
                _zero_where_missing(scores, zeroed, at)

    none = {position[node.code] for node in framework.nodes if node.missing == "none"}
    for node in reversed(framework.nodes):
        if not node.is_leaf:
            children = [(position[c.code], c.points) for c in framework.children[node.code] if c.points]
            _mean(framework, position[node.code], children, none, scores, coverage)
            if node.missing == "zero":
                _zero_where_missing(scores, zeroed, position[node.code])
    for composite in framework.composites:
        parts = [(position[code], points) for code, points in composite.points.items() if points]
        _mean(framework, position[composite.code], parts, none, scores, coverage)

    ranks = competition(scores, groups, framework.rank_decimals)
    for at, given in ranks_given.items():
        ranks[:, at] = given

    def frame(matrix: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(matrix, index=values.index, columns=list(position), copy=False)

    return Scores(framework, values, frame(scores), frame(coverage), frame(ranks), frame(zeroed))


def _shares(node: Node, x: np.ndarray, groups: np.ndarray) -> np.ndarray:
    if np.isinf(x).any():
        raise ScoringError(f"The indicator {node.code} has an infinite value.")
    try:
        return apply(str(node.rule), x, node.parameters, groups)
    except ZeroDivisionError as fault:
        raise ScoringError(f"The indicator {node.code} cannot be scored: {fault}.") from None


def _mean(
    framework: Framework,
    at: int,
    parts: list[tuple[int, float]],
    none: set[int],
    scores: np.ndarray,
    coverage: np.ndarray,
) -> None:
    """Points-weighted mean of the parts' scores into column `at`, with its coverage."""
    if not parts:  # a node of 0 points with nothing to score under it
        scores[:, at] = np.nan
        return
    listed = [column for column, _ in parts]
    together = listed[-1] - listed[0] + 1 == len(listed)
    columns = slice(listed[0], listed[-1] + 1) if together else listed  # a view instead of a copy where it can be
    points = np.array([points for _, points in parts], dtype=float)
    x = scores[:, columns]
    missing = np.isnan(x)
    total = points.sum()
    coverage[:, at] = coverage[:, columns] @ points / total
    if not missing.any():
        scores[:, at] = x @ points / total
        return
    present = total - missing @ points
    scored = (present >= framework.least_coverage * total - 1e-12 * total) & (present > 0)
    if strict := [order for order, (column, _) in enumerate(parts) if column in none]:
        scored &= ~missing[:, strict].any(axis=1)
    weighted = np.where(missing, 0.0, x) @ points
    scores[:, at] = np.divide(weighted, present, out=np.full(len(x), np.nan), where=scored)


def _zero_where_missing(scores: np.ndarray, zeroed: np.ndarray, at: int) -> None:
    zeroed[:, at] = np.isnan(scores[:, at])
    scores[zeroed[:, at], at] = 0.0
