"""What a map page draws: maps, tiles and bars, kept once for everybody where the releases are public."""

from typing import NamedTuple

import plotly.graph_objects as go
import pyarrow as pa

from figures import boundaries, maps, territory, tiles, unit_lists, value_bars
from figures.finished import Finished
from figures.scales import Kind, Scale
from figures.words import Words
from figures.words import words as words_in
from frame import files
from pages.parts import about, placing
from pages.parts.address import query
from pages.parts.placing import Shown
from pages.parts.worked_out import kept
from store import Release


class Told(NamedTuple):
    """A map in words; its units as a list of links; the table behind it, best first, with what each value rests on."""

    alt: str
    listed: str
    behind: pa.Table


def heading(shown: Shown, words: Words) -> str:
    """Node, period, since when where it is a change, and the units where they are not the release's own."""
    name, now = shown.at.scores.framework.name(shown.node, words.lang), words.period(shown.release.period)
    parts = [f"{name}, {now}"]
    if shown.against:
        since = words.period(shown.against.period)
        parts = [words.t("map.title_change", name=name, since=since, until=now)]
    if shown.is_carried:
        parts.append(words.t("map.carried_to", n=int(shown.division)))
    elif shown.division:
        parts.append(words.t("choose.division", count=shown.division))
    return " · ".join(parts)


@kept
def drawing(
    view: str,
    scale: Scale,
    lang: str,
    still: bool,
    release: Release,
    against: Release | None,
    division: str,
    node: str,
    kind: Kind,
    *stages: Release,
) -> Finished:
    """The map, the tiles or the bars of what `placing.shown` gives."""
    words = words_in(lang)
    table = placing.shown(release, against, division, node, kind, lang).table
    frames = [
        (words.period(each.period), placing.shown(each, None, division, node, kind, lang).table) for each in stages
    ]
    if view == "bars":
        return Finished(value_bars.value_bars(table, scale, words))
    if view == "tiles":
        return Finished(tiles.tile_map(table, division, scale, words, frames, still))
    return Finished(maps.svg_map(table, division, scale, words, _areas(division), frames, still))


def told(shown: Shown, scale: Scale, linked: Release | None, words: Words) -> Told:
    """What stands beside the drawing; `linked` is the release whose pages the names of the units lead to."""
    to = tuple((name, str(text)) for name, text in query(release=linked.id).items()) if linked else None
    return _told(scale, words.lang, to, shown.release, shown.against, shown.division, shown.node, shown.kind)


@kept
def _told(
    scale: Scale, lang: str, to: tuple[tuple[str, str], ...] | None, release: Release, against: Release | None,
    division: str, node: str, kind: Kind,
) -> Told:  # fmt: skip
    words, shown = words_in(lang), placing.shown(release, against, division, node, kind, lang)
    table, label = shown.table, words.t("map.list")
    behind = territory.by_value(table, kind)
    return Told(
        territory.map_alt(table, scale, heading(shown, words), words),
        unit_lists.unit_list(territory.by_name(table), scale, words, label, None if to is None else dict(to)),
        pa.Table.from_pandas(
            behind.assign(basis=[words.t(f"basis.{name}") for name in behind["basis"]]), preserve_index=False
        ),
    )


def printed(shown: Shown, scale: Scale, words: Words) -> go.Figure:
    """The map for paper, with what every figure states."""
    t = words.t
    facts = about.facts(shown.release, shown.at.scores.framework, words) | {
        t("map.borders"): boundaries.attribution(shown.division, words)
    }
    if shown.release.is_demonstration:
        facts = {t("stamp.demonstration"): t("stamp.demonstration_long"), **facts}
    areas = _areas(shown.division)
    return maps.print_map(shown.table, shown.division, scale, words, areas, heading(shown, words), facts)


def _areas(division: str) -> str:
    """The address from which the browser fetches the areas once."""
    return files.address(f"boundaries/{division}.geojson")
