"""Lines over time as a few kilobytes of SVG for other sites' pages: no script, no library, readable in words.

Colours are named, not written: the page's style says what `l0` … `l5`, `accent`, `muted` and `quiet` look like, so that
one drawing serves light pages and dark ones.
"""

import math
from collections.abc import Sequence
from html import escape

from figures.palette import ACCENT, LINES, MUTED
from figures.press import fit
from figures.press.plot import decimals, nice
from figures.slides.native import Native, Series
from figures.words import Words

WIDE, HIGH = 600, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 12, 34  # round the lines, for the scale and the periods
_LETTER = 15  # pixels of the scale's texts
_NAMED = {ACCENT: "accent", MUTED: "muted", **{colour: f"l{at}" for at, colour in enumerate(LINES)}}
# Of each colour its dashes too, so that lines are told apart by any eye.
_DASHES = ("", "9 5", "2 4", "9 4 2 4", "14 5", "14 4 2 4")


def drawn(native: Native, said: str, words: Words) -> str:
    """The SVG of lines, 1 on top where they are ranks; `said` is the chart in words."""
    low, high, ticks = _scale(native)
    wide, tall = WIDE - _LEFT - _RIGHT, HIGH - _TOP - _BOTTOM

    def across(place: int) -> float:
        return _LEFT + wide * (place / (len(native.categories) - 1) if len(native.categories) > 1 else 0.5)

    def up(value: float) -> float:
        share = (value - low) / (high - low)
        return _TOP + tall * (share if native.falling else 1 - share)

    places = decimals(ticks) if native.decimals != 0 else 0
    parts = [f'<svg class="lines" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(said)}" ',
             'xmlns="http://www.w3.org/2000/svg"><g class="scale">']  # fmt: skip
    for tick in ticks:
        y = up(tick)
        parts.append(f'<path d="M{_LEFT} {y:.0f}H{WIDE - _RIGHT}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 5:.0f}" text-anchor="end">{words.number(tick, places)}</text>')
    step = _step(native.categories, wide)
    for place in range(len(native.categories) - 1, -1, -step):
        anchor = "end" if place and place == len(native.categories) - 1 else "start" if not place else "middle"
        label = escape(native.categories[place])
        parts.append(f'<text x="{across(place):.0f}" y="{HIGH - 10}" text-anchor="{anchor}">{label}</text>')
    parts.append("</g>")
    for each, name in zip(native.series, native.names, strict=True):
        points = [(across(at), up(value)) for at, value in enumerate(each.values) if value is not None]
        parts.append(_line(each, name, points))
    return "".join([*parts, "</svg>"])


def _step(periods: Sequence[str], wide: float) -> int:
    """Every which period is named, counted from the last, so that names do not touch."""
    apart = wide / max(1, len(periods) - 1)
    # The last one ends under its point, the others have it in the middle; a reader's own face may be wider.
    return max(1, math.ceil((1.65 * fit.widest(periods, _LETTER) + _LETTER) / apart))


def _scale(native: Native) -> tuple[float, float, list[float]]:
    """Least and greatest value, and where lines go across."""
    known = [value for each in native.series for value in each.values if value is not None]
    if native.falling:
        most = max(2.0, max(known))
        return 0.0, most + 1, [1.0, *[tick for tick in nice(0, most, 6) if tick > most / 12]]
    low, high = native.scale or (min(0.0, *known), max(known) * 1.06 or 1.0)
    return low, high, nice(low, high, 5)


def _line(of: Series, name: str, points: Sequence[tuple[float, float]]) -> str:
    """A line, and where it is not quiet a dot a point; its name for the pointer."""
    path = "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
    if of.quiet:
        return f'<path class="quiet" d="M{path}"/>'
    dots = "" if of.dashed else "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/>' for x, y in points)
    return f'<g class="{named(of)}"><title>{escape(name)}</title><path{_dash(of)} d="M{path}"/>{dots}</g>'


def named(of: Series) -> str:
    """What the page's style calls the colour of a series."""
    return _NAMED[of.colour]


def swatch(of: Series) -> str:
    """A short piece of the line, for a legend."""
    line = f'<g class="{named(of)}"><path{_dash(of)} d="M1 7H25"/></g>'
    return f'<svg class="lines" width="26" height="14" aria-hidden="true">{line}</svg>'


QUIET = '<svg class="lines" width="26" height="14" aria-hidden="true"><path class="quiet" d="M1 7H25"/></svg>'


def _dash(of: Series) -> str:
    said = "6 4" if of.dashed else _DASHES[LINES.index(of.colour)] if of.colour in LINES else ""
    return f' stroke-dasharray="{said}"' if said else ""
