"""The departments' working form: points by indicator, self-scored and verified, and whether the form adds up."""

from typing import Any

import numpy as np

from scoring.engine.shares import ASSESSED
from scoring.frameworks import Framework, Input, Node
from scoring.workbooks.columns import put_column
from scoring.workbooks.headers import vocabulary
from scoring.workbooks.lines import Line, by_code_of, put_figures, said_of, single_column
from scoring.workbooks.numbers import column_numbers
from scoring.workbooks.parts import Part, place

_TOLERANCE = 1e-6


def read_scores(
    part: Part, framework: Framework, found: list[Line], cells: dict[str, list[Any]], decimal: str | None
) -> None:
    """The form's points: of an indicator its verified or its self-score; of a group only checked against its sum."""
    flags = vocabulary()["flags"]
    kinds = {"self_score": "self-reported", "verified_score": "verified"}
    read: dict[str, dict[int, float]] = {}
    by_code = by_code_of(found)
    for code, lines in by_code.items():
        node = framework.by_code[code]
        points = node.points if isinstance(node, Node) else None
        leaf = isinstance(node, Node) and node.is_leaf
        _check_points(part, node, points, lines, cells, decimal)
        column = Input(code + ASSESSED, node.names, low=0.0, high=points)
        single = single_column(part, lines)
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
                chosen = [lines[n] for n in known]
                said = [{**words, "flag": flag} for words in said_of(part, chosen, cells, {})]
                put_figures(
                    part, column.code, column.names["vi"], chosen, single.values[key][known], places[known], said
                )
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
