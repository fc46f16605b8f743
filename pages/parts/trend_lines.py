"""Lines over releases, kept once for everybody where the releases are public: the path, its drawing, its table."""

import pandas as pd
import plotly.graph_objects as go

from figures import trend_lines, trends
from figures.trends import Path
from figures.words import words
from pages.parts.placing import placed
from pages.parts.worked_out import kept
from scoring import load_units
from store import Release


@kept
def path(division: str, node: str, *releases: Release) -> Path:
    """The node over the periods of the releases, on the units of a division."""
    return trends.path({each.period: placed(each, division, node) for each in releases}, node)


@kept
def drawing(
    draw: str, division: str, node: str, months: int | None, last: str, chosen: tuple[str, ...], lang: str,
    *releases: Release,
) -> go.Figure:  # fmt: skip
    """A window of the path as lines, ranks or slopes."""
    part, named, newest = (
        path(division, node, *releases).over(months, last),
        names(division, lang, releases[0]),
        releases[-1],
    )
    if draw == "slopes":
        return trend_lines.slopes(part, named, chosen, words(lang))
    total = len(load_units().in_force(newest.block, division, newest.period))
    return trend_lines.lines(part, total, named, chosen, words(lang), ranks=draw == "ranks")


@kept
def table(division: str, node: str, months: int | None, last: str, lang: str, *releases: Release) -> pd.DataFrame:
    """Change, pace and acceleration of every unit over the window."""
    return trends.trend_table(path(division, node, *releases), months, last, names(division, lang, releases[0]))


def names(division: str, lang: str, release: Release) -> dict[str, str]:
    """The units of a release's block by code."""
    return load_units().of(release.block, division)[f"name_{lang}"].to_dict()
