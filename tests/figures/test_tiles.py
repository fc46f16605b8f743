"""The tiles: one square a province, neighbours near; the figure says what the table says."""

import json
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import shapely

from figures import scales, tiles
from figures.boundaries import SHIPPED
from figures.words import words
from scoring import load_units

DIVISIONS = ("63", "34")


def layout(division: str) -> pd.DataFrame:
    return pd.read_csv(SHIPPED / "tiles.csv", dtype={"division": str, "code": str}).query(f"division == '{division}'")


def areas(division: str) -> dict[str, shapely.Geometry]:
    features = json.loads((SHIPPED / f"{division}.geojson").read_text(encoding="utf-8"))["features"]
    return {f["properties"]["code"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features}


def apart(division: str) -> pd.Series:
    """By pair of provinces that share a border: steps between their tiles, a step along a corner being one."""
    at = layout(division).set_index("code")[["column", "row"]]
    shapes = areas(division)
    pairs = [(a, b) for a, b in combinations(sorted(shapes), 2) if shapes[a].intersects(shapes[b])]
    return pd.Series({pair: int((at.loc[pair[0]] - at.loc[pair[1]]).abs().max()) for pair in pairs})


@pytest.mark.parametrize("division", DIVISIONS)
def test_every_province_has_a_tile_and_no_two_share_one(division):
    found = layout(division)
    assert sorted(found["code"]) == sorted(load_units().of("province", division).index)
    assert not found.duplicated(["column", "row"]).any()
    assert (found[["column", "row"]] >= 0).all(axis=None)


@pytest.mark.parametrize("division", DIVISIONS)
def test_neighbours_stay_near(division):
    steps = apart(division)
    assert len(steps) > int(division)  # a country of provinces with two borders each, at least
    assert steps.max() <= 2 and (steps == 1).mean() >= 0.9


@pytest.mark.parametrize("division", DIVISIONS)
def test_north_stays_north_and_east_stays_east(division):
    at = layout(division).set_index("code")
    middles = pd.DataFrame({code: [s.centroid.x, -s.centroid.y] for code, s in areas(division).items()}).T
    for place, axis in (("column", 0), ("row", 1)):
        assert np.corrcoef(at[place].reindex(middles.index), middles[axis])[0, 1] > 0.85


def test_squares_carry_colour_hatch_and_name():
    table = pd.DataFrame(
        {
            "unit": ["01", "48", "77"],
            "name": ["Hà Nội", "Đà Nẵng", "Bà Rịa - Vũng Tàu"],
            "value": [0.2, 0.9, np.nan],
            "basis": ["measured", "carried", "unknown"],
            "told": ["điểm 0,2000", "điểm 0,9000", "không có số liệu"],
        }
    )
    squares = tiles.tile_map(table, "63", scales.scale(table["value"], "score"), words("vi")).data[0]
    places = layout("63").set_index("code")
    assert list(squares.x) == list(places.loc[["01", "48", "77"], "column"])
    assert list(np.array(squares.base) + tiles.SIDE / 2) == pytest.approx(-places.loc[["01", "48", "77"], "row"])
    assert list(squares.marker.color) == ["#fdea45", "#00224e", "#d0d5db"]
    assert list(squares.marker.pattern.shape) == ["", "-", "/"]
    assert list(squares.text) == ["Hà<br>Nội", "Đà<br>Nẵng", "Bà<br>Rịa<br>Vũng<br>Tàu"]
    assert squares.customdata[2][0] == "77"


def test_both_archipelagos_are_named_beside_the_tiles():
    table = pd.DataFrame(
        {"unit": ["48"], "name": ["Đà Nẵng"], "value": [0.9], "basis": ["measured"], "told": ["điểm 0,9"]}
    )
    scale = scales.scale(table["value"], "score")
    for lang, first in (("vi", "Quần đảo"), ("en", "Hoang Sa"), ("es", "Archipiélago")):
        said = [note.text for note in tiles.tile_map(table, "34", scale, words(lang)).layout.annotations]
        assert len(said) == 2 and said[0].startswith(first)
