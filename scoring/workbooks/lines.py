"""Tables with one row a figure: its value at its row of the part, and what the row says of it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from scoring.frameworks import Framework
from scoring.workbooks.columns import put_column
from scoring.workbooks.headers import LONG, vocabulary
from scoring.workbooks.numbers import ABSENT, column_numbers
from scoring.workbooks.parts import Part, cell_of, place, written
from scoring.workbooks.promises import check_promises

_SAID = ("flag", "note", "evidence", "source", "as_of", "status", "owner", "deadline")


@dataclass(frozen=True)
class Line:
    """One figure of a sheet whose rows name indicators: row of the part, column it fills, row of the sheet, its order
    among those that were read, and the column of the sheet where every month has its own."""

    row: int
    code: str
    line: int
    order: int
    at: int | None = None


def read_values(
    part: Part, framework: Framework, found: list[Line], cells: dict[str, list[Any]], decimal: str | None
) -> None:
    """The long table's figures: by input, each at its row; a figure given as self-reported and as verified is both."""
    flags = vocabulary()["flags"]
    columns = {column.code: column for column in framework.inputs}
    beside = part.header.columns.get("value", 0)
    if framework.promised and part.header.layout == LONG:
        check_promises(part, framework, [(line.code, line.line, line.order, line.row) for line in found], cells)
    for code, lines in by_code_of(found).items():
        if code not in columns:
            key = "indicator_code" if "indicator_code" in part.header.columns else "indicator_name"
            part.say("indicator_unknown", place(lines[0].line, part.header.columns[key]), code, hint="")
            continue
        read = column_numbers(([cells["value"][x.order] for x in lines], []), columns[code], flags, decimal)
        single = single_column(part, lines)
        put_column(
            single,
            columns[code],
            read,
            np.array([place(x.line, beside if x.at is None else x.at) for x in lines], dtype=np.int64),
        )
        said = said_of(part, lines, cells, read.flags)
        absent = np.array([words.get("flag") in ABSENT for words in said], dtype=bool)
        single.values[code][absent] = np.nan
        put_figures(part, code, columns[code].names["vi"], lines, single.values[code], single.places[code], said)


def by_code_of(found: list[Line]) -> dict[str, list[Line]]:
    lines: dict[str, list[Line]] = {}
    for line in found:
        lines.setdefault(line.code, []).append(line)
    return lines


def single_column(part: Part, lines: list[Line]) -> Part:
    """A part over the same sheet whose rows are these lines, to read one column with; problems go to the first."""
    return replace(
        part,
        named=[part.named[line.row] for line in lines],
        periods=[part.periods[line.row] for line in lines],
        values={},
        places={},
        remarks={},
    )


def said_of(part: Part, lines: list[Line], cells: dict[str, list[Any]], flags: dict[int, str]) -> list[dict[str, str]]:
    """What each line says of its figure beside it: flag, note, source, date …; `flags` stand behind the figure."""
    columns, known = part.header.columns, vocabulary()["flags"]
    texts = {key: written([cells[key][x.order] for x in lines]) for key in _SAID if key in cells}
    every = [
        {key: text for key, text in zip(texts, row, strict=True) if text} for row in zip(*texts.values(), strict=True)
    ]
    for n, (line, said) in enumerate(zip(lines, every or [{} for _ in lines], strict=True)):
        if evidence := said.pop("evidence", ""):
            said["note"] = "; ".join(filter(None, [said.get("note", ""), evidence]))
        if "flag" in said:
            said["flag"] = part.flag_of(said["flag"], place(line.line, columns["flag"]), line.row, known)
        if flag := flags.get(n, "") or said.pop("flag", ""):
            said["flag"] = flag
        if "as_of" in said:
            part.check_date(said["as_of"], place(line.line, columns["as_of"]), line.row)
    return every or [{"flag": flags[n]} if n in flags else {} for n in range(len(lines))]


def put_figures(
    part: Part, code: str, name: str, lines: list[Line], numbers: np.ndarray, places: np.ndarray,
    said: list[dict[str, str]],
) -> None:  # fmt: skip
    """Put figures at their rows; two of one row are a self-report and its verification, a repetition or a conflict."""
    first = code not in part.values
    values = part.values.setdefault(code, np.full(len(part), np.nan))
    at = part.places.setdefault(code, np.full(len(part), -1, dtype=np.int64))
    reported = part.self_reported.setdefault(code, np.full(len(part), np.nan))
    rows = np.array([line.row for line in lines])
    if first and len(np.unique(rows)) == len(rows):
        values[rows], at[rows] = numbers, places
        part.remarks.update({(row, code): words for row, words in zip(rows.tolist(), said, strict=True) if words})
        return
    for number, where, row, words in zip(numbers, places, rows.tolist(), said, strict=True):
        flag = words.get("flag", "")
        if np.isnan(number) and at[row] >= 0:
            continue
        pair = {part.remarks.get((row, code), {}).get("flag", ""), flag} == {"self-reported", "verified"}
        if np.isnan(values[row]) or (pair and flag == "verified"):
            if pair:
                reported[row] = values[row]
                part.remarks.pop((row, code), None)
            values[row], at[row] = number, where
            if words:
                part.remark(row, code, **words)
        elif pair:
            reported[row] = number
        else:
            _twice(part, code, name, row, number, where)


def _twice(part: Part, code: str, name: str, row: int, number: float, where: int) -> None:
    values, at = part.values[code], part.places[code]
    first = f"{part.sheet.name}!{cell_of(at[row])}"
    if number == values[row]:
        part.say("value_repeated", where, f"{number:g}", row, name=name, place=first, count=1)
    else:
        part.say("value_twice", where, f"{number:g}", row, name=name, place=first, other=f"{values[row]:g}")
