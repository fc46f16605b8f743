"""Maps in a room: the areas in their true shape, highlighted units named beside them, what the colours mean."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from figures.basis import BASES, MISSING
from figures.boundaries import kept, shapes
from figures.hatching import PATTERNS
from figures.layout import CLEAR
from figures.maps import LATITUDES, LONGITUDES, areas, islands
from figures.palette import INK, MUTED, NO_DATA
from figures.press import fit, paper
from figures.press.looks import BORDER
from figures.press.paper import Body, Box, Label, Room
from figures.scales import Scale
from figures.words import Words


def _north(latitude: float) -> float:
    """Mercator's height of a latitude, in degrees."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


SHAPE = (LONGITUDES[1] - LONGITUDES[0]) / (_north(LATITUDES[1]) - _north(LATITUDES[0]))  # width to height
# Where, of a map's width, the sea in the north-east begins that legends stand on, and how far down it is free.
SEA, DEPTH = 0.56, 0.36


@dataclass(frozen=True)
class Pinned:
    """A unit that is named beside the map, with what is said of it."""

    unit: str
    said: str


@kept
def geometry(division: str) -> dict[str, Any]:
    """The areas themselves, for a file that fetches nothing."""
    return {"type": "FeatureCollection", "features": shapes(division)}


def with_areas(raw: dict[str, Any]) -> dict[str, Any]:
    """A finished figure in plain values, with the areas where a map only names its division: they are large, and
    would be copied at every step before.
    """
    for trace in raw["data"]:
        if isinstance(trace.get("geojson"), str):
            trace["geojson"] = geometry(trace["geojson"])
    return raw


def placed(room: Room, before: float, after: float) -> Box:
    """The largest map in a room; with what stands before and behind it in the middle, as far as there is room."""
    wide = min(room.wide - before, room.high * SHAPE)
    high = wide / SHAPE
    free = room.wide - before - wide
    left = room.left + before + max(0.0, free - after) / 2
    top = room.top + (room.high - high) / 2
    return left, top, left + wide, top + high


def one(
    table: pd.DataFrame, division: str, scale: Scale, words: Words, room: Room, pinned: Sequence[Pinned],
    geo: str = "geo", after: float = 0.0,
) -> Body:  # fmt: skip
    """A map with named units on its left; `after` is the room that a legend would like on its right. Raises NoRoom."""
    letter = room.letter
    names = [fit.wrap(each.said, letter, max(room.wide * 0.3, 6 * letter), 700) for each in pinned]
    column = max((fit.widest(lines, letter, 700) for lines in names), default=0.0)
    # Names may reach over the map: west of the country nothing is drawn.
    box = placed(room, column * 0.75, after)
    figure = go.Figure()
    points, archipelagos = islands(words)
    for trace in [*areas(table, division, scale, division), points]:
        figure.add_trace(trace.update(geo=geo))
    figure.update_traces(marker_line_color=BORDER, selector={"type": "choropleth"})
    figure.update_layout({geo: _view()})
    start = max(room.left, box[0] - column)
    labels, lines = _pins(division, pinned, names, box, replace(room, left=start), figure, geo)
    named = _archipelagos(archipelagos, box, letter)
    return Body(figure, (*labels, *named), tuple(lines), {geo: box})


def _archipelagos(names: go.Scattergeo, box: Box, letter: float) -> list[Label]:
    """Their names at their places, as large as the map allows."""
    wide = box[2] - box[0]
    size = min(0.9 * letter, max(0.6 * letter, wide / 40))
    found = []
    for lon, lat, text in zip(names.lon, names.lat, names.text, strict=True):
        x, y = _pixel(lon, lat, box)
        lines = text.split("<br>")
        half = fit.widest(lines, size) / 2
        x = min(x, box[2] - half)
        for at, line in enumerate(lines):
            found.append(Label(x, y + (at - (len(lines) - 1) / 2) * size * 1.15, line, size, 400, MUTED, "center"))
    return found


def _view() -> dict[str, Any]:
    return {
        "visible": False, "projection": {"type": "mercator"}, "lonaxis": {"range": LONGITUDES},
        "lataxis": {"range": LATITUDES}, "bgcolor": CLEAR,
    }  # fmt: skip


def _pins(
    division: str, pinned: Sequence[Pinned], names: Sequence[Sequence[str]], box: Box, room: Room, figure: go.Figure,
    geo: str,
) -> tuple[list[Label], list[dict[str, Any]]]:  # fmt: skip
    """Outlines of the units, their names at the left of the room and a line from each to its unit."""
    if not pinned:
        return [], []
    letter, labels, lines = room.letter, [], []
    spots = [_spot(division, each.unit, box) for each in pinned]
    heights = [len(each) * letter * fit.LINE + 0.4 * letter for each in names]
    middles = fit.apart([y for _, y in spots], heights, box[1] + 0.2 * (box[3] - box[1]), room.bottom)
    for each, name, (x, y), middle in zip(pinned, names, spots, middles, strict=True):
        lon, lat = _outline(division, each.unit)
        figure.add_scattergeo(
            lon=lon, lat=lat, mode="lines", line={"color": INK, "width": max(1.2, letter / 9)}, hoverinfo="skip",
            showlegend=False, geo=geo,
        )  # fmt: skip
        first = middle - (len(name) - 1) * letter * fit.LINE / 2
        labels += [Label(room.left, first + at * letter * fit.LINE, line, letter, 700) for at, line in enumerate(name)]
        end = room.left + fit.widest(name, letter, 700) + 0.35 * letter
        lines.append(paper.line(end, middle, x, y, INK, max(0.8, letter / 16), layer="above"))
    return labels, lines


