"""What every node adds to a score, and to its distance from another unit's: parts that add up exactly.

contributions(scores).loc[("2023", "48")]                       # of the headline
distance(scores, "01"), distance(scores, median_unit(scores))   # from one unit, from the one in the middle
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.engine.means import AMONG_RIVALS, MEANS
from scoring.engine.score import Scores
from scoring.engine.tree import Branch, under
from scoring.frameworks import Framework

Array = np.ndarray
_TINY = 1e-100  # stands for 0 where a mean has no value at 0; the parts then take their limit
_NEAR = 1e-5  # values this close, in proportion, have the slope between them


class NotAdditive(ValueError):
    """A score that has no parts: Copeland's, which counts victories over rivals."""


class _Generator(NamedTuple):
    """The f of a mean f⁻¹(Σ ω f(x)), by its slope f′ and by its mean slope between two values."""

    kind: str
    parameters: Mapping[str, float]

    @property
    def offset(self) -> float:
        return self.parameters.get("offset", 0.0)

    def value(self, x: Array) -> Array:
        x = self._above_zero(x)
        if self.kind == "geometric":
            return np.log(x)
        return 1.0 / x if self.kind == "harmonic" else x ** self.parameters.get("exponent", 1.0)

    def slope(self, x: Array) -> Array:
        x = self._above_zero(x)
        exponent = {"geometric": 0.0, "harmonic": -1.0}.get(self.kind, self.parameters.get("exponent", 1.0))
        return (exponent or 1.0) * x ** (exponent - 1.0)

    def between(self, a: Array, b: Array) -> Array:
        """(f(a) − f(b)) / (a − b), and f′ where they meet."""
        near = np.abs(a - b) <= _NEAR * (np.abs(a + self.offset) + np.abs(b + self.offset)) / 2
        secant = (self.value(a) - self.value(b)) / np.where(near, 1.0, a - b)
        return np.where(near, self.slope((a + b) / 2), secant)

    def _above_zero(self, x: Array) -> Array:
        return x if self.kind == "arithmetic" else np.maximum(x + self.offset, _TINY)


def contributions(scores: Scores, node: str | None = None) -> pd.DataFrame:
    """What each node adds to the score of `node` (the headline), rows × the nodes under it, in units of that score.

    With weights ω_c, the points of the present children over their sum, a child c of a weighted mean adds

        ω_c · f′(x_c) / f′(mean) · x_c        = ω_c · x_c for the arithmetic mean

    (Euler's theorem: these means are homogeneous of degree one, an offset o taken into x + o and out again as ω_c · o),
    and what it adds is divided among its own children likewise. So the children of every node add up to what it adds,
    and the points of a missing child are shared by the others: it adds 0. A child of a geometric mean adds its points'
    share of the mean, whatever its score: `distance` tells more. A node that is rounded has a further column
    "<code>:rounding" beside its children. Below a Copeland score nothing is divided. Rows without a score are missing.
    Raises NotAdditive where `node` itself is Copeland's.
    """
    framework, root = scores.framework, node or scores.framework.headline.code
    x = _columns(scores, framework.codes)
    rows = len(scores.scores)
    factor, rest = {root: np.ones(rows)}, {root: np.zeros(rows)}
    found = {root: x[root]}
    for branch in _down(framework, root):
        code, generator = branch.code, _generator(branch)
        below = np.column_stack([x[child] for child in branch.children])
        counted = ~np.isnan(below) & (~np.isnan(x[code]) & ~scores.zeroed[code].to_numpy())[:, None]
        below = np.where(counted, below, 1.0)
        # A node that is 0 for want of evidence has nothing to divide but what an offset left it.
        weight = np.where(counted.any(axis=1)[:, None], counted, True) * branch.points
        weight /= weight.sum(axis=1, keepdims=True)
        mean = _mean(branch, np.where(counted, below, np.nan), x[code])
        slope = generator.slope(below) / generator.slope(mean)[:, None]
        own_factor = np.where(counted, factor[code][:, None] * weight * slope, 0.0)
        own_rest = weight * rest[code][:, None]
        own_rest += np.where(counted, factor[code][:, None] * weight * (slope - 1.0) * generator.offset, 0.0)
        for at, child in enumerate(branch.children):
            factor[child], rest[child] = own_factor[:, at], own_rest[:, at]
            found[child] = own_factor[:, at] * below[:, at] + own_rest[:, at]
        if branch.node.round is not None:
            found[f"{code}:rounding"] = factor[code] * (np.nan_to_num(x[code]) - mean)
    return _table(found, scores, np.isnan(x[root]))


