"""Build the boundaries of the 63 and the 34 provinces from two registry packages.

    python data/boundaries/build.py DATASET_DB LAND_JSON [OUT_FOLDER]

DATASET_DB is `data/dataset.db` of the PyPI package vietnamadminunits 1.0.4 (MIT): position and extent of 10,035 former
communes. LAND_JSON is `map.geo.json` of the npm package @geo-maps/countries-land-250m 0.6.0 (ODbL 1.0, © OpenStreetMap
contributors): the outline of the land.

Sample points in each commune's extent are given their Voronoi cells; cells dissolved by province and cut by the outline
make a coverage: every border is one line that both neighbours share. Simplification keeps it one.
"""

import gzip
import json
import re
import sqlite3
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

HERE = Path(__file__).resolve().parent
UNITS = HERE.parent / "units.csv"
GRID = 1e-4  # degrees: every vertex lies on this grid, so that shared borders stay identical in the files
CLOSE = 0.009  # half the widest river that is closed, in degrees
EAST = 110.6  # the archipelagos beyond are an overlay of their own
DRAWN = {"tolerance": 0.006, "least_island": 2e-4}
PICKED = {"tolerance": 0.03, "least_island": 4e-3, "most_vertices": 100}


def build(dataset: Path, land: Path, out: Path) -> None:
    communes = read_communes(dataset)
    outline = read_outline(land)
    provinces = coverage(communes, outline)
    units = pd.read_csv(UNITS, dtype=str, keep_default_na=False).query("block == 'province'")
    for grain, settings in (("", DRAWN), ("-pick", PICKED)):
        of_63 = simplify(provinces, **settings)
        of_34 = merge(of_63, units[units["division"] == "63"].set_index("code")["successor_code"])
        for division, shapes in (("63", of_63), ("34", of_34)):
            if grain:
                shapes = simplify(shapes, **settings)
            else:
                write_borders(shapes, out / f"{division}-borders.geojson")
            write_shapes(shapes, units[units["division"] == division], out / f"{division}{grain}.geojson")
    write_points(communes, out)


def read_communes(dataset: Path) -> pd.DataFrame:
    """province, lon, lat and half-extents (degrees) of every former commune."""
    query = (
        "select provinceCode, wardLat, wardLon, wardBounds from admin_units_legacy "
        "where wardCode is not null and wardBounds is not null"
    )
    with sqlite3.connect(dataset) as connection:
        rows = pd.read_sql(query, connection)
    bounds = rows["wardBounds"].str.extractall(re.compile(r"(-?\d+\.?\d*)"))[0].astype(float).unstack()
    south, west, north, east = (bounds[number] for number in range(4))
    return pd.DataFrame(
        {
            "province": rows["provinceCode"].astype(str).str.zfill(2),
            "lon": rows["wardLon"].astype(float),
            "lat": rows["wardLat"].astype(float),
            "half_lon": (east - west) / 2,
            "half_lat": (north - south) / 2,
        }
    ).dropna()


def read_outline(land: Path) -> shapely.Geometry:
    """Land of Viet Nam without inland water, west of the archipelagos."""
    features = json.loads(land.read_text(encoding="utf-8"))["features"]
    shape = next(f["geometry"] for f in features if f["properties"].get("A3") == "VNM")
    found = shapely.make_valid(shapely.from_geojson(json.dumps(shape)))
    closed = found.buffer(CLOSE, quad_segs=4).buffer(-CLOSE, quad_segs=4).union(found)
    areas = [part for part in shapely.get_parts(closed) if part.geom_type == "Polygon" and part.bounds[0] < EAST]
    parts = [shapely.Polygon(part.exterior) for part in areas]
    return shapely.union_all([part for part in parts if part.area > 2e-5])


def samples(communes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """(points, row of the commune): the centre, 6 and 12 points on ellipses at 0.275 and 0.55 of the half-extents."""
    rings = [(0.0, 1), (0.275, 6), (0.55, 12)]
    angles = np.concatenate([2 * np.pi * np.arange(count) / count for _, count in rings])
    radii = np.concatenate([np.full(count, radius) for radius, count in rings])
    lon = communes["lon"].to_numpy()[:, None] + communes["half_lon"].to_numpy()[:, None] * radii * np.cos(angles)
    lat = communes["lat"].to_numpy()[:, None] + communes["half_lat"].to_numpy()[:, None] * radii * np.sin(angles)
    points = np.stack([lon.ravel(), lat.ravel()], axis=1)
    owners = np.repeat(np.arange(len(communes)), len(angles))
    # An own centre outweighs a neighbour's ring point on the very same spot.
    _, first = np.unique(points.round(4), axis=0, return_index=True)
    return points[first], owners[first]


def coverage(communes: pd.DataFrame, outline: shapely.Geometry) -> pd.Series:
    """Province code → shape; all shapes together are a coverage without gaps or overlaps."""
    points, owners = samples(communes)
    province = communes["province"].to_numpy()[owners]
    sites = shapely.multipoints(points)
    frame = shapely.box(*outline.buffer(1).bounds)
    cells = np.array(shapely.get_parts(shapely.voronoi_polygons(sites, extend_to=frame)))
    at, site = shapely.STRtree(cells).query(shapely.points(points), predicate="intersects")
    owner_of_cell = pd.Series(province[at], index=site).groupby(level=0).first()
    dissolved = pd.Series(
        {code: shapely.union_all(cells[rows.index]) for code, rows in owner_of_cell.groupby(owner_of_cell)}
    )
    lines = [shape.boundary for shape in dissolved] + [outline.boundary]
    noded = shapely.union_all(lines, grid_size=GRID)
    faces = np.array(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))
    inner = shapely.point_on_surface(faces)
    faces, inner = (array[shapely.contains(outline, inner)] for array in (faces, inner))
    face, chosen = shapely.STRtree(dissolved.to_numpy()).query(inner, predicate="intersects")
    owner = pd.Series(dissolved.index[chosen], index=face).groupby(level=0).first()
    shapes = pd.Series({code: shapely.coverage_union_all(faces[rows.index]) for code, rows in owner.groupby(owner)})
    return without_enclaves(without_enclaves(shapes))


