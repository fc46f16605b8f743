"""Ranks from the worst value up, every column by itself; the ranks of scores, best first, are in `ranks`."""

import numpy as np

from scoring.engine.panel import Array

# A difference below this share of a value is the noise of floating point: 0.1 + 0.2 and 0.3 are one value. Raw values
# have any size, so that decimals, on which scores are judged, say nothing here.
NOISE = 1e-12
# So many cells at a time: what stays near the processor, however many units there are.
BLOCK = 1 << 18


def ascending(x: Array) -> Array:
    """Rank of each value in its column, 1 for the lowest; equal values share the lowest rank; NaN where missing.

    `x` rows × columns. Values count as equal where they differ by `NOISE` of themselves at most.
    """
    found = np.empty(x.shape)
    step = max(1, BLOCK // max(1, len(x)))
    for start in range(0, x.shape[1], step):
        columns = slice(start, start + step)
        found[:, columns] = _along_rows(np.ascontiguousarray(x[:, columns].T)).T  # sorted without jumping about
    return found


def _along_rows(values: Array) -> Array:
    order = np.argsort(values, axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    first = np.ones(ordered.shape, dtype=bool)
    first[:, 1:] = ~(np.diff(ordered, axis=1) <= NOISE * abs(ordered[:, 1:]))
    ranked = np.maximum.accumulate(np.where(first, np.arange(1, values.shape[1] + 1), 0), axis=1).astype(float)
    ranked[np.isnan(ordered)] = np.nan
    found = np.empty(values.shape)
    np.put_along_axis(found, order, ranked, axis=1)
    return found
