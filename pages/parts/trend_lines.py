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
    return trend_lines.lines(part, _total(division, newest), named, chosen, words(lang), ranks=draw == "ranks")


@kept
def table(division: str, node: str, months: int | None, last: str, lang: str, *releases: Release) -> pd.DataFrame:
    """Change, pace and acceleration of every unit over the window."""
    return trends.trend_table(path(division, node, *releases), months, last, names(division, lang, releases[0]))


@kept
def told(
    draw: str, division: str, node: str, months: int | None, last: str, chosen: tuple[str, ...], title: str, lang: str,
    *releases: Release,
) -> tuple[str, pd.DataFrame]:  # fmt: skip
    """What `drawing` shows, in words under a title and as a table."""
    part, named = path(division, node, *releases).over(months, last), names(division, lang, releases[0])
    total = _total(division, releases[-1])
    return (
        trends.lines_alt(part, draw, named, chosen, title, words(lang), total),
        trends.as_table(part, draw, named, chosen, words(lang), total),
    )


def _total(division: str, newest: Release) -> int:
    return len(load_units().in_force(newest.block, division, newest.period))


def names(division: str, lang: str, release: Release) -> dict[str, str]:
    """The units of a release's block by code."""
    return load_units().of(release.block, division)[f"name_{lang}"].to_dict()
