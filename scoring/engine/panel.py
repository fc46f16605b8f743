"""A matrix with the names of its rows and columns: what every treatment takes and gives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from scoring.engine.errors import ScoringError, Unfit, sentences

Array = np.ndarray
Rows = slice | Array
CELLS = 1 << 22


@dataclass(frozen=True)
class Panel:
    """Values of units by period: `values` rows × columns, NaN where missing, never infinite.

    `columns` are the codes of the indicators; `groups` one whole number a row, the place of its period in `periods`,
    which stand in time order; `units` one code a row. Raises ScoringError naming the cell that is infinite.
    """

    values: Array
    columns: tuple[str, ...]
    groups: Array
    periods: tuple[str, ...]
    units: Array

    def __post_init__(self) -> None:
        infinite = np.isinf(self.values)
        if infinite.any():
            cells = [f"{self.place(row, at)} has an infinite value." for row, at in np.argwhere(infinite)]
            raise ScoringError(sentences(cells))

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Panel":
        """The panel of a table indexed by (period, unit), rows in any order, columns as they stand.

        Raises ScoringError where a row stands twice, or a cell is infinite or not a number.
        """
        if frame.index.nlevels != 2:
            raise ScoringError("The values must have one row for each period and unit.")
        if not frame.index.is_unique:
            twice = frame.index[frame.index.duplicated()].unique()
            raise ScoringError(sentences([f"The unit {unit} stands twice in {period}." for period, unit in twice]))
        if (frame.index.codes[0] < 0).any() or (frame.index.codes[1] < 0).any():
            raise ScoringError("A row has no period or no unit.")
        values = _numbers(frame)
        names = frame.index.levels[0].astype(str)
        order = np.argsort(names)
        place = np.empty(len(order), dtype=np.intp)
        place[order] = np.arange(len(order))
        groups = place[frame.index.codes[0]]
        units = frame.index.get_level_values(1).to_numpy()
        return cls(values, tuple(map(str, frame.columns)), groups, tuple(names[order]), units)

    def frame(self) -> pd.DataFrame:
        """The panel as a table indexed by (period, unit), rows as they stood."""
        index = pd.MultiIndex.from_arrays([np.array(self.periods)[self.groups], self.units], names=["period", "unit"])
        return pd.DataFrame(self.values, index=index, columns=list(self.columns))

    def with_values(self, values: Array) -> "Panel":
        """The same rows and columns with other values."""
        return replace(self, values=values)

    def has_rows_of(self, other: "Panel") -> bool:
        """Whether row by row both are about the same unit and period."""
        if len(self.values) != len(other.values):
            return False
        periods = (np.array(panel.periods, dtype=object)[panel.groups] for panel in (self, other))
        return bool(np.equal(*periods).all() and np.array_equal(self.units, other.units))

    def check_settings(
        self, settings: Sequence[Mapping[str, Any]], faults: Callable[[Mapping[str, Any]], list[str]]
    ) -> None:
        """Raise ScoringError naming every indicator whose setting has `faults`; there must be one setting a column."""
        if len(settings) != len(self.columns):
            raise ScoringError(f"There are {len(settings)} settings for {len(self.columns)} indicators.")
        named = zip(self.columns, settings, strict=True)
        if found := [f"The indicator {code}: {fault}" for code, setting in named for fault in faults(setting)]:
            raise ScoringError(sentences(found))

    def place(self, row: int, column: int) -> str:
        return f"The indicator {self.columns[column]} of {self.units[row]} in {self.periods[self.groups[row]]}"

    def error(self, fault: Unfit, rows: Rows, columns: Array, over: str) -> ScoringError:
        """The fault that a family's function found in `rows` × `columns`, with the names of what is at fault.

        A mask of one row is about whole indicators, a mask of more about cells.
        """
        if len(fault.where) > 1:
            at = np.arange(len(self.values))[rows]
            cells = [(at[row], columns[column]) for row, column in np.argwhere(fault.where)]
            return ScoringError(sentences([f"{self.place(*cell)} {fault.why}." for cell in cells]))
        when = "" if over == "panel" or not len(self.groups) else f" in {self.periods[self.groups[rows][0]]}"
        codes = [self.columns[columns[at]] for at in np.flatnonzero(fault.where[0])]
        return ScoringError(sentences([f"The indicator {code}{when} {fault.why}." for code in codes]))


def _numbers(frame: pd.DataFrame) -> Array:
    try:
        return frame.to_numpy(float, na_value=np.nan)
    except (TypeError, ValueError):
        numbers = frame.apply(pd.to_numeric, errors="coerce")
        wrong = numbers.isna() & frame.notna()
        if not wrong.any(axis=None):  # different marks for missing in one column
            return numbers.to_numpy(float, na_value=np.nan)
        found = [
            f"The indicator {frame.columns[at]} of {frame.index[row][1]} in {frame.index[row][0]} is "
            f"{frame.iloc[row, at]!r}, which is not a number."
            for row, at in np.argwhere(wrong.to_numpy())
        ]
        raise ScoringError(sentences(found)) from None


def blocks(columns: list[int], rows: int) -> list[Array]:
    """The columns in parts of about `CELLS` cells, one column at least, so that work on a large panel stays small."""
    parts = -(-len(columns) * rows // CELLS)
    return np.array_split(np.array(columns), min(max(1, parts), len(columns)))


def rows_of(groups: Array) -> Iterator[Rows]:
    """The rows of every group in turn; a slice where they stand together, so that what is read is not copied."""
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    for rows in np.split(order, starts[1:]):
        together = rows.size and rows[-1] - rows[0] + 1 == rows.size
        yield slice(rows[0], rows[-1] + 1) if together else rows
