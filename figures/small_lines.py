"""Lines over time as a few kilobytes of SVG, for pages here and elsewhere: no script, no library, readable in words.

Colours are named, not written: `small_style` says what `l0` … `l5`, `accent`, `muted` and `quiet` look like, so that
one drawing serves light pages and dark ones.
"""

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from figures.palette import ACCENT, LINES, MUTED
from figures.press import fit
from figures.press.plot import decimals, nice
from figures.slides.native import Native, Series
from figures.words import Words


class Room(NamedTuple):
    """Pixels of a drawing, and of what is left free round its lines."""

    wide: int
    high: int
    left: int
    right: int
    top: int
    bottom: int


# With a scale before the lines and periods below; small, with values above the first line and below the others.
SCALED, SMALL = Room(600, 340, 58, 14, 12, 34), Room(425, 270, 30, 30, 30, 56)
_LETTER = 15  # pixels of every text
_ABOVE, _BELOW = -11, 23  # from a point to the foot of its value
_NAMED = {ACCENT: "accent", MUTED: "muted", **{colour: f"l{at}" for at, colour in enumerate(LINES)}}
# Of each colour its dashes too, so that lines are told apart by any eye.
_DASHES = ("", "9 5", "2 4", "9 4 2 4", "14 5", "14 4 2 4")


def drawn(
    native: Native, said: str, words: Words, written: Sequence[Sequence[str]] = (), breaks: Sequence[int] = ()
) -> str:
    """The SVG of lines, 1 on top where they are ranks; `said` is the chart in words.

    written: by series what stands at each of its points, for a small drawing without a scale; breaks: the places of
    periods before which an upright line says that something else was measured.
    """
    at = _Places(native, SMALL if written else SCALED)
    scale = [*([] if written else _scale(at, words)), *_periods(at), *_breaks(at, breaks)]
    texts = written or [()] * len(native.series)
    first = native.names[0]
    lines = [
        _line(at, each, name, values, _ABOVE if name == first else _BELOW)
        for each, name, values in zip(native.series, native.names, texts, strict=True)
    ]
    head = f'<svg class="lines" viewBox="0 0 {at.room.wide} {at.room.high}" role="img" aria-label="{escape(said)}" '
    return f'{head}xmlns="http://www.w3.org/2000/svg"><g class="scale">{"".join(scale)}</g>{"".join(lines)}</svg>'


class _Places:
    """Where a period and a value stand, in pixels."""

    def __init__(self, native: Native, room: Room) -> None:
        self.native, self.room = native, room
        self.low, self.high, self.ticks = _values(native)

    def across(self, place: float) -> float:
        last = len(self.native.categories) - 1
        return self.room.left + (self.room.wide - self.room.left - self.room.right) * (place / last if last else 0.5)

    def up(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        tall = self.room.high - self.room.top - self.room.bottom
        return self.room.top + tall * (share if self.native.falling else 1 - share)


def _values(native: Native) -> tuple[float, float, list[float]]:
    """Least and greatest value, and where lines go across."""
    known = [value for each in native.series for value in each.values if value is not None]
    if native.falling:
        most = max(2.0, max(known))
        return 0.0, most + 1, [1.0, *[tick for tick in nice(0, most, 6) if tick > most / 12]]
    low, high = native.scale or (min(0.0, *known), max(known) * 1.06 or 1.0)
    return low, high, nice(low, high, 5)


def _scale(at: _Places, words: Words) -> list[str]:
    room, places = at.room, decimals(at.ticks) if at.native.decimals != 0 else 0
    return [
        f'<path d="M{room.left} {at.up(tick):.0f}H{room.wide - room.right}"/>'
        f'<text x="{room.left - 8}" y="{at.up(tick) + 5:.0f}" text-anchor="end">{words.number(tick, places)}</text>'
        for tick in at.ticks
    ]


def _periods(at: _Places) -> list[str]:
    """Every so many periods, counted from the last, so that names do not touch; none beyond the drawing's sides."""
    periods, found = at.native.categories, []
    apart = at.across(1) - at.across(0) if len(periods) > 1 else at.room.wide
    # A reader's own face may be wider.
    step = max(1, math.ceil((1.65 * fit.widest(periods, _LETTER) + _LETTER) / apart))
    for place in range(len(periods) - 1, -1, -step):
        said, x = escape(periods[place]), at.across(place)
        half = 0.6 * fit.width(periods[place], _LETTER)
        anchor = "end" if x + half > at.room.wide else "start" if x < half else "middle"
        found.append(f'<text x="{x:.0f}" y="{at.room.high - 10}" text-anchor="{anchor}">{said}</text>')
    return found


def _breaks(at: _Places, breaks: Sequence[int]) -> list[str]:
    foot = at.room.high - _LETTER * 2
    return [
        f'<path class="break" stroke-dasharray="4 4" d="M{at.across(place - 0.5):.0f} 4V{foot}"/>' for place in breaks
    ]


def _line(at: _Places, of: Series, name: str, written: Sequence[str], beside: int) -> str:
    """A line, and where it is not quiet a dot or a value a point; its name for the pointer."""
    points = [(at.across(place), at.up(value)) for place, value in enumerate(of.values) if value is not None]
    path = "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
    if of.quiet:
        return f'<path class="quiet" d="M{path}"/>'
    with_dots = written or not of.dashed
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/>' for x, y in points) if with_dots else ""
    texts = "".join(
        f'<text x="{x:.0f}" y="{y + beside:.0f}" text-anchor="middle">{escape(value)}</text>'
        for (x, y), value in zip(points, written, strict=bool(written))
    )
    return f'<g class="{named(of)}"><title>{escape(name)}</title><path{_dash(of)} d="M{path}"/>{dots}{texts}</g>'


def named(of: Series) -> str:
    """What the style calls the colour of a series."""
    return _NAMED[of.colour]


def legend(native: Native) -> list[tuple[str, str]]:
    """A short piece of each line with its name; of the quiet ones, which have none, nothing."""
    return [(_swatch(each), each.name) for each in native.series if each.name and not each.quiet]


def _swatch(of: Series) -> str:
    return _PIECE.format(f'<g class="{named(of)}"><path{_dash(of)} d="M1 7H25"/></g>')


_PIECE = '<svg class="lines" width="26" height="14" aria-hidden="true">{}</svg>'
QUIET = _PIECE.format('<path class="quiet" d="M1 7H25"/>')


def _dash(of: Series) -> str:
    said = "6 4" if of.dashed else _DASHES[LINES.index(of.colour)] if of.colour in LINES else ""
    return f' stroke-dasharray="{said}"' if said else ""
