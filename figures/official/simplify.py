"""Areas made fit for a screen: as many positions as a browser draws at once, borders still shared."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import shapely

from figures.official.country import ARCHIPELAGOS

DRAWN, PICKED = 14_000, 100  # positions: of a whole map, of one unit in the layer that travels with a page
PARTS = 12  # of one unit in that layer
GRID = 0.0001  # degrees: neighbours whose borders differ by less share them afterwards
_FINEST, _STEP, _ROUNDS = 0.0005, 1.5, 18  # degrees that a border moves by at first, how that grows, how often
Areas = dict[str, Any]


def drawn(areas: Mapping[str, Any]) -> Areas:
    """For maps: unchanged where it is small, else without the smallest islets and with simpler borders."""
    found = _snapped(areas)
    if _positions(found.values()).sum() > DRAWN:
        found = {code: _parts(shape, _FINEST**2) for code, shape in found.items()}
    return _clockwise(_simple(found, lambda counted: counted.sum() <= DRAWN))


def picked(areas: Mapping[str, Any]) -> Areas:
    """For clicks, embeds and hatches: at most PICKED positions a unit."""
    kept = {code: _parts(shape, 0.0, PARTS) for code, shape in _snapped(areas).items()}
    return _clockwise(_simple(kept, lambda counted: counted.max() <= PICKED))


def borders(areas: Mapping[str, Any]) -> shapely.Geometry:
    """Every border once."""
    return shapely.line_merge(shapely.union_all([shape.boundary for shape in areas.values()]))


def geojson(shape: shapely.Geometry) -> dict[str, Any]:
    """To four decimals, which are about ten metres."""
    found = json.loads(shapely.to_geojson(shape), parse_float=lambda text: round(float(text), 4))
    if found["type"] == "MultiPolygon" and len(found["coordinates"]) == 1:
        found = {"type": "Polygon", "coordinates": found["coordinates"][0]}
    return dict(found)


def _parts(shape: Any, least: float, most: int | None = None) -> Any:
    """The parts of at least that area, the largest `most` of them; always the largest of the whole and of each
    archipelago."""
    parts = np.array(shapely.get_parts(shape))
    parts = parts[np.argsort(-shapely.area(parts), kind="stable")]
    keep = (shapely.area(parts) >= least) & (np.arange(len(parts)) < (most or len(parts)))
    keep[0] = True
    for box in ARCHIPELAGOS.values():
        within = np.flatnonzero(shapely.intersects(parts, shapely.box(*box)))
        keep[within[:1]] = True
    return shapely.multipolygons(parts[keep])


def _snapped(areas: Mapping[str, Any]) -> Areas:
    """On the grid; a unit that is smaller than its mesh stays as it is."""
    shapes = shapely.set_precision(np.array(list(areas.values())), GRID)
    return {code: areas[code] if new.is_empty else new for code, new in zip(areas, shapes, strict=True)}


def _simple(areas: Mapping[str, Any], fits: Callable[[np.ndarray], bool]) -> Areas:
    """With borders simplified until they fit: all at once where neighbours share them, else each unit by itself."""
    shapes, tolerance = np.array(list(areas.values())), _FINEST
    simplify = shapely.coverage_simplify if shapely.coverage_is_valid(shapes) else shapely.simplify
    for _ in range(_ROUNDS):
        if fits(_positions(shapes)):
            break
        shapes, tolerance = simplify(shapes, tolerance), tolerance * _STEP
    return dict(zip(areas, shapes, strict=True))


def _positions(shapes: Iterable[Any]) -> np.ndarray:
    counted: np.ndarray = shapely.get_num_coordinates(list(shapes))
    return counted


def _clockwise(areas: Mapping[str, Any]) -> Areas:
    shapes = shapely.orient_polygons(np.array(list(areas.values())), exterior_cw=True)
    return dict(zip(areas, shapes, strict=True))
