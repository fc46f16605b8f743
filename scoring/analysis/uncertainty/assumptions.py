"""What could have been decided otherwise: weights, methods, data, indicators; each a frozen description that draws.

All are of one shape. An assumption says how many uniform numbers 0..1 one draw of it takes (`dimensions`) and turns
draws × dimensions of them into what the draws are scored with (`apply`). The same description so serves random draws,
their replay, and the Sobol points of the sensitivity analysis.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

import numpy as np
from scipy.special import gammaincinv

from scoring.analysis.uncertainty.reweighting import at_level, rescaled, siblings, without
from scoring.engine.draws import points_of
from scoring.engine.errors import ScoringError
from scoring.frameworks import Framework

Array = np.ndarray


@dataclass(frozen=True)
class Scenarios:
    """What each draw is scored with.

    points, draws × nodes in the order of `framework.nodes`; methods, of every assumption about methods which choice
    each draw makes; holes, of every assumption about data one whole number a draw, from which its lost cells follow.
    """

    points: Array
    methods: Mapping[str, Array] = field(default_factory=dict)
    holes: Mapping[str, Array] = field(default_factory=dict)


@runtime_checkable
class Reweighting(Protocol):
    """What an assumption about points has besides: the places in `framework.nodes` whose points it draws."""

    def places(self, framework: Framework) -> list[int]: ...


class Assumption(Protocol):
    """One thing that could have been decided otherwise. `name` tells the assumptions of a run apart."""

    @property
    def name(self) -> str: ...

    def dimensions(self, framework: Framework) -> int:
        """How many uniform numbers a draw takes. Raises ScoringError where the framework gives nothing to draw."""

    def apply(self, framework: Framework, scenarios: Scenarios, uniform: Array) -> Scenarios:
        """The scenarios with this assumption drawn; `uniform` is draws × dimensions, each in [0, 1)."""


def nominal(framework: Framework, draws: int) -> Scenarios:
    """So many draws of what was decided."""
    return Scenarios(np.tile(points_of(framework), (draws, 1)))


@dataclass(frozen=True)
class Weights:
    """Points uniform within ±`within` (0..1) of the nominal, for nodes at `levels`, 1 being right under the headline.

        w = n · (1 + within · (2u − 1)),   then scaled so that siblings keep their sum

    Every level without `levels`. An only child has nothing to be weighed against and stays as it is.
    """

    within: float = 0.25
    levels: tuple[int, ...] | None = None
    name: str = "weights"

    def __post_init__(self) -> None:
        if not 0 <= self.within <= 1:
            raise ScoringError(f"Weights within ±{self.within!r}: it must be a share from 0 to 1, such as 0.25.")

    def places(self, framework: Framework) -> list[int]:
        return [int(place) for group in siblings(framework, self.levels) for place in group]

    def dimensions(self, framework: Framework) -> int:
        return len(self.places(framework))

    def apply(self, framework: Framework, scenarios: Scenarios, uniform: Array) -> Scenarios:
        groups = siblings(framework, self.levels)
        factors = np.ones_like(scenarios.points)
        factors[:, np.concatenate(groups)] = 1 + self.within * (2 * uniform - 1)
        return replace(scenarios, points=rescaled(scenarios.points, scenarios.points * factors, groups))


@dataclass(frozen=True)
class Dirichlet:
    """Points of siblings drawn together from a Dirichlet distribution round the nominal ones, at `levels`.

        w / Σw ~ Dirichlet(concentration · n / Σn)

    The mean of w / Σw is n / Σn =: m, its variance m (1 − m) / (concentration + 1): about as sure of the points as if
    that many experts had each named one indicator. Each w is a gamma variate by its inverse distribution function.
    """

    concentration: float
    levels: tuple[int, ...] | None = None
    name: str = "weights"

    def __post_init__(self) -> None:
        if not 0 < self.concentration < np.inf:
            raise ScoringError(f"A concentration of {self.concentration!r}: it must be a number above 0, such as 50.")

    def places(self, framework: Framework) -> list[int]:
        return [int(place) for group in siblings(framework, self.levels) for place in group]

    def dimensions(self, framework: Framework) -> int:
        return len(self.places(framework))

    def apply(self, framework: Framework, scenarios: Scenarios, uniform: Array) -> Scenarios:
        groups = siblings(framework, self.levels)
        given = points_of(framework)
        shape = np.concatenate([self.concentration * given[group] / given[group].sum() for group in groups])
        points = scenarios.points.copy()
        listed = np.concatenate(groups)
        # Times what was there, over what was decided: an indicator that another assumption left out stays out.
        points[:, listed] *= np.maximum(gammaincinv(shape, uniform), 1e-300) / given[listed]
        return replace(scenarios, points=rescaled(scenarios.points, points, groups))


@dataclass(frozen=True)
class LeaveOneOut:
    """One node at `level` left out, its points shared over its siblings, or none of them: each as likely."""

    level: int
    name: str = "left out"

    def places(self, framework: Framework) -> list[int]:
        return at_level(framework, self.level)

    def dimensions(self, framework: Framework) -> int:
        return 1 if self.places(framework) else 0

    def apply(self, framework: Framework, scenarios: Scenarios, uniform: Array) -> Scenarios:
        nodes = at_level(framework, self.level)
        chosen = pick(uniform[:, 0], len(nodes) + 1)
        return replace(scenarios, points=without(framework, scenarios.points, np.array([-1, *nodes])[chosen]))


@dataclass(frozen=True)
class MissingData:
    """What is known of an indicator for a unit lost with the chance `share` (0..1), then scored as missing data are."""

    share: float
    name: str = "missing data"

    def __post_init__(self) -> None:
        if not 0 <= self.share < 1:
            raise ScoringError(f"Cells lost with a chance of {self.share!r}: it must be 0 or more, below 1.")

    def dimensions(self, framework: Framework) -> int:
        return 1

    def apply(self, framework: Framework, scenarios: Scenarios, uniform: Array) -> Scenarios:
        seeds = (uniform[:, 0] * 2**53).astype(np.int64)
        return replace(scenarios, holes={**scenarios.holes, self.name: seeds})

    def lost(self, known: Array, seed: int) -> Array:
        """Which of the `known` cells (rows × indicators, true where there is a value) this draw loses."""
        return known & (np.random.default_rng(seed).random(known.shape) < self.share)


def pick(uniform: Array, choices: int) -> Array:
    """A whole number below `choices` for each uniform number in [0, 1), each as likely."""
    return np.minimum((uniform * choices).astype(int), choices - 1)
