"""Straight lines and curvature fitted to many units at once, each over the periods it has a value for."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

Array = np.ndarray


@dataclass(frozen=True)
class Line:
    """y = mean_y + slope · (x − mean_x) by unit: n points, `spread` Σ(x − x̄)², `deviation` √(Σ residual² / (n − 2)).

    Missing under three points, where a line fits anything.
    """

    n: Array
    mean_x: Array
    mean_y: Array
    slope: Array
    spread: Array
    deviation: Array

    def margin(self, confidence: float) -> Array:
        """Half the width of the slope's interval: t(n − 2) · deviation / √spread."""
        return quantile(confidence, self.n - 2) * self.deviation / np.sqrt(self.spread)


def line(x: Array, y: Array) -> Line:
    """Least squares of y (points × units, missing as NaN) on x (points), a line a unit:

    slope = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)²
    """
    n, mean_x, mean_y, dx, dy = _centred(x, y)
    spread = (dx * dx).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(n >= 3, (dx * dy).sum(axis=0) / spread, np.nan)
        residual = dy - slope * dx
        deviation = np.sqrt((residual * residual).sum(axis=0) / (n - 2))
    return Line(n, mean_x, mean_y, slope, spread, np.where(n >= 3, deviation, np.nan))


def curvature(x: Array, y: Array, confidence: float) -> tuple[Array, Array]:
    """2c of y = a + b·x + c·x² by unit, and half the width of its interval by t(n − 3); missing under four points.

    With q the part of x² that no line in x explains, c = Σ q·y / Σ q² and its error is √(Σ residual² / (n − 3) / Σ q²).
    """
    n, _, _, dx, dy = _centred(x, y)
    known = ~np.isnan(y)
    q = _beside_line(np.where(known, dx * dx, np.nan), dx)
    off = _beside_line(np.where(known, dy, np.nan), dx)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = (q * q).sum(axis=0)
        c = np.where(n >= 4, (q * off).sum(axis=0) / size, np.nan)
        residual = off - c * q
        error = np.sqrt((residual * residual).sum(axis=0) / (n - 3) / size)
    return 2 * c, 2 * quantile(confidence, n - 3) * error


def quantile(confidence: float, freedom: Array) -> Array:
    """Student's t that leaves (1 − confidence) / 2 above it; missing without a degree of freedom."""
    return stats.t.ppf((1 + confidence) / 2, np.where(freedom > 0, freedom, np.nan))


def _centred(x: Array, y: Array) -> tuple[Array, Array, Array, Array, Array]:
    """n and means by unit, and x and y less their means, 0 where missing."""
    known = ~np.isnan(y)
    n = known.sum(axis=0)
    least = np.maximum(n, 1)
    mean_x = (known * x[:, None]).sum(axis=0) / least
    mean_y = np.where(n > 0, np.nansum(y, axis=0) / least, np.nan)
    dx = np.where(known, x[:, None] - mean_x, 0.0)
    return n, mean_x, mean_y, dx, np.where(known, y - mean_y, 0.0)


def _beside_line(values: Array, dx: Array) -> Array:
    """What a line in x leaves of `values` (NaN where missing), 0 where missing."""
    known = ~np.isnan(values)
    rest = np.where(known, values - np.nansum(values, axis=0) / np.maximum(known.sum(axis=0), 1), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (dx * rest).sum(axis=0) / (dx * dx).sum(axis=0)
    return rest - np.nan_to_num(slope) * dx
