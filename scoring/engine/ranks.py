"""Competition ranks: 1, 2, 2, 4 on rounded values, one ranking a row or one a period and node."""

import numpy as np

Array = np.ndarray

# What the order of a sum can change in a score of about 1, and that many times over in a larger one. Values this close
# are one value before anything is rounded, or two units with the same data could stand on either side of an edge.
NOISE = 1e-13
# Rows are ranked in blocks that stay in the processor's cache.
BLOCK = 1 << 16


def competition(values: Array, groups: Array, decimals: int) -> Array:
    """Rank of every value within its group, highest first.

    `values` rows × nodes, `groups` one whole number a row, `decimals` what ties are judged on. Equal rounded values
    share the lowest rank; a missing value has none (NaN).
    """
    ranks = np.empty(values.shape, order="F")
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    for rows in np.split(order, starts[1:]):
        # One slice when the rows of a period stand together, as they do in every table of ours.
        together = rows.size and rows[-1] - rows[0] + 1 == rows.size
        chosen = slice(rows[0], rows[-1] + 1) if together else rows
        across = np.ascontiguousarray(values[chosen].T)
        found = by_row(across, decimals, float)
        found[np.isnan(across)] = np.nan
        ranks[chosen] = found.T
    return ranks


def by_row(values: Array, decimals: int, dtype: type = np.int32) -> Array:
    """Competition ranks along every row, highest first; 0 where a value is missing.

    `values` rankings × units (a node, or a draw, a row). Ties are judged on values rounded to 12 decimals, then to
    `decimals`; values no further apart than NOISE (NOISE of the row's largest, where that is above 1) count as equal
    first.
    """
    rows, units = values.shape
    ranks: Array = np.empty((rows, units), dtype)
    if not units:
        return ranks
    step = max(1, BLOCK // units)
    for start in range(0, rows, step):
        _rank(values[start : start + step], decimals, ranks[start : start + step])
    return ranks


def _rank(values: Array, decimals: int, ranks: Array) -> None:
    descending = np.negative(values, order="C")
    missing = np.isnan(descending)
    some_missing = missing.any()
    if some_missing:  # last in any case; sorting infinities is several times faster than sorting NaN
        descending[missing] = np.inf
    places = np.argsort(descending, axis=1)
    places += np.arange(len(values))[:, None] * values.shape[1]
    ordered = descending.ravel()[places]
    position = np.arange(1, values.shape[1] + 1, dtype=np.int32)
    with np.errstate(invalid="ignore"):
        gaps = ordered[:, 1:] - ordered[:, :-1]
    noise = _noise(ordered)
    # Wide gaps everywhere leave nothing to round and nothing to tie.
    narrow = (gaps <= np.maximum(2 * 10.0**-decimals, noise)).any()
    reached = _tied(ordered, gaps, decimals, position, noise) if narrow else position
    flat = ranks.reshape(-1)
    flat[places] = reached
    if some_missing:
        ranks[missing] = 0


def _noise(ordered: Array) -> Array:
    """NOISE of the largest value of every row in order, of 1 at least; infinite ones stand for missing."""
    largest = np.abs(ordered[:, 0])
    known = np.isfinite(ordered)
    last = np.take_along_axis(ordered, np.maximum(known.sum(axis=1) - 1, 0)[:, None], axis=1)[:, 0]
    largest = np.fmax(np.where(np.isfinite(largest), largest, 0.0), np.where(np.isfinite(last), np.abs(last), 0.0))
    return NOISE * np.maximum(largest, 1.0)[:, None]


def _tied(ordered: Array, gaps: Array, decimals: int, position: Array, noise: Array) -> Array:
    """The lowest position among equals, for rows in descending order (and so negated, rising)."""
    if ((gaps > 0) & (gaps <= noise)).any():
        first = _first(gaps <= noise, position)
        ordered = np.take_along_axis(ordered, first - 1, axis=1)
    rounded = np.round(ordered, max(decimals, 12))
    if decimals < 12:
        rounded = np.round(rounded, decimals)
    return _first(rounded[:, 1:] == rounded[:, :-1], position)


def _first(same: Array, position: Array) -> Array:
    """Position of the first of every run, where `same` says that an item after the first belongs to the one before."""
    starts = np.empty((len(same), len(position)), np.int32)
    starts[:, 0] = 1
    np.multiply(~same, position[1:], out=starts[:, 1:])
    return np.maximum.accumulate(starts, axis=1, out=starts)
