"""From shares to the score and coverage of every node: means by level, a whole panel in one pass."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from scoring.engine.errors import ScoringError, Unfit, sentences
from scoring.engine.means import AMONG_RIVALS, MEANS, present_weight
from scoring.engine.panel import rows_of
from scoring.engine.shares import Shares
from scoring.engine.tree import Branch, branches
from scoring.frameworks import Framework

Array = np.ndarray
TOLERANCE = 1e-12  # of a threshold: 0.6 of five children is three, whatever floating point makes of it


class Nodes(NamedTuple):
    """Scores, coverage and what was scored 0 for lack of evidence: rows × codes each, rows as in the shares."""

    codes: tuple[str, ...]
    scores: Array
    coverage: Array
    zeroed: Array


def aggregate(framework: Framework, shares: Shares, points: Mapping[str, float] | None = None) -> Nodes:
    """The score and coverage of every node and composite (`framework.codes`), from the shares of the leaves.

    For a node with children c and points w_c, over the children that have a score, by the node's mean (`means`; here
    the arithmetic one), rounded where the node says so:

        score = Σ w_c · score_c / Σ w_c        coverage = Σ w_c · coverage_c / Σ all w_c

    The coverage of a leaf is 1 where its share rests on a value of its own unit and period, 0 where it is missing, was
    imputed, carried forward or scored 0. There is no score where too little is present: see `enough`. `points` (code →
    points) takes the place of the tree's points for the nodes it names. Raises ScoringError for points that cannot be,
    and for a value that a mean cannot take, with node, child, unit and period.
    """
    position = {code: at for at, code in enumerate(framework.codes)}
    scores = np.empty((len(shares.matrix), len(position)), order="F")
    coverage = np.zeros_like(scores, order="F")
    zeroed = np.zeros(scores.shape, dtype=bool, order="F")
    screened = shares.flags.get("screened")
    without_data = [shares.flags[flag] for flag in ("zeroed", "imputed", "carried") if flag in shares.flags]
    for column, code in enumerate(shares.leaves):
        at = position[code]
        scores[:, at] = shares.matrix[:, column]
        coverage[:, at] = ~np.isnan(scores[:, at])
        for cells in without_data:
            coverage[cells[:, column], at] = 0.0
    if "zeroed" in shares.flags:
        zeroed[:, [position[code] for code in shares.leaves]] = shares.flags["zeroed"]
    for branch in branches(framework, points):
        at = position[branch.code]
        if not branch.children:  # a node of 0 points with nothing to score under it
            scores[:, at] = np.nan
            continue
        columns = _columns([position[child] for child in branch.children])
        scores[:, at] = _score(branch, scores[:, columns], shares)
        coverage[:, at] = coverage[:, columns] @ branch.points / branch.points.sum()
        if branch.node.missing == "zero":
            zeroed[:, at] = np.isnan(scores[:, at]) & (True if screened is None else ~screened[:, 0])
            scores[zeroed[:, at], at] = 0.0
    return Nodes(framework.codes, scores, coverage, zeroed)


def enough(missing: Array, branch: Branch) -> Array:
    """Of each row, whether enough children are present (`missing` rows × children) for the node to have a score.

    Present must be at least `least_coverage` of the points, at least `least_children` of the number of children, every
    child that may not be missing (`missing = "none"`), and one child at least.
    """
    total, present = branch.points.sum(), present_weight(missing, branch.points)
    scored: Array = (present >= (branch.node.least_coverage - TOLERANCE) * total) & (present > 0)
    if branch.node.least_children:
        scored &= (~missing).mean(axis=1) >= branch.node.least_children - TOLERANCE
    if branch.required.any():
        scored &= ~missing[:, branch.required].any(axis=1)
    return scored & ~missing.all(axis=1)


def _score(branch: Branch, x: Array, shares: Shares) -> Array:
    mean, parameters = MEANS[branch.node.mean.kind], branch.node.mean.parameters
    missing = np.isnan(x)
    if missing.any():
        scored = enough(missing, branch)
        if not scored.all() and branch.node.mean.kind in AMONG_RIVALS:  # who has no score is nobody's rival
            x = np.where(scored[:, None], x, np.nan)
    else:
        scored = None
    try:
        if branch.node.mean.kind in AMONG_RIVALS:
            found = np.empty(len(x))
            for rows in rows_of(shares.groups):
                found[rows] = mean(x[rows], branch.points, **parameters)
        else:
            found = mean(x, branch.points, **parameters)
    except Unfit as fault:
        raise _refused(branch, x, fault, shares) from None
    if scored is not None:
        found[~scored] = np.nan
    lost = ~np.isfinite(found)
    if lost.any() and (lost := lost & (True if scored is None else scored)).any():
        row = int(np.flatnonzero(lost)[0])
        raise ScoringError(
            f"The node {branch.code} of {shares.index[row][1]} in {shares.index[row][0]} has no finite "
            f"{branch.node.mean.kind} mean: its children's scores are too large or too small. Rescale them."
        )
    return found if branch.node.round is None else np.round(found, branch.node.round)


def _refused(branch: Branch, x: Array, fault: Unfit, shares: Shares) -> ScoringError:
    """What a mean could not take of `x` (rows × children), with names."""
    kind = branch.node.mean.kind
    cells = [
        f"The node {branch.code} of {shares.index[row][1]} in {shares.index[row][0]} has no {kind} mean: "
        f"its child {branch.children[column]} is {x[row, column]:g}, which is {fault.why}."
        for row, column in np.argwhere(fault.where)
    ]
    remedy = "Choose another mean." if kind == "power" else "Choose another mean, or give this one an offset."
    return ScoringError(f"{sentences(cells)} {remedy}")


def _columns(listed: list[int]) -> slice | list[int]:
    """A view instead of a copy where the children stand together."""
    together = listed[-1] - listed[0] + 1 == len(listed) and listed == sorted(listed)
    return slice(listed[0], listed[-1] + 1) if together else listed
