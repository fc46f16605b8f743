"""The wide layout: one row a unit, one column an indicator, a period column or one sheet a period."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from scoring.frameworks import Framework, Input
from scoring.text import fold
from scoring.workbooks.cells import Sheet
from scoring.workbooks.columns import put_column
from scoring.workbooks.formulas import check_formulas
from scoring.workbooks.headers import BESIDE, UNIT, Header, numbering, text_of, vocabulary
from scoring.workbooks.numbers import ABSENT, column_numbers
from scoring.workbooks.parts import Part, period_of, place, places, written

ABOUT_ROW = ("source", "note", "published_score", "published_rank")
_SUM_TOLERANCE = 1e-6


def read_wide(
    file: str, sheet: Sheet, header: Header, framework: Framework, default_period: str | None, decimal: str | None
) -> Part:
    """The rows under the header down to the last with a figure; what stands below that is a footnote."""
    columns = header.columns
    inputs = [columns[column.code] for column in framework.inputs if column.code in columns]
    rows, totals = _rows(sheet, header, inputs)
    pairs = [columns.get(key) for key in UNIT]
    texts = [[""] * len(rows) if at is None else written(sheet.listed(at, rows)) for at in pairs]
    unit_at = columns.get("unit_name", columns.get("unit_code", 0))
    part = Part(
        file,
        sheet,
        header,
        named=list(zip(*texts, strict=True)),
        periods=[default_period] * len(rows),
        unit_places=places(rows, unit_at),
        code_places=places(rows, columns["unit_code"]) if "unit_code" in columns else None,
        figureless=_figureless(sheet, rows, [c for c in framework.inputs if c.code in columns], inputs),
    )
    part.problems += header.problems
    _periods(part, rows, default_period)
    flags = vocabulary()["flags"]
    for column in framework.inputs:
        at = columns.get(column.code)
        if at is not None:
            read = column_numbers(sheet.column(at, rows), column, flags, decimal)
            put_column(part, column, read, places(rows, at))
            _check_totals(part, column, at, rows, totals, flags, decimal)
    _beside(part, framework, rows, flags)
    for key in ABOUT_ROW:
        at = columns.get(key)
        part.about_rows[key] = [""] * len(rows) if at is None else written(sheet.listed(at, rows))
    check_formulas(part)
    return part


def _figureless(sheet: Sheet, rows: np.ndarray, columns: list[Input], inputs: list[int]) -> set[int]:
    """Rows without any figure: blank in the columns of figures, or with mere words there (a signature), which are
    figures only where a column has choices."""
    choices = [at for column, at in zip(columns, inputs, strict=True) if column.choices]
    numbers = [at for at in inputs if at not in choices]
    empty = ~sheet.filled[rows][:, inputs].any(axis=1)
    words = np.flatnonzero(~empty & ~sheet.filled[rows][:, choices].any(axis=1))
    return set(np.flatnonzero(empty).tolist()) | {
        row
        for row in words[rows[words] < len(sheet.head)].tolist()
        if all(_mere_words(sheet.cell(rows[row], at)) for at in numbers)
    }


def _mere_words(cell: Any) -> bool:
    return isinstance(cell, str) and not any(letter.isdecimal() for letter in cell)


def _rows(sheet: Sheet, header: Header, inputs: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Rows of units, and rows of totals; blank rows and what repeats or continues the header are neither."""
    columns = header.columns
    named = [columns[key] for key in UNIT if key in columns]
    figures = [at for key, at in columns.items() if key not in (*UNIT, "ignored")]
    start = header.row + 1
    while start < len(sheet.head) and _continues(sheet, header, start, named, inputs):
        start += 1
    filled = sheet.filled[start:]
    with_figures = np.flatnonzero(filled[:, figures].any(axis=1))
    last = with_figures[-1] + 1 if len(with_figures) else 0
    rows = np.flatnonzero(filled[:last, named + figures].any(axis=1)) + start
    names = list(zip(*(written(sheet.listed(at, rows)) for at in named), strict=True))
    heading = tuple(text_of(sheet.head[header.row][at]) or text_of(sheet.head[header.first][at]) for at in named)
    words = vocabulary()["totals"]
    repeated = np.array([texts == heading for texts in names], dtype=bool)
    total = np.array([any(fold(text) in words for text in texts) for texts in names], dtype=bool)
    return rows[~repeated & ~total], rows[total]


