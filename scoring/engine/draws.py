"""One node's score under many sets of points at once: the fast path of weight draws, what-if and sensitivity.

The shares do not depend on points, so they are made ready once. Where a part of the tree is arithmetic and nothing in
it is missing or rounded, its score is one weighted sum of leaves whose weights are products down the tree:

    score = Σ over leaves ( Π over the way down w / Σ siblings' w ) · share        one matrix product for a whole part

Elsewhere every branch is a weighted mean over draws × rows of its own, with the weights of missing children shared out.
"""

from dataclasses import dataclass

import numpy as np

from scoring.engine.aggregate import TOLERANCE, aggregate
from scoring.engine.errors import ScoringError, Unfit
from scoring.engine.means import AMONG_RIVALS, Transform, transform
from scoring.engine.shares import Shares
from scoring.engine.tree import Branch, under
from scoring.frameworks import Composite, Framework

Array = np.ndarray
# Draws and rows scored together: what stays in the processor's cache. Constants, so that what a draw gives never
# depends on how many others are asked for with it.
BLOCK, ROWS = 64, 1024
# Multiplications in one matrix product: below what BLAS shares out to threads, which would wait for each other beside
# the workers of an executor and change the last bit of a sum with their number.
PRODUCT = 1 << 18


def points_of(framework: Framework) -> Array:
    """The points of the nodes in the order of `framework.nodes`; NaN where a node has none."""
    return np.array([np.nan if node.points is None else node.points for node in framework.nodes], dtype=float)


def scores_by_draw(framework: Framework, shares: Shares, points: Array, node: str | None = None) -> Array:
    """Scores of one node, draws × rows, equal to `aggregate` with each row of `points` in turn.

    `points` is draws × nodes in the order of `framework.nodes` (see `points_of`); what it says of nodes that have no
    points in the framework, or that do not lie under `node` (the headline by default), is not looked at. A child whose
    drawn points are 0 counts for nothing. Memory: the result and a few numbers for every branch, 64 draws and 1,024
    rows. A tree with a mean among rivals (Copeland) is computed draw by draw. Ranks: `ranks.by_row`. Raises
    ScoringError for points that cannot be, and as `aggregate` does.
    """
    node = node or framework.headline.code
    if node in shares.leaves:
        return np.tile(shares.matrix[:, shares.leaves.index(node)], (len(points), 1))
    steps = under(framework, node)
    _refuse(framework, steps, points)
    if any(branch.node.mean.kind in AMONG_RIVALS for branch in steps):
        return _one_by_one(framework, shares, steps, points)
    found = np.empty((len(points), len(shares.matrix)))
    try:
        for first in range(0, len(shares.matrix), ROWS):
            rows = slice(first, first + ROWS)
            matrix = shares.matrix[rows].T
            seen = ~shares.flags["screened"][rows, 0] if "screened" in shares.flags else np.ones(len(matrix.T), bool)
            ready = [_ready(framework, shares.leaves, matrix, branch) for branch in steps]
            whole = np.where(np.isnan(matrix), 0.0, matrix)
            for start in range(0, len(points), BLOCK):
                draws = slice(start, start + BLOCK)
                found[draws, rows] = _block(ready, whole, points[draws], seen)
    except Unfit:
        return _one_by_one(framework, shares, steps, points)  # raises with the names of what is at fault
    return found


def _refuse(framework: Framework, steps: list[Branch], points: Array) -> None:
    place = {each.code: at for at, each in enumerate(framework.nodes)}
    for branch in steps:
        if isinstance(branch.node, Composite):
            continue
        weights = points[:, [place[child] for child in branch.children]]
        for draw, at in np.argwhere(~(weights >= 0) | np.isinf(weights))[:1]:
            raise ScoringError(
                f"The points of {branch.children[at]} in draw {draw} are {weights[draw, at]:g};"
                " they must be a number of 0 or more."
            )
        counts = points[:, place[branch.code]] != 0 if branch is not steps[-1] else True
        for draw in np.flatnonzero((weights.sum(axis=1) == 0) & counts)[:1]:
            raise ScoringError(f"The points of all children of {branch.code} are 0 in draw {draw}.")


def _one_by_one(framework: Framework, shares: Shares, steps: list[Branch], points: Array) -> Array:
    """The same by `aggregate`: for means that compare units, and for its messages."""
    drawn = {child for branch in steps if not isinstance(branch.node, Composite) for child in branch.children}
    places = {each.code: at for at, each in enumerate(framework.nodes) if each.code in drawn}
    at = framework.codes.index(steps[-1].code)
    found = np.empty((len(points), len(shares.matrix)))
    for draw, row in enumerate(points):
        given = {code: float(row[place]) for code, place in places.items()}
        found[draw] = aggregate(framework, shares, given).scores[:, at]
    return found


@dataclass(frozen=True)
class _Ready:
    """A branch with what its draws need and points do not change. Its children come leaves first.

    weights, places of the children's points; fixed, the points themselves where no draw changes them (a composite's);
    leaves, columns of the shares; x, leaves × rows, turned forward, 0 where missing; holes, the rows with a missing
    leaf; absent, leaves × holes, 1 where missing; below, codes of the children that are branches; required, of all
    children 1 for those that must not be missing.
    """

    branch: Branch
    weights: Array
    fixed: Array | None
    leaves: Array
    x: Array
    holes: Array
    absent: Array
    below: tuple[str, ...]
    required: Array
    change: Transform | None

    @property
    def is_sum(self) -> bool:
        """True where the score is a weighted sum of the children's with weights the same for all rows."""
        return self.change is None and self.branch.node.round is None and not self.holes.size


