"""What all areas together must be: both archipelagos in them, and no unit on another's ground."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

# Where each archipelago lies: west, south, east, north, in degrees.
ARCHIPELAGOS = {"hoang_sa": (110.9, 15.5, 113.2, 17.4), "truong_sa": (111.2, 6.0, 117.6, 12.2)}
_NAMES = {"hoang_sa": "Hoàng Sa", "truong_sa": "Trường Sa"}
OVERLAP = 0.01  # of the smaller unit's area; borders drawn twice differ by less


def whole(areas: Mapping[str, Any], owners: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """What is wrong with the areas of a division; owners: archipelago → the code of the unit it belongs to."""
    found = []
    for archipelago, code in owners.items():
        box = ARCHIPELAGOS[archipelago]
        if not shapely.intersects(areas[code], shapely.box(*box)):
            found.append(
                f"{names[code]} (code {code}) has no part in {_NAMES[archipelago]} (longitude {box[0]} to {box[2]}, "
                f"latitude {box[1]} to {box[3]}), which every map shows. Add its islands to that MultiPolygon."
            )
    return found + _overlaps(areas, names)


def _overlaps(areas: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    codes, shapes = list(areas), np.array(list(areas.values()))
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T
    found = []
    for a, b in (pair for pair in pairs.tolist() if pair[0] < pair[1]):
        least = min(shapes[a].area, shapes[b].area)
        share = shapely.intersection(shapes[a], shapes[b]).area / least if least else 0.0
        if share > OVERLAP:
            told = " and ".join(f"{names[codes[at]]} (code {codes[at]})" for at in (a, b))
            found.append(f"{told} lie on each other by {share:.0%} of the smaller one. Correct their border.")
    return found
