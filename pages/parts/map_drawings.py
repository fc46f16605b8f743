"""What a map page draws: maps, tiles and bars, kept once for everybody where the releases are public."""

import plotly.graph_objects as go

from figures import boundaries, maps, tiles, value_bars
from figures.scales import Kind, Scale
from figures.words import Words
from figures.words import words as words_in
from frame import files
from pages.parts import about, placing
from pages.parts.placing import Shown
from pages.parts.worked_out import kept
from store import Release


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
) -> go.Figure:
    """The map, the tiles or the bars of what `placing.shown` gives."""
    words = words_in(lang)
    table = placing.shown(release, against, division, node, kind, lang).table
    frames = [
        (words.period(each.period), placing.shown(each, None, division, node, kind, lang).table) for each in stages
    ]
    if view == "bars":
        return value_bars.value_bars(table, scale, words)
    if view == "tiles":
        return tiles.tile_map(table, division, scale, words, frames, still)
    return maps.svg_map(table, division, scale, words, _areas(division), frames, still)


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
