"""Of what an embed is made: tables whose figures have bars, and drawings with what their colours mean."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.shape import Told
from figures.words import Words


class Cell(NamedTuple):
    """A text; number: set to the right. bar: how long its bar is in per cent of the room, None for no bar."""

    said: str
    number: bool = False
    bar: int | None = None


class Head(NamedTuple):
    """A heading; wide: over a bar and its figure."""

    said: str
    number: bool = False
    wide: bool = False


class Row(NamedTuple):
    """lit: it stands out."""

    cells: Sequence[Cell]
    lit: bool = False


@dataclass(frozen=True)
class Part:
    """A piece of an embed, from the top down: heading with its swatch, large words, drawing (SVG), legend as pairs of
    swatch and words, table. What is empty is not there.
    """

    heading: str = ""
    swatch: str = ""
    big: str = ""
    drawing: str = ""
    legend: Sequence[tuple[str, str]] = ()
    heads: Sequence[Head] = ()
    rows: Sequence[Row] = ()


class Made(NamedTuple):
    """The parts of an embed, and what is to be said under them."""

    parts: Sequence[Part]
    notes: Sequence[str] = ()


Make = Callable[[Material, Choices, Told, Words], Made]


def scored(score: float, words: Words) -> Cell:
    """A score with its bar; one on another scale has no bar."""
    known = not pd.isna(score) and 0 <= score <= 1
    return Cell(words.number(score, 4), True, math.floor(100 * score + 0.5) if known else None)
