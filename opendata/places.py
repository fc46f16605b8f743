"""What releases are about: the units with their names of all times, their boundaries, the frameworks."""

import json
from dataclasses import replace
from typing import Any

import pandas as pd

from figures import boundaries as drawn
from opendata import about, public
from opendata.asked import Asked, Found
from opendata.faults import Fault
from opendata.tables import Table, typed
from scoring import Framework
from scoring.frameworks import Composite
from store import load_units

UNITS = (
    "block", "division", "unit", "name_vi", "name_en", "name_es", "type_vi", "type_en", "type_es", "iso_3166_2",
    "valid_from", "valid_to", "successor", "predecessors", "region", "region_vi", "region_en", "region_es",
    "population_nq202_2025", "population_avg_2024_nso", "area_km2", "area_source", "source", "note",
)  # fmt: skip
_RENAMED = {
    "code": "unit", "successor_code": "successor", "predecessor_codes": "predecessors", "region_code": "region",
}  # fmt: skip
BOUNDARIES = ("division", "unit", "kind", "name_vi", "name_en", "name_es", "archipelago", "other_name", "geometry")
FRAMEWORKS = ("framework", "block", "kind", "name_vi", "name_en", "name_es", "decision", "years", "sources", "address")
NODES = (
    "framework", "node", "parent", "kind", "name_vi", "name_en", "name_es", "points", "rule", "mean", "missing",
)  # fmt: skip


def units(asked: Asked) -> Found:
    """Every unit of every block and division, those that ended too."""
    query, known = asked.query, load_units()

    def make() -> Table:
        table = known.table.rename(columns=_RENAMED)
        for name in ("block", "division"):
            table = table[table[name] == query[name]] if query.get(name) else table
        t = asked.words.t
        said = about.of_data(
            t("opendata.table.units"), t("opendata.source.units"), t("opendata.licence.units"), asked.address,
            asked.words,
        )  # fmt: skip
        return Table(typed(table, UNITS), said.lines, said.facts, t("opendata.sheet.units"))

    return Found(known, make, "units")


def boundaries(asked: Asked) -> Found:
    """The areas of a division's units as maps draw them, and the names and islands of both archipelagos."""
    division = asked.path["division"]
    official = drawn.official(division)

    def make() -> Table:
        t = asked.words.t
        said = about.of_data(
            t("opendata.table.boundaries", count=division), drawn.attribution(division, asked.words),
            official.licence if official else "ODbL 1.0", asked.address, asked.words,
        )  # fmt: skip
        return Table(_areas(division), said.lines, said.facts, t("opendata.sheet.boundaries"))

    return Found(("boundaries", drawn.folder(), load_units()), make, f"boundaries-{division}")


def _areas(division: str) -> pd.DataFrame:
    spanish = load_units().table.query("division == @division").set_index("code")["name_es"]
    rows = [
        {"unit": shape["properties"]["code"], "kind": "area", **_named(shape)} for shape in drawn.shapes(division)
    ]  # fmt: skip
    for row in rows:
        row["name_es"] = spanish.get(row["unit"], "")
    kinds = {"label": "archipelago", "island": "island"}
    rows += [
        {
            "unit": shape["properties"][f"code_{division}"],
            "kind": kinds[shape["properties"]["kind"]],
            "name_es": "",
            **_named(shape),
            **{name: shape["properties"][name] for name in ("archipelago", "other_name")},
        }
        for shape in drawn.shapes("islands")
    ]
    return typed(pd.DataFrame(rows).assign(division=division), BOUNDARIES)


def _named(shape: dict) -> dict[str, str]:
    names = {name: shape["properties"][name] for name in ("name_vi", "name_en")}
    return {**names, "geometry": json.dumps(shape["geometry"], separators=(",", ":"))}


def frameworks(asked: Asked) -> Found:
    """The editions of the index: those shipped and those under which something is published."""
    found = public.editions()

    def make() -> Table:
        chosen = [f for f in found.values() if asked.query.get("block") in (None, f.block)]
        rows = [
            {
                "framework": f.id, "block": f.block, "kind": f.kind,
                **{f"name_{lang}": name for lang, name in f.names.items()},
                "decision": f.decision, "years": " ".join(map(str, f.years)), "sources": "; ".join(f.sources),
                "address": f"{asked.address}/{f.id}",
            }
            for f in chosen
        ]  # fmt: skip
        return _framed(typed(pd.DataFrame(rows, columns=list(FRAMEWORKS)), FRAMEWORKS), "frameworks", asked)

    return Found(tuple(f.text for f in found.values()), make, "frameworks")


def framework(asked: Asked) -> Found:
    """The tree of one edition, a row a node; composites follow the headline. Raises a Fault where there is none."""
    name = asked.path["framework"]
    found = public.editions().get(name)
    if found is None:
        raise Fault(404, "unknown_framework", value=name[:80])

    def make() -> Table:
        table = _framed(typed(_tree(found), NODES), "framework", asked)
        return replace(table, original=found.text.encode())

    return Found(found.text, make, f"framework-{found.id}")


def _tree(found: Framework) -> pd.DataFrame:
    rows = []
    for code in found.codes:
        node = found.by_code[code]
        row: dict[str, Any] = {"framework": found.id, "node": code, "mean": node.mean.kind, "missing": node.missing}
        row |= {f"name_{lang}": name for lang, name in node.names.items()}
        if isinstance(node, Composite):
            row["kind"] = "composite"
        else:
            row |= {"parent": node.parent, "points": node.points, "rule": node.rule}
            row["kind"] = "headline" if node is found.headline else "indicator" if node.is_leaf else "group"
        rows.append(row)
    return pd.DataFrame(rows, columns=list(NODES))


def _framed(frame: pd.DataFrame, name: str, asked: Asked) -> Table:
    t = asked.words.t
    said = about.of_data(
        t(f"opendata.table.{name}"), t("opendata.source.frameworks"), t("opendata.licence.frameworks"), asked.address,
        asked.words,
    )  # fmt: skip
    return Table(frame, said.lines, said.facts, t(f"opendata.sheet.{name}"))
