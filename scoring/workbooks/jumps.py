"""Figures that leap against the last period: not wrong by themselves, but worth a look before anyone else looks.

With d the change of a figure since the last period, over the units that have both:

    jump where |d − median(d)| > max(6 · 1.4826 · median|d − median(d)|, 3 · (q90 − q10 of the last period))

The first term is the robust spread of the changes (median absolute deviation, scaled to a normal's standard
deviation); the second, the spread of the units themselves, keeps a column in which nearly nothing moved from making a
jump of every step. A note on the figure explains its leap and silences the warning.
"""

import numpy as np
import pandas as pd

from scoring.frameworks import Framework
from scoring.units import Units
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import Table

LEAST_UNITS = 10
_TIMES, _NORMAL, _SPREADS = 6, 1.4826, 3


def jumps(table: Table, framework: Framework, units: Units, last: pd.DataFrame) -> list[Problem]:
    """A warning for every figure of the table's first period that leaps against `last`.

    `last` has the rows (period, unit) of one earlier period and columns as `table.values`.
    """
    period = table.values.index.get_level_values(0)[0]
    now, before = table.values.loc[period], last.droplevel(0)
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
    said = table.remarks
    explained = set(map(tuple, said.loc[said["note"] != "", ["unit", "column"]].to_numpy())) if len(said) else set()
    names = units.of(table.block, table.division)["name_vi"]
    found = []
    for line, at in np.argwhere(np.abs(d - middle) > np.where(limit > 0, limit, np.inf)).tolist():
        column, unit = columns[where[at]], common[line]
        if (unit, column.code) in explained:
            continue
        file, sheet, cell = table.cell(period, unit, column.code)
        words = {
            "name": column.names["vi"],
            "unit": names.get(unit, unit),
            "before": f"{o[line, at]:g}",
            "period": last.index.get_level_values(0)[0],
        }
        found.append(Problem("jump", sheet, cell, f"{new[line, where[at]]:g}", words, file, unit))
    return found
