"""The wide layout: one row a unit, one column an indicator, a period column or one sheet a period."""

from collections.abc import Mapping

import numpy as np

from scoring.frameworks import Framework, Input
from scoring.text import fold
from scoring.workbooks.cells import Sheet
from scoring.workbooks.formulas import check_formulas
from scoring.workbooks.headers import BESIDE, Header, numbering_below, text_of, vocabulary
from scoring.workbooks.numbers import Column, column_numbers, mixed_units
from scoring.workbooks.parts import Part, period_of, place, places, row_and_column, written

ABOUT_ROW = ("source", "note", "published_score", "published_rank")
_SUM_TOLERANCE = 1e-6


def read_wide(
    file: str, sheet: Sheet, header: Header, framework: Framework, default_period: str | None, decimal: str | None
) -> Part:
    """The rows under the header down to the last with a figure; what stands below that is a footnote."""
    rows, totals = _rows(sheet, header)
    columns = header.columns
    pairs = [columns.get(key) for key in ("unit_code", "unit_name")]
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
    )
    part.problems += header.problems
    _periods(part, rows, default_period)
    flags = vocabulary()["flags"]
    for column in framework.inputs:
        at = columns.get(column.code)
        if at is not None:
            read = column_numbers(sheet.column(at, rows), column, flags, decimal)
            put_column(part, column, read, places(rows, at))
            _check_total(part, column, at, read.numbers, rows, totals, flags, decimal)
    _beside(part, framework, rows, flags)
    for key in ABOUT_ROW:
        at = columns.get(key)
        part.about_rows[key] = [""] * len(rows) if at is None else written(sheet.listed(at, rows))
    check_formulas(part)
    return part


def _rows(sheet: Sheet, header: Header) -> tuple[np.ndarray, np.ndarray]:
    """Rows of units, and rows of totals; blank rows and a header that is repeated or counted are neither."""
    named = [header.columns[key] for key in ("unit_code", "unit_name") if key in header.columns]
    figures = [at for key, at in header.columns.items() if key not in ("unit_code", "unit_name", "ignored")]
    start = header.row + (2 if numbering_below(sheet, header) else 1)
    filled = sheet.filled[start:]
    with_figures = np.flatnonzero(filled[:, figures].any(axis=1)) if len(filled) else np.empty(0, dtype=int)
    last = with_figures[-1] + 1 if len(with_figures) else 0
    rows = np.flatnonzero(filled[:last, named + figures].any(axis=1)) + start
    names = [written(sheet.listed(at, rows)) for at in named]
    heading = [text_of(sheet.head[header.row][at]) or text_of(sheet.head[header.first][at]) for at in named]
    repeated = np.array([list(cells) == heading for cells in zip(*names, strict=True)], dtype=bool)
    words = vocabulary()["totals"]
    total = np.array([any(fold(text) in words for text in cells) for cells in zip(*names, strict=True)], dtype=bool)
    return rows[~repeated & ~total] if len(rows) else rows, rows[total] if len(rows) else rows


def _periods(part: Part, rows: np.ndarray, default: str | None) -> None:
    """Period of every row: its own, else the sheet's or the workbook's."""
    at = part.header.columns.get("period")
    if at is not None:
        cells = part.sheet.listed(at, rows)
        read = {cell: period_of(cell) for cell in set(cells)}
        part.periods = [default if cell == "" else read[cell] for cell in cells]
        for row, cell in enumerate(cells):
            if cell != "" and read[cell] is None:
                part.say("period_unknown", place(rows[row], at), text_of(cell), row)
    if None in part.periods and not any(problem.code == "period_unknown" for problem in part.problems):
        part.say("period_missing", None)


def put_column(part: Part, column: Input, read: Column, at: np.ndarray, code: str | None = None) -> None:
    """Put a column that was read into the part; what is no number or out of range is a problem at its cell."""
    code = code or column.code
    numbers = read.numbers
    for row, fault in read.faults.items():
        part.say_fault(fault, at[row], row)
    for row in np.flatnonzero(outside(numbers, column)).tolist():
        words = {
            "low": "−∞" if column.low is None else f"{column.low:g}",
            "high": "∞" if column.high is None else f"{column.high:g}",
        }
        part.say("out_of_range", at[row], f"{numbers[row]:g}", row, name=column.names["vi"], **words)
        numbers[row] = np.nan
    for row in mixed_units(numbers, column).tolist():
        words = {"name": column.names["vi"], "percent": f"{numbers[row] * 100:g}"}
        part.say("mixed_units", at[row], f"{numbers[row]:g}", row, **words)
    if read.untidy:
        rows = sorted(read.untidy)
        text = text_of(part.sheet.cell(*row_and_column(at[rows[0]])))
        number = f"{numbers[rows[0]]:g}"
        name = column.names["vi"]
        part.say("number_as_text", at[rows[0]], text, rows[0], name=name, count=len(rows), number=number)
        part.also_at(at[rows[1:]])
    for row, flag in read.flags.items():
        part.remark(row, code, flag=flag)
    part.values[code], part.places[code] = numbers, at


def outside(numbers: np.ndarray, column: Input) -> np.ndarray:
    """Which numbers lie outside the column's range or are none of its choices."""
    found = np.isinf(numbers)
    if column.low is not None:
        found |= numbers < column.low
    if column.high is not None:
        found |= numbers > column.high
    if column.choices:
        found |= ~np.isnan(numbers) & ~np.isin(numbers, [share for share, _ in column.choices])
    return found


def _check_total(
    part: Part, column: Input, at: int, numbers: np.ndarray, rows: np.ndarray, totals: np.ndarray,
    flags: Mapping[str, str], decimal: str | None,
) -> None:  # fmt: skip
    """A row of totals must be the sum of the rows, where it can be one: no share, no percentage, no choice."""
    summed = column.high is None and not column.choices and not np.isnan(numbers).any()
    if not summed or not len(totals):
        return
    stated = column_numbers(part.sheet.column(at, totals), column, flags, decimal).numbers
    expected = numbers[rows < totals[0]].sum()
    if not np.isnan(stated[0]) and abs(stated[0] - expected) > _SUM_TOLERANCE * max(1, abs(expected)):
        name = column.names["vi"]
        part.say("total_differs", place(totals[0], at), f"{stated[0]:g}", name=name, expected=f"{expected:g}")


def _beside(part: Part, framework: Framework, rows: np.ndarray, flags: Mapping[str, str]) -> None:
    """Flags, notes, sources and dates: of one indicator ("1.1.flag") or of the whole row ("flag", "as of")."""
    every = [column.code for column in framework.inputs if column.code in part.values]
    found: list[tuple[str, int, list[str]]] = [
        (key, part.header.columns[key], every) for key in ("flag", "as_of") if key in part.header.columns
    ]
    found += [
        (key, part.header.columns[f"{column.code}.{key}"], [column.code])
        for column in framework.inputs
        for key in BESIDE
        if f"{column.code}.{key}" in part.header.columns
    ]
    for key, at, codes in found:
        for row, cell in enumerate(part.sheet.listed(at, rows)):
            if text := text_of(cell):
                for code in codes:
                    said = part.flag_of(text, place(rows[row], at), row, flags) if key == "flag" else text
                    if said and (key != "flag" or not np.isnan(part.values[code][row]) or len(codes) == 1):
                        part.remark(row, code, **{key: said})
