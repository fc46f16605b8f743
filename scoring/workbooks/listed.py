"""Layouts with one row an indicator: the long table, and the working form of the departments."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from scoring.frameworks import Framework, Input, Node
from scoring.text import fold
from scoring.workbooks.cells import Sheet
from scoring.workbooks.headers import FORM, Header, numbering_below, text_of, vocabulary
from scoring.workbooks.numbers import column_numbers
from scoring.workbooks.parts import ASSESSED, Part, cell_of, period_of, place
from scoring.workbooks.wide import put_column

_SAID = ("flag", "note", "source", "as_of", "status", "owner", "deadline")
_TELLING = ("value", "self_score", "verified_score", "indicator_code", "indicator_name")
_TOLERANCE = 1e-6
Known = Callable[[str], bool]


@dataclass(frozen=True)
class Line:
    """One row of the sheet that names an indicator: row of the part, column it fills, row of the sheet."""

    row: int
    code: str
    line: int


def read_listed(
    file: str, sheet: Sheet, header: Header, framework: Framework, default_period: str | None, decimal: str | None,
    known_unit: Known,
) -> Part:  # fmt: skip
    """A part with one row a unit and period, from a sheet with one row an indicator (`known_unit`: is it one's name?).

    Of the form the verified score counts where there is one, else the self-score; both stand in points.
    """
    columns, form = header.columns, header.layout == FORM
    start = header.row + (2 if numbering_below(sheet, header) else 1)
    told = [
        columns[k]
        for k in ("value", "self_score", "verified_score", "indicator_code", "indicator_name")
        if k in columns
    ]
    lines = np.flatnonzero(sheet.filled[start:, told].any(axis=1)) + start
    cells = {key: sheet.listed(at, lines) for key, at in columns.items()}
    empty = [""] * len(lines)
    above = _above(sheet, header)
    unit_above = (
        above.get("unit") or next((n for n in (sheet.name, Path(file).stem) if known_unit(n)), "") if form else ""
    )
    period_above = period_of(above.get("period", "")) or default_period or period_of(sheet.name)
    part = Part(file, sheet, header, [], [], np.empty(0, dtype=np.int64), problems=list(header.problems))
    codes = _indicators(part, framework, cells, lines, form)

    rows: dict[tuple[str, str, str | None], int] = {}
    found: list[Line] = []
    unit_cells: list[int] = []
    unit_at = columns.get("unit_name", columns.get("unit_code"))
    for order, line in enumerate(lines.tolist()):
        unit_code, unit_name = (
            text_of(cells.get("unit_code", empty)[order]),
            text_of(cells.get("unit_name", empty)[order]),
        )
        if not (unit_code or unit_name):
            unit_name = unit_above
        period_cell = cells.get("period", empty)[order]
        period = period_above if period_cell == "" else period_of(period_cell)
        if codes[order] is None:
            continue
        key = (unit_code, unit_name, period)
        if key not in rows:
            rows[key] = len(rows)
            unit_cells.append(place(line, unit_at if unit_at is not None else 0))
            if period_cell != "" and period is None:
                part.say("period_unknown", place(line, columns["period"]), text_of(period_cell))
        found.append(Line(rows[key], str(codes[order]), line))
    part.named = [(code, name) for code, name, _ in rows]
    part.periods = [period for _, _, period in rows]
    part.unit_places = np.array(unit_cells, dtype=np.int64)
    if found and form and not unit_above and unit_at is None:
        part.say("form_unit_missing", None, example="Đơn vị: Hà Giang")
        return replace(part, named=[], periods=[], unit_places=part.unit_places[:0])
    if None in part.periods and not any(p.code == "period_unknown" for p in part.problems):
        part.say("period_missing", None)
    order_of = {int(line): order for order, line in enumerate(lines.tolist())}
    if form:
        _scores(part, framework, found, cells, order_of, decimal)
    else:
        _values(part, framework, found, cells, order_of, decimal)
    return part


def _above(sheet: Sheet, header: Header) -> dict[str, str]:
    """Unit and period as written above the table: "Đơn vị: Hà Giang", or the key in one cell and the text beside."""
    words = vocabulary()
    keys = {"unit": words["unit_keys"], "period": words["period_keys"]}
    said: dict[str, str] = {}
    for row in sheet.head[: header.first]:
        texts = [text_of(cell) for cell in row]
        for at, text in enumerate(texts):
            key, mark, rest = text.partition(":")
            beside = next((other for other in texts[at + 1 :] if other), "")
            for what, known in keys.items():
                if fold(key) in known and (rest.strip() or beside):
                    said.setdefault(what, rest.strip() if mark and rest.strip() else beside)
    return said


def _indicators(
    part: Part, framework: Framework, cells: dict[str, list[Any]], lines: np.ndarray, form: bool
) -> list[str | None]:
    """The input (long) or node (form) that every line names by code, by name or both; None where it names none.

    A code that the spreadsheet turned into a number or a date ("1.10" → 1.1) gives way to the name.
    """
    named: list[Node | Input] = list(framework.nodes) if form else [*framework.inputs, *framework.nodes]
    by_code = {entry.code.casefold(): entry.code for entry in reversed(named)}
    owners: dict[str, set[str]] = {}
    for entry in named:
        for name in (*entry.names.values(), *getattr(entry, "spellings", ())):
            owners.setdefault(fold(name), set()).add(entry.code)
    by_name = {name: next(iter(codes)) for name, codes in owners.items() if len(codes) == 1}
    empty = [""] * len(lines)
    found: list[str | None] = []
    for code_cell, name_cell, line in zip(
        cells.get("indicator_code", empty), cells.get("indicator_name", empty), lines.tolist(), strict=True
    ):
        code_text, name_text = text_of(code_cell).rstrip(". "), text_of(name_cell)
        by = by_code.get(code_text.casefold()), by_name.get(fold(name_text))
        sure = isinstance(code_cell, str)
        if by[0] and by[1] and by[0] != by[1] and sure:
            at = place(line, part.header.columns["indicator_code"])
            part.say("indicator_conflict", at, code_text, name=name_text)
            found.append(None)
            continue
        chosen = (by[0] or by[1]) if sure else (by[1] or by[0])
        if chosen is None and (code_text or name_text):
            key = "indicator_code" if code_text and "indicator_code" in part.header.columns else "indicator_name"
            if fold(name_text) in vocabulary()["totals"] or fold(code_text) in vocabulary()["totals"]:
                found.append(None)
                continue
            part.say(
                "indicator_unknown",
                place(line, part.header.columns[key]),
                code_text or name_text,
                hint=_near(code_text or name_text, by_name),
            )
        found.append(chosen)
    return found


def _near(text: str, by_name: dict[str, str]) -> str:
    near = difflib.get_close_matches(fold(text), by_name, n=1, cutoff=0.75)
    return by_name[near[0]] if near else ""


def _values(
    part: Part, framework: Framework, found: list[Line], cells: dict[str, list[Any]], order_of: dict[int, int],
    decimal: str | None,
) -> None:  # fmt: skip
    """The long table's figures: by input, each at its row; a figure given as self-reported and as verified is both."""
    flags = vocabulary()["flags"]
    columns = {column.code: column for column in framework.inputs}
    by_code: dict[str, list[Line]] = {}
    for line in found:
        by_code.setdefault(line.code, []).append(line)
    at = part.header.columns["value"]
    for code, lines in by_code.items():
        if code not in columns:
            part.say("indicator_unknown", place(lines[0].line, at), code, hint="")
            continue
        read = column_numbers(([cells["value"][order_of[x.line]] for x in lines], []), columns[code], flags, decimal)
        single = replace_part(part, lines)
        put_column(single, columns[code], read, np.array([place(x.line, at) for x in lines], dtype=np.int64))
        said = [_said(part, x, cells, order_of[x.line], read.flags.get(n, "")) for n, x in enumerate(lines)]
        _put(part, code, lines, single.values[code], single.places[code], said)


def replace_part(part: Part, lines: list[Line]) -> Part:
    """A part over the same sheet whose rows are these lines, to read one column with; problems go to the first."""
    return replace(
        part,
        named=[part.named[line.row] for line in lines],
        periods=[part.periods[line.row] for line in lines],
        values={},
        places={},
        remarks={},
    )


def _said(part: Part, line: Line, cells: dict[str, list[Any]], order: int, flag: str) -> dict[str, str]:
    """What the line says of its figure beside it: flag, note, source, date …"""
    said = {key: text for key in _SAID if key in cells and (text := text_of(cells[key][order]))}
    if "flag" in said:
        at = place(line.line, part.header.columns["flag"])
        said["flag"] = part.flag_of(said["flag"], at, line.row, vocabulary()["flags"])
    if flag:
        said["flag"] = flag
    return {key: text for key, text in said.items() if text}


def _put(
    part: Part, code: str, lines: list[Line], numbers: np.ndarray, places: np.ndarray, said: list[dict[str, str]]
) -> None:
    """Put figures at their rows; two of one row are a self-report and its verification, a repetition or a conflict."""
    values = part.values.setdefault(code, np.full(len(part), np.nan))
    at = part.places.setdefault(code, np.full(len(part), -1, dtype=np.int64))
    reported = part.self_reported.setdefault(code, np.full(len(part), np.nan))
    for number, where, line, words in zip(numbers, places, lines, said, strict=True):
        row, flag = line.row, words.get("flag", "")
        pair = {part.remarks.get((row, code), {}).get("flag", ""), flag} == {"self-reported", "verified"}
        if at[row] < 0 or (pair and flag == "verified"):
            if pair:
                reported[row] = values[row]
                part.remarks.pop((row, code), None)
            values[row], at[row] = number, where
            if words:
                part.remark(row, code, **words)
        elif pair:
            reported[row] = number
        else:
            _twice(part, code, row, number, where)


def _twice(part: Part, code: str, row: int, number: float, where: int) -> None:
    values, at = part.values[code], part.places[code]
    same = number == values[row] or (np.isnan(number) and np.isnan(values[row]))
    first = f"{part.sheet.name}!{cell_of(at[row])}"
    words = {"name": code, "place": first, "other": f"{values[row]:g}"}
    part.say("value_repeated" if same else "value_twice", where, f"{number:g}", row, **words)


def _scores(
    part: Part, framework: Framework, found: list[Line], cells: dict[str, list[Any]], order_of: dict[int, int],
    decimal: str | None,
) -> None:  # fmt: skip
    """The form's points: of an indicator its verified or its self-score; of a group only checked against its sum."""
    flags = vocabulary()["flags"]
    kinds = {"self_score": "self-reported", "verified_score": "verified"}
    read: dict[str, dict[int, float]] = {}
    by_code: dict[str, list[Line]] = {}
    for line in found:
        by_code.setdefault(line.code, []).append(line)
    for code, lines in by_code.items():
        node = framework.by_code[code]
        points = node.points if isinstance(node, Node) else None
        leaf = isinstance(node, Node) and node.is_leaf
        _check_points(part, node, points, lines, cells, order_of, decimal)
        column = Input(code + ASSESSED, node.names, low=0.0, high=points)
        single = replace_part(part, lines)
        for key, flag in kinds.items():
            if key not in part.header.columns:
                continue
            at = part.header.columns[key]
            places = np.array([place(x.line, at) for x in lines], dtype=np.int64)
            parsed = column_numbers(([cells[key][order_of[x.line]] for x in lines], []), column, flags, decimal)
            put_column(single, column, parsed, places, code=key)
            known = [n for n in range(len(lines)) if not np.isnan(single.values[key][n])]
            read.setdefault(key, {}).update({lines[n].line: float(single.values[key][n]) for n in known})
            if leaf and known:
                said = [{**_said(part, lines[n], cells, order_of[lines[n].line], ""), "flag": flag} for n in known]
                chosen = [lines[n] for n in known]
                _put(part, column.code, chosen, single.values[key][known], places[known], said)
    _check_sums(part, framework, by_code, read)
    _check_differences(part, by_code, read, cells, order_of, decimal)


def _check_points(
    part: Part, node: Any, points: float | None, lines: list[Line], cells: dict[str, list[Any]],
    order_of: dict[int, int], decimal: str | None,
) -> None:  # fmt: skip
    """The form's maximum must be the framework's: else it is the form of another edition."""
    if "max_points" not in part.header.columns or points is None:
        return
    column = Input("max", node.names)
    given = column_numbers(([cells["max_points"][order_of[x.line]] for x in lines], []), column, {}, decimal).numbers
    for line, number in zip(lines, given, strict=True):
        if not np.isnan(number) and abs(number - points) > _TOLERANCE:
            at = place(line.line, part.header.columns["max_points"])
            part.say("points_differ", at, f"{number:g}", line.row, name=node.names["vi"], expected=f"{points:g}")


def _check_sums(
    part: Part, framework: Framework, by_code: dict[str, list[Line]], read: dict[str, dict[int, float]]
) -> None:
    """A group's score in the form must be the sum of its children's, where the form gives them all."""
    for key, scores in read.items():
        by_row = {(x.row, code): scores[x.line] for code, xs in by_code.items() for x in xs if x.line in scores}
        for code, lines in by_code.items():
            children = [child.code for child in framework.children.get(code, ()) if child.points]
            for line in lines if children else ():
                parts = [by_row.get((line.row, child)) for child in children]
                stated = scores.get(line.line)
                if stated is None or None in parts:
                    continue
                total = sum(p for p in parts if p is not None)
                if abs(stated - total) > _TOLERANCE * max(1.0, total):
                    name = framework.by_code[code].names["vi"]
                    at = place(line.line, part.header.columns[key])
                    part.say("total_differs", at, f"{stated:g}", line.row, name=name, expected=f"{total:g}")


def _check_differences(
    part: Part, by_code: dict[str, list[Line]], read: dict[str, dict[int, float]], cells: dict[str, list[Any]],
    order_of: dict[int, int], decimal: str | None,
) -> None:  # fmt: skip
    """The form's difference is the verified score less the self-score."""
    if "difference" not in part.header.columns:
        return
    for lines in by_code.values():
        column = Input("difference", {"vi": "", "en": "", "es": ""}, low=None)
        given = column_numbers(([cells["difference"][order_of[x.line]] for x in lines], []), column, {}, decimal)
        for line, number in zip(lines, given.numbers, strict=True):
            both = [read.get(key, {}).get(line.line) for key in ("verified_score", "self_score")]
            if np.isnan(number) or None in both:
                continue
            expected = both[0] - both[1]  # type: ignore[operator]
            if abs(abs(number) - abs(expected)) > _TOLERANCE:
                at = place(line.line, part.header.columns["difference"])
                part.say("difference_wrong", at, f"{number:g}", line.row, expected=f"{expected:g}")
