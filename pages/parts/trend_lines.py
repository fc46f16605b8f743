"""Lines over releases, kept once for everybody where the releases are public: the path, its drawing, its table."""

from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from figures import trend_lines, trends
from figures.finished import Finished
from figures.trends import Path
from figures.words import sort_key, words
from pages.parts.placing import placed
from pages.parts.worked_out import kept
from store import Release, load_units


@kept
def path(division: str, node: str, *releases: Release) -> Path:
    """The node over the periods of the releases, on the units of a division."""
    return trends.path({each.period: placed(each, division, node) for each in releases}, node)


class Window(NamedTuple):
    """Part of a path and what is chosen and said of it: `options` are the units that have a value in it, in the
    alphabet's order, `leaders` the first three of its last period.
    """

    part: Path
    options: list[str]
    leaders: list[str]
    notes: list[str]


@kept
def window(
    ranks: bool, division: str, node: str, months: int | None, last: str, lang: str, *releases: Release
) -> Window:
    """A window of the path, for its scores or its ranks."""
    part = path(division, node, *releases).over(months, last)
    named, shown = names(division, lang, releases[0]), part.ranks.values if ranks else part.scores.values
    options = sorted(shown.columns[shown.notna().any()], key=lambda code: sort_key(named[code]))
    known = shown.dropna(how="all")
    order = known.iloc[-1].dropna().sort_values(ascending=ranks, kind="stable") if len(known) else pd.Series()
    return Window(part, options, list(order.index[:3]), trends.notes(part, ranks, words(lang)) if options else [])


@kept
def drawing(
    draw: str, division: str, node: str, months: int | None, last: str, chosen: tuple[str, ...], lang: str,
    *releases: Release,
) -> Finished:  # fmt: skip
    """A window of the path as lines, ranks or slopes."""
    part, named, newest = (
        path(division, node, *releases).over(months, last),
        names(division, lang, releases[0]),
        releases[-1],
    )
    if draw == "slopes":
        return Finished(trend_lines.slopes(part, named, chosen, words(lang)))
    ranks = draw == "ranks"
    return Finished(trend_lines.lines(part, _total(division, newest), named, chosen, words(lang), ranks=ranks))


@kept
def table(division: str, node: str, months: int | None, last: str, lang: str, *releases: Release) -> pd.DataFrame:
    """Change, pace and acceleration of every unit over the window."""
    return trends.trend_table(path(division, node, *releases), months, last, names(division, lang, releases[0]))


@kept
def sent(columns: tuple[str, ...], *view: Any) -> pa.Table:
    """Some columns of `table`, for the browser, without an index."""
    return pa.Table.from_pandas(table(*view)[list(columns)], preserve_index=False)


@kept
def told(
    draw: str, division: str, node: str, months: int | None, last: str, chosen: tuple[str, ...], title: str, lang: str,
    *releases: Release,
) -> tuple[str, pa.Table]:  # fmt: skip
    """What `drawing` shows, in words under a title and as a table."""
    part, named = path(division, node, *releases).over(months, last), names(division, lang, releases[0])
    total = _total(division, releases[-1])
    return (
        trends.lines_alt(part, draw, named, chosen, title, words(lang), total),
        pa.Table.from_pandas(trends.as_table(part, draw, named, chosen, words(lang), total), preserve_index=False),
    )


def _total(division: str, newest: Release) -> int:
    return len(load_units(newest).in_force(newest.block, division, newest.period))


@kept
def names(division: str, lang: str, release: Release) -> dict[str, str]:
    """The units of a release's block by code."""
    return load_units(release).names(release.block, division, lang).to_dict()