def _ready(framework: Framework, codes: tuple[str, ...], matrix: Array, branch: Branch) -> _Ready:
    """What `branch` needs of the `matrix` of shares, leaves × rows, whose leaves are `codes`."""
    place = {each.code: at for at, each in enumerate(framework.nodes)}
    order = sorted(range(len(branch.children)), key=lambda at: branch.children[at] not in codes)
    children = [branch.children[at] for at in order]
    leaves = np.array([codes.index(child) for child in children if child in codes], dtype=int)
    x = matrix[leaves]
    missing = np.isnan(x)
    holes = np.flatnonzero(missing.any(axis=0))
    change = transform(branch.node.mean.kind, branch.node.mean.parameters)
    return _Ready(
        branch=branch,
        weights=np.array([place[child] for child in children], dtype=int),
        fixed=branch.points[order] if isinstance(branch.node, Composite) else None,
        leaves=leaves,
        x=np.where(missing, 0.0, change.forward(x) if change else x),
        holes=holes,
        absent=missing[:, holes].astype(float),
        below=tuple(children[len(leaves) :]),
        required=branch.required[order].astype(float),
        change=change,
    )


def _block(ready: list[_Ready], whole: Array, points: Array, seen: Array) -> Array:
    """The last branch's score, draws × rows.

    `whole` is leaves × rows, 0 where missing; `seen` is false for rows that a screen left out, which never score 0.
    """
    sums: dict[str, Array] = {}  # code → draws × leaves: a score that is a weighted sum of leaves
    full: dict[str, Array] = {}  # code → draws × rows: any other
    for each in ready:
        given = points[:, each.weights] if each.fixed is None else np.tile(each.fixed, (len(points), 1))
        total = given.sum(axis=1, keepdims=True)
        weights = np.divide(given, total, out=np.zeros_like(given), where=total > 0)
        code = each.branch.code
        if each.is_sum and (total > 0).all() and all(child in sums for child in each.below):
            sums[code] = np.zeros((len(points), len(whole)))
            sums[code][:, each.leaves] = weights[:, : len(each.leaves)]
            for at, child in enumerate(each.below, len(each.leaves)):
                sums[code] += weights[:, at, None] * sums[child]
        else:
            children = [_product(sums[child], whole) if child in sums else full[child] for child in each.below]
            full[code] = _mean(each, weights, children)
            if each.branch.node.missing == "zero":
                full[code][np.isnan(full[code]) & seen] = 0.0
    last = ready[-1].branch.code
    return _product(sums[last], whole) if last in sums else full[last]


def _mean(each: _Ready, weights: Array, children: list[Array]) -> Array:
    """The branch's score, draws × rows: as if all children were there, then mended where one is missing.

    `weights` are draws × children and add up to 1, or are all 0 in a draw that leaves the branch nothing.
    """
    own, rest = weights[:, : len(each.leaves)], weights[:, len(each.leaves) :].T[:, :, None]
    found = _product(own, each.x)
    holes = each.holes if weights.any(axis=1).all() else np.arange(found.shape[1])
    gone = [np.isnan(child) for child in children]
    for weight, child, missing in zip(rest, children, gone, strict=True):
        x = each.change.forward(child) if each.change else child
        if missing.any():
            x = np.where(missing, 0.0, x)
            holes = np.union1d(holes, np.flatnonzero(missing.any(axis=0)))
        found += weight * x
    if holes.size:
        absent = [missing[:, holes] for missing in gone]
        present = 1.0 - _absent(each, weights, absent, holes)
        scored = _enough(each, weights, present, absent, holes)
        found[:, holes] = np.divide(found[:, holes], present, out=np.full(present.shape, np.nan), where=scored)
    found = each.change.back(found) if each.change else found
    return found if each.branch.node.round is None else np.round(found, each.branch.node.round)


def _enough(each: _Ready, weights: Array, present: Array, absent: list[Array], holes: Array) -> Array:
    """Whether enough is present for a score, draws × holes: the rule of `aggregate.enough`."""
    node, counts = each.branch.node, (weights > 0).astype(float)
    scored: Array = (present >= node.least_coverage - TOLERANCE) & (present > TOLERANCE)
    if node.least_children:
        number = np.maximum(counts.sum(axis=1, keepdims=True), 1)
        scored &= 1 - _absent(each, counts, absent, holes) / number >= node.least_children - TOLERANCE
    if each.required.any():
        scored &= _absent(each, counts * each.required, absent, holes) == 0
    return scored & (counts.sum(axis=1, keepdims=True) > 0)


def _absent(each: _Ready, weights: Array, absent: list[Array], holes: Array) -> Array:
    """The weight of the missing children, draws × holes."""
    found = np.zeros((len(weights), holes.size))
    found[:, np.searchsorted(holes, each.holes)] = weights[:, : len(each.leaves)] @ each.absent
    for weight, missing in zip(weights[:, len(each.leaves) :].T, absent, strict=True):
        if missing.any():
            found += weight[:, None] * missing
    return found


def _product(weights: Array, x: Array) -> Array:
    """weights @ x, in pieces of PRODUCT multiplications."""
    found = np.empty((len(weights), x.shape[1]))
    step = max(1, PRODUCT // max(1, weights.size))
    for start in range(0, x.shape[1], step):
        np.matmul(weights, x[:, start : start + step], out=found[:, start : start + step])
    return found
