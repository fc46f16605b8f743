"""One node's score under many sets of points at once: the fast path of weight draws, what-if and sensitivity.

The shares do not depend on points, so they are made once; every branch is then one matrix product over all draws.
"""

from collections.abc import Mapping

import numpy as np

from scoring.engine.means import transform
from scoring.engine.shares import Shares
from scoring.engine.tree import Branch, under
from scoring.frameworks import Framework

Array = np.ndarray
_CELLS = 1 << 20  # draws × rows worked on at once: what stays in the processor's cache


def points_of(framework: Framework) -> Array:
    """The points of the nodes in the order of `framework.nodes`; NaN where a node has none."""
    return np.array([np.nan if node.points is None else node.points for node in framework.nodes], dtype=float)


def scores_by_draw(framework: Framework, shares: Shares, points: Array, node: str | None = None) -> Array:
    """Scores of one node, draws × rows, equal to `aggregate` with each row of `points` in turn.

    `points` is draws × nodes in the order of `framework.nodes` (see `points_of`); what it says of nodes that have no
    points in the framework, or that do not lie under `node` (the headline by default), is not looked at. Memory: the
    result and a few blocks of a million numbers. Ranks: `competition` with one draw a column.
    """
    node = node or framework.headline.code
    found = np.empty((len(points), len(shares.matrix)))
    step = max(1, _CELLS // max(1, len(shares.matrix)))
    for start in range(0, len(points), step):
        found[start : start + step] = _block(framework, shares, points[start : start + step], node)
    return found


def _block(framework: Framework, shares: Shares, points: Array, node: str) -> Array:
    weight = {each.code: column for each, column in zip(framework.nodes, points.T, strict=True)}
    known: dict[str, Array] = {code: shares.matrix[:, at] for at, code in enumerate(shares.leaves)}
    none = {each.code for each in framework.nodes if each.missing == "none"}
    for branch in under(framework, node):
        known[branch.code] = _branch(branch, weight, known, none, framework.least_coverage)
    return np.broadcast_to(known[node], (len(points), len(shares.matrix)))


def _branch(
    branch: Branch, weight: Mapping[str, Array], known: Mapping[str, Array], none: set[str], least_coverage: float
) -> Array:
    """Scores of a branch, draws × rows, from its children: one row each (a leaf), or draws × rows (a branch)."""
    leaves = [child for child in branch.children if known[child].ndim == 1]
    others = [child for child in branch.children if known[child].ndim == 2]
    weights = np.stack([weight[child] for child in (*leaves, *others)], axis=1)
    change = transform("arithmetic", {})
    total = weights.sum(axis=1)[:, None]
    rows = next(iter(known.values())).shape[-1]
    sums, absent = np.zeros((len(weights), rows)), np.zeros((len(weights), rows))
    lacking = np.zeros((len(weights), rows), dtype=bool)
    if leaves:
        x = np.stack([known[child] for child in leaves])
        missing = np.isnan(x)
        x = change.forward(x) if change else x
        sums += weights[:, : len(leaves)] @ np.where(missing, 0.0, x)
        if missing.any():
            absent += weights[:, : len(leaves)] @ missing
            lacking |= missing[[child in none for child in leaves]].any(axis=0)
    for at, child in enumerate(others, len(leaves)):
        x, missing = known[child], np.isnan(known[child])
        x = change.forward(x) if change else x
        sums += weights[:, at, None] * np.where(missing, 0.0, x)
        if missing.any():
            absent += weights[:, at, None] * missing
            lacking |= missing if child in none else False
    present = total - absent
    scored = (present >= (least_coverage - 1e-12) * total) & (present > 0) & ~lacking
    mean = np.divide(sums, present, out=np.full(sums.shape, np.nan), where=scored)
    mean = change.back(mean) if change else mean
    return np.where(np.isnan(mean), 0.0, mean) if branch.missing == "zero" else mean