def distance(scores: Scores, base: str | Scores, node: str | None = None) -> pd.DataFrame:
    """What each node adds to the distance of every unit's score in `node` (the headline) from that of `base`.

    `base` is a unit, or scores with one row a period (`median_unit`, `median_profile`). A child c of a weighted mean
    adds, with weights ω_c from the points of all children,

        ω_c · (x_c − b_c) · f[x_c, b_c] / f[mean x, mean b]        f[u, v] = (f(u) − f(v)) / (u − v)

    = ω_c · (x_c − b_c) for the arithmetic mean, the logarithmic-mean split of LMDI for the geometric one (B. W. Ang,
    2004), so that a child that is better adds, and one that is equal adds 0. A missing child counts as its parent's
    score, which is what sharing out its points comes to. Children add up to their parent at every level; a rounded
    node has a column "<code>:rounding". Raises NotAdditive as `contributions` does, and KeyError for an unknown base.
    """
    framework, root = scores.framework, node or scores.framework.headline.code
    other = _rows_of(scores, base)
    x, b = _columns(scores, framework.codes), _columns(other, framework.codes)
    periods = other.scores.index.get_level_values(0)
    row = pd.Index(periods).get_indexer(scores.scores.index.get_level_values(0))
    filled = {root: (x[root], np.where(row >= 0, b[root][row], np.nan))}
    unscored = np.isnan(filled[root][0]) | np.isnan(filled[root][1])
    filled[root] = (np.nan_to_num(filled[root][0]), np.nan_to_num(filled[root][1]))
    factor = {root: np.ones(len(scores.scores))}
    found = {root: filled[root][0] - filled[root][1]}
    for branch in _down(framework, root):
        code, generator = branch.code, _generator(branch)
        sides = []
        for values, of, own, take in ((x, scores, filled[code][0], slice(None)), (b, other, filled[code][1], row)):
            below = np.column_stack([values[child] for child in branch.children])[take]
            scored = (~np.isnan(values[code]) & ~of.zeroed[code].to_numpy())[take]
            mean = np.where(scored, _mean(branch, below, own), own)
            sides.append((np.where(scored[:, None] & ~np.isnan(below), below, mean[:, None]), mean))
        (mine, mean), (theirs, mean_of_base) = sides
        weight = branch.points / branch.points.sum()
        slope = generator.between(mine, theirs) / generator.between(mean, mean_of_base)[:, None]
        own_factor = factor[code][:, None] * weight * slope
        for at, child in enumerate(branch.children):
            factor[child], filled[child] = own_factor[:, at], (mine[:, at], theirs[:, at])
            found[child] = own_factor[:, at] * (mine[:, at] - theirs[:, at])
        if branch.node.round is not None:
            found[f"{code}:rounding"] = factor[code] * (filled[code][0] - mean - filled[code][1] + mean_of_base)
    return _table(found, scores, unscored)


def _down(framework: Framework, root: str) -> Iterator[Branch]:
    """The branches from `root` downwards, parents first, none below a score that has no parts."""
    reached = {root}
    for branch in reversed(under(framework, root)):
        if branch.code not in reached or not branch.children:
            continue
        if branch.node.mean.kind in AMONG_RIVALS:
            if branch.code == root:
                raise NotAdditive(
                    f"The node {root} has a {branch.node.mean.kind} score, which counts victories over rivals: it has "
                    "no parts. Take one of its children instead."
                )
            continue
        twice = reached.intersection(branch.children)
        if twice:
            raise NotAdditive(f"The node {root} weighs {min(twice)} twice, in two of its parts.")
        reached.update(branch.children)
        yield branch


def _generator(branch: Branch) -> _Generator:
    return _Generator(branch.node.mean.kind, branch.node.mean.parameters)


def _mean(branch: Branch, below: Array, score: Array) -> Array:
    """The branch's mean before it is rounded; 0 where there is none."""
    if branch.node.round is None:
        return np.nan_to_num(score)
    return np.nan_to_num(MEANS[branch.node.mean.kind](below, branch.points, **branch.node.mean.parameters))


def _columns(scores: Scores, codes: tuple[str, ...]) -> dict[str, Array]:
    return {code: scores.scores[code].to_numpy(float) for code in codes}


def _rows_of(scores: Scores, base: str | Scores) -> Scores:
    if isinstance(base, Scores):
        return base
    chosen = scores.scores.index.get_level_values(1) == base
    if not chosen.any():
        raise KeyError(f"The scores have no unit {base!r}.")
    return scores.where(chosen)


def _table(found: Mapping[str, Array], scores: Scores, unscored: Array) -> pd.DataFrame:
    order = [name for code in scores.framework.codes for name in (code, f"{code}:rounding") if name in found]
    table = pd.DataFrame({name: found[name] for name in order}, index=scores.scores.index)
    table[unscored] = np.nan
    return table
