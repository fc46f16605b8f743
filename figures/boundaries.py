"""What maps are drawn from, read once: areas, the archipelagos' names and islands, the tiles' places."""

import json
from functools import cache
from typing import Any

import pandas as pd

from scoring.units import DATA

FOLDER = DATA / "boundaries"


@cache
def shapes(file: str) -> list[dict[str, Any]]:
    """The features of `data/boundaries/<file>.geojson`."""
    return json.loads((FOLDER / f"{file}.geojson").read_text(encoding="utf-8"))["features"]


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
