"""One node's score, or rank, under many sets of points at once: weight draws, what-if and sensitivity.

The shares do not depend on points, so they are made ready once (`tiles`) and every set is a few matrix products.
"""

from collections.abc import Iterator

import numpy as np

from scoring.engine.aggregate import aggregate
from scoring.engine.errors import ScoringError, Unfit
from scoring.engine.means import AMONG_RIVALS
from scoring.engine.ranks import by_row
from scoring.engine.shares import Shares
from scoring.engine.tiles import scores_of, tile_of
from scoring.engine.tree import Branch, under
from scoring.frameworks import Composite, Framework

Array = np.ndarray
# Draws and rows scored together: what stays in the processor's cache. Constants, so that what a draw gives never
# depends on how many others are asked for with it.
BLOCK, ROWS = 64, 1024


def points_of(framework: Framework) -> Array:
    """The points of the nodes in the order of `framework.nodes`; NaN where a node has none."""
    return np.array([np.nan if node.points is None else node.points for node in framework.nodes], dtype=float)


def scores_by_draw(framework: Framework, shares: Shares, points: Array, node: str | None = None) -> Array:
    """Scores of one node, draws × rows, equal to `aggregate` with each row of `points` in turn.

    `points` is draws × nodes in the order of `framework.nodes` (see `points_of`); what it says of nodes that have no
    points in the framework, or that do not lie under `node` (the headline by default), is not looked at. A child whose
    drawn points are 0 counts for nothing. Memory: the result, a copy or two of the shares, and a few numbers for every
    branch, 64 draws and 1,024 rows. A tree with a mean among rivals (Copeland) is computed draw by draw. Raises
    ScoringError for points that cannot be, and as `aggregate` does.
    """
    found = np.empty((len(points), len(shares.matrix)))
    for draws, scores in _blocks(framework, shares, points, node or framework.headline.code):
        found[draws] = scores
    return found


def ranks_by_draw(framework: Framework, shares: Shares, points: Array, node: str | None = None) -> Array:
    """Competition ranks of all rows among one another by `scores_by_draw`, draws × rows; 0 where there is no score.

    Ties are judged on the framework's `rank_decimals`. The rows should be those of one period. Memory: four bytes a
    draw and row, besides what 64 draws of scores take.
    """
    found = np.empty((len(points), len(shares.matrix)), dtype=np.int32)
    for draws, scores in _blocks(framework, shares, points, node or framework.headline.code):
        found[draws] = by_row(scores, framework.rank_decimals)
    return found


def _blocks(framework: Framework, shares: Shares, points: Array, node: str) -> Iterator[tuple[slice, Array]]:
    """Scores of 64 draws after another, draws × rows."""
    blocks = [slice(start, start + BLOCK) for start in range(0, len(points), BLOCK)]
    if node in shares.leaves:
        own = shares.matrix[:, shares.leaves.index(node)]
        yield from ((draws, np.tile(own, (len(points[draws]), 1))) for draws in blocks)
        return
    steps = under(framework, node)
    _refuse(framework, steps, points)
    if any(branch.node.mean.kind in AMONG_RIVALS for branch in steps):
        yield from ((draws, _one_by_one(framework, shares, steps, points[draws])) for draws in blocks)
        return
    try:
        rows = [slice(first, first + ROWS) for first in range(0, len(shares.matrix), ROWS)]
        tiles = [tile_of(framework, shares, steps, each) for each in rows]
        for draws in blocks:
            scores = np.empty((len(points[draws]), len(shares.matrix)))
            for tile in tiles:
                scores[:, tile.rows] = scores_of(tile, points[draws])
            yield draws, scores
    except Unfit:
        _one_by_one(framework, shares, steps, points)  # raises with the names of what is at fault
        raise


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