def _continues(sheet: Sheet, header: Header, row: int, named: list[int], inputs: list[int]) -> bool:
    """Whether a row under the header belongs to it: it counts the columns, or gives their units of measure."""
    if numbering(sheet, row):
        return True
    units = [fold(text) for at in named if (text := text_of(sheet.head[row][at]))]
    texts = [text for at in inputs if (text := text_of(sheet.head[row][at]))]
    if units:
        return set(units) <= vocabulary()["measure_rows"]
    return bool(texts) and not any(letter.isdecimal() for text in texts for letter in text)


def _periods(part: Part, rows: np.ndarray, default: str | None) -> None:
    """Period of every row: its own, else the sheet's or the workbook's."""
    at = part.header.columns.get("period")
    if at is not None:
        cells = part.sheet.listed(at, rows)
        read = {cell: period_of(cell) for cell in set(cells)}
        part.periods = [default if cell == "" else read[cell] for cell in cells]
        for row, cell in enumerate(cells):
            if cell != "" and read[cell] is None and row not in part.figureless:
                part.say("period_unknown", place(rows[row], at), text_of(cell), row)
    without = any(period is None for row, period in enumerate(part.periods) if row not in part.figureless)
    if without and not any(problem.code == "period_unknown" for problem in part.problems):
        part.say("period_missing", None)


def _check_totals(
    part: Part, column: Input, at: int, rows: np.ndarray, totals: np.ndarray, flags: Mapping[str, str],
    decimal: str | None,
) -> None:  # fmt: skip
    """A row of totals must be the sum of all rows above it (below it, where it stands on top), the sum since the total
    before it, or their mean; where the column can be summed: no share, no percentage, no choice, nothing missing."""
    numbers = part.values[column.code]
    if not (len(totals) and len(rows)) or column.high is not None or column.choices or np.isnan(numbers).any():
        return
    stated = column_numbers(part.sheet.column(at, totals), column, flags, decimal).numbers
    before = -1
    for total, number in zip(totals.tolist(), stated.tolist(), strict=True):
        summed = numbers[rows < total] if (rows < total).any() else numbers
        since = numbers[(rows < total) & (rows > before)]
        expected = [float(part_of.sum()) for part_of in (summed, since)] + [float(summed.mean())]
        before = total
        if not np.isnan(number) and not np.isclose(number, expected, rtol=_SUM_TOLERANCE, atol=_SUM_TOLERANCE).any():
            name = column.names["vi"]
            part.say("total_differs", place(total, at), f"{number:g}", name=name, expected=f"{expected[0]:g}")


def _beside(part: Part, framework: Framework, rows: np.ndarray, flags: Mapping[str, str]) -> None:
    """Flags, notes, sources and dates: of one indicator ("1.1.flag") or of the whole row ("flag", "as of"). What is
    said of one indicator comes first: it stays where the row says something else."""
    columns, codes = part.header.columns, [c.code for c in framework.inputs if c.code in part.values]
    for code in codes:
        for key in BESIDE:
            at = columns.get(f"{code}.{key}")
            for row, text in enumerate(_said(part, key, at, rows, flags) if at is not None else ()):
                # A flag belongs to a figure, or says why there is none.
                if text and (key != "flag" or text in ABSENT or not np.isnan(part.values[code][row])):
                    part.remark(row, code, **{key: text})
    for key in ("flag", "as_of"):
        if key in columns:
            part.row_remarks[key] = _said(part, key, columns[key], rows, flags)
    _leave_out_absent(part, codes)


def _said(part: Part, key: str, at: int, rows: np.ndarray, flags: Mapping[str, str]) -> list[str]:
    """The texts of a column beside the figures: flags as they are called, dates checked."""
    texts = written(part.sheet.listed(at, rows))
    for row, text in enumerate(texts):
        if text and key == "flag":
            texts[row] = part.flag_of(text, place(rows[row], at), row, flags)
        elif text and key == "as_of":
            part.check_date(text, place(rows[row], at), row)
    return texts


def _leave_out_absent(part: Part, codes: list[str]) -> None:
    """A figure said to be none is missing."""
    absent = np.array([flag in ABSENT for flag in part.row_remarks.get("flag", [])], dtype=bool)
    own = {key: said["flag"] for key, said in part.remarks.items() if "flag" in said}
    for code in codes if absent.any() else ():
        free = [row for row in np.flatnonzero(absent).tolist() if (row, code) not in own]
        part.values[code][free] = np.nan
    for (row, code), flag in own.items():
        if flag in ABSENT and code in part.values:
            part.values[code][row] = np.nan
