"""All weights that may be chosen, as a polytope: the set that random weights are drawn from, taken whole.

The score is linear in y_c, the part of the whole weight that passes through child c on its way down the tree:

    s = Σ over the ends of the opened tree y_c · x_c,     Σ siblings' y = y of the parent (1 for the node itself)

Siblings have  t · low ≤ y ≤ t · high  for some t ≥ 0 of their own. With low = n (1 − p) and high = n (1 + p) that is
exactly what points n drawn within ±p and then scaled can be. Where the sum of the points is fixed, t is the weight of
the parent over that sum. So several levels at once stay linear.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, lil_array

from scoring.analysis.uncertainty.assumptions import Weights
from scoring.engine.errors import ScoringError
from scoring.engine.tree import Branch, under
from scoring.frameworks import Framework

Array = np.ndarray


@dataclass(frozen=True)
class Ranges:
    """Points between two ends, code of node → (low, high), the sum of siblings staying what it is.

    Siblings that are not named keep their points.
    """

    points: Mapping[str, tuple[float, float]]

    def __post_init__(self) -> None:
        for code, (low, high) in self.points.items():
            if not 0 <= low <= high < np.inf:
                raise ScoringError(
                    f"The points of {code} range from {low!r} to {high!r}: they must be 0 or more and rise."
                )


@dataclass(frozen=True)
class Siblings:
    """The children of one opened node: places in `Admissible.codes`, and how far their points may go.

    parent, its place, −1 for the node itself; low and high, as shares of the points that they have together; fixed,
    true where these must add up to 1, false where only their proportions count.
    """

    parent: int
    places: Array
    low: Array
    high: Array
    fixed: bool


@dataclass(frozen=True)
class Admissible:
    """The admissible weights of the tree under one node, opened as far down as weights vary.

    codes, of all children of opened nodes; groups, parents before children; ends, the places of children that are not
    opened and whose scores are data.
    """

    node: str
    codes: tuple[str, ...]
    groups: tuple[Siblings, ...]
    ends: Array

    def highest(self, x: Array) -> Array:
        """max over the admissible weights of Σ y · x, for every row of `x` (rows × ends)."""
        value = {int(place): column for place, column in zip(self.ends, x.T, strict=True)}
        for group in reversed(self.groups):
            value[group.parent] = _highest(group, np.stack([value[int(place)] for place in group.places], axis=1))
        return value[-1]

    @cached_property
    def rules(self) -> tuple[csr_array, Array, csr_array]:
        """(equal, right, under): equal @ v = right and under @ v ≤ 0 for v = (y of every code, t of every group)."""
        size = len(self.codes) + len(self.groups)
        equal, right = lil_array((2 * len(self.groups), size)), np.zeros(2 * len(self.groups))
        under, row = lil_array((2 * len(self.codes), size)), 0
        for number, group in enumerate(self.groups):
            t = len(self.codes) + number
            equal[2 * number, group.places] = 1.0
            if group.fixed:
                equal[2 * number + 1, t] = 1.0
            for at in (2 * number, 2 * number + 1) if group.fixed else (2 * number,):
                if group.parent < 0:
                    right[at] = 1.0
                else:
                    equal[at, group.parent] = -1.0
            for place, low, high in zip(group.places, group.low, group.high, strict=True):
                under[row, place], under[row, t] = 1.0, -high
                under[row + 1, place], under[row + 1, t] = -1.0, low
                row += 2
        return csr_array(equal), right, csr_array(under)

    def points(self, y: Array) -> dict[str, float]:
        """The points that give the weights y, siblings adding up to 1 together; none under a node without weight."""
        found: dict[str, float] = {}
        for group in self.groups:
            total = y[group.places].sum()
            if total > 0:
                found |= {self.codes[at]: float(max(y[at], 0) / total) for at in group.places}
        return found


def admissible(framework: Framework, node: str, limits: Weights | Ranges) -> Admissible:
    """The admissible weights under `node`. Raises ScoringError where what has to be opened is not a plain mean.

    Every node above weights that vary must have an arithmetic mean, not rounded (save the node itself).
    """
    steps = {branch.code: branch for branch in under(framework, node)}
    varied = _varied(framework, steps, limits)
    opened = _opened(steps, node, set(varied))
    for code in opened:
        _check(steps[code], code == node)
    codes: list[str] = []
    groups, place = [], {node: -1}
    for code in opened:
        children, points = steps[code].children, steps[code].points
        places = np.arange(len(codes), len(codes) + len(children))
        place |= dict(zip(children, places.tolist(), strict=True))
        codes += children
        low, high, fixed = varied.get(code, (points, points, True))
        groups.append(Siblings(place[code], places, low / points.sum(), high / points.sum(), fixed))
    ends = np.array([at for at, code in enumerate(codes) if code not in opened])
    return Admissible(node, tuple(codes), tuple(groups), ends)


def _varied(
    framework: Framework, steps: Mapping[str, Branch], limits: Weights | Ranges
) -> dict[str, tuple[Array, Array, bool]]:
    """Parent → (low, high, whether their sum is fixed), of the branches under the node whose children's points vary."""
    found: dict[str, tuple[Array, Array, bool]] = {}
    if isinstance(limits, Weights):
        limits.places(framework)  # names a level that is not there
        for code, branch in steps.items():
            at_level = limits.levels is None or framework.depth.get(code, -2) + 1 in limits.levels
            if code in framework.depth and at_level and len(branch.children) > 1:
                p = branch.points
                found[code] = (p * (1 - limits.within), p * (1 + limits.within), False)
    else:
        known = {child for code, branch in steps.items() if code in framework.depth for child in branch.children}
        if unknown := [code for code in limits.points if code not in known]:
            raise ScoringError(f"A range is given for {', '.join(unknown)}, which has no points under the node.")
        for code, branch in steps.items():
            if code in framework.depth and any(child in limits.points for child in branch.children):
                found[code] = _ranges(branch, limits)
    if not found:
        raise ScoringError("No weights vary under the node, so every rank is what it is. Choose other levels.")
    return found


