"""Hatches over a map: which values are missing, do not apply, are estimated or carried, also without colours.

plotly can hatch bars but no areas, so the hatch of an area is a set of lines, cut by its border.
"""

import numpy as np

from figures.basis import CARRIED, ESTIMATED, NOT_APPLICABLE, UNKNOWN
from figures.boundaries import kept, shapes

# plotly's signs for the patterns of bars; the lines over areas look the same.
PATTERNS = {UNKNOWN: "/", NOT_APPLICABLE: "x", CARRIED: "-", ESTIMATED: "|"}
SPACING = 0.11  # degrees between two lines
_ANGLES = {"/": (45,), "x": (45, 135), "-": (0,), "|": (90,)}


@kept
def hatch(division: str, unit: str, pattern: str) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    """Longitudes and latitudes of the lines that hatch a unit, a gap (None) behind each line."""
    rings = _rings(division)[unit]
    lines = [line for angle in _ANGLES[pattern] for line in _lines(rings, np.deg2rad(angle))]
    lon = [value for (start, end) in lines for value in (start[0], end[0], None)]
    lat = [value for (start, end) in lines for value in (start[1], end[1], None)]
    return tuple(lon), tuple(lat)


def _lines(rings: list[np.ndarray], angle: float) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Parallel lines at an angle, where they lie within the rings (even-odd: holes are left out)."""
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turned = [ring @ turn for ring in rings]  # the lines are level now
    starts = np.concatenate([ring[:-1] for ring in turned])
    ends = np.concatenate([ring[1:] for ring in turned])
    low, high = starts[:, 1].min(), starts[:, 1].max()
    found = []
    for level in np.arange(np.ceil(low / SPACING), np.floor(high / SPACING) + 1) * SPACING:
        crossed = (starts[:, 1] <= level) != (ends[:, 1] <= level)
        a, b = starts[crossed], ends[crossed]
        at = np.sort(a[:, 0] + (level - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0]))
        for left, right in zip(at[::2], at[1::2], strict=True):
            start, end = (np.array([x, level]) @ turn.T for x in (left, right))
            found.append((tuple(start.round(4).tolist()), tuple(end.round(4).tolist())))
    return found


@kept
def _rings(division: str) -> dict[str, list[np.ndarray]]:
    found = {}
    for shape in shapes(f"{division}-pick"):
        geometry = shape["geometry"]
        parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        found[shape["properties"]["code"]] = [np.array(ring, dtype=float) for part in parts for ring in part]
    return found
