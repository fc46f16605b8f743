"""A table as templates take it: cells that are finished, some of them links, figures to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from figures.words import Words


class Cell(NamedTuple):
    """said: its text, "–" where nothing is known; link: an address beside the page; drawing: SVG that says the same."""

    said: str
    link: str = ""
    drawing: str = ""
    depth: int = 0


class Column(NamedTuple):
    """kind: "name" for the heading of a row, "number" to the right, else "text"."""

    said: str
    kind: str = "text"


@dataclass(frozen=True)
class Listing:
    """caption: what the table is; rows: one cell for each column."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    lit: int = -1


class Figure(NamedTuple):
    """drawing: SVG that says in words what it shows; legend: pairs of a swatch and what it means; notes: under it."""

    drawing: str
    legend: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


def number(value: float, words: Words, decimals: int = 4, signed: bool = False) -> Cell:
    """A figure; of one that is not known a dash."""
    return Cell(words.number(value, decimals, signed) or "–")


def of_frame(frame: pd.DataFrame, caption: str, words: Words, whole: Sequence[str] = (), name: str = "") -> Listing:
    """A finished table with headings in the language: numbers with four decimals, those of `whole` with none.

    name: the column that heads its rows.
    """
    numeric = {c: pd.api.types.is_numeric_dtype(frame[c]) for c in frame}
    columns = [Column(c, "name" if c == name else "number" if numeric[c] else "text") for c in frame]
    rows = [
        [
            number(value, words, 0 if c in whole else 4) if numeric[c] else Cell(str(value or "–"))
            for c, value in zip(frame, row, strict=True)
        ]
        for row in frame.itertuples(index=False)
    ]
    return Listing(caption, columns, rows)
