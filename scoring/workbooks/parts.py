"""What one sheet says, in whatever layout: rows of a unit and a period, figures by column, each with its cell."""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from scoring.engine.shares import ASSESSED
from scoring.frameworks import Framework
from scoring.periods import parse_period, span
from scoring.text import fold, tidy
from scoring.workbooks.cells import Sheet
from scoring.workbooks.headers import MOST_HINTS, Header, text_of
from scoring.workbooks.numbers import CellFault
from scoring.workbooks.problems import Problem, cell_name, column_letter, shortened

_ROW_BITS = 20
_COLUMN_BITS = 14
_MONTHS_LATE = 12


@dataclass
class Part:
    """The rows of one sheet. Arrays have a value a row; a cell is kept as one number (`place`).

    named: (code, name) of the unit as written; unit_places, code_places, places: cells; figureless: rows without any
    figure; remarks: (row, column) → what is said of a figure (flag, note, source, as_of); self_reported: as `values`,
    where a verified figure stands beside.
    """

    file: str
    sheet: Sheet
    header: Header
    named: list[tuple[str, str]]
    periods: list[str | None]
    unit_places: np.ndarray
    code_places: np.ndarray | None = None
    figureless: set[int] = field(default_factory=set)
    values: dict[str, np.ndarray] = field(default_factory=dict)
    places: dict[str, np.ndarray] = field(default_factory=dict)
    self_reported: dict[str, np.ndarray] = field(default_factory=dict)
    remarks: dict[tuple[int, str], dict[str, str]] = field(default_factory=dict)
    row_remarks: dict[str, list[str]] = field(default_factory=dict)
    about_rows: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    hints: int = 0

    def __len__(self) -> int:
        return len(self.named)

    def say(self, code: str, at: int | None, value: str = "", of: int | None = None, **words: Any) -> None:
        """A problem at a cell of this sheet, `of` being the row of the part it belongs to; a long value is cut."""
        cell = "" if at is None else cell_of(at)
        name = self.named[of] if of is not None else ("", "")
        unit = name[1] or name[0]
        self.problems.append(Problem(code, self.sheet.name, cell, shortened(value), words, self.file, unit))

    def say_fault(self, fault: CellFault, at: int, row: int | None) -> None:
        self.say(fault.code, at, fault.value, row, **fault.words)

    def also_at(self, places: np.ndarray) -> None:
        """Further cells of the problem said last."""
        self.problems[-1] = replace(self.problems[-1], also=tuple(map(cell_of, places)))

    def near(self, text: str, known: Collection[str], cutoff: float) -> str:
        """The one of the known texts that comes nearest, for "did you mean"; only so many are looked for on a sheet."""
        self.hints += 1
        found = difflib.get_close_matches(text, known, n=1, cutoff=cutoff) if self.hints <= MOST_HINTS else []
        return found[0] if found else ""

    def remark(self, row: int, code: str, **said: str) -> None:
        """What is said of a figure; the first word on a thing stays."""
        known = self.remarks.setdefault((row, code), {})
        self.remarks[row, code] = {**said, **known}

    def flag_of(self, text: str, at: int, row: int, flags: Mapping[str, str]) -> str:
        """The flag that a text means; an unknown one is a problem and gives none."""
        flag = flags.get(fold(text), "")
        if not flag:
            choices = ", ".join(dict.fromkeys(flags.values()))
            self.say("flag_unknown", at, text, row, choices=choices)
        return flag

    def check_date(self, text: str, at: int, row: int) -> None:
        """Say where the date of a figure is no date, or lies more than twelve months behind the figure's period."""
        named, period = parse_period(text[:7] if text[4:5] == "-" else text), self.periods[row]
        if named is None:
            self.say("as_of_unknown", at, text, row)
        elif period is not None and span(named)[0].ordinal > span(period)[1].ordinal + _MONTHS_LATE:
            self.say("as_of_late", at, text, row, period=period)

    def unit_text(self, row: int) -> str:
        code, name = self.named[row]
        return name or code


def column_names(framework: Framework, lang: str = "vi") -> dict[str, str]:
    """Column → its name: that of an input, or of the node whose points were assessed."""
    assessed = {node.code + ASSESSED: node.names[lang] for node in framework.nodes}
    return assessed | {column.code: column.names[lang] for column in framework.inputs}


def place(row: int, column: int) -> int:
    """Row and column from 0 as one number."""
    return int(row) << _COLUMN_BITS | column


def places(rows: np.ndarray, column: int) -> np.ndarray:
    """The same for several rows."""
    return rows.astype(np.int64) << _COLUMN_BITS | column


def row_and_column(at: int) -> tuple[int, int]:
    """Row and column from 0 of a place."""
    return int(at) >> _COLUMN_BITS & (1 << _ROW_BITS) - 1, int(at) & (1 << _COLUMN_BITS) - 1


def cell_of(at: int) -> str:
    """ "F14" of a place."""
    return cell_name(*row_and_column(at))


def cells_named(places: np.ndarray) -> pd.Series:
    """The same of many places."""
    columns, at = np.unique(places & (1 << _COLUMN_BITS) - 1, return_inverse=True)
    letters = pd.Series([column_letter(int(column) + 1) for column in columns], dtype="str")
    rows = pd.Series((places >> _COLUMN_BITS & (1 << _ROW_BITS) - 1) + 1).astype("str")
    return letters.take(at).reset_index(drop=True) + rows


def repeated(texts: Iterable[str], at: np.ndarray) -> pd.Categorical:
    """texts[at], every different text kept once: a large upload has millions of rows of few texts."""
    codes, different = pd.factorize(pd.Index(list(texts), dtype="str"))
    return pd.Categorical.from_codes(codes.astype(np.int32)[at], different)


def few(texts: Any) -> pd.Categorical:
    """Texts as categories; a series that is of them already as it is."""
    if isinstance(texts, pd.Series) and isinstance(texts.dtype, pd.CategoricalDtype):
        return texts.array
    return pd.Categorical(pd.array(texts, dtype="str"))


def stacked(frames: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """Tables of texts below each other, every different text of a column kept once; cells, which differ, as texts."""
    return pd.DataFrame(
        {
            name: pd.concat([frame[name].astype("str") for frame in frames], ignore_index=True)
            if name == "cell"
            else union_categoricals([few(frame[name]) for frame in frames])
            for name in columns
        },
        copy=False,
    )


def period_of(cell: Any) -> str | None:
    return parse_period(cell[1][:7]) if isinstance(cell, tuple) else parse_period(cell)


def written(cells: list[Any]) -> list[str]:
    """The texts of a column; one that repeats is worked out once."""
    known = {cell: tidy(cell) for cell in {cell for cell in cells if type(cell) is str}}
    return [known[cell] if type(cell) is str else text_of(cell) for cell in cells]
