"""Which indicator a row means that names one by its code, by its name or by both."""

from typing import Any

import numpy as np

from scoring.frameworks import Framework, Input, Node
from scoring.text import fold
from scoring.workbooks.headers import LONG, text_of, vocabulary
from scoring.workbooks.parts import Part, place
from scoring.workbooks.problems import shortened


def name_indicators(
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
