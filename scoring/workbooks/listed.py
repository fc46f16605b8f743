"""Layouts with one row an indicator: the long table, and the working form of the departments."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from scoring.engine.shares import ASSESSED
from scoring.frameworks import Framework, Input, Node
from scoring.text import fold
from scoring.workbooks.cells import Sheet
from scoring.workbooks.formulas import check_formulas
from scoring.workbooks.headers import FORM, LONG, UNIT, Header, numbering, text_of, vocabulary
from scoring.workbooks.numbers import ABSENT, column_numbers
from scoring.workbooks.parts import Part, cell_of, period_of, place
from scoring.workbooks.problems import shortened
from scoring.workbooks.wide import put_column

_SAID = ("flag", "note", "evidence", "source", "as_of", "status", "owner", "deadline")
# A row with something in one of these is a row of the table.
_TELLING = ("value", "self_score", "verified_score", "indicator_code", "indicator_name")
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Line:
    """One row of the sheet that names an indicator: row of the part, column it fills, row of the sheet, and its order
    among the rows that were read."""

    row: int
    code: str
    line: int
    order: int


def read_listed(
    file: str, sheet: Sheet, header: Header, framework: Framework, default_period: str | None, decimal: str | None,
    unit_within: Callable[[str], str],
) -> Part:  # fmt: skip
    """A part with one row a unit and period, from a sheet with one row an indicator.

    A form says whose it is above its table, or by the name of its sheet or file: `unit_within` finds a unit's name in
    a text. Of the form the verified score counts where there is one, else the self-score; both stand in points.
    """
    columns, form = header.columns, header.layout == FORM
    start = header.row + (2 if numbering(sheet, header.row + 1) else 1)
    told = [columns[key] for key in _TELLING if key in columns]
    lines = np.flatnonzero(sheet.filled[start:, told].any(axis=1)) + start
    cells = {key: sheet.listed(at, lines) for key, at in columns.items()}
    above, titles = _above(sheet, header)
    own = above.get("unit") or next(filter(None, map(unit_within, (*titles, sheet.name, Path(file).stem))), "")
    period = period_of(above.get("period", "")) or default_period
    part = Part(file, sheet, header, [], [], np.empty(0, dtype=np.int64), problems=list(header.problems))
    bare = _without_figure(cells, len(lines))
    codes = _indicators(part, framework, cells, lines, form, bare)
    if not form:
        _fill_down(cells, lines, codes, period)
    found = _lines(part, cells, lines, codes, own if form else "", period)
    part.figureless = set(range(len(part))) - {x.row for x in found if not bare[x.order]}
    if found and form and not own and not set(UNIT) & set(columns):
        part.say("form_unit_missing", None, example="Đơn vị: Hà Giang")
        return replace(part, named=[], periods=[], unit_places=part.unit_places[:0])
    without = any(period is None for row, period in enumerate(part.periods) if row not in part.figureless)
    if without and not any(problem.code == "period_unknown" for problem in part.problems):
        part.say("period_missing", None)
    (_scores if form else _values)(part, framework, found, cells, decimal)
    check_formulas(part)
    return part


def _without_figure(cells: dict[str, list[Any]], count: int) -> list[bool]:
    """Which rows hold nothing in the columns of figures, or mere words in those of scores: headings, signatures, notes
    under a table. A value may be a word, one of an indicator's choices."""
    scores = [cells[key] for key in ("self_score", "verified_score") if key in cells]
    value = cells.get("value", [""] * count)
    return [value[order] == "" and not any(_digit(column[order]) for column in scores) for order in range(count)]


def _digit(cell: Any) -> bool:
    return cell != "" and (not isinstance(cell, str) or any(letter.isdecimal() for letter in cell))


def _fill_down(cells: dict[str, list[Any]], lines: np.ndarray, codes: list[str | None], period: str | None) -> None:
    """Unit and period of merged cells, which stand in the first row only: an indicator right below a row of a unit is
    that unit's. A figure that this gives a unit twice is a problem as any other."""
    units = [cells[key] for key in UNIT if key in cells]
    periods = cells.get("period")
    for order in range(1, len(lines)):
        if codes[order] is None or codes[order - 1] is None or lines[order] != lines[order - 1] + 1:
            continue
        merged = all(column[order] == "" for column in units)
        if merged:
            for column in units:
                column[order] = column[order - 1]
        if periods is not None and periods[order] == "" and (merged or period is None):
            periods[order] = periods[order - 1]


