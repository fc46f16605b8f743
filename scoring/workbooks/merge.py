"""Parts of one upload → one table: every figure once, with its cell, its flag and what is said of it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from scoring.frameworks import Framework
from scoring.workbooks.headers import WIDE
from scoring.workbooks.parts import ASSESSED, Part, cell_of, place
from scoring.workbooks.problems import column_of
from scoring.workbooks.wide import ABOUT_ROW

_PART_SHIFT = 40
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
    """Bring the rows of all parts together; a figure given twice is a problem of the part that repeats it."""
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
    values = np.full((len(index), len(columns)), np.nan, order="F")
    places = np.full(values.shape, -1, dtype=np.int64, order="F")
    texts = {key: np.full(len(index), "", dtype=object) for key in ABOUT_ROW}
    for number, (part, rows, found) in enumerate(zip(parts, usable, keys, strict=True)):
        positions = np.array([at[key] for key in found], dtype=int)
        for rows_once, positions_once, again in _once(rows, positions):
            told: set[int] = set()
            for column, code in enumerate(columns):
                if code in part.values:
                    new = part.values[code][rows_once]
                    where = part.places[code][rows_once] | np.int64(number) << _PART_SHIFT
                    _put(parts, part, code, column, rows_once, positions_once, new, where, values, places, told, again)
        for key in ABOUT_ROW:
            given = part.about_rows.get(key)
            if given is not None:
                said = np.array(given, dtype=object)[rows]
                texts[key][positions[said != ""]] = said[said != ""]
    frame = {"index": index, "columns": columns, "copy": False}
    return Merged(
        pd.DataFrame(values, **frame),
        pd.DataFrame(places, **frame),
        pd.DataFrame(texts, index=index),
        _remarks(parts, codes),
        _self_reported(parts, codes),
    )


def _columns(parts: list[Part], framework: Framework) -> list[str]:
    """All inputs of the framework, then the assessed points that the parts have, in the order of the tree."""
    given = {code for part in parts for code in part.values}
    assessed = [node.code + ASSESSED for node in framework.nodes if node.code + ASSESSED in given]
    return [column.code for column in framework.inputs] + assessed


def _once(rows: np.ndarray, positions: np.ndarray) -> list[tuple[np.ndarray, np.ndarray, bool]]:
    """The rows in groups within which no unit and period stands twice; whether it stood before."""
    if len(set(positions.tolist())) == len(positions):
        return [(rows, positions, False)]
    counts: dict[int, int] = {}
    turns = np.zeros(len(rows), dtype=int)
    for order, position in enumerate(positions.tolist()):
        turns[order] = counts[position] = counts.get(position, -1) + 1
    return [(rows[turns == turn], positions[turns == turn], turn > 0) for turn in range(turns.max() + 1)]


def _put(
    parts: list[Part], part: Part, code: str, column: int, rows: np.ndarray, positions: np.ndarray, new: np.ndarray,
    where: np.ndarray, values: np.ndarray, places: np.ndarray, told: set[int], again: bool,
) -> None:  # fmt: skip
    """Put one column's figures where none stands yet; a second one is told, once a row in a wide table."""
    old = values[positions, column]
    known, fresh = ~np.isnan(old), ~np.isnan(new)
    for order in np.flatnonzero(known & fresh):
        row, first = int(rows[order]), int(places[positions[order], column])
        if again and part.header.layout == WIDE:
            if row not in told:
                told.add(row)
                words = {"period": part.periods[row], "row": (first >> 14 & (1 << 20) - 1) + 1}
                part.say("unit_twice", part.unit_places[row], part.unit_text(row), row, **words)
            continue
        origin = parts[first >> _PART_SHIFT]
        spot = f"{origin.sheet.name}!{cell_of(first & (1 << _PART_SHIFT) - 1)}"
        elsewhere = f"{origin.file}: {spot}" if origin.file != part.file else spot
        same = old[order] == new[order]
        words = {"name": code, "place": elsewhere, "other": f"{old[order]:g}"}
        at = int(where[order]) & (1 << _PART_SHIFT) - 1
        part.say("value_repeated" if same else "value_twice", at, f"{new[order]:g}", row, **words)
    free = ~known & (fresh | (places[positions, column] < 0))
    values[positions[free], column] = new[free]
    places[positions[free], column] = where[free]


def _remarks(parts: list[Part], codes: list[list[str | None]]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = [
        {"period": part.periods[row], "unit": units[row], "column": code, **said}
        for part, units in zip(parts, codes, strict=True)
        for (row, code), said in part.remarks.items()
        if part.periods[row] is not None and units[row] is not None
    ]
    return pd.DataFrame(rows, columns=["period", "unit", "column", *SAID], dtype=object).fillna("")


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
    return (*parts[number >> _PART_SHIFT], cell_of(number & (1 << _PART_SHIFT) - 1))


def places_of(cell: tuple[str, str, str], parts: tuple[tuple[str, str], ...]) -> list[int]:
    """The numbers in `Merged.places` that a (file, sheet, cell) can have: one for every part of that sheet."""
    file, sheet, name = cell
    at = place(int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1, column_of(name))
    return [number << _PART_SHIFT | at for number, part in enumerate(parts) if part == (file, sheet)]