def _ranges(branch: Branch, limits: Ranges) -> tuple[Array, Array, bool]:
    given = [limits.points.get(child, (p, p)) for child, p in zip(branch.children, branch.points, strict=True)]
    low, high = np.array(given, dtype=float).T
    total = float(branch.points.sum())
    if not low.sum() - 1e-9 * total <= total <= high.sum() + 1e-9 * total:
        raise ScoringError(
            f"The ranges of the children of {branch.code} add up to {low.sum():g} to {high.sum():g} points, which"
            f" leaves out the {total:g} that they have together. Widen them."
        )
    return low, high, True


def _opened(steps: Mapping[str, Branch], node: str, varied: set[str]) -> list[str]:
    """Nodes that vary or have a varying one below, parents first."""
    holds = set(varied)
    for code, branch in steps.items():  # children come before parents here
        if holds & set(branch.children):
            holds.add(code)
    found, waiting = [], [node]
    while waiting:
        code = waiting.pop(0)
        if code in holds:
            found.append(code)
            waiting += steps[code].children
    return found


def _check(branch: Branch, is_node: bool) -> None:
    reason = None
    if branch.node.mean.kind != "arithmetic":
        reason = f"its mean is {branch.node.mean.kind}, and scores then do not grow in proportion to weights"
    elif branch.node.round is not None and not is_node:
        reason = f"its score is rounded to {branch.node.round} decimals"
    if reason:
        raise ScoringError(
            f"The best and worst ranks cannot be told exactly: weights vary at or below {branch.code}, and {reason}."
            " Choose levels above it, or draw weights at random."
        )


def _highest(group: Siblings, x: Array) -> Array:
    """max of Σ w · x over the siblings' weights w that add up to 1, for every row of x (rows × siblings)."""
    order = np.argsort(-x, axis=1)
    ordered = np.take_along_axis(x, order, axis=1)
    low, high = group.low[order], group.high[order]
    if group.fixed:  # fill from the best down
        spare = max(1.0 - group.low.sum(), 0.0)
        room = np.cumsum(high - low, axis=1)
        given = np.diff(np.minimum(room, spare), axis=1, prepend=0.0)
        found: Array = ((low + given) * ordered).sum(axis=1)
        return found
    # Of a ratio of sums the best has the first few at their most and the rest at their least.
    first = np.zeros((len(x), 1))
    gain = np.cumsum(np.hstack([first, (high - low) * ordered]), axis=1) + (low * ordered).sum(axis=1, keepdims=True)
    size = np.cumsum(np.hstack([first, high - low]), axis=1) + low.sum(axis=1, keepdims=True)
    return np.divide(gain, size, out=np.full(gain.shape, -np.inf), where=size > 0).max(axis=1)
