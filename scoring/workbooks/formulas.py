"""Whether the value that a workbook shows is still what its formula gives.

A workbook carries each formula's last computed value. Simple formulas over cells of the same sheet (sums, means,
products, quotients) are worked out again; others are taken at their word.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator

import numpy as np

from scoring.workbooks.cells import Sheet
from scoring.workbooks.parts import Part, place, row_and_column
from scoring.workbooks.problems import column_of

_TOLERANCE = 1e-9
# So many cells are followed on a sheet; formulas behind them are taken at their word.
_MOST_CELLS = 1_000_000
_LONGEST = 1_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_ALLOWED = re.compile(r"[A-Z0-9$:+\-*/().,;\s]+")
_EXTERNAL = re.compile(r"\[[^\]]+\]|'[^']*\[[^\]]+\][^']*'!")
_OPERATIONS: dict[type, Callable] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    "SUM": sum,
    "AVERAGE": lambda values: sum(values) / len(values),
    "MIN": min,
    "MAX": max,
}


def check_formulas(part: Part) -> None:
    """Say which figures of the part come from elsewhere or are no longer what their formula gives."""
    if not part.sheet.formulas:
        return
    figures = {int(at): (row, key) for key, places in part.places.items() for row, at in enumerate(places.tolist())}
    left = _MOST_CELLS
    for line, column, formula in part.sheet.formulas:
        row, key = figures.get(place(line, column), (-1, ""))
        if row < 0:
            continue
        if _EXTERNAL.search(formula):
            part.say("formula_external", place(line, column), f"={formula}", row)
            continue
        named = _cells_named(formula)
        if named > left or np.isnan(part.values[key][row]):
            continue
        left -= named
        stored, given = part.sheet.cell(line, column), evaluate(formula, part.sheet)
        if given is not None and type(stored) is float and abs(stored - given) > _TOLERANCE * max(1.0, abs(given)):
            part.say("formula_stale", place(line, column), f"{stored:g}", row, expected=f"{given:g}")


def _corners(found: re.Match[str]) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of a reference, from 0."""
    one = row_and_column(_at(found[1], found[2]))
    other = row_and_column(_at(found[3], found[4])) if found[3] else one
    return (*map(min, one, other), *map(max, one, other))  # type: ignore[return-value]


def _cells_named(formula: str) -> int:
    """How many cells the references of a formula name together."""
    corners = map(_corners, _REFERENCE.finditer(formula.upper()))
    return sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in corners)


def evaluate(formula: str, sheet: Sheet) -> float | None:
    """What a simple formula gives on the sheet's shown values; None where it is not one of the simple ones.

    >>> evaluate("SUM(A1:B1)*2", Sheet("S", [[1.0, 2.0]]))
    6.0
    """
    text = formula.upper().lstrip("=")
    if not _ALLOWED.fullmatch(text) or len(text) > _LONGEST:
        return None
    cells: list[list[float]] = []

    def named(found: re.Match) -> str:
        cells.append(list(_numbers(found, sheet)))
        return f"_{len(cells) - 1}_"

    try:
        tree = ast.parse(_REFERENCE.sub(named, text).replace(";", ","), mode="eval")
        return float(_value(tree.body, cells))
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError, IndexError, TypeError):
        return None


def _numbers(found: re.Match, sheet: Sheet) -> Iterator[float]:
    """The numbers among the cells of a reference; a text or an empty cell counts as nothing, as in a sum."""
    top, left, bottom, right = _corners(found)
    for row in range(top, min(bottom + 1, sheet.height)):
        for column in range(left, min(right + 1, sheet.width)):
            cell = sheet.cell(row, column)
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                yield float(cell)
            elif cell != "" and not found[3]:
                raise ValueError("a text where a number belongs")


def _at(letters: str, line: str) -> int:
    return place(int(line) - 1, column_of(letters))


def _value(node: ast.expr, cells: list[list[float]]) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.Name):
        values = _cells(node, cells)
        return sum(values) if len(values) <= 1 else float("nan")
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_value(node.left, cells), _value(node.right, cells))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        value = _value(node.operand, cells)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
        values = [
            value
            for part in node.args
            for value in (_cells(part, cells) if isinstance(part, ast.Name) else [_value(part, cells)])
        ]
        return _FUNCTIONS[node.func.id](values)
    raise ValueError("not a simple formula")


def _cells(node: ast.Name, cells: list[list[float]]) -> list[float]:
    found = re.fullmatch(r"_(\d+)_", node.id)
    if not found:
        raise ValueError("a name that is no cell")
    return cells[int(found[1])]
