"""Parts of one upload → one table: every figure once, with its cell, its flag and what is said of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.engine.shares import ASSESSED
from scoring.frameworks import Framework
from scoring.workbooks.columns import MOST_ALSO
from scoring.workbooks.headers import WIDE
from scoring.workbooks.numbers import ABSENT, MOST_FAULTS
from scoring.workbooks.parts import Part, cell_of, cells_named, column_names, place, repeated, row_and_column, stacked
from scoring.workbooks.problems import column_of
from scoring.workbooks.wide import ABOUT_ROW

_PART_SHIFT = 40
_CELL = (1 << _PART_SHIFT) - 1
SAID = ("flag", "note", "source", "as_of", "status", "owner", "deadline")


@dataclass(frozen=True)
class Merged:
    """values, places: (period, unit) × columns; notes: the rows × `ABOUT_ROW`; remarks: one row a figure of which
    something is said; self_reported: one row a figure that was verified afterwards."""

    values: pd.DataFrame
    places: pd.DataFrame
    notes: pd.DataFrame
    remarks: pd.DataFrame
    self_reported: pd.DataFrame


def merge(parts: list[Part], codes: list[list[str | None]], framework: Framework) -> Merged:
    """Bring the rows of all parts together; a row or a figure given twice is a problem of the part that repeats it."""
    usable = [
        np.array([row for row, pair in enumerate(zip(part.periods, units, strict=True)) if None not in pair], dtype=int)
        for part, units in zip(parts, codes, strict=True)
    ]
    keys = [
        [(part.periods[row], units[row]) for row in rows.tolist()]
        for part, units, rows in zip(parts, codes, usable, strict=True)
    ]
    index = pd.MultiIndex.from_tuples(sorted({key for found in keys for key in found}), names=["period", "unit"])
    at = {key: position for position, key in enumerate(index)}
    columns = _columns(parts, framework)
    names = column_names(framework)
    panel = _Panel(parts, columns, [names[code] for code in columns], len(index))
    texts = {key: np.full(len(index), "", dtype=object) for key in ABOUT_ROW}
    for number, (part, rows, found) in enumerate(zip(parts, usable, keys, strict=True)):
        positions = np.array([at[key] for key in found], dtype=int)
        for turn, chosen in enumerate(_turns(positions)):
            if turn and part.header.layout == WIDE:
                _say_twice(part, rows, positions, chosen)
            else:
                panel.put(number, rows[chosen], positions[chosen])
        for key in ABOUT_ROW:
            given = part.about_rows.get(key)
            if given is not None:
                said = np.array(given, dtype=object)[rows]
                texts[key][positions[said != ""]] = said[said != ""]
    frame = {"index": index, "columns": columns, "copy": False}
    return Merged(
        pd.DataFrame(panel.values, **frame),
        pd.DataFrame(panel.places, **frame),
        pd.DataFrame(texts, index=index),
        _remarks(parts, codes),
        _self_reported(parts, codes),
    )


def _columns(parts: list[Part], framework: Framework) -> list[str]:
    """All inputs of the framework, then the assessed points that the parts have, in the order of the tree."""
    given = {code for part in parts for code in part.values}
    assessed = [node.code + ASSESSED for node in framework.nodes if node.code + ASSESSED in given]
    return [column.code for column in framework.inputs] + assessed


def _turns(positions: np.ndarray) -> list[np.ndarray]:
    """Which of the positions stand for the first time, which for the second …"""
    order = np.argsort(positions, kind="stable")
    starts = np.flatnonzero(np.diff(positions[order], prepend=-1))
    turns = np.empty(len(positions), dtype=int)
    turns[order] = np.arange(len(positions)) - np.repeat(starts, np.diff(starts, append=len(positions)))
    return [np.flatnonzero(turns == turn) for turn in range(turns.max(initial=0) + 1)]


def _say_twice(part: Part, rows: np.ndarray, positions: np.ndarray, again: np.ndarray) -> None:
    """Rows of a wide table that stand there a second time; the first one counts."""
    for row, position in zip(rows[again].tolist(), positions[again].tolist(), strict=True):
        first = rows[np.flatnonzero(positions == position)[0]]
        line, _ = row_and_column(part.unit_places[first])
        words = {"period": part.periods[row], "row": line + 1}
        part.say("unit_twice", part.unit_places[row], part.unit_text(row), row, **words)


class _Panel:
    """The figures of all parts while they are brought together, each with the number of its cell."""

    def __init__(self, parts: list[Part], columns: list[str], names: list[str], rows: int):
        self.parts, self.columns, self.names = parts, columns, names
        self.values = np.full((rows, len(columns)), np.nan, order="F")
        self.places = np.full(self.values.shape, -1, dtype=np.int64, order="F")

    def put(self, number: int, rows: np.ndarray, positions: np.ndarray) -> None:
        """Put the figures of some rows of a part where none stands yet; tell those that stand elsewhere."""
        part = self.parts[number]
        for column, code in enumerate(self.columns):
            if code not in part.values:
                continue
            new, old = part.values[code][rows], self.values[positions, column]
            where = part.places[code][rows] | np.int64(number) << _PART_SHIFT
            known, fresh = ~np.isnan(old), ~np.isnan(new)
            if (known & fresh).any():
                self._tell(part, code, column, rows, positions, known & fresh)
            free = ~known & (fresh | (self.places[positions, column] < 0))
            self.values[positions[free], column] = new[free]
            self.places[positions[free], column] = where[free]

    def _tell(
        self, part: Part, code: str, column: int, rows: np.ndarray, positions: np.ndarray, both: np.ndarray
    ) -> None:
        """Figures that stand elsewhere too: conflicts one by one, repetitions of a column as one problem."""
        values, places, name = part.values[code], part.places[code], self.names[column]
        same = both & (values[rows] == self.values[positions, column])
        repeated, differing = np.flatnonzero(same), np.flatnonzero(both & ~same)
        for order in (*differing[:MOST_FAULTS], *repeated[:1]):
            row, position = int(rows[order]), positions[order]
            words = {"name": name, "place": self._place(part, int(self.places[position, column]))}
            if same[order]:
                part.say("value_repeated", places[row], f"{values[row]:g}", row, count=len(repeated), **words)
                part.also_at(places[rows[repeated[1:MOST_ALSO]]])
            else:
                words["other"] = f"{self.values[position, column]:g}"
                part.say("value_twice", places[row], f"{values[row]:g}", row, **words)
        if len(differing) > MOST_FAULTS:
            at = places[rows[differing[MOST_FAULTS]]]
            part.say("more_faults", at, name=name, count=MOST_FAULTS)

    def _place(self, part: Part, place: int) -> str:
        """Sheet!cell of a figure, behind the file's name where that is another one."""
        origin = self.parts[place >> _PART_SHIFT]
        spot = f"{origin.sheet.name}!{cell_of(place & _CELL)}"
        return f"{origin.file}: {spot}" if origin.file != part.file else spot


