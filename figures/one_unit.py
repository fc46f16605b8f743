"""One unit of one release, with the names that every table and sentence about it needs."""

from dataclasses import dataclass
from functools import cached_property

from figures.words import Words
from scoring.engine.score import Scores
from scoring.frameworks import Framework
from scoring.units import Units


@dataclass(frozen=True)
class OneUnit:
    """A unit by its code in a division; `scores` hold one period, of all units of the block."""

    scores: Scores
    units: Units
    division: str
    code: str
    words: Words

    @property
    def framework(self) -> Framework:
        return self.scores.framework

    @property
    def block(self) -> str:
        return self.framework.block

    @property
    def headline(self) -> str:
        return self.framework.headline.code

    @cached_property
    def period(self) -> str:
        return self.scores.periods[0]

    @property
    def row(self) -> tuple[str, str]:
        """Where the unit stands in the tables of scores."""
        return (self.period, self.code)

    @property
    def name(self) -> str:
        return self.unit_names[self.code]

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Code → name of every unit of the division."""
        return dict(self.units.names(self.block, self.division, self.words.lang))

    @cached_property
    def node_names(self) -> dict[str, str]:
        """Code → name of every node."""
        return {code: self.framework.name(code, self.words.lang) for code in self.framework.codes}


def ranks_complete(scores: Scores, units: Units, division: str) -> bool:
    """Whether the ranks of a period are those of all its units, so that a rank may be said to be of so many.

    Given ranks need not be: of some years only those are known that the press told.
    """
    headline = scores.framework.headline
    if not headline.given:
        return True
    known = int(scores.ranks[headline.code].notna().sum())
    return known >= len(units.in_force(scores.framework.block, division, scores.periods[0]))
