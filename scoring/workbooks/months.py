"""The table of a programme with one row a promise and one column a month: unfolded into one row a figure."""

from typing import Any, NamedTuple

import numpy as np

from scoring.workbooks.headers import OF_MONTH, Header


class Unfolded(NamedTuple):
    """A row for every cell that holds something: its row of the sheet, indicator, cells by key, column of the sheet."""

    lines: np.ndarray
    codes: list[str | None]
    cells: dict[str, list[Any]]
    columns: list[int]


def columns_of(header: Header) -> list[int]:
    """Where the figures stand."""
    return [at for key, at in header.columns.items() if key.startswith(OF_MONTH)]


def unfolded(header: Header, cells: dict[str, list[Any]], lines: np.ndarray, codes: list[str | None]) -> Unfolded:
    """What a row says beside its figures (flag, source, note) it says of each of them; an empty month says nothing."""
    months = {key: at for key, at in header.columns.items() if key.startswith(OF_MONTH)}
    found = [(row, key) for row in range(len(lines)) for key in months if cells[key][row] != ""]
    rows = [row for row, _ in found]
    said: dict[str, list[Any]] = {
        key: [column[row] for row in rows] for key, column in cells.items() if key not in months
    }
    said["value"] = [cells[key][row] for row, key in found]
    said["period"] = [key.removeprefix(OF_MONTH) for _, key in found]
    return Unfolded(lines[rows], [codes[row] for row in rows], said, [months[key] for _, key in found])
