"""One node's score under many sets of points at once: the fast path of weight draws, what-if and sensitivity.

The shares do not depend on points, so they are made once; every branch is then one matrix product over all draws.
"""

from collections.abc import Mapping

import numpy as np

from scoring.engine.aggregate import TOLERANCE, aggregate, refused
from scoring.engine.errors import ScoringError, Unfit
from scoring.engine.means import AMONG_RIVALS, transform
from scoring.engine.shares import Shares
from scoring.engine.tree import Branch, under
from scoring.frameworks import Composite, Framework

Array = np.ndarray
_CELLS = 1 << 20  # draws × rows worked on at once: what stays near the processor


def points_of(framework: Framework) -> Array:
    """The points of the nodes in the order of `framework.nodes`; NaN where a node has none."""
    return np.array([np.nan if node.points is None else node.points for node in framework.nodes], dtype=float)


def scores_by_draw(framework: Framework, shares: Shares, points: Array, node: str | None = None) -> Array:
    """Scores of one node, draws × rows, equal to `aggregate` with each row of `points` in turn.

    `points` is draws × nodes in the order of `framework.nodes` (see `points_of`); what it says of nodes that have no
    points in the framework, or that do not lie under `node` (the headline by default), is not looked at. Memory: the
    result and a few blocks of a million numbers. A tree with a mean among rivals (Copeland) is computed draw by draw.
    Ranks: `ranks.by_row`. Raises ScoringError for points that cannot be, and as `aggregate` does.
    """
    node = node or framework.headline.code
    chain = under(framework, node)
    weight = {each.code: column for each, column in zip(framework.nodes, points.T, strict=True)}
    _refuse(chain, weight)
    if any(branch.node.mean.kind in AMONG_RIVALS for branch in chain):
        return _one_by_one(framework, shares, chain, points, node)
    found = np.empty((len(points), len(shares.matrix)))
    step = max(1, _CELLS // max(1, len(shares.matrix)))
    for start in range(0, len(points), step):
        drawn = {code: column[start : start + step] for code, column in weight.items()}
        known: dict[str, Array] = {code: shares.matrix[:, at] for at, code in enumerate(shares.leaves)}
        for branch in chain:
            known[branch.code] = _score(branch, drawn, known, shares)
        found[start : start + step] = known[node]
    return found


def _score(branch: Branch, weight: Mapping[str, Array], known: Mapping[str, Array], shares: Shares) -> Array:
    """Scores of a branch, draws × rows, from its children: one row each (a leaf), or draws × rows (a branch)."""
    leaves = [at for at, child in enumerate(branch.children) if known[child].ndim == 1]
    others = [at for at, child in enumerate(branch.children) if known[child].ndim == 2]
    weights = _weights(branch, weight)
    shape = len(weights), len(shares.matrix)
    sums, gone, gaps, lacking = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=bool)
    if leaves:
        x, w = np.stack([known[branch.children[at]] for at in leaves]), weights[:, leaves]
        missing = np.isnan(x)
        sums += w @ np.where(missing, 0.0, _forward(branch, x, leaves, shares))
        if missing.any():
            gone += w @ missing
            gaps += (w > 0) @ missing.astype(float)
            strict = branch.required[leaves]
            lacking |= (w > 0)[:, strict].astype(float) @ missing[strict] > 0
    for at in others:
        x, w = known[branch.children[at]], weights[:, [at]]
        missing = np.isnan(x)
        sums += w * np.where(missing, 0.0, _forward(branch, x, [at], shares))
        if missing.any():
            gone += w * missing
            gaps += (w > 0) & missing
            lacking |= (w > 0) & missing & branch.required[at]
    total, number = weights.sum(axis=1)[:, None], (weights > 0).sum(axis=1)[:, None]
    present = total - gone
    scored = (present >= (branch.node.least_coverage - TOLERANCE) * total) & (gaps < number) & ~lacking
    scored &= 1 - gaps / number >= branch.node.least_children - TOLERANCE
    return _finished(branch, np.divide(sums, present, out=np.full(shape, np.nan), where=scored & (present > 0)), shares)


def _weights(branch: Branch, weight: Mapping[str, Array]) -> Array:
    """Draws × children; a composite keeps its own points in every draw."""
    if isinstance(branch.node, Composite):
        return np.broadcast_to(branch.points, (len(next(iter(weight.values()))), len(branch.points)))
    return np.stack([weight[child] for child in branch.children], axis=1)


def _forward(branch: Branch, x: Array, children: list[int], shares: Shares) -> Array:
    """The transformed values of several leaves (leaves × rows), or of one child that differs by draw (draws × rows)."""
    change = transform(branch.node.mean.kind, branch.node.mean.parameters)
    try:
        return x if change is None else change.forward(x)
    except Unfit as fault:
        where = fault.where
        if len(where) != len(children):  # by draw: the first draw at fault speaks for all
            first = where.any(axis=1).argmax()
            x, where = x[[first]], where[[first]]
        raise refused(branch, children, x.T, Unfit(where.T, fault.why), shares) from None


def _finished(branch: Branch, mean: Array, shares: Shares) -> Array:
    change = transform(branch.node.mean.kind, branch.node.mean.parameters)
    found = mean if change is None else change.back(mean)
    if branch.node.round is not None:
        found = np.round(found, branch.node.round)
    if branch.node.missing == "zero":
        screened = shares.flags.get("screened")
        found = np.where(np.isnan(found) & (True if screened is None else ~screened[:, 0]), 0.0, found)
    return found


def _one_by_one(framework: Framework, shares: Shares, chain: list[Branch], points: Array, node: str) -> Array:
    codes = [each.code for each in framework.nodes]
    drawn = {child for branch in chain if not isinstance(branch.node, Composite) for child in branch.children}
    at = framework.codes.index(node)
    return np.array(
        [
            aggregate(framework, shares, {c: p for c, p in zip(codes, row, strict=True) if c in drawn}).scores[:, at]
            for row in points
        ]
    ).reshape(len(points), len(shares.matrix))


def _refuse(chain: list[Branch], weight: Mapping[str, Array]) -> None:
    for branch in chain:
        weights = _weights(branch, weight)
        for child, column in zip(branch.children, weights.T, strict=True):
            if not (column >= 0).all() or np.isinf(column).any():
                draw = int(np.flatnonzero(~(column >= 0) | np.isinf(column))[0])
                raise ScoringError(
                    f"The points of {child} in draw {draw} are {column[draw]:g}; they must be a number of 0 or more."
                )
        if (weights.sum(axis=1) == 0).any():
            draw = int(np.flatnonzero(weights.sum(axis=1) == 0)[0])
            raise ScoringError(f"The points of all children of {branch.code} are 0 in draw {draw}.")
