"""Small frameworks, panels and series for tests, written in a line or two."""

import numpy as np
import pandas as pd

from scoring import Framework, parse_framework
from scoring.analysis.over_time.series import Series

SHARE = '{ kind = "share" }'


def tree(
    *nodes: tuple,
    composites: dict[str, dict[str, float]] | None = None,
    head: str = "",
    steps: tuple[str, ...] = (),
) -> Framework:
    """A framework of `nodes` (code, parent, points, rule and other keys as TOML) under the headline "dti".

    A node without a rule that is no parent has the rule `share`. `head` are lines for the top of the file, `steps` the
    lines of each step.
    """
    parents = {entry[1] for entry in nodes}
    parts = [
        'id = "t"\nblock = "province"\nkind = "official"\ndecision = "none"\nyears = [2023]\nsources = []',
        head,
        f"names = {_names('t')}\n",
        f'[[nodes]]\ncode = "dti"\nnames = {_names("dti")}',
    ]
    for code, parent, points, *rest in nodes:
        rule = rest[0] if rest else "" if code in parents else f"rule = {SHARE}"
        parts.append(
            f'[[nodes]]\ncode = "{code}"\nparent = "{parent}"\npoints = {points}\nnames = {_names(code)}\n{rule}'
        )
    for code, weights in (composites or {}).items():
        inner = ", ".join(f'"{part}" = {points}' for part, points in weights.items())
        parts.append(f'[[composites]]\ncode = "{code}"\nnames = {_names(code)}\npoints = {{ {inner} }}')
    parts += [f"[[steps]]\n{step}" for step in steps]
    return parse_framework("\n".join(parts))


def panel(columns: dict[str, list[float]], period: str = "2023") -> pd.DataFrame:
    """Values of one period: column → one figure a unit; units are "01", "02" …"""
    rows = len(next(iter(columns.values())))
    index = pd.MultiIndex.from_product([[period], [f"{n:02d}" for n in range(1, rows + 1)]], names=["period", "unit"])
    return pd.DataFrame({code: np.array(values, dtype=float) for code, values in columns.items()}, index=index)


def monthly(columns: dict[str, list[float]], breaks: tuple[str, ...] = ()) -> Series:
    """The headline from January 2023 on: unit → one score a month."""
    months = len(next(iter(columns.values())))
    periods = pd.Index([str(pd.Period("2023-01", "M") + n) for n in range(months)], name="period")
    values = pd.DataFrame(columns, index=periods, dtype=float).rename_axis(columns="unit")
    return Series("dti", values, pd.Series("t", periods), breaks, pd.DataFrame(False, periods, values.columns))


def _names(text: str) -> str:
    return f'{{ vi = "{text}", en = "{text}", es = "{text}" }}'
