"""What stands in a cell → a number with its flag and what is untidy about it, or what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from scoring.frameworks import Input
from scoring.text import fold, tidy
from scoring.workbooks.cells import Cells

BLANK = frozenset(
    {"", "-", "--", "---", "n/a", "na", "n.a.", "không có", "khong co", "không có số liệu", "chưa có",
     "chưa có số liệu", "no data", "sin datos", "..", "...", "…"}
)  # fmt: skip
# Flags under which a figure is known to be absent.
ABSENT = ("not-applicable", "confidential")
# Numbers that can be read one way only, at first sight: nearly all that a text file holds.
_SURE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.(?:[0-9]{1,2}|[0-9]{4,}))?|0\.[0-9]+")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"([+-]?\d{1,3})((?:[.,\s']\d{3})+)([.,]\d+)?")
_FLAGGED = re.compile(r"(.*\d\s*%?)(?:\s*[(\[]|\s)\s*([^\W\d][^()\[\]\d]*?)\s*[)\]]?")
# Signs of other keyboards: minus and dashes, full-width digits and marks, the Swiss apostrophe.
_SIGNS = str.maketrans("−–—－＋．，％’" + "０１２３４５６７８９", "----+.,%'" + "0123456789")
_FAR = 10.0
_LEAST, _NEARLY_ALL = 3, 0.9
MOST_FAULTS = 500


class CellFault(Exception):
    """A cell that holds no number: code of the problem and the words of its sentence."""

    def __init__(self, code: str, value: str, **words: Any):
        self.code, self.value, self.words = code, value, words


class Figure(NamedTuple):
    """A number, missing as NaN; its flag, if it has one; whether it is a number written as a text."""

    value: float
    flag: str = ""
    untidy: bool = False


@dataclass
class Column:
    """Numbers of one column, and by row: faults, flags; and the rows whose number is written as a text."""

    numbers: np.ndarray
    faults: dict[int, CellFault] = field(default_factory=dict)
    flags: dict[int, str] = field(default_factory=dict)
    untidy: list[int] = field(default_factory=list)


def column_numbers(
    cells: tuple[list[Any], Cells], column: Input, flags: Mapping[str, str], decimal: str | None = None
) -> Column:
    """Numbers of a whole column, the cells of the sheet's head and those below it.

    Arrays of numbers are taken as they are; only other cells are read one by one. `flags` says which word means which
    flag, `decimal` ("," or ".") how a number is meant that can be read two ways.
    """
    head, tail = cells
    found = Column(np.full(len(head) + len(tail), np.nan))
    listed: list[Any] = head if isinstance(tail, np.ndarray) else head + tail
    if isinstance(tail, np.ndarray):
        found.numbers[len(head) :] = tail
    for row, cell in enumerate(listed):
        if type(cell) is float or type(cell) is int:
            found.numbers[row] = cell
        elif cell == "":
            continue
        elif type(cell) is str and not column.choices and _SURE.fullmatch(cell):
            found.numbers[row] = float(cell)
            found.untidy.append(row)
        else:
            try:
                found.numbers[row], flag, untidy = figure(cell, column, flags, decimal)
            except CellFault as fault:
                found.faults[row] = fault
                if len(found.faults) > MOST_FAULTS:
                    found.faults[row] = CellFault("more_faults", "", name=column.names["vi"], count=MOST_FAULTS)
                    break
                continue
            if flag:
                found.flags[row] = flag
            if untidy:
                found.untidy.append(row)
    return found


def figure(cell: Any, column: Input, flags: Mapping[str, str], decimal: str | None = None) -> Figure:
    """The figure in a cell. Raises CellFault.

    "12,5" and "12.5" are 12.5; "1.234,5" is 1234.5; "85%" is 0.85, or 85 where the column counts in percent;
    "-", "n/a" and "không có" are missing; "12,5 (e)" is estimated; "1.234" alone can be read two ways and is asked
    about unless `decimal` answers.
    """
    if isinstance(cell, tuple):
        raise CellFault("date_for_number", cell[1][:10])
    if isinstance(cell, bool):
        raise CellFault("not_a_number", "TRUE" if cell else "FALSE")
    if isinstance(cell, (int, float)):
        return Figure(float(cell))
    shown = tidy(cell)
    text = shown.translate(_SIGNS)
    if column.choices and (chosen := _choice(text, column)) is not None:  # first: a choice may be called "không có"
        return Figure(chosen)
    if text.casefold() in BLANK:
        return Figure(np.nan)
    if text.startswith("="):
        raise CellFault("formula_without_value", shown)
    if text.startswith("#"):
        raise CellFault("formula_error", shown)
    if flags.get(fold(text)) in ABSENT:
        return Figure(np.nan, flags[fold(text)])
    if column.choices:
        raise CellFault("not_a_choice", shown, choices=choices_of(column))
    flag = ""
    if (flagged := _FLAGGED.fullmatch(text)) and fold(flagged[2]) in flags:
        text, flag = flagged[1].strip(), flags[fold(flagged[2])]
    percent = text.endswith("%")
    if flag in ABSENT:
        return Figure(np.nan, flag)
    value = _parse(text.removesuffix("%").rstrip(), column, decimal)
    if value is None:
        raise CellFault("not_a_number", shown, hint=_hint(text))
    whole = column.percent or any(name.strip() == "%" for name in column.measure.values())
    return Figure(value / 100 if percent and not whole else value, flag, untidy=not percent)


def choices_of(column: Input) -> str:
    """The choices of a column as a list in a sentence."""
    return ", ".join(dict.fromkeys(names["vi"] for _, names in column.choices))


def _choice(text: str, column: Input) -> float | None:
    """The share of the choice that a text names or writes as a number."""
    for share, names in column.choices:
        if fold(text) in {fold(name) for name in names.values()}:
            return share
    return float(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None


def _parse(text: str, column: Input, decimal: str | None) -> float | None:
    """The number that a text writes, None where it writes none. Raises CellFault where it may write two."""
    grouped = _GROUPED.fullmatch(text)
    if grouped and text.lstrip("+-")[0] != "0":
        marks = set(re.findall(r"[.,\s']", grouped[2]))
        whole = float(grouped[1] + re.sub(r"[.,\s']", "", grouped[2]))
        fraction = grouped[3] or ""
        if len(marks) == 1 and fraction[:1] not in marks:
            sure = bool(fraction) or len(grouped[2]) > 4 or not marks & {".", ","}
            if sure:
                return float(f"{whole:.0f}.{fraction[1:]}") if fraction else whole
            mark = marks.pop()
            if decimal:
                return float(text.replace(",", ".")) if mark == decimal else whole
            return _one_of(text, whole, float(text.replace(",", ".")), column)
    return float(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None


def _one_of(text: str, whole: float, decimal: float, column: Input) -> float:
    """`1.234`: the reading that the column's range allows, or a question where it allows both; 1.234 where neither."""
    if column.high is not None and whole > column.high:
        return decimal
    raise CellFault("number_ambiguous", text, low=f"{decimal:g}", high=f"{whole:g}")


