"""Skewness and kurtosis of every column, missing values left out."""

import numpy as np

from scoring.engine.panel import Array


def skewness_and_kurtosis(x: Array) -> tuple[Array, Array]:
    """Sample skewness G1 and excess kurtosis G2 ("type 2", as in SAS, SPSS and Excel), one a column.

        g1 = m3 / m2^1.5    G1 = g1 √(n(n − 1)) / (n − 2)
        g2 = m4 / m2² − 3   G2 = ((n + 1) g2 + 6) (n − 1) / ((n − 2)(n − 3))

    with m_k the k-th central moment. NaN for fewer than three (G1) or four (G2) values and where there is no spread.
    Source: Joanes and Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47 (1998).
    """
    known = ~np.isnan(x)
    n = known.sum(axis=0).astype(float)
    filled = np.where(known, x, 0.0)
    centred = np.where(known, filled - filled.sum(axis=0) / np.maximum(n, 1), 0.0)
    size, spread = (abs(part).max(axis=0, initial=0.0) for part in (filled, centred))
    unit = np.where(spread > 1e-12 * size, spread, np.nan)  # the largest deviation: no power of it overflows
    centred /= unit
    squares = centred * centred
    powers = (squares, squares * centred, squares * squares)
    m2, m3, m4 = (power.sum(axis=0) / np.maximum(n, 1) for power in powers)
    m2[m2 == 0] = np.nan
    some, more = np.where(n > 2, n, np.nan), np.where(n > 3, n, np.nan)
    skew = m3 / m2**1.5 * np.sqrt(some * (some - 1)) / (some - 2)
    kurt = ((more + 1) * (m4 / m2**2 - 3) + 6) * (more - 1) / ((more - 2) * (more - 3))
    return skew, kurt
