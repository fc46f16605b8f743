"""What maps are drawn from, read once: areas, the archipelagos' names and islands, the tiles' places.

They lie in `data/boundaries`; where DTI_BOUNDARIES names an official file, in the folder that was made of it.
"""

import json
import os
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from figures.words import Words
from scoring.units import DATA

Answer = TypeVar("Answer")
SHIPPED = DATA / "boundaries"
MOST_TOLD = 20  # of the problems of an official file
ABOVE = 0.3  # degrees from an archipelago's northernmost island to its name


class BoundariesError(ValueError):
    """What keeps an official file from being used: one problem a line."""

    def __init__(self, problems: list[str]):
        told = problems[:MOST_TOLD]
        more = len(problems) - len(told)
        last = [f"and {more} more."] if more else []
        super().__init__("\n".join(["DTI_BOUNDARIES cannot be used:", *told, *last]))
        self.problems = problems


def folder() -> Path:
    """Where the files lie. Raises BoundariesError where an official file cannot be used."""
    named = os.environ.get("DTI_BOUNDARIES")
    return _official(named, os.environ.get("DTI_DATA") or str(DATA.parent / "var")) if named else SHIPPED


@cache
def _official(named: str, data: str) -> Path:
    from figures.official.prepared import prepare  # and the library of shapes, where it is needed

    return prepare(Path(named).resolve(), Path(data).resolve())


def kept(call: Callable[..., Answer]) -> Callable[..., Answer]:
    """The function of plain values, its answers kept by these and by the folder that it read."""
    keeping = cache(lambda where, *given: call(*given))

    @wraps(call)
    def asked(*given: Any) -> Answer:
        return keeping(folder(), *given)

    return asked


class Terms(NamedTuple):
    """Of a division's official file."""

    source: str
    licence: str


def official(division: str) -> Terms | None:
    """Whose areas are drawn and on what terms; None for the shipped ones."""
    found = _about(folder()).get(division)
    return Terms(**found) if found else None


@cache
def _about(where: Path) -> dict[str, dict[str, str]]:
    about = where / "about.json"
    return json.loads(about.read_text(encoding="utf-8")) if about.is_file() else {}


def attribution(division: str, words: Words) -> str:
    """What stands beside every map: whose borders, and by which division the archipelagos are named."""
    found = official(division)
    borders = words.t("map.borders_of", **found._asdict()) if found else words.t("map.borders_schematic")
    return f"{borders} {words.t('map.archipelagos')}"


def shapes(file: str) -> list[dict[str, Any]]:
    """The features of `<file>.geojson`."""
    return _features(folder() / f"{file}.geojson")


@cache
def _features(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


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
    return pd.read_csv(SHIPPED / "tiles.csv", dtype=str)
