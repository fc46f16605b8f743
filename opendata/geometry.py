"""Areas and points between the forms that programs read: GeoJSON, well-known text and its binary form."""

import json
import struct
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

_KINDS = {"Point": 1, "Polygon": 3, "MultiPolygon": 6}
Shape = dict[str, Any]


def parse(geojson: str) -> Shape:
    """A geometry as it is kept in a column of a table."""
    return dict(json.loads(geojson))


def wkt(shape: Shape) -> str:
    """Well-known text.

    >>> wkt({"type": "Point", "coordinates": [112.0, 16.4]})
    'POINT (112.0 16.4)'
    """
    kind, at = shape["type"], shape["coordinates"]
    if kind == "Point":
        return f"POINT ({_pair(at)})"
    return f"POLYGON {_rings(at)}" if kind == "Polygon" else f"MULTIPOLYGON ({', '.join(map(_rings, at))})"


def _rings(polygon: Iterable[Any]) -> str:
    return f"({', '.join('(' + ', '.join(map(_pair, ring)) + ')' for ring in polygon)})"


def _pair(at: Any) -> str:
    return f"{at[0]} {at[1]}"


def wkb(shape: Shape) -> bytes:
    """Well-known binary, little endian."""
    kind, at = shape["type"], shape["coordinates"]
    head = struct.pack("<BI", 1, _KINDS[kind])
    if kind == "Point":
        return head + struct.pack("<dd", *at)
    if kind == "Polygon":
        packed = [struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", *p[:2]) for p in ring) for ring in at]
    else:
        packed = [wkb({"type": "Polygon", "coordinates": polygon}) for polygon in at]
    return head + struct.pack("<I", len(at)) + b"".join(packed)


def geoparquet(shapes: pd.Series) -> dict[str, Any]:
    """The metadata that GeoParquet 1.1 asks for: WKB, degrees of longitude and latitude."""
    parsed = [parse(text) for text in shapes]
    points = [point for shape in parsed for point in _points(shape["coordinates"])]
    east, north = ([point[axis] for point in points] for axis in (0, 1))
    column = {
        "encoding": "WKB",
        "geometry_types": sorted({shape["type"] for shape in parsed}),
        "bbox": [min(east), min(north), max(east), max(north)],
    }
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def _points(at: Any) -> Iterator[Any]:
    if isinstance(at[0], (int, float)):
        yield at
    else:
        for part in at:
            yield from _points(part)
