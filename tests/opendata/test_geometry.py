"""Boundaries in every form, measured with another library."""

import io
import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from shapely.geometry import shape

from figures import boundaries
from opendata import geometry
from scoring import Units
from store import load_units, registers
from tests.figures.official import drawn
from tests.opendata.conftest import client
from tests.store import made

V1 = "/opendata/v1"
POINT = {"type": "Point", "coordinates": [112.0, 16.4]}
RING = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]
HOLE = [[0.5, 0.5], [0.5, 1.5], [1.5, 1.5], [1.5, 0.5], [0.5, 0.5]]
AREA = {"type": "Polygon", "coordinates": [RING, HOLE]}
AREAS = {"type": "MultiPolygon", "coordinates": [[RING, HOLE], [[[x + 5, y] for x, y in RING]]]}


@pytest.mark.parametrize("given", [POINT, AREA, AREAS], ids=lambda given: given["type"])
def test_text_and_binary_are_read_by_another_library(given):
    assert shapely.from_wkt(geometry.wkt(given)).equals_exact(shape(given))
    assert shapely.from_wkb(geometry.wkb(given)).equals_exact(shape(given))


@pytest.mark.parametrize("division", ["63", "34"])
def test_the_same_areas_come_in_every_format(shipped, division):
    place = f"{V1}/boundaries/{division}"
    found = json.loads(shipped.get(f"{place}.geojson").content)
    assert found["type"] == "FeatureCollection" and "ODbL" in found["about"]["licence"]
    shapes = [shape(feature["geometry"]) for feature in found["features"]]
    areas = [s for s, f in zip(shapes, found["features"], strict=True) if f["properties"]["kind"] == "area"]
    assert len(areas) == int(division) and all(area.is_valid for area in areas)
    csv = pd.read_csv(io.BytesIO(shipped.get(f"{place}.csv").content), comment="#", dtype={"unit": str})
    assert all(shapely.from_wkt(text).equals_exact(s) for text, s in zip(csv["geometry"], shapes, strict=True))
    table = pq.read_table(io.BytesIO(shipped.get(f"{place}.parquet").content))
    packed = table.column("geometry").to_pylist()
    assert all(shapely.from_wkb(each).equals_exact(s) for each, s in zip(packed, shapes, strict=True))
    geo = json.loads(table.schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert (geo["version"], column["encoding"]) == ("1.1.0", "WKB")
    assert column["bbox"] == pytest.approx(shapely.union_all(shapes).bounds)
    assert set(column["geometry_types"]) == {s.geom_type for s in shapes}
    sheet = pd.read_excel(io.BytesIO(shipped.get(f"{place}.xlsx").content), engine="openpyxl")
    assert sheet["geometry"].tolist() == csv["geometry"].tolist()
    assert shipped.get(place).headers["content-type"] == "application/geo+json"


def test_an_official_file_is_open_data_on_its_own_terms(shipped, tmp_path, monkeypatch):
    before = shipped.get(f"{V1}/boundaries/34.geojson").headers["ETag"]
    monkeypatch.setenv("DTI_BOUNDARIES", str(drawn.write(tmp_path)))
    answer = shipped.get(f"{V1}/boundaries/34.geojson")
    about = answer.json()["about"]
    assert about["licence"] == drawn.TERMS["licence"] and drawn.TERMS["source"] in about["source"]
    assert answer.headers["ETag"] != before
    areas = [f["geometry"] for f in answer.json()["features"] if f["properties"]["kind"] == "area"]
    assert areas == [f["geometry"] for f in boundaries.shapes("34")]


def test_both_archipelagos_are_in_it_with_their_province(shipped):
    features = json.loads(shipped.get(f"{V1}/boundaries/34.geojson").content)["features"]
    named = {
        f["properties"]["archipelago"]: (f["properties"]["name_vi"], f["properties"]["unit"])
        for f in features
        if f["properties"]["kind"] == "archipelago"
    }
    assert named == {
        "hoang_sa": ("Quần đảo Hoàng Sa (Việt Nam)", "48"),
        "truong_sa": ("Quần đảo Trường Sa (Việt Nam)", "56"),
    }
    assert sum(f["properties"]["kind"] == "island" for f in features) > 2


def test_areas_are_named_as_the_units_in_force_are(own_store):
    anna, binh = made.analyst(block="province"), made.approver(block="province")
    table = load_units().table.copy()
    table.loc[(table["division"] == "34") & (table["code"] == "01"), "name_es"] = "Hanói capital"
    there = f"{V1}/boundaries/34.csv"
    assert "Hanói capital" not in client().get(there).text
    registers.approve(
        binh, registers.propose(anna, "u.xlsx", Units(table, load_units().blocks), made.NOON), None, made.NOON
    )
    assert "Hanói capital" in client().get(there).text