def without_enclaves(shapes: pd.Series) -> pd.Series:
    """Give every part that leans on another province, but not on its own, to the neighbour it leans on most."""
    parts = pd.DataFrame(
        [(code, part) for code, shape in shapes.items() for part in shapely.get_parts(shape)],
        columns=["owner", "shape"],
    )
    areas = shapely.area(parts["shape"].to_numpy())
    main = pd.Series(areas).groupby(parts["owner"]).idxmax()
    lesser = parts.index.difference(main)
    tree = shapely.STRtree(parts["shape"].to_numpy())
    for at in lesser:
        part = parts.loc[at, "shape"]
        near = [n for n in tree.query(part, predicate="touches") if parts.loc[n, "owner"] != parts.loc[at, "owner"]]
        lengths = {n: shapely.length(shapely.intersection(part.boundary, parts.loc[n, "shape"].boundary)) for n in near}
        if lengths and max(lengths.values()) > 0:
            parts.loc[at, "owner"] = parts.loc[max(lengths, key=lengths.get), "owner"]
    return parts.groupby("owner")["shape"].agg(lambda group: shapely.coverage_union_all(group.to_numpy()))


def simplify(shapes: pd.Series, tolerance: float, least_island: float, most_vertices: int | None = None) -> pd.Series:
    """Simplify all borders at once, so that neighbours still share them; drop the smallest islands.

    Where `most_vertices` is given, the tolerance rises until no province has more.
    """
    kept = shapes.map(lambda shape: _without_islets(shape, least_island))
    while True:
        simple = pd.Series(shapely.coverage_simplify(kept.to_numpy(), tolerance), index=kept.index)
        simple = pd.Series(shapely.orient_polygons(simple.to_numpy(), exterior_cw=True), index=kept.index)
        if most_vertices is None or shapely.get_num_coordinates(simple.to_numpy()).max() <= most_vertices:
            return simple
        tolerance *= 1.1


def _without_islets(shape: shapely.Geometry, least: float) -> shapely.Geometry:
    parts = np.array(shapely.get_parts(shape))
    areas = shapely.area(parts)
    return shapely.multipolygons(parts[(areas >= least) | (areas == areas.max())])


def merge(shapes: pd.Series, successors: pd.Series) -> pd.Series:
    """The 34: unions of the simplified 63."""
    groups = shapes.groupby(successors.loc[shapes.index].to_numpy())
    merged = groups.agg(lambda group: shapely.coverage_union_all(group.to_numpy()))
    return pd.Series(shapely.orient_polygons(merged.to_numpy(), exterior_cw=True), index=merged.index)


def write_shapes(shapes: pd.Series, units: pd.DataFrame, path: Path) -> None:
    names = units.set_index("code")
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {
                "code": code,
                "name_vi": names.loc[code, "name_vi"],
                "name_en": names.loc[code, "name_en"],
            },
            "geometry": _geometry(shape),
        }
        for code, shape in shapes.items()
    ]
    _write({"type": "FeatureCollection", "features": features}, path)


def write_borders(shapes: pd.Series, path: Path) -> None:
    """Every border once."""
    lines = shapely.line_merge(shapely.union_all([shape.boundary for shape in shapes]))
    feature = {"type": "Feature", "properties": {}, "geometry": _geometry(lines)}
    _write({"type": "FeatureCollection", "features": [feature]}, path)


def write_points(communes: pd.DataFrame, out: Path) -> None:
    """The communes' points, by which the tests measure the boundaries; not shipped with the product's data."""
    table = communes[["province", "lon", "lat"]].round(4).sort_values(["province", "lon", "lat"])
    path = (
        out / "commune_points.csv.gz" if out != HERE else HERE.parents[1] / "tests" / "data" / "commune_points.csv.gz"
    )
    path.write_bytes(gzip.compress(table.to_csv(index=False, lineterminator="\n").encode(), mtime=0))


def _geometry(shape: shapely.Geometry) -> dict:
    found = json.loads(shapely.to_geojson(shape))
    if found["type"] == "MultiPolygon" and len(found["coordinates"]) == 1:
        found = {"type": "Polygon", "coordinates": found["coordinates"][0]}
    return json.loads(json.dumps(found), parse_float=lambda text: round(float(text), 4))


def _write(content: dict, path: Path) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else HERE)