def _remarks(parts: list[Part], codes: list[list[str | None]]) -> pd.DataFrame:
    """What is said of figures one by one, and of all figures of a row at once."""
    names = ["period", "unit", "column", *SAID]
    frames = []
    for part, units in zip(parts, codes, strict=True):
        usable = [None not in pair for pair in zip(part.periods, units, strict=True)]
        rows = [
            {"period": part.periods[row], "unit": units[row], "column": code, **_of_row(part, row, code), **said}
            for (row, code), said in part.remarks.items()
            if usable[row]
        ]
        frames.append(pd.DataFrame(rows, columns=names, dtype=object).fillna(""))
        if part.row_remarks:
            frames.append(_row_remarks(part, units, np.array(usable, dtype=bool), names))
    return stacked(frames, names)


def _of_row(part: Part, row: int, code: str) -> dict[str, str]:
    """What the row says of a figure; of a blank cell only why it is blank."""
    known = code in part.values and not np.isnan(part.values[code][row])
    told = {key: texts[row] for key, texts in part.row_remarks.items()}
    return {key: text for key, text in told.items() if known or (key == "flag" and text in ABSENT)}


def _row_remarks(part: Part, units: list[str | None], usable: np.ndarray, names: list[str]) -> pd.DataFrame:
    """A row for every figure of which its row says something and nothing else does."""
    codes = list(part.values)
    flags = part.row_remarks.get("flag", [""] * len(part))
    absent = np.array([flag in ABSENT for flag in flags], dtype=bool)
    said = np.array([any(texts) for texts in zip(*part.row_remarks.values(), strict=True)], dtype=bool)
    chosen = np.column_stack([~np.isnan(part.values[code]) | absent for code in codes]) & (said & usable)[:, None]
    at = {code: order for order, code in enumerate(codes)}
    for row, code in part.remarks:
        if code in at:
            chosen[row, at[code]] = False
    lines, across = np.nonzero(chosen)
    blank = repeated([""], np.zeros(len(lines), dtype=np.intp))
    told = {
        "period": repeated([period or "" for period in part.periods], lines),
        "unit": repeated([unit or "" for unit in units], lines),
        "column": repeated(codes, across),
        **{key: repeated(texts, lines) for key, texts in part.row_remarks.items()},
    }
    return pd.DataFrame({name: told.get(name, blank) for name in names}, copy=False)


def _self_reported(parts: list[Part], codes: list[list[str | None]]) -> pd.DataFrame:
    rows = [
        (part.periods[row], units[row], code, numbers[row], part.values[code][row])
        for part, units in zip(parts, codes, strict=True)
        for code, numbers in part.self_reported.items()
        for row in np.flatnonzero(~np.isnan(numbers)).tolist()
        if part.periods[row] is not None and units[row] is not None
    ]
    return pd.DataFrame(rows, columns=["period", "unit", "column", "self_reported", "verified"])


def cell_at(number: int, parts: tuple[tuple[str, str], ...]) -> tuple[str, str, str]:
    """(file, sheet, cell) of a number in `Merged.places`; empty texts where there is no cell."""
    if number < 0:
        return ("", "", "")
    return (*parts[number >> _PART_SHIFT], cell_of(number & _CELL))


def cells_at(numbers: np.ndarray, parts: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """The same of many numbers, in the columns file, sheet and cell."""
    known = numbers >= 0
    of = np.where(known, numbers >> _PART_SHIFT, len(parts))
    files, sheets = zip(*parts, ("", ""), strict=True)
    cells = cells_named(np.where(known, numbers, 0) & _CELL).where(known, "")
    return pd.DataFrame({"file": repeated(files, of), "sheet": repeated(sheets, of), "cell": cells}, copy=False)


def places_of(cell: tuple[str, str, str], parts: tuple[tuple[str, str], ...]) -> list[int]:
    """The numbers in `Merged.places` that a (file, sheet, cell) can have: one for every part of that sheet."""
    file, sheet, name = cell
    at = place(int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1, column_of(name))
    return [number << _PART_SHIFT | at for number, part in enumerate(parts) if part == (file, sheet)]
