"""What charts are drawn from: a release in plain values and tables, and where needed others beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from figures.territory import Placed, placed
from scoring import Framework, Scores, Units
from scoring.analysis.mergers.lineage import lineage


@dataclass(frozen=True)
class About:
    """Of a release: what every chart states. published: its day in Ha Noi, None where it is not public.

    reader: whose copy it is where it is not public.
    """

    release: str
    manifest: Mapping[str, str] = field(repr=False, hash=False)
    block: str
    division: str
    period: str
    origin: str
    stage: str
    state: str
    source: str
    licence: str
    published: date | None
    note: str = ""
    reader: str = ""


@dataclass(frozen=True, eq=False)
class Stage:
    """A release with its tables; `remarks` as the store keeps them, one row a figure with a flag."""

    about: About
    scores: Scores
    remarks: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Material:
    """The release that a chart is about, and by period, oldest first, those that may stand beside it (itself too)."""

    stage: Stage
    units: Units
    beside: Mapping[str, Stage] = field(default_factory=dict)

    @property
    def about(self) -> About:
        return self.stage.about

    @property
    def scores(self) -> Scores:
        return self.stage.scores

    @property
    def framework(self) -> Framework:
        return self.stage.scores.framework

    @property
    def has_map(self) -> bool:
        return self.units.has_territory(self.about.block)

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Codes of the nodes of which anything is known."""
        scores = self.scores
        known = [c for c in self.framework.codes if scores.scores[c].notna().any() or scores.ranks[c].notna().any()]
        return tuple(known) or (self.framework.headline.code,)

    def names(self, lang: str) -> dict[str, str]:
        """Code → name of the units of the release."""
        return self.units.of(self.about.block, self.about.division)[f"name_{lang}"].to_dict()

    def placed(self, node: str, division: str | None = None, stage: Stage | None = None) -> Placed:
        """A node of a stage (the release itself unless told) on the units of a division (its own unless told)."""
        of, on = stage or self.stage, self.about.division if division is None else division
        own = of.about.division
        links = None if own == on else lineage(self.units, of.about.block, own, on)
        return placed(of.scores, of.remarks, node, links)
