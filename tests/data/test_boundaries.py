"""The boundaries: whole, shared, and where the communes are."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "boundaries"
YARDSTICKS = ROOT.parent / "shared" / "reference" / "geo"
UNITS = pd.read_csv(ROOT / "data" / "units.csv", dtype=str, keep_default_na=False)
FILES = [("63", ""), ("34", ""), ("63", "-pick"), ("34", "-pick")]


def shapes(path: Path) -> dict[str, shapely.Geometry]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["properties"]["code"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features}


@pytest.mark.parametrize(("division", "grain"), FILES)
def test_every_unit_has_one_valid_shape_with_its_names(division, grain):
    features = json.loads((FOLDER / f"{division}{grain}.geojson").read_text(encoding="utf-8"))["features"]
    units = UNITS[UNITS["division"] == division].set_index("code", drop=False)
    assert sorted(f["id"] for f in features) == sorted(units.index) and len(features) == int(division)
    for feature in features:
        known = units.loc[feature["id"]]
        assert feature["properties"] == {k: known[k] for k in ("code", "name_vi", "name_en")}
        assert shapely.from_geojson(json.dumps(feature["geometry"])).is_valid


@pytest.mark.parametrize(("division", "grain"), FILES)
def test_no_gaps_no_overlaps_and_borders_shared_to_the_vertex(division, grain):
    found = list(shapes(FOLDER / f"{division}{grain}.geojson").values())
    assert shapely.coverage_is_valid(found)
    union = shapely.union_all(found)
    assert union.area == pytest.approx(sum(shape.area for shape in found), rel=1e-12)
    assert sum(len(part.interiors) for part in shapely.get_parts(union)) == 0


@pytest.mark.parametrize(("division", "grain"), FILES)
def test_exterior_rings_run_clockwise(division, grain):
    for shape in shapes(FOLDER / f"{division}{grain}.geojson").values():
        for part in shapely.get_parts(shape):
            ring = np.array(part.exterior.coords)
            twice_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring - ring[0]))
            assert twice_area < 0


@pytest.mark.parametrize("division", ["63", "34"])
def test_no_part_lies_among_other_provinces(division):
    found = shapes(FOLDER / f"{division}.geojson")
    for code, shape in found.items():
        main, *others = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
        rest = shapely.union_all([other for name, other in found.items() if name != code])
        for part in others:
            assert shapely.length(shapely.intersection(part.boundary, rest)) == 0, code


def test_the_files_are_small_and_the_pick_layer_smaller():
    for path in FOLDER.glob("*.geojson"):
        assert path.stat().st_size < 400_000, path.name
    for division in ("63", "34"):
        path = FOLDER / f"{division}-pick.geojson"
        assert path.stat().st_size <= 120_000
        assert max(shapely.get_num_coordinates(shape) for shape in shapes(path).values()) <= 100


def test_the_34_are_unions_of_the_63():
    old, new = shapes(FOLDER / "63.geojson"), shapes(FOLDER / "34.geojson")
    joined = UNITS[UNITS["division"] == "63"].groupby("successor_code")["code"].agg(list)
    for code, parts in joined.items():
        assert new[code].equals(shapely.union_all([old[part] for part in parts])), code


def test_the_former_communes_lie_in_their_own_province():
    points = pd.read_csv(Path(__file__).with_name("commune_points.csv.gz"), dtype={"province": str})
    found = shapes(FOLDER / "63.geojson")
    inside = np.zeros(len(points), dtype=bool)
    for code, rows in points.groupby("province").groups.items():
        inside[rows] = shapely.contains_xy(found[code], points.loc[rows, "lon"], points.loc[rows, "lat"])
    assert len(points) > 10_000 and inside.mean() >= 0.99


@pytest.mark.conformance
@pytest.mark.skipif(not YARDSTICKS.is_dir(), reason="the reference folder is not beside this checkout")
@pytest.mark.parametrize("division", ["63", "34"])
def test_the_shapes_overlap_the_yardstick(division):
    ours, theirs = shapes(FOLDER / f"{division}.geojson"), shapes(YARDSTICKS / f"yardstick_{division}.geojson")
    pairs = [(ours[code], shapely.make_valid(shape)) for code, shape in theirs.items()]
    overlap = [shapely.intersection(a, b).area / shapely.union(a, b).area for a, b in pairs]
    assert len(overlap) == int(division) and np.mean(overlap) >= 0.92
