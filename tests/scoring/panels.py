"""Small panels for tests of the treatments, written in a line or two."""

import numpy as np
import pandas as pd

from scoring.engine.panel import Panel

NAN = np.nan


def panel(columns: dict[str, list[float]], periods: list[str] | None = None, units: list[str] | None = None) -> Panel:
    """Column → one figure a row; without `periods` all rows are of 2023, without `units` these are A, B, C …"""
    rows = len(next(iter(columns.values())))
    index = pd.MultiIndex.from_arrays([periods or ["2023"] * rows, units or [chr(65 + n) for n in range(rows)]])
    return Panel.of(pd.DataFrame({code: np.array(x, dtype=float) for code, x in columns.items()}, index=index))


def random_panel(units: int, columns: int, periods: int = 1, missing: float = 0.1, seed: int = 0) -> Panel:
    """Lognormal figures with holes, units u0 … in every year from 2020, rows shuffled."""
    rng = np.random.default_rng(seed)
    x = rng.lognormal(1, 1, (units * periods, columns))
    x[rng.random(x.shape) < missing] = np.nan
    years = [str(2020 + n) for n in range(periods)]
    index = pd.MultiIndex.from_product([years, [f"u{n}" for n in range(units)]])
    frame = pd.DataFrame(x, index=index, columns=[f"i{n}" for n in range(columns)])
    return Panel.of(frame.iloc[rng.permutation(len(frame))])
