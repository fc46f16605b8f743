"""An official file in the place of the shipped areas, everywhere a map is drawn."""

import json

import numpy as np
import pytest
import shapely

from figures import boundaries, small_map
from figures.hatching import hatch
from figures.official import simplify
from figures.official.country import ARCHIPELAGOS
from figures.press import atlas
from figures.words import words
from frame import files
from tests.figures.official.drawn import EAST, TERMS, content, write


@pytest.fixture
def official(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_BOUNDARIES", str(write(tmp_path)))
    monkeypatch.setenv("DTI_DATA", str(tmp_path / "var"))
    return boundaries.folder()


def areas(file):
    return {
        f["properties"]["code"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in boundaries.shapes(file)
    }  # fmt: skip


def test_its_areas_take_the_place_of_the_shipped_ones(official, monkeypatch):
    found = {name: areas(name) for name in ("34", "34-pick", "63")}
    monkeypatch.delenv("DTI_BOUNDARIES")
    shipped = {name: areas(name) for name in ("34", "34-pick", "63")}
    assert found["63"] == shipped["63"]
    for code, before in shipped["34"].items():
        moved = shapely.transform(before, lambda at: at + [EAST, 0])
        both = shapely.intersection(found["34"][code], moved).area / shapely.union(found["34"][code], moved).area
        assert both > 0.97, code
    assert shapely.coverage_is_valid(list(found["34-pick"].values()))
    assert shapely.get_num_coordinates(list(found["34-pick"].values())).max() <= 100


def test_both_archipelagos_stay_in_every_layer(official):
    for name in ("34", "34-pick"):
        for archipelago, code in (("hoang_sa", "48"), ("truong_sa", "56")):
            assert shapely.intersects(areas(name)[code], shapely.box(*ARCHIPELAGOS[archipelago]))


def test_rings_run_as_plotly_needs_them_and_units_keep_their_names(official):
    for feature in boundaries.shapes("34"):
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert not any(shapely.is_ccw(part.exterior) for part in shapely.get_parts(shape))
    assert boundaries.shapes("34")[0]["properties"] == {"code": "01", "name_vi": "Hà Nội", "name_en": "Ha Noi"}


def drawings():
    return [
        small_map.outlines("34")["01"], hatch("34", "01", "/"), atlas.geometry("34"),
        files.address("boundaries/34.geojson"), files.address("boundaries/34-borders.geojson"),
    ]  # fmt: skip


def test_whatever_was_kept_of_the_shipped_areas_is_not_used(tmp_path, monkeypatch):
    before, tiles = drawings(), boundaries.tiles("34")
    monkeypatch.setenv("DTI_BOUNDARIES", str(write(tmp_path)))
    monkeypatch.setenv("DTI_DATA", str(tmp_path / "var"))
    assert all(a != b for a, b in zip(before, drawings(), strict=True))
    assert boundaries.tiles("34").equals(tiles)


@pytest.mark.parametrize("lang", ["vi", "en", "es"])
def test_its_source_and_licence_stand_beside_its_maps_alone(official, lang):
    told = boundaries.attribution("34", words(lang))
    assert TERMS["source"] in told and TERMS["licence"] in told and "OpenStreetMap" not in told
    assert "OpenStreetMap" in boundaries.attribution("63", words(lang))
    assert words(lang).t("map.archipelagos") in told


def test_the_folder_is_made_once_and_whole(official, tmp_path):
    assert {path.name for path in (tmp_path / "var" / "boundaries").iterdir()} == {official.name}
    made = official.stat().st_mtime_ns
    boundaries._official.cache_clear()
    assert boundaries.folder() == official and official.stat().st_mtime_ns == made


@pytest.mark.parametrize("damage", [b"", b'{"type": "FeatureCollection", "fea', None])
def test_what_was_damaged_since_is_made_again(official, caplog, damage):
    file = official / "34.geojson"
    before = file.read_bytes()
    file.unlink()
    if damage is not None:
        file.write_bytes(damage)
    boundaries._official.cache_clear()
    assert boundaries.folder() == official and file.read_bytes() == before
    assert "is damaged, and is made again" in caplog.text


def test_another_content_is_another_folder(official, tmp_path):
    found = content()
    found["licence"] = "CC0"
    write(tmp_path, found)
    boundaries._official.cache_clear()
    assert boundaries.folder() != official and boundaries.official("34").licence == "CC0"


def test_large_files_are_made_small_even_where_neighbours_draw_their_border_apart():
    fine = {
        f["properties"]["code"]: shapely.segmentize(shapely.from_geojson(json.dumps(f["geometry"])), 0.004)
        for f in content()["features"]
    }
    apart = {code: shapely.transform(shape, lambda at, n=n: at + n * 0.0003) for n, (code, shape) in
             enumerate(fine.items())}  # fmt: skip
    for given in (fine, apart):
        assert shapely.get_num_coordinates(list(given.values())).sum() > 2 * simplify.DRAWN
        drawn, picked = simplify.drawn(given), simplify.picked(given)
        assert shapely.get_num_coordinates(list(drawn.values())).sum() <= simplify.DRAWN
        assert shapely.get_num_coordinates(list(picked.values())).max() <= simplify.PICKED
        least = [shapely.intersection(drawn[c], given[c]).area / given[c].area for c in given]
        assert np.min(least) > 0.95