def _spot(division: str, unit: str, box: Box) -> tuple[float, float]:
    """The middle of a unit's largest area, in pixels."""
    rings = _rings(division)[unit]
    ring = max(rings, key=len)
    lon, lat = (sum(point[at] for point in ring) / len(ring) for at in (0, 1))
    return _pixel(lon, lat, box)


def _pixel(lon: float, lat: float, box: Box) -> tuple[float, float]:
    across = (lon - LONGITUDES[0]) / (LONGITUDES[1] - LONGITUDES[0])
    down = (_north(LATITUDES[1]) - _north(lat)) / (_north(LATITUDES[1]) - _north(LATITUDES[0]))
    return box[0] + across * (box[2] - box[0]), box[1] + down * (box[3] - box[1])


def _outline(division: str, unit: str) -> tuple[list[float | None], list[float | None]]:
    parts = [[*ring, (None, None)] for ring in _rings(division)[unit]]
    points = [point for part in parts for point in part]
    return [point[0] for point in points], [point[1] for point in points]


@kept
def _rings(division: str) -> dict[str, list[list[tuple[float, float]]]]:
    """Unit → the rings of its areas."""
    found = {}
    for shape in shapes(division):
        drawn = shape["geometry"]
        parts = [drawn["coordinates"]] if drawn["type"] == "Polygon" else drawn["coordinates"]
        found[shape["properties"]["code"]] = [[(at[0], at[1]) for at in ring] for part in parts for ring in part]
    return found


def told_colours(tables: Sequence[pd.DataFrame], scale: Scale, words: Words) -> list[tuple[str, str, str]]:
    """(colour, pattern, words) of every class, then of every hatch that occurs."""
    found = [(colour, "", said) for colour, said in scale.legend(words)]
    there = {name for table in tables for name in table["basis"]}
    return found + [
        (NO_DATA if name in MISSING else "#ffffff", PATTERNS[name], words.t(f"basis.{name}"))
        for name in (*BASES[1:], *MISSING)
        if name in there and name in PATTERNS
    ]


def legend(
    title: str, entries: Sequence[tuple[str, str, str]], left: float, top: float, right: float, letter: float
) -> tuple[list[Label], list[dict[str, Any]], float]:
    """What the colours mean, in as many columns as there is room for from left to right; and where it ends."""
    wide = fit.widest([said for *_, said in entries], letter) + 2.6 * letter
    columns = max(1, min(len(entries), int((right - left) / wide)))
    labels, y = paper.block([title] if title else [], left, top, right - left, letter, 600, MUTED)
    shapes_: list[dict[str, Any]] = []
    deep = math.ceil(len(entries) / columns)
    end = y
    for column in range(columns):
        x, y_ = left + column * wide, y + 0.2 * letter
        for colour, pattern, said in entries[column * deep : (column + 1) * deep]:
            lines = fit.wrap(said, letter, right - x - 1.8 * letter)
            shapes_ += _swatch(x, y_ + 0.15 * letter, letter, colour, pattern)
            for line in lines:
                labels.append(Label(x + 1.7 * letter, y_ + letter * 0.65, line, letter))
                y_ += letter * fit.LINE
        end = max(end, y_)
    return labels, shapes_, end


def _swatch(x: float, y: float, letter: float, colour: str, pattern: str) -> list[dict[str, Any]]:
    wide, high = 1.3 * letter, letter
    border = {"color": MUTED, "width": max(0.5, letter / 30)}
    found = [paper.rectangle(x, y, x + wide, y + high, colour, line=border, layer="above")]
    thick = max(0.6, letter / 18)
    strokes: list[tuple[float, float, float, float]] = []
    if pattern in ("/", "x"):
        strokes += [(0.0, 1.0, 0.5, 0.0), (0.5, 1.0, 1.0, 0.0)]
    if pattern == "x":
        strokes += [(0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0)]
    if pattern == "-":
        strokes += [(0.0, 0.33, 1.0, 0.33), (0.0, 0.66, 1.0, 0.66)]
    if pattern == "|":
        strokes += [(0.33, 0.0, 0.33, 1.0), (0.66, 0.0, 0.66, 1.0)]
    return found + [
        paper.line(x + a * wide, y + b * high, x + c * wide, y + d * high, INK, thick) for a, b, c, d in strokes
    ]
