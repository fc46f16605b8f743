"""A chart as it leaves the house: its figure with everything that belongs on it, and what goes with it in words."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from figures.press.looks import Look
from figures.press.paper import Around, Box
from figures.press.sizes import Size
from figures.provenance.mark import Mark


@dataclass(frozen=True)
class Texts:
    """What stands on the chart and beside it. alt_short: as long as `choices.LIMITS` lets it be; alt_long: all its
    figures."""

    title: str
    subtitle: str
    note: str
    framework: str
    source: str
    licence: str
    citation: str
    alt_short: str
    alt_long: str


@dataclass(frozen=True, eq=False)
class Drawn:
    """figure: `wide` × `high` CSS pixels, complete in itself; table: the figures it shows, headings in its language.

    around: the words around the chart; body: left, top, right, bottom of the chart itself in pixels; breaks: periods,
    as the table names them, from which lines begin anew.
    """

    figure: go.Figure
    table: pd.DataFrame
    texts: Texts
    mark: Mark
    size: Size
    look: Look
    wide: float
    high: float
    around: Around
    body: Box
    breaks: tuple[str, ...] = ()

    @property
    def filename(self) -> str:
        """Without an ending: release, template, language, size."""
        return "-".join([self.mark.releases[0], self.mark.template, self.mark.lang, self.size.name])