def _hint(text: str) -> str:
    """Letters that look like digits, put right: "12o" → "120"."""
    mended = text.translate(str.maketrans("oOlIsSB", "0011558"))
    return mended.replace(",", ".") if mended != text and _PLAIN.fullmatch(mended) else ""


def mixed_units(numbers: np.ndarray, column: Input) -> np.ndarray:
    """Rows of a column in percent whose figure looks like a share: a few lie between 0 and 1 (0 itself says nothing),
    and all others at a distance, at 10 or above, so that no low percentage is taken for one."""
    small = (numbers > 0) & (numbers <= 1)
    if not column.percent or not small.any():
        return np.empty(0, dtype=int)
    others = numbers[(numbers > 1) & ~np.isnan(numbers)]
    far = len(others) > small.sum() and others.min() >= _FAR
    return np.flatnonzero(small) if far else np.empty(0, dtype=int)


def looks_like_shares(numbers: np.ndarray, column: Input) -> np.ndarray:
    """Rows of a column in percent that as a whole looks like shares (a spreadsheet's percent format shows 0.7144 as
    71.44%): at least three figures, nine in ten of them within 0..1, one of these no whole number."""
    known = numbers[~np.isnan(numbers)]
    within = (known >= 0) & (known <= 1)
    fractions = within & (known != np.floor(known))
    if not column.percent or len(known) < _LEAST or not fractions.any() or within.mean() < _NEARLY_ALL:
        return np.empty(0, dtype=int)
    return np.flatnonzero((numbers > 0) & (numbers <= 1))
