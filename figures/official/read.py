"""An official file of one division: every problem at once, each with its feature and how to mend it."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from figures.official.country import whole
from figures.official.rings import CONVERT, area

MOST_BYTES, MOST_POSITIONS = 32 * 2**20, 1_000_000
_DEGREES = {"EPSG::4326", "EPSG:4326", "CRS84"}


@dataclass(frozen=True)
class Official:
    """By unit its area as a shapely geometry, in the order of the units; who made the file and on what terms."""

    areas: dict[str, Any]
    source: str
    licence: str


def read(
    path: Path, units: pd.DataFrame, owners: Mapping[str, str], terms: Mapping[str, str] = os.environ
) -> tuple[Official | None, list[str]]:
    """The areas of the division whose units are given, and what is wrong; None where anything is.

    units: indexed by code, with `name_vi`; owners: archipelago → the code of the unit it belongs to. Source and
    licence are members of the file, or else stand in `terms` as DTI_BOUNDARIES_SOURCE and DTI_BOUNDARIES_LICENCE.
    """
    content, problems = _content(path)
    if content is None:
        return None, [f"{path.name}: {problem}" for problem in problems]
    areas: dict[str, Any] = {}
    seen: dict[str, int] = {}
    positions = 0
    for at, feature in enumerate(content["features"], start=1):
        code, why = _code(feature, units)
        told = f"feature {at} (code {code})" if code else f"feature {at}"
        if not why and code in seen:
            why = f"the code stands in feature {seen[code]} too. Join both into one MultiPolygon."
        seen.setdefault(code, at)
        shape, count, wrong = (None, 0, why) if why else area(feature.get("geometry"))
        positions += count
        if wrong:
            problems.append(f"{told}: {wrong}")
        else:
            areas[code] = shape
    problems += [
        f'{units.at[code, "name_vi"]} (code {code}) has no feature. Add it, with the property "code": "{code}".'
        for code in units.index
        if code not in seen
    ]
    if positions > MOST_POSITIONS:
        problems.append(f"it has {positions:,} positions; at most {MOST_POSITIONS:,} are taken. Simplify it first.")
    said = {name: str(content.get(name) or terms.get(setting, "")).strip() for name, setting in _TERMS.items()}
    problems += [
        f'it does not say its {name}, which stands beside every map. Give it as "{name}" beside "features", '
        f"or by {_TERMS[name]}."
        for name, value in said.items()
        if not value
    ]
    if not problems:
        problems = whole(areas, owners, units["name_vi"].to_dict())
    if problems:
        return None, [f"{path.name}: {problem}" for problem in problems]
    return Official({code: areas[code] for code in units.index}, **said), []


_TERMS = {"source": "DTI_BOUNDARIES_SOURCE", "licence": "DTI_BOUNDARIES_LICENCE"}


def _content(path: Path) -> tuple[dict[str, Any] | None, list[str]]:
    """The file as a collection of features in degrees, or why it is none."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return None, [f"it has {size:,} bytes; at most {MOST_BYTES:,} are taken. Simplify it first."]
        content = json.loads(path.read_bytes())
    except OSError as fault:
        return None, [f"it cannot be read: {fault.strerror}."]
    except (ValueError, RecursionError) as fault:
        return None, [f"it is no JSON: {fault}. Write it as GeoJSON in UTF-8."]
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        return None, ['it is no GeoJSON FeatureCollection with a list of "features". Export it as one.']
    crs = content.get("crs")
    name = str(((crs or {}).get("properties") or {}).get("name", "")) if isinstance(crs, dict) else ""
    if crs and not name.endswith(tuple(_DEGREES)):
        return None, [f"its coordinates are in '{name or crs}'. {CONVERT}"]
    return content, []


def _code(feature: Any, units: pd.DataFrame) -> tuple[str, str]:
    """The unit's code as the units have it ("1" and 1 are "01"), and what is wrong with it."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return "", 'it is no Feature. Give it "type": "Feature", "properties" and "geometry".'
    about = feature.get("properties")
    told = about.get("code") if isinstance(about, dict) else None
    if not isinstance(told, (str, int)) or isinstance(told, bool) or not str(told).strip():
        return "", 'it has no property "code". Give it the code of its unit.'
    code = str(told).strip()[:40]
    code = code if code in units.index else code.zfill(2)
    if code not in units.index:
        return code, f"no unit has this code. Known are {', '.join(units.index)}."
    return code, ""
