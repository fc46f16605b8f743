"""The numbers of one column, put into a part; what is wrong or odd about them is told at their cells."""

import numpy as np

from scoring.frameworks import Input
from scoring.workbooks.headers import text_of
from scoring.workbooks.numbers import MOST_FAULTS, Column, choices_of, looks_like_shares, mixed_units
from scoring.workbooks.parts import Part, row_and_column

# Cells that one problem names beside the first.
MOST_ALSO = 5_000


def put_column(part: Part, column: Input, read: Column, at: np.ndarray, code: str | None = None) -> None:
    """Put a column that was read into the part; what is no number or out of range is a problem at its cell."""
    code = code or column.code
    numbers = read.numbers
    for row, fault in read.faults.items():
        part.say_fault(fault, at[row], row)
    wrong = np.flatnonzero(outside(numbers, column))
    if column.choices:
        kind, words = "not_a_choice", {"choices": choices_of(column)}
    else:
        low = "−∞" if column.low is None else f"{column.low:g}"
        high = "∞" if column.high is None else f"{column.high:g}"
        kind, words = "out_of_range", {"name": column.names["vi"], "low": low, "high": high}
    for row in wrong[:MOST_FAULTS].tolist():
        part.say(kind, at[row], f"{numbers[row]:g}", row, **words)
    if len(wrong) > MOST_FAULTS:
        part.say("more_faults", at[wrong[MOST_FAULTS]], name=column.names["vi"], count=MOST_FAULTS)
    numbers[wrong] = np.nan
    for row in mixed_units(numbers, column).tolist():
        words = {"name": column.names["vi"], "percent": f"{numbers[row] * 100:g}"}
        part.say("mixed_units", at[row], f"{numbers[row]:g}", row, **words)
    shares = looks_like_shares(numbers, column)
    if len(shares):
        first = shares[0]
        words = {"name": column.names["vi"], "percent": f"{numbers[first] * 100:g}"}
        part.say("looks_like_shares", at[first], f"{numbers[first]:g}", first, count=len(shares), **words)
        part.also_at(at[shares[1:MOST_ALSO]])
    rows = [row for row in read.untidy if not np.isnan(numbers[row])]
    if rows and not part.sheet.texts:
        text = text_of(part.sheet.cell(*row_and_column(at[rows[0]])))
        number = f"{numbers[rows[0]]:g}"
        name = column.names["vi"]
        part.say("number_as_text", at[rows[0]], text, rows[0], name=name, count=len(rows), number=number)
        part.also_at(at[rows[1:MOST_ALSO]])
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
