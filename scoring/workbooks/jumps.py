"""Figures that leap against the period before: not wrong by themselves, but worth a look before anyone else looks.

With d the change of a figure since the period before, over the units that have both:

    jump where |d − median(d)| > max(6 · 1.4826 · median|d − median(d)|, 3 · (q90 − q10 of the period before))

The first term is the robust spread of the changes (median absolute deviation, scaled to a normal's standard
deviation); the second, the spread of the units themselves, keeps a column in which nearly nothing moved from making a
jump of every step. Where both are 0 (all units alike, hardly any moved), the limit is max(1, 3 · median|figure of the
period before|): a step of one is none, a wild figure is. A note on the figure or on its row explains the leap and
silences the warning.
"""

from itertools import pairwise

import numpy as np
import pandas as pd

from scoring.frameworks import Framework
from scoring.periods import kind
from scoring.units import Units
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import Table

LEAST_UNITS = 10
_TIMES, _NORMAL, _SPREADS, _LEVELS, _FEW = 6, 1.4826, 3, 3, 3


def jumps(table: Table, framework: Framework, units: Units, last: pd.DataFrame | None) -> list[Problem]:
    """A warning for every figure that leaps against the period before: that of the table itself, for its first one
    `last`, which has the rows (period, unit) of one earlier period and columns as `table.values`."""
    periods = list(table.values.index.unique(0))
    pairs = [] if last is None else [(periods[0], str(last.index[0][0]), last.droplevel(0))]
    pairs += [(now, then, table.values.loc[then]) for then, now in pairwise(periods) if kind(then) == kind(now)]
    return [problem for pair in pairs for problem in _leaps(table, framework, units, *pair)]


def _leaps(
    table: Table, framework: Framework, units: Units, period: str, earlier: str, before: pd.DataFrame
) -> list[Problem]:
    now = table.values.loc[period]
    columns = [c for c in framework.inputs if c.code in before and c.code in now and not c.choices]
    common = now.index.intersection(before.index)
    if len(common) < LEAST_UNITS or not columns:
        return []
    codes = [column.code for column in columns]
    new, old = (frame.loc[common, codes].to_numpy(float) for frame in (now, before))
    change = new - old
    enough = np.isfinite(change).sum(axis=0) >= LEAST_UNITS
    if not enough.any():
        return []
    where = np.flatnonzero(enough)
    d, o = change[:, where], old[:, where]
    middle = np.nanmedian(d, axis=0)
    spread = _NORMAL * np.nanmedian(np.abs(d - middle), axis=0)
    low, high = np.nanquantile(o, [0.1, 0.9], axis=0)
    limit = np.maximum(_TIMES * spread, _SPREADS * (high - low))
    limit = np.where(limit > 0, limit, np.maximum(1, _LEVELS * np.nanmedian(np.abs(o), axis=0)))
    said = table.remarks
    noted = said.loc[(said["note"] != "") & (said["period"] == period), ["unit", "column"]]
    explained = set(map(tuple, noted.to_numpy()))
    notes = table.notes.loc[period, "note"]
    # What stands beside many rows explains none of them.
    row_notes = notes.where(notes.map(notes.value_counts()) <= _FEW, "")
    names = units.of(table.block, table.division)["name_vi"]
    found = []
    for line, at in np.argwhere(np.abs(d - middle) > limit).tolist():
        column, unit = columns[where[at]], common[line]
        if (unit, column.code) in explained or row_notes[unit]:
            continue
        file, sheet, cell = table.cell(period, unit, column.code)
        words = {
            "name": column.names["vi"],
            "unit": names.get(unit, unit),
            "before": f"{o[line, at]:g}",
            "period": earlier,
        }
        found.append(Problem("jump", sheet, cell, f"{new[line, where[at]]:g}", words, file, unit))
    return found
