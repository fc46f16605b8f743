"""An official file: the shipped areas moved by a little, with islands in both archipelagos."""

import json
from pathlib import Path
from typing import Any

from figures.boundaries import SHIPPED

TERMS = {"source": "Cục Đo đạc và Bản đồ", "licence": "CC BY 4.0"}
EAST = 0.02  # degrees by which everything lies further east than what is shipped


def content(division: str = "34") -> dict[str, Any]:
    folder = SHIPPED
    found = json.loads((folder / f"{division}.geojson").read_text(encoding="utf-8"))
    islands = json.loads((folder / "islands.geojson").read_text(encoding="utf-8"))["features"]
    for feature in found["features"]:
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        code = feature["properties"]["code"]
        mine = [i["geometry"]["coordinates"] for i in islands if i["properties"][f"code_{division}"] == code]
        parts = [*parts, *[square(x, y) for x, y in mine]]
        moved = [[[[x + EAST, y] for x, y in ring] for ring in part] for part in parts]
        feature |= {"properties": {"code": code}, "geometry": {"type": "MultiPolygon", "coordinates": moved}}
        del feature["id"]
    return {**found, **TERMS}


def square(x: float, y: float, half: float = 0.02) -> list[list[list[float]]]:
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return [[[x + a, y + b] for a, b in corners]]


def write(folder: Path, found: dict[str, Any] | None = None, division: str = "34") -> Path:
    path = folder / f"{division}.geojson"
    path.write_text(json.dumps(found or content(division), ensure_ascii=False), encoding="utf-8")
    return path
