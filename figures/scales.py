"""From values to colours: classes that hold a fifth of the units each, or one continuous scale.

Scores and ranks go from light to dark, the best dark; changes part at zero. One scale may serve several maps, so that
the same colour means the same on both sides of a merger and in every frame of an animation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from figures.palette import CHANGES, CLASSES, NO_DATA
from figures.words import Words

Kind = Literal["score", "rank", "points", "places"]
MISSING_AT = -0.1  # where a missing value lies on plotly's scale, the others lie on 0..1
_DECIMALS = {"score": 4, "points": 4, "rank": 0, "places": 0}


@dataclass(frozen=True)
class Scale:
    """`edges` part the classes; `colours` has one for each, or the stops of a continuous scale from `low` to `high`.

    `ranges` has the least and the greatest value of each class, None where it is empty.
    """

    kind: Kind
    continuous: bool
    edges: tuple[float, ...]
    colours: tuple[str, ...]
    low: float
    high: float
    ranges: tuple[tuple[float, float] | None, ...]

    def classes(self, values: pd.Series) -> np.ndarray:
        """The class of every value, 0 for the lowest; −1 where it is missing."""
        found = np.searchsorted(self.edges, values.round(12), side="right")
        return np.where(values.isna(), -1, found)

    def positions(self, values: pd.Series) -> np.ndarray:
        """0..1 along the colours; `MISSING_AT` where the value is missing."""
        if self.continuous:
            found = (values - self.low) / (self.high - self.low) if self.high > self.low else values * 0 + 0.5
        else:
            found = (self.classes(values) + 0.5) / len(self.colours)
        return np.where(values.isna(), MISSING_AT, found)

    def plotly(self) -> list[tuple[float, str]]:
        """The colours as plotly takes them, for positions from `MISSING_AT` to 1."""
        share = -MISSING_AT / (1 - MISSING_AT)
        missing = [(0.0, NO_DATA), (share * 0.9, NO_DATA)]
        if self.continuous:
            stops = [
                (at, colour) for at, colour in zip(np.linspace(0, 1, len(self.colours)), self.colours, strict=True)
            ]
            return [*missing, *[(_along(at, share), colour) for at, colour in stops]]
        count = len(self.colours)
        steps = [(_along(at / count, share), colour) for n, colour in enumerate(self.colours) for at in (n, n + 1)]
        return [*missing, *steps]

    def colour_of(self, values: pd.Series) -> list[str]:
        """One colour a value, '#rrggbb'."""
        stops = np.linspace(0, 1, len(self.colours)) if self.continuous else None
        parts = np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in self.colours])
        found = []
        for position, number in zip(self.positions(values), self.classes(values), strict=True):
            if number < 0:
                found.append(NO_DATA)
            elif stops is None:
                found.append(self.colours[number])
            else:
                mixed = [round(float(np.interp(position, stops, parts[:, channel]))) for channel in range(3)]
                found.append("#{:02x}{:02x}{:02x}".format(*mixed))
        return found

    def legend(self, words: Words) -> list[tuple[str, str]]:
        """(colour, range in words) of every class that holds a value; of a continuous scale its ends and its middle."""
        if self.continuous:
            ends = (self.low, (self.low + self.high) / 2, self.high)
            middle = [self.colours[0], self.colours[len(self.colours) // 2], self.colours[-1]]
            return [(colour, self.told(value, words)) for colour, value in zip(middle, ends, strict=True)]
        shown = []
        for colour, edge in zip(self.colours, self.ranges, strict=True):
            if edge is not None:
                low, high = (self.told(value, words) for value in edge)
                shown.append((colour, low if low == high else words.t("map.range", low=low, high=high)))
        return shown

    def told(self, value: float, words: Words) -> str:
        """A value in words, with its sign where it is a change."""
        return words.number(value, _DECIMALS[self.kind], signed=self.kind in ("points", "places"))


def scale(values: pd.Series, kind: Kind, continuous: bool = False) -> Scale:
    """The scale of values, of one map or of several together.

    Classes of scores and ranks are fifths of the known values; equal values fall into one class, and up to five
    distinct values have one each. Changes have five: falls and rises of more and of less than the median change, and
    none.
    """
    known = values.dropna()
    change = kind in ("points", "places")
    if known.empty:
        return Scale(kind, continuous, (), (CLASSES[2],), 0.0, 0.0, (None,))
    colours: tuple[str, ...]
    if change:
        reach = float(known.abs().max())
        low, high = -reach, reach
        edges, colours = _around_zero(known), CHANGES
    else:
        low, high = float(known.min()), float(known.max())
        edges, colours = _fifths(known, kind)
    if continuous:
        colours = CHANGES if change else _dark_best(CLASSES, kind)
    classes = Scale(kind, False, edges, colours, low, high, ()).classes(known) if not continuous else None
    ranges: tuple[tuple[float, float] | None, ...] = ()
    if classes is not None:
        members = [known[classes == number] for number in range(len(colours))]
        ranges = tuple((float(m.min()), float(m.max())) if len(m) else None for m in members)
    return Scale(kind, continuous, edges, colours, low, high, ranges)


def joint(values: Sequence[pd.Series], kind: Kind, continuous: bool = False) -> Scale:
    """One scale for several maps."""
    return scale(pd.concat([each.astype(float) for each in values], ignore_index=True), kind, continuous)


def _fifths(known: pd.Series, kind: Kind) -> tuple[tuple[float, ...], tuple[str, ...]]:
    distinct = np.unique(known.round(12))
    if len(distinct) <= len(CLASSES):
        edges = distinct[1:]
    else:
        edges = np.unique(np.quantile(known.round(12), np.linspace(0, 1, len(CLASSES) + 1)[1:-1]))
        edges = edges[edges > distinct[0]]
    count = len(edges) + 1
    picked = np.linspace(0, len(CLASSES) - 1, count).round().astype(int) if count > 1 else [2]
    return tuple(map(float, edges)), _dark_best(tuple(CLASSES[at] for at in picked), kind)


def _around_zero(known: pd.Series) -> tuple[float, ...]:
    """Where classes of change begin: up to −m, under 0, 0, above 0, from m on; m is the median change."""
    moved = known[known != 0].abs()
    middle = float(moved.median()) if len(moved) else 1.0
    least = 1e-11  # above what rounding leaves
    return (-middle + least, -least, least, middle - least) if middle > 2 * least else (-1.0, -least, least, 1.0)


def _dark_best(colours: tuple[str, ...], kind: Kind) -> tuple[str, ...]:
    """Rank 1 is the best, but the lowest number."""
    return tuple(reversed(colours)) if kind == "rank" else colours


def _along(at: float, share: float) -> float:
    """From 0..1 to the part of plotly's scale behind the missing values."""
    return float(share + at * (1 - share))
