"""A map as a few kilobytes of SVG for other sites' pages: no script, no library, readable in words."""

import math
from collections.abc import Sequence
from html import escape

import pandas as pd

from figures.boundaries import Archipelago, archipelagos, kept, shapes
from figures.hatching import PATTERNS
from figures.maps import LATITUDES, LONGITUDES
from figures.scales import Scale
from figures.words import Words

WIDE = 600


def _north(latitude: float) -> float:
    """Mercator's height of a latitude, in radians."""
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


_UNITS = WIDE / math.radians(LONGITUDES[1] - LONGITUDES[0])  # pixels a radian
HIGH = round((_north(LATITUDES[1]) - _north(LATITUDES[0])) * _UNITS)


def _at(place: Sequence[float]) -> tuple[float, float]:
    """Pixels of a longitude and latitude, from the map's upper left corner."""
    across = math.radians(place[0] - LONGITUDES[0]) * _UNITS
    return across, (_north(LATITUDES[1]) - _north(place[1])) * _UNITS


@kept
def outlines(division: str) -> dict[str, str]:
    """Unit → its area as the path of an SVG, to the whole pixel, in steps from the point before."""
    found = {}
    for shape in shapes(f"{division}-pick"):
        geometry = shape["geometry"]
        parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        found[shape["properties"]["code"]] = "".join(_ring(ring) for part in parts for ring in part)
    return found


def _ring(ring: Sequence[Sequence[float]]) -> str:
    points = [tuple(round(side) for side in _at(place)) for place in ring]
    kept = [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
    if len(kept) < 4:  # smaller than a pixel: a dot instead of nothing
        return f"M{kept[0][0]} {kept[0][1]}h1v1h-1z"
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in zip(kept, kept[1:-1], strict=False)]
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z"


def drawn(table: pd.DataFrame, division: str, scale: Scale, said: str, words: Words, lit: Sequence[str] = ()) -> str:
    """The SVG: each unit in its colour and with its value for the pointer, both archipelagos by name.

    table: as `territory.mapped` gives it; said: the map in words; lit: units with a heavier outline.
    """
    colours = scale.colour_of(table["value"])
    areas = outlines(division)
    paths: list[str] = []
    for row, colour in zip(table.itertuples(), colours, strict=True):
        pattern = PATTERNS.get(str(row.basis))
        told = f"<title>{escape(f'{row.name}: {row.told}')}</title>"
        mark = ' class="lit"' if row.unit in lit else ""
        paths.append(f'<path d="{areas[str(row.unit)]}" fill="{colour}"{mark}>{told}</path>')
        if pattern:
            paths.append(f'<path d="{areas[str(row.unit)]}" fill="url(#{_id(pattern)})" pointer-events="none"/>')
    paths.sort(key=lambda path: 'class="lit"' in path)
    used = {pattern for basis, pattern in PATTERNS.items() if (table["basis"] == basis).any()}
    head = f'<svg class="map" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(said)}" '
    body = f'<g stroke="#fff" stroke-width=".7" stroke-linejoin="round">{"".join(paths)}</g>'
    return f'{head}xmlns="http://www.w3.org/2000/svg">{patterns(used)}{body}{_islands(words)}</svg>'


def _id(pattern: str) -> str:
    return {"/": "slant", "x": "cross", "-": "level", "|": "upright"}[pattern]


def patterns(used: set[str]) -> str:
    """Definitions of the hatches that occur."""
    turned = {"/": "rotate(45)", "x": "rotate(45)", "-": "", "|": "rotate(90)"}
    lines = {pattern: "M0 2h5" + ("M2 0v5" if pattern == "x" else "") for pattern in turned}
    made = "".join(
        f'<pattern id="{_id(pattern)}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="{turned[pattern]}"><path d="{lines[pattern]}" stroke="#1f2933" stroke-width=".8"/>'
        "</pattern>"
        for pattern in sorted(used)
    )
    return f"<defs>{made}</defs>" if made else ""


def swatch(colour: str, pattern: str) -> str:
    """A small square of a legend."""
    over = f'<rect width="14" height="14" fill="url(#{_id(pattern)})"/>' if pattern else ""
    return (
        f'<svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" fill="{colour}" '
        f'stroke="#6b7785" stroke-width=".5"/>{over}</svg>'
    )


def _islands(words: Words) -> str:
    dots = [_at(s["geometry"]["coordinates"]) for s in shapes("islands") if s["properties"]["kind"] == "island"]
    made = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="1.5"/>' for x, y in dots)
    labels = "".join(_label(each) for each in archipelagos(words))
    return f'<g class="islands">{made}{labels}</g>'


def _label(named: Archipelago) -> str:
    """The name of an archipelago, its country's below; both above its islands."""
    x, y = (f"{side:.0f}" for side in _at([named.lon, named.lat]))
    lines = escape(named.name).replace(" (", "\n(").split("\n")
    steps = [f"{1.1 * (1 - len(lines)):.1f}em", *["1.1em"] * (len(lines) - 1)]
    told = "".join(f'<tspan x="{x}" dy="{step}">{line}</tspan>' for step, line in zip(steps, lines, strict=True))
    return f'<text x="{x}" y="{y}" text-anchor="middle">{told}</text>'
