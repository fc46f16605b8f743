"""The folder that maps are drawn from where DTI_BOUNDARIES names an official file: made once a content, under DTI_DATA.

Borders, and the layer for clicks, are made of the areas; a division without an official file keeps the shipped one.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from figures.boundaries import SHIPPED, BoundariesError
from figures.official.read import Official, read
from figures.official.simplify import borders, drawn, geojson, picked
from scoring import load_units

log = logging.getLogger(__name__)
ABOUT = "about.json"  # division → source and licence of its official file
_SUMS = "sums.json"  # file → its SHA-256
_MADE = "1"  # changes when the same file would be made into something else


def prepare(named: Path, data: Path) -> Path:
    """The complete folder for the file, or the folder of files, that is named; made below `data` if it is not there.

    A file is called after its division, `34.geojson`. Raises BoundariesError.
    """
    official = {path.stem: checked(path) for path in files(named)}
    final = data / "boundaries" / _sum(files(named), official)
    if final.is_dir():
        if _is_whole(final):
            return final
        log.warning("what was made of the official boundaries is damaged, and is made again")
        shutil.rmtree(final)
    final.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=final.parent))
    try:
        for path in SHIPPED.iterdir():
            if path.suffix in (".geojson", ".csv"):
                shutil.copyfile(path, made / path.name)
        for division, found in official.items():
            _write(found, division, made)
        about = {division: {"source": each.source, "licence": each.licence} for division, each in official.items()}
        _json(about, made / ABOUT)
        _json({path.name: _sha256(path) for path in sorted(made.iterdir())}, made / _SUMS)
        made.chmod(0o755)
        os.replace(made, final)
    except OSError:
        if not final.is_dir():  # unless another process was first
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return final


def _is_whole(folder: Path) -> bool:
    """Whether every file is there as it was written."""
    try:
        sums = json.loads((folder / _SUMS).read_text(encoding="utf-8"))
        return all(_sha256(folder / name) == told for name, told in sums.items())
    except (OSError, ValueError):
        return False


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(named: Path) -> list[Path]:
    """The official files, each called after a division that has a map. Raises BoundariesError."""
    found = sorted(named.glob("*.geojson")) if named.is_dir() else [named]
    divisions = list(_owners())
    told = " or ".join(f"{division}.geojson" for division in divisions)
    strange = [path for path in found if path.stem not in divisions]
    if strange or not found:
        what = f"{strange[0]} is called after no division" if strange else f"{named} holds no file"
        raise BoundariesError([f"{what}. Call it {told}."])
    return found


def checked(path: Path, terms: Mapping[str, str] = os.environ) -> Official:
    """What an official file holds. Raises BoundariesError."""
    found, problems = read(path, _units(path.stem), _owners()[path.stem], terms)
    if found is None:
        raise BoundariesError(problems)
    return found


def _units(division: str) -> pd.DataFrame:
    known = load_units()
    territory = known.blocks.index[known.blocks["territory"] == "yes"]
    chosen = (known.table["division"] == division) & known.table["block"].isin(territory)
    return known.table[chosen].set_index("code", drop=False)


def _owners() -> dict[str, dict[str, str]]:
    """Division → archipelago → the code of the unit it belongs to."""
    found: dict[str, dict[str, str]] = {}
    for shape in json.loads((SHIPPED / "islands.geojson").read_text(encoding="utf-8"))["features"]:
        about = shape["properties"]
        for name, code in about.items():
            if name.startswith("code_"):
                found.setdefault(name.removeprefix("code_"), {})[about["archipelago"]] = code
    return found


def _sum(paths: list[Path], official: Mapping[str, Official]) -> str:
    """Of everything that the folder is made of."""
    names = [[division, *_units(division)[["code", "name_vi", "name_en"]].to_numpy().tolist()] for division in official]
    terms = [[each.source, each.licence] for each in official.values()]
    contents = [_sha256(path) for path in paths]
    shipped = [_sha256(path) for path in sorted(SHIPPED.glob("*.geojson"))]
    return hashlib.sha256(json.dumps([_MADE, names, terms, contents, shipped]).encode()).hexdigest()[:32]


def _write(found: Official, division: str, folder: Path) -> None:
    areas = drawn(found.areas)
    for name, shapes in ((division, areas), (f"{division}-pick", picked(found.areas))):
        units = _units(division)[["code", "name_vi", "name_en"]]
        features = [
            {
                "type": "Feature", "id": code, "properties": units.loc[code].to_dict(), "geometry": geojson(shape),
            }
            for code, shape in shapes.items()
        ]  # fmt: skip
        _json({"type": "FeatureCollection", "features": features}, folder / f"{name}.geojson")
    lines = {"type": "Feature", "properties": {}, "geometry": geojson(borders(areas))}
    _json({"type": "FeatureCollection", "features": [lines]}, folder / f"{division}-borders.geojson")


def _json(content: Any, path: Path) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
