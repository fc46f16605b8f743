"""A GeoJSON geometry as an area: whole rings, in degrees, where Viet Nam lies."""

from typing import Any

import numpy as np
import shapely

LONGITUDES, LATITUDES = (100.0, 120.0), (5.0, 24.5)  # the land and both archipelagos, with room

CONVERT = (
    "Convert them to degrees of longitude and latitude (WGS 84): "
    "ogr2ogr -t_srs EPSG:4326 -lco RFC7946=YES NEW.geojson OLD.geojson"
)


class _Wrong(ValueError):
    """What is wrong with a ring, said to whoever has to mend it."""


def area(geometry: Any) -> tuple[shapely.Geometry | None, int, str]:
    """The area, how many positions it has, and what is wrong; heights are left out, rings may run either way."""
    kind, parts = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else ("", None)
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(parts, list) or not parts:
        return None, 0, f"its geometry is {_said(kind)}. Give it a Polygon or a MultiPolygon."
    try:
        polygons = [[_ring(ring) for ring in part] for part in ([parts] if kind == "Polygon" else parts)]
        if not all(polygons):
            raise _Wrong("one of its polygons has no ring. Take it out.")
    except _Wrong as fault:
        return None, 0, str(fault)
    except TypeError:
        return None, 0, "its coordinates are not nested as GeoJSON asks. Export it again."
    count = sum(len(ring) for rings in polygons for ring in rings)
    shape = shapely.multipolygons([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
    if not shape.is_valid:
        why = shapely.is_valid_reason(shape).replace("[", " at ").rstrip("]")
        return None, count, f"its rings are not sound: {why}. Mend it: ogr2ogr -makevalid NEW.geojson OLD.geojson"
    return shape, count, ""


def _said(kind: Any) -> str:
    return f"'{kind}'" if isinstance(kind, str) and kind else "missing"


def _ring(ring: Any) -> np.ndarray:
    try:
        places = np.array([position[:2] for position in ring], dtype=float)
    except (TypeError, ValueError):
        raise _Wrong("a ring holds something else than pairs of numbers. Export it again.") from None
    if places.ndim != 2 or len(places) < 4 or (places[0] != places[-1]).any():
        raise _Wrong("a ring is not closed, or has fewer than four positions. End it with its first position.")
    _in_place(places)
    return places


def _in_place(places: np.ndarray) -> None:
    """Raises _Wrong for the first position that is not where Viet Nam is, and says what it may be instead."""
    lon, lat = places.T
    out = ~((lon >= LONGITUDES[0]) & (lon <= LONGITUDES[1]) & (lat >= LATITUDES[0]) & (lat <= LATITUDES[1]))
    if not out.any():
        return
    x, y = places[out][0]
    told = f"the position {x:g}, {y:g} is not in Viet Nam"
    if LONGITUDES[0] <= y <= LONGITUDES[1] and LATITUDES[0] <= x <= LATITUDES[1]:
        raise _Wrong(f"{told}: longitude and latitude are exchanged. Write the longitude first.")
    if abs(x) > 180 or abs(y) > 90:
        raise _Wrong(f"{told}: these look like metres of a projection. {CONVERT}")
    raise _Wrong(
        f"{told} (longitude {LONGITUDES[0]:g} to {LONGITUDES[1]:g}, latitude {LATITUDES[0]:g} to {LATITUDES[1]:g}). "
        "Correct it."
    )
