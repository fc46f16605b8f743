"""Competition ranks: 1, 2, 2, 4 on rounded values, one ranking a period and node."""

import numpy as np


def competition(values: np.ndarray, groups: np.ndarray, decimals: int) -> np.ndarray:
    """Rank of every value within its group, highest first.

    `values` rows × nodes, `groups` one whole number a row, `decimals` what ties are judged on. Equal rounded values
    share the lowest rank; a missing value has none (NaN).
    """
    rounded = np.round(values, decimals)
    ranks = np.empty_like(rounded)
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    for rows in np.split(order, starts[1:]):
        # One slice when the rows of a period stand together, as they do in every table of ours.
        together = rows.size and rows[-1] - rows[0] + 1 == rows.size
        chosen = slice(rows[0], rows[-1] + 1) if together else rows
        ranks[chosen] = _of_one_group(rounded[chosen])
    return ranks


def _of_one_group(values: np.ndarray) -> np.ndarray:
    descending = np.negative(values.T, order="C")
    order = np.argsort(descending, axis=1)
    ordered = np.take_along_axis(descending, order, axis=1)
    position = np.arange(1, values.shape[0] + 1)
    first = np.ones(ordered.shape, dtype=bool)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=first[:, 1:])
    ranked = np.maximum.accumulate(np.where(first, position, 0), axis=1).astype(float)
    ranked[np.isnan(ordered)] = np.nan
    found = np.empty_like(ranked)
    np.put_along_axis(found, order, ranked, axis=1)
    return found.T