def _lines(
    part: Part, cells: dict[str, list[Any]], lines: np.ndarray, codes: list[str | None], own: str, period: str | None
) -> list[Line]:
    """The rows that name an indicator, and from them the rows of the part; `own` and `period` stand for blank cells."""
    columns, empty = part.header.columns, [""] * len(lines)
    unit_at = columns.get("unit_name", columns.get("unit_code", 0))
    code_cells, name_cells, period_cells = (cells.get(key, empty) for key in (*UNIT, "period"))
    periods = {cell: period if cell == "" else period_of(cell) for cell in set(period_cells)}
    rows: dict[tuple[str, str, str | None], int] = {}
    unit_places: list[int] = []
    found = []
    for order, (line, code) in enumerate(zip(lines.tolist(), codes, strict=True)):
        if code is None:
            continue
        unit_code, unit_name, cell = text_of(code_cells[order]), text_of(name_cells[order]), period_cells[order]
        key = (unit_code, unit_name or ("" if unit_code else own), periods[cell])
        if key not in rows:
            rows[key] = len(rows)
            unit_places.append(place(line, unit_at))
            if cell != "" and periods[cell] is None:
                part.say("period_unknown", place(line, columns["period"]), text_of(cell))
        found.append(Line(rows[key], code, line, order))
    part.named = [(code, name) for code, name, _ in rows]
    part.periods = [each for _, _, each in rows]
    part.unit_places = np.array(unit_places, dtype=np.int64)
    return found


def _above(sheet: Sheet, header: Header) -> tuple[dict[str, str], list[str]]:
    """Unit and period as written above the table ("Đơn vị: Hà Giang", or the key in one cell and the text beside),
    and all texts there."""
    words = vocabulary()
    keys = {"unit": words["unit_keys"], "period": words["period_keys"]}
    said: dict[str, str] = {}
    every: list[str] = []
    for row in sheet.head[: header.first]:
        texts = [text_of(cell) for cell in row]
        every += filter(None, texts)
        for at, text in enumerate(texts):
            key, mark, rest = text.partition(":")
            beside = next((other for other in texts[at + 1 :] if other), "")
            for what, known in keys.items():
                if fold(key) in known and (rest.strip() or beside):
                    said.setdefault(what, rest.strip() if mark and rest.strip() else beside)
    return said, every


def _indicators(
    part: Part, framework: Framework, cells: dict[str, list[Any]], lines: np.ndarray, form: bool,
    bare: list[bool],
) -> list[str | None]:  # fmt: skip
    """The input (long) or node (form) that every line names by code, by name or both; None where it names none, which
    is a problem unless the line is bare of figures."""
    named: list[Node | Input] = list(framework.nodes) if form else [*framework.inputs, *framework.nodes]
    by_code = {entry.code.casefold(): entry.code for entry in reversed(named)}
    owners: dict[str, set[str]] = {}
    for entry in named:
        for name in (*entry.names.values(), *getattr(entry, "spellings", ())):
            owners.setdefault(fold(name), set()).add(entry.code)
    by_name = {name: next(iter(codes)) for name, codes in owners.items() if len(codes) == 1}
    empty = [""] * len(lines)
    code_cells, name_cells = (cells.get(key, empty) for key in ("indicator_code", "indicator_name"))
    known: dict[tuple[Any, Any], str | None] = {}
    found = []
    for pair, line, empty_line in zip(zip(code_cells, name_cells, strict=True), lines.tolist(), bare, strict=True):
        chosen = known.get(pair)
        if chosen is None:
            said = len(part.problems)
            chosen = known[pair] = _indicator(part, *pair, line, by_code, by_name)
            if chosen is None and empty_line:
                del part.problems[said:]
        found.append(chosen)
    return found


