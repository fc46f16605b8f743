"""A tile of rows made ready for many sets of points, and its scores under a block of them.

Where a part of the tree is arithmetic and nothing in it is missing or rounded, its score is one weighted sum of leaves
whose weights are products down the tree:

    score = Σ over leaves ( Π over the way down w / Σ siblings' w ) · share        one matrix product for a whole part

Elsewhere every branch is a weighted mean over draws × rows of its own, with the weights of missing children shared out.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from scoring.engine.aggregate import TOLERANCE
from scoring.engine.means import Transform, transform
from scoring.engine.shares import Shares
from scoring.engine.tree import Branch
from scoring.frameworks import Composite, Framework

Array = np.ndarray
# Multiplications in one matrix product: below what BLAS shares out to threads, which would wait for each other beside
# the workers of an executor and change the last bit of a sum with their number.
PRODUCT = 1 << 18


@dataclass(frozen=True)
class Ready:
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


class Tile(NamedTuple):
    """Some rows made ready for every branch in order: `whole` are the shares, leaves × rows, 0 where missing; `seen` is
    false for rows that a screen left out, which never score 0 for want of evidence.
    """

    rows: slice
    branches: list[Ready]
    whole: Array
    seen: Array


def tile_of(framework: Framework, shares: Shares, steps: list[Branch], rows: slice) -> Tile:
    """The rows made ready for the branches `steps`. Raises Unfit where a mean cannot take a share."""
    matrix = np.ascontiguousarray(shares.matrix[rows].T)
    screened = shares.flags.get("screened")
    seen = np.ones(matrix.shape[1], dtype=bool) if screened is None else ~screened[rows, 0]
    branches = [_ready(framework, shares.leaves, matrix, branch) for branch in steps]
    return Tile(rows, branches, np.where(np.isnan(matrix), 0.0, matrix), seen)


def _ready(framework: Framework, codes: tuple[str, ...], matrix: Array, branch: Branch) -> Ready:
    """What `branch` needs of the `matrix` of shares, leaves × rows, whose leaves are `codes`."""
    place = {each.code: at for at, each in enumerate(framework.nodes)}
    order = sorted(range(len(branch.children)), key=lambda at: branch.children[at] not in codes)
    children = [branch.children[at] for at in order]
    leaves = np.array([codes.index(child) for child in children if child in codes], dtype=int)
    x = matrix[leaves]
    missing = np.isnan(x)
    holes = np.flatnonzero(missing.any(axis=0))
    change = transform(branch.node.mean.kind, branch.node.mean.parameters)
    return Ready(
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


def scores_of(tile: Tile, points: Array) -> Array:
    """The last branch's score, draws × rows, under `points` (draws × nodes of the framework).

    Raises Unfit where a mean cannot take a score.
    """
    sums: dict[str, Array] = {}  # code → draws × leaves: a score that is a weighted sum of leaves
    full: dict[str, Array] = {}  # code → draws × rows: any other
    for each in tile.branches:
        given = points[:, each.weights] if each.fixed is None else np.tile(each.fixed, (len(points), 1))
        total = given.sum(axis=1, keepdims=True)
        weights = np.divide(given, total, out=np.zeros_like(given), where=total > 0)
        code = each.branch.code
        if each.is_sum and (total > 0).all() and all(child in sums for child in each.below):
            sums[code] = np.zeros((len(points), len(tile.whole)))
            sums[code][:, each.leaves] = weights[:, : len(each.leaves)]
            for at, child in enumerate(each.below, len(each.leaves)):
                sums[code] += weights[:, at, None] * sums[child]
        else:
            children = [_product(sums[child], tile.whole) if child in sums else full[child] for child in each.below]
            full[code] = _mean(each, weights, children)
            if each.branch.node.missing == "zero":
                full[code][np.isnan(full[code]) & tile.seen] = 0.0
    last = tile.branches[-1].branch.code
    return _product(sums[last], tile.whole) if last in sums else full[last]


def _mean(each: Ready, weights: Array, children: list[Array]) -> Array:
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
        present = _present(each, weights, absent, holes)
        scored = _enough(each, weights, present, absent, holes)
        found[:, holes] = np.divide(found[:, holes], present, out=np.full(present.shape, np.nan), where=scored)
    found = each.change.back(found) if each.change else found
    return found if each.branch.node.round is None else np.round(found, each.branch.node.round)


def _enough(each: Ready, weights: Array, present: Array, absent: list[Array], holes: Array) -> Array:
    """Whether enough is present for a score, draws × holes: the rule of `aggregate.enough`."""
    node, counts = each.branch.node, (weights > 0).astype(float)
    scored: Array = (present >= node.least_coverage - TOLERANCE) & (present > 0)
    if node.least_children:
        number = np.maximum(counts.sum(axis=1, keepdims=True), 1)
        scored &= _present(each, counts, absent, holes) / number >= node.least_children - TOLERANCE
    if each.required.any():
        needed = counts * each.required
        scored &= _present(each, needed, absent, holes) == needed.sum(axis=1, keepdims=True)
    return scored & (counts.sum(axis=1, keepdims=True) > 0)


def _present(each: Ready, weights: Array, absent: list[Array], holes: Array) -> Array:
    """The weight of the children that are there, draws × holes."""
    leaves = weights[:, : len(each.leaves)]
    found = np.repeat(leaves.sum(axis=1, keepdims=True), holes.size, axis=1)
    found[:, np.searchsorted(holes, each.holes)] = leaves @ (1.0 - each.absent)
    for weight, missing in zip(weights[:, len(each.leaves) :].T, absent, strict=True):
        found += weight[:, None] * ~missing
    return found


def _product(weights: Array, x: Array) -> Array:
    """weights @ x, in pieces of PRODUCT multiplications."""
    found = np.empty((len(weights), x.shape[1]))
    step = max(1, PRODUCT // max(1, weights.size))
    for start in range(0, x.shape[1], step):
        np.matmul(weights, x[:, start : start + step], out=found[:, start : start + step])
    return found
