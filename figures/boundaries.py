"""What maps are drawn from, read once: areas, the archipelagos' names and islands, the tiles' places."""

import json
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from figures.words import Words
from scoring.units import DATA

FOLDER = DATA / "boundaries"
ABOVE = 0.3  # degrees from an archipelago's northernmost island to its name


@cache
def shapes(file: str) -> list[dict[str, Any]]:
    """The features of `data/boundaries/<file>.geojson`."""
    return json.loads((FOLDER / f"{file}.geojson").read_text(encoding="utf-8"))["features"]


class Archipelago(NamedTuple):
    """Its name, the place for it just north of its islands in degrees, and by division the province it belongs to."""

    name: str
    lon: float
    lat: float
    province: dict[str, str]


def archipelagos(words: Words) -> list[Archipelago]:
    """Both, named in a language."""
    found = []
    for shape in shapes("islands"):
        about = shape["properties"]
        if about["kind"] == "label":
            own = [s for s in shapes("islands") if s["properties"]["archipelago"] == about["archipelago"]]
            north = max(s["geometry"]["coordinates"][1] for s in own if s["properties"]["kind"] == "island")
            province = {name.removeprefix("code_"): code for name, code in about.items() if name.startswith("code_")}
            name = words.t(f"map.archipelago_{about['archipelago']}")
            found.append(Archipelago(name, shape["geometry"]["coordinates"][0], north + ABOVE, province))
    return found


@cache
def divisions() -> tuple[str, ...]:
    """The divisions that have a map."""
    return tuple(dict.fromkeys(tiles_table()["division"]))


@cache
def tiles(division: str) -> pd.DataFrame:
    """By unit: column and row of its tile, rows counted downwards."""
    table = tiles_table()
    return table[table["division"] == division].set_index("code")[["column", "row"]].astype(int)


@cache
def tiles_table() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "tiles.csv", dtype=str)
