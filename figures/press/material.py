"""What charts are drawn from: a release in plain values and tables, and where needed others beside it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import pandas as pd

from figures.boundaries import divisions
from figures.facts import Released
from figures.territory import Placed, placed
from scoring import Framework, Scores, Units
from scoring.analysis.mergers.lineage import lineage


class Drawable(Released, Protocol):
    """Of a release what its charts state: its facts, what is ranked in it, the sums of its documents."""

    @property
    def block(self) -> str: ...
    @property
    def division(self) -> str: ...
    @property
    def is_public(self) -> bool: ...
    @property
    def manifest(self) -> Mapping[str, str]: ...


_D = TypeVar("_D", bound=Drawable)


@dataclass(frozen=True, eq=False)
class Stage:
    """A release with its tables; `remarks` as the store keeps them, one row a figure with a flag."""

    release: Drawable
    scores: Scores
    remarks: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Material:
    """The release that a chart is about, and by period, oldest first, those that may stand beside it (itself too).

    before: of a release after the merger one of the units before it, to stand beside it on a map.
    """

    stage: Stage
    units: Units
    beside: Mapping[str, Stage] = field(default_factory=dict)
    before: Stage | None = None

    @property
    def release(self) -> Drawable:
        return self.stage.release

    @property
    def scores(self) -> Scores:
        return self.stage.scores

    @property
    def framework(self) -> Framework:
        return self.stage.scores.framework

    @property
    def has_map(self) -> bool:
        return self.units.has_territory(self.release.block) and self.release.division in divisions()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The release and all that may be drawn beside it."""
        return (self.stage, *self.beside.values(), *([self.before] if self.before else []))

    def names(self, lang: str) -> dict[str, str]:
        """Code → name of the units of the release."""
        return self.units.names(self.release.block, self.release.division, lang).to_dict()

    def placed(self, node: str, division: str | None = None, stage: Stage | None = None) -> Placed:
        """A node of a stage (the release itself unless told) on the units of a division (its own unless told)."""
        of, on = stage or self.stage, self.release.division if division is None else division
        own = of.release.division
        links = None if own == on else lineage(self.units, of.release.block, own, on)
        return placed(of.scores, of.remarks, node, links)


def gathered(
    release: _D, alike: Iterable[_D], before: _D | None, read: Callable[[_D], tuple[Scores, pd.DataFrame]], units: Units
) -> Material:
    """The material of a release, with those of other periods and one before the merger; `read` gives the scores and
    the remarks of each, `units` are those that the release was made with.
    """

    def stage(each: _D) -> Stage:
        return Stage(each, *read(each))

    beside = {each.period: stage(each) for each in alike}
    return Material(stage(release), units, beside, stage(before) if before else None)
