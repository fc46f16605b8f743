"""From shares to the score and coverage of every node: means by level, a whole panel in one pass."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from scoring.engine.means import MEANS, present_weight
from scoring.engine.shares import Shares
from scoring.engine.tree import Branch, branches
from scoring.frameworks import Framework


class Nodes(NamedTuple):
    """Scores, coverage and what was scored 0 for lack of evidence: rows × codes each, rows as in the shares."""

    codes: tuple[str, ...]
    scores: np.ndarray
    coverage: np.ndarray
    zeroed: np.ndarray


def aggregate(framework: Framework, shares: Shares, points: Mapping[str, float] | None = None) -> Nodes:
    """The score and coverage of every node and composite (`framework.codes`), from the shares of the leaves.

    For a node with children c and points w_c, over the children that have a score (for the arithmetic mean; the others
    are in `means`):

        score = Σ w_c · score_c / Σ w_c        coverage = Σ w_c · coverage_c / Σ all w_c

    There is no score where less than `least_coverage` of the points has one, or where a child that may not be missing
    (`missing = "none"`) is. `points` (code → points) takes the place of the tree's points for the nodes it names.
    Raises ScoringError for points that cannot be.
    """
    position = {code: at for at, code in enumerate(framework.codes)}
    scores = np.empty((len(shares.matrix), len(position)), order="F")
    coverage = np.zeros_like(scores, order="F")
    zeroed = np.zeros(scores.shape, dtype=bool, order="F")
    leaf_zeroed = shares.flags.get("zeroed")
    for column, code in enumerate(shares.leaves):
        at = position[code]
        scores[:, at] = shares.matrix[:, column]
        coverage[:, at] = ~np.isnan(scores[:, at])
        if leaf_zeroed is not None and leaf_zeroed[:, column].any():
            zeroed[:, at] = leaf_zeroed[:, column]
            coverage[zeroed[:, at], at] = 0.0
    none = {node.code for node in framework.nodes if node.missing == "none"}
    for branch in branches(framework, points):
        at = position[branch.code]
        if not branch.children:  # a node of 0 points with nothing to score under it
            scores[:, at] = np.nan
            continue
        columns = _columns([position[child] for child in branch.children])
        x = scores[:, columns]
        scores[:, at] = MEANS["arithmetic"](x, branch.points)
        scores[~enough(x, branch, framework.least_coverage, none), at] = np.nan
        coverage[:, at] = coverage[:, columns] @ branch.points / branch.points.sum()
        if branch.missing == "zero":
            zeroed[:, at] = np.isnan(scores[:, at])
            scores[zeroed[:, at], at] = 0.0
    return Nodes(framework.codes, scores, coverage, zeroed)


def enough(x: np.ndarray, branch: Branch, least_coverage: float, none: set[str]) -> np.ndarray:
    """Of each row, whether enough of the children (rows × children) has a value for the parent to have a score."""
    missing = np.isnan(x)
    if not missing.any():
        return np.ones(len(x), dtype=bool)
    total, present = branch.points.sum(), present_weight(missing, branch.points)
    scored = (present >= least_coverage * total - 1e-12 * total) & (present > 0)
    if strict := [order for order, child in enumerate(branch.children) if child in none]:
        scored &= ~missing[:, strict].any(axis=1)
    return scored


def _columns(listed: list[int]) -> slice | list[int]:
    """A view instead of a copy where the children stand together."""
    together = listed[-1] - listed[0] + 1 == len(listed) and listed == sorted(listed)
    return slice(listed[0], listed[-1] + 1) if together else listed
