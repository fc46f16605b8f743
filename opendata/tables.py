"""A finished table of the open data with what has to be said about it; its columns, each with its type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

TEXT, NUMBER, WHOLE, TRUTH = "string", "number", "integer", "boolean"
_DTYPES: dict[str, Any] = {TEXT: object, NUMBER: "float64", WHOLE: "Int64", TRUTH: "boolean"}

# Column → its type; what it means is the message `opendata.column.NAME`. A column means the same in every table.
COLUMNS = {
    "release": TEXT, "block": TEXT, "division": TEXT, "framework": TEXT, "period": TEXT, "state": TEXT, "origin": TEXT,
    "stage": TEXT, "title": TEXT, "published": TEXT, "source": TEXT, "licence": TEXT, "note": TEXT, "supersedes": TEXT,
    "superseded_by": TEXT, "address": TEXT, "unit": TEXT, "name": TEXT, "node": TEXT, "node_name": TEXT,
    "score": NUMBER, "coverage": NUMBER, "zeroed": TRUTH, "rank": WHOLE, "tied": TRUTH, "ranked": WHOLE,
    "indicator": TEXT, "indicator_name": TEXT, "value": NUMBER, "flag": TEXT, "as_of": TEXT, "kind": TEXT,
    "name_vi": TEXT, "name_en": TEXT, "name_es": TEXT, "decision": TEXT, "years": TEXT, "sources": TEXT,
    "parent": TEXT, "points": NUMBER, "rule": TEXT, "mean": TEXT, "missing": TEXT, "type_vi": TEXT, "type_en": TEXT,
    "type_es": TEXT, "iso_3166_2": TEXT, "valid_from": TEXT, "valid_to": TEXT, "successor": TEXT, "predecessors": TEXT,
    "region": TEXT, "region_vi": TEXT, "region_en": TEXT, "region_es": TEXT, "population_nq202_2025": WHOLE,
    "population_avg_2024_nso": WHOLE, "area_km2": NUMBER, "area_source": TEXT, "archipelago": TEXT, "other_name": TEXT,
    "geometry": TEXT,
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Rows and where they come from.

    about: for people, in their language, as the lines above a CSV; facts: the same for programs, by fixed names; sheet:
    the name of a workbook's sheet; beside: what JSON carries besides, as which page of a list it is; original: the file
    that the table tells of, where there is one. Unknown is NA.
    """

    frame: pd.DataFrame
    about: Mapping[str, str]
    facts: Mapping[str, Any]
    sheet: str
    beside: Mapping[str, Any] = field(default_factory=dict)
    original: bytes = b""


def typed(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """The columns in this order with the types of `COLUMNS`; empty texts become NA. `frame` is not changed."""
    made = {}
    for name in columns:
        if COLUMNS[name] == TEXT:
            texts = frame[name].astype(object)
            made[name] = texts.where(texts.notna() & (texts != ""), None)
        elif COLUMNS[name] in (NUMBER, WHOLE):
            texts = not pd.api.types.is_numeric_dtype(frame[name])
            numbers = pd.to_numeric(frame[name].replace("", np.nan)) if texts else frame[name]
            made[name] = numbers.astype(_DTYPES[COLUMNS[name]])
        else:
            made[name] = frame[name].astype(_DTYPES[COLUMNS[name]])
    return pd.DataFrame(made, columns=list(columns)).reset_index(drop=True)
