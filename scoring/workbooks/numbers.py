"""What stands in a cell → a number, or what is wrong with it."""

import re
from typing import Any

import numpy as np

from scoring.frameworks import Input
from scoring.text import fold, tidy

BLANK = frozenset({"", "-", "–", "—", "n/a", "na", "không có", "khong co", "..", "...", "…"})
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"([+-]?\d{1,3})((?:[.,\s]\d{3})+)")
_BOTH = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:,\d{3})+\.\d+")


class CellFault(Exception):
    """A cell that holds no number: code of the problem and the words of its sentence."""

    def __init__(self, code: str, value: str, **words: Any):
        self.code, self.value, self.words = code, value, words


def column_numbers(cells: list[Any], column: Input) -> tuple[np.ndarray, dict[int, CellFault]]:
    """Numbers of a whole column (missing as NaN) and the faults by row.

    Columns of clean numbers and empty cells go through NumPy at once; only other cells are read one by one.
    """
    kinds = set(map(type, cells))
    if kinds <= {float, int}:
        return np.array(cells, dtype=float), {}
    numbers = np.full(len(cells), np.nan)
    faults: dict[int, CellFault] = {}
    for row, cell in enumerate(cells):
        if type(cell) is float or type(cell) is int:
            numbers[row] = cell
        elif cell != "":
            try:
                numbers[row] = number(cell, column)
            except CellFault as fault:
                faults[row] = fault
    return numbers, faults


def number(cell: Any, column: Input) -> float:
    """The number in a cell. Raises CellFault.

    "12,5" and "12.5" are 12.5; "1.234,5" is 1234.5; "85%" is 0.85, or 85 where the column counts in percent;
    "-", "n/a" and "không có" are missing; "1.234" alone can be read two ways and is asked about.
    """
    if isinstance(cell, tuple):
        raise CellFault("date_for_number", cell[1][:10])
    if isinstance(cell, bool):
        raise CellFault("not_a_number", "TRUE" if cell else "FALSE")
    if isinstance(cell, (int, float)):
        return float(cell)
    text = tidy(cell)
    if text.casefold() in BLANK:
        return np.nan
    if text.startswith("#"):
        raise CellFault("formula_error", text)
    if column.choices:
        return _choice(text, column)
    percent = text.endswith("%")
    value = _parse(text.rstrip("% "), column)
    return value / 100 if percent and not column.percent else value


def _choice(text: str, column: Input) -> float:
    for share, names in column.choices:
        if fold(text) in {fold(name) for name in names.values()}:
            return share
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    choices = ", ".join(dict.fromkeys(names["vi"] for _, names in column.choices))
    raise CellFault("not_a_choice", text, choices=choices)


def _parse(text: str, column: Input) -> float:
    grouped = _GROUPED.fullmatch(text)
    if grouped and text.lstrip("+-")[0] != "0":
        separators = set(re.findall(r"[.,\s]", grouped[2]))
        whole = float(grouped[1] + re.sub(r"[.,\s]", "", grouped[2]))
        sure = len(grouped[2]) > 4 or separators == {" "}
        if sure and len(separators) == 1:
            return whole
        if len(separators) == 1:
            return _one_of(text, whole, float(text.replace(",", ".")), column)
    if _BOTH.fullmatch(text):
        decimal = max(text.rfind(","), text.rfind("."))
        return float(re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :])
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    raise CellFault("not_a_number", text, hint=_hint(text))


def _one_of(text: str, whole: float, decimal: float, column: Input) -> float:
    """`1.234`: the reading that the column's range allows, or a question where it allows both."""
    allowed = [value for value in (whole, decimal) if column.high is None or value <= column.high]
    if len(allowed) == 1:
        return allowed[0]
    raise CellFault("number_ambiguous", text, low=f"{decimal:g}", high=f"{whole:g}")


def _hint(text: str) -> str:
    """Letters that look like digits, put right: "12o" → "120"."""
    mended = text.translate(str.maketrans("oOlIsSB", "0011558"))
    return mended.replace(",", ".") if mended != text and _PLAIN.fullmatch(mended) else ""