def _indicator(
    part: Part, code_cell: Any, name_cell: Any, line: int, by_code: dict[str, str], by_name: dict[str, str]
) -> str | None:
    """One line's indicator, or a problem at its cell. A code that the spreadsheet turned into a number or a date
    ("1.10" → 1.1) gives way to the name, and is asked about where there is none."""
    code, name = text_of(code_cell).rstrip(". "), text_of(name_cell)
    columns, totals = part.header.columns, vocabulary()["totals"]
    coded, called = by_code.get(code.casefold()), by_name.get(fold(name))
    keys = ("indicator_code", "indicator_name") if code else ("indicator_name", "indicator_code")
    at = place(line, next(columns[key] for key in keys if key in columns))
    if not coded and not called:
        code_cell, code, name = _in_one(code_cell if code else name_cell, name if code else "", by_code)
        coded, called = by_code.get(code.casefold()), by_name.get(fold(name))
    if not isinstance(code_cell, str):
        turned = [text for text in (code, f"{code}0", f"{code}00") if text in by_code and "." in code]
        if called is None and len(turned) > 1:
            part.say("code_turned", at, code, choices=", ".join(turned))
            return None
        coded = None if called else coded
    if coded and called and coded != called:
        part.say("indicator_conflict", at, code, name=shortened(name))
        return None
    text = code or name
    # A form has lines without any indicator; a figure of a long table without one belongs nowhere.
    if not coded and not called and (text or part.header.layout == LONG) and not {fold(name), fold(code)} & totals:
        part.say("indicator_unknown", at, text, hint=by_name.get(part.near(fold(text), by_name, cutoff=0.75), ""))
    return coded or called


def _in_one(cell: Any, name: str, by_code: dict[str, str]) -> tuple[Any, str, str]:
    """Cell of the code, code and name where one cell holds a code, or code and name: "1.1.1. Số cuộc họp"."""
    text = text_of(cell).rstrip(". ")
    first, _, rest = text.partition(" ")
    first = first.rstrip(".:)")
    if rest and text.casefold() not in by_code and first.casefold() in by_code:
        return first, first, name or rest
    return cell, text, name


def _values(
    part: Part, framework: Framework, found: list[Line], cells: dict[str, list[Any]], decimal: str | None
) -> None:
    """The long table's figures: by input, each at its row; a figure given as self-reported and as verified is both."""
    flags = vocabulary()["flags"]
    columns = {column.code: column for column in framework.inputs}
    at = part.header.columns["value"]
    for code, lines in _by_code(found).items():
        if code not in columns:
            key = "indicator_code" if "indicator_code" in part.header.columns else "indicator_name"
            part.say("indicator_unknown", place(lines[0].line, part.header.columns[key]), code, hint="")
            continue
        read = column_numbers(([cells["value"][x.order] for x in lines], []), columns[code], flags, decimal)
        single = _single(part, lines)
        put_column(single, columns[code], read, np.array([place(x.line, at) for x in lines], dtype=np.int64))
        said = [_said(part, x, cells, read.flags.get(n, "")) for n, x in enumerate(lines)]
        absent = np.array([words.get("flag") in ABSENT for words in said], dtype=bool)
        single.values[code][absent] = np.nan
        _put(part, code, columns[code].names["vi"], lines, single.values[code], single.places[code], said)


def _by_code(found: list[Line]) -> dict[str, list[Line]]:
    lines: dict[str, list[Line]] = {}
    for line in found:
        lines.setdefault(line.code, []).append(line)
    return lines


def _single(part: Part, lines: list[Line]) -> Part:
    """A part over the same sheet whose rows are these lines, to read one column with; problems go to the first."""
    return replace(
        part,
        named=[part.named[line.row] for line in lines],
        periods=[part.periods[line.row] for line in lines],
        values={},
        places={},
        remarks={},
    )


