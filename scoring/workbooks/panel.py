"""What no single cell of an upload shows: columns and units that are missing, denominators of 0, parts above their
whole."""

import numpy as np
import pandas as pd

from scoring.frameworks import Framework, Input
from scoring.units import Units
from scoring.workbooks.headers import WIDE
from scoring.workbooks.numbers import MOST_FAULTS
from scoring.workbooks.parts import Part
from scoring.workbooks.problems import Problem


def missing_columns(parts: list[Part], framework: Framework) -> list[Problem]:
    """Inputs that a workbook of wide tables has nowhere."""
    wide = [part for part in parts if part.header.layout == WIDE]
    if len(wide) < len(parts):
        return []
    given = {code for part in wide for code in part.values}
    first = wide[0]
    return [
        Problem("column_missing", first.sheet.name, "", column.code,
                {"row": first.header.row + 1, "name": column.names["vi"]}, first.file)
        for column in framework.inputs
        if column.required and column.code not in given
    ]  # fmt: skip


def check_panel(parts: list[Part], values: pd.DataFrame, framework: Framework) -> None:
    """What no single cell shows: denominators of 0, parts above their whole, columns without a highest value."""
    for node in framework.nodes:
        for part in parts:
            if node.rule == "ratio":
                _check_ratio(part, *node.inputs)
            if node.rule == "ratio_to_max":
                _check_highest(part, node.inputs[0], values)


def _check_highest(part: Part, column: Input, values: pd.DataFrame) -> None:
    """Told at the first figure of the period, in every part that gives one."""
    if column.code not in part.values:
        return
    highest = values[column.code].groupby(level=0).max()
    for period in highest.index[highest <= 0]:
        row = next((row for row, own in enumerate(part.periods) if own == period), None)
        if row is not None:
            part.say("maximum_zero", part.places[column.code][row], "0", name=column.names["vi"], period=period)


def _check_ratio(part: Part, numerator: Input, denominator: Input) -> None:
    above, below = part.values.get(numerator.code), part.values.get(denominator.code)
    if below is None:
        return
    for row in np.flatnonzero(below == 0)[:MOST_FAULTS].tolist():
        part.say("denominator_zero", part.places[denominator.code][row], "0", row, name=denominator.names["vi"])
    if above is None:
        return
    for row in np.flatnonzero((above > below) & (below > 0))[:MOST_FAULTS].tolist():
        words = {"name": numerator.names["vi"], "whole": f"{below[row]:g}", "other": denominator.names["vi"]}
        part.say("part_exceeds_whole", part.places[numerator.code][row], f"{above[row]:g}", row, **words)


def absent_units(
    parts: list[Part], codes: list[list[str | None]], block: str, division: str, units: Units
) -> list[Problem]:
    """Units of the block that a period lacks: a warning, since a partial table is honest."""
    present: dict[str, set[str]] = {}
    named: dict[str, Part] = {}
    for part, found in zip(parts, codes, strict=True):
        for period, unit in zip(part.periods, found, strict=True):
            if period is not None:
                named.setdefault(period, part)
                present.setdefault(period, set()).update([unit] if unit else [])
    problems = []
    for period, known in sorted(present.items()):
        valid = units.in_force(block, division, period)
        absent = valid[~valid["code"].isin(known)]
        if len(absent):
            some = ", ".join(absent["name_vi"].head(5)) + (" …" if len(absent) > 5 else "")
            words = {"count": len(absent), "total": len(valid), "period": period}
            part = named[period]
            problems.append(Problem("unit_missing", part.sheet.name, "", some, words, part.file))
    return problems
