"""What a programme's workbook restates of its promises: target, baseline and deadline have to be those decided."""

import math
from typing import Any

from scoring.frameworks import Framework, Node
from scoring.periods import parse_period
from scoring.programme.targets import target_of
from scoring.workbooks.headers import text_of
from scoring.workbooks.numbers import CellFault, figure
from scoring.workbooks.parts import Part, place
from scoring.workbooks.problems import shortened

_STATED = ("target", "baseline", "deadline")


def check_promises(
    part: Part, framework: Framework, lines: list[tuple[str, int, int, int | None]], cells: dict[str, list[Any]]
) -> None:
    """Tell, at its cell, what differs from the framework; `lines` are (code, row of the sheet, order, row of the part,
    or None where the promise has no figure of its own).

    Each promise is told once a column; an empty cell says nothing.
    """
    nodes = {node.inputs[0].code: node for node in framework.promised}
    told: set[tuple[str, str]] = set()
    for key in (key for key in _STATED if key in cells):
        for code, line, order, row in lines:
            cell = cells[key][order]
            if code not in nodes or cell == "" or (key, code) in told or _same(key, cell, nodes[code]):
                continue
            told.add((key, code))
            names = {"framework": framework.names["vi"], "name": nodes[code].names["vi"]}
            words = {**names, "stated": _said(key, nodes[code])}
            part.say("promise_differs", place(line, part.header.columns[key]), shortened(text_of(cell)), row, **words)


def _decided(key: str, node: Node) -> float | str:
    """The target or baseline (missing where there is none), or the deadline (empty)."""
    promise = node.promise
    assert promise is not None
    if key == "deadline":
        return promise.deadline or ""
    if key == "target":
        return target_of(node)
    return math.nan if promise.baseline is None else promise.baseline


def _same(key: str, cell: Any, node: Node) -> bool:
    decided = _decided(key, node)
    if isinstance(decided, str):
        return parse_period(cell if not isinstance(cell, tuple) else cell[1]) == decided
    try:
        stated = figure(cell, node.inputs[0], {}).value
    except CellFault:
        return False
    return math.isnan(stated) or stated == decided


def _said(key: str, node: Node) -> str:
    decided = _decided(key, node)
    return decided or "–" if isinstance(decided, str) else "–" if math.isnan(decided) else f"{decided:.15g}"