def _said(part: Part, line: Line, cells: dict[str, list[Any]], flag: str) -> dict[str, str]:
    """What the line says of its figure beside it: flag, note, source, date …"""
    said = {key: text for key in _SAID if key in cells and (text := text_of(cells[key][line.order]))}
    if evidence := said.pop("evidence", ""):
        said["note"] = "; ".join(filter(None, [said.get("note", ""), evidence]))
    if "flag" in said:
        at = place(line.line, part.header.columns["flag"])
        said["flag"] = part.flag_of(said["flag"], at, line.row, vocabulary()["flags"])
    if flag:
        said["flag"] = flag
    if "as_of" in said:
        part.check_date(said["as_of"], place(line.line, part.header.columns["as_of"]), line.row)
    return {key: text for key, text in said.items() if text}


def _put(
    part: Part, code: str, name: str, lines: list[Line], numbers: np.ndarray, places: np.ndarray,
    said: list[dict[str, str]],
) -> None:  # fmt: skip
    """Put figures at their rows; two of one row are a self-report and its verification, a repetition or a conflict."""
    values = part.values.setdefault(code, np.full(len(part), np.nan))
    at = part.places.setdefault(code, np.full(len(part), -1, dtype=np.int64))
    reported = part.self_reported.setdefault(code, np.full(len(part), np.nan))
    for number, where, line, words in zip(numbers, places, lines, said, strict=True):
        row, flag = line.row, words.get("flag", "")
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


def _scores(
    part: Part, framework: Framework, found: list[Line], cells: dict[str, list[Any]], decimal: str | None
) -> None:
    """The form's points: of an indicator its verified or its self-score; of a group only checked against its sum."""
    flags = vocabulary()["flags"]
    kinds = {"self_score": "self-reported", "verified_score": "verified"}
    read: dict[str, dict[int, float]] = {}
    by_code = _by_code(found)
    for code, lines in by_code.items():
        node = framework.by_code[code]
        points = node.points if isinstance(node, Node) else None
        leaf = isinstance(node, Node) and node.is_leaf
        _check_points(part, node, points, lines, cells, decimal)
        column = Input(code + ASSESSED, node.names, low=0.0, high=points)
        single = _single(part, lines)
        for key, flag in kinds.items():
            if key not in part.header.columns:
                continue
            at = part.header.columns[key]
            places = np.array([place(x.line, at) for x in lines], dtype=np.int64)
            parsed = column_numbers(([cells[key][x.order] for x in lines], []), column, flags, decimal)
            put_column(single, column, parsed, places, code=key)
            known = [n for n in range(len(lines)) if not np.isnan(single.values[key][n])]
            read.setdefault(key, {}).update({lines[n].line: float(single.values[key][n]) for n in known})
            if leaf and known:
                said = [{**_said(part, lines[n], cells, ""), "flag": flag} for n in known]
                chosen = [lines[n] for n in known]
                _put(part, column.code, column.names["vi"], chosen, single.values[key][known], places[known], said)
    _check_sums(part, framework, by_code, read)
    _check_differences(part, by_code, read, cells, decimal)


def _check_points(
    part: Part, node: Any, points: float | None, lines: list[Line], cells: dict[str, list[Any]], decimal: str | None
) -> None:
    """The form's maximum must be the framework's: else it is the form of another edition."""
    if "max_points" not in part.header.columns or points is None:
        return
    column = Input("max", node.names)
    given = column_numbers(([cells["max_points"][x.order] for x in lines], []), column, {}, decimal).numbers
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
    decimal: str | None,
) -> None:  # fmt: skip
    """The form's difference is the verified score less the self-score."""
    if "difference" not in part.header.columns:
        return
    for lines in by_code.values():
        column = Input("difference", {"vi": "", "en": "", "es": ""}, low=None)
        given = column_numbers(([cells["difference"][x.order] for x in lines], []), column, {}, decimal)
        for line, number in zip(lines, given.numbers, strict=True):
            both = [read.get(key, {}).get(line.line) for key in ("verified_score", "self_score")]
            if np.isnan(number) or None in both:
                continue
            expected = both[0] - both[1]  # type: ignore[operator]
            if abs(abs(number) - abs(expected)) > _TOLERANCE:
                at = place(line.line, part.header.columns["difference"])
                part.say("difference_wrong", at, f"{number:g}", line.row, expected=f"{expected:g}")
