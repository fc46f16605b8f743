"""Tables as CSV: every figure in the shortest form that reads back as the same number."""

import io

import pandas as pd

from scoring.engine.score import Scores
from scoring.engine.tables import long
from scoring.units import Units


def to_csv(table: pd.DataFrame, index: bool = False) -> bytes:
    return table.to_csv(index=index, lineterminator="\n").encode()


def values_to_csv(values: pd.DataFrame) -> bytes:
    """(period, unit) × columns, full precision."""
    return to_csv(values.rename_axis(index=["period", "unit"]), index=True)


def scores_to_csv(scores: Scores, units: Units, division: str) -> bytes:
    """period, division, unit, name, node, score, rank, coverage: what `python -m scoring score` prints."""
    return to_csv(long(scores, units, division))


def values_from(content: bytes) -> pd.DataFrame:
    """Raises ValueError where a cell is no number or a row stands twice."""
    found = _read(content)
    if list(found.columns[:2]) != ["period", "unit"]:
        raise ValueError("The first columns must be period and unit.")
    return _numbers(found, ["period", "unit"], list(found.columns[2:]))


def cells_from(content: bytes) -> pd.DataFrame:
    """(period, unit, node) × score, rank, coverage. Raises ValueError as `values_from`."""
    found = _read(content)
    keys, figures = ["period", "unit", "node"], ["score", "rank", "coverage"]
    if absent := [name for name in (*keys, *figures) if name not in found.columns]:
        raise ValueError(f"There is no column {', '.join(absent)}.")
    return _numbers(found, keys, figures)


def units_from(blocks: bytes, units: bytes) -> Units:
    """The register of the bundle."""
    read = {"dtype": str, "keep_default_na": False, "encoding": "utf-8"}
    found = [pd.read_csv(io.BytesIO(content), **read) for content in (units, blocks)]
    return Units(found[0], found[1].set_index("id", drop=False))


def _read(content: bytes) -> pd.DataFrame:
    texts = dict.fromkeys(("period", "division", "unit", "name", "node"), str)
    return pd.read_csv(io.BytesIO(content), dtype=texts, keep_default_na=False, na_values=[""])


def _numbers(found: pd.DataFrame, keys: list[str], figures: list[str]) -> pd.DataFrame:
    for name in figures:
        if not pd.api.types.is_numeric_dtype(found[name]):
            raise ValueError(f"The column {name} has a cell that is no number.")
    table = found.set_index(keys)[figures].astype(float)
    if not table.index.is_unique:
        raise ValueError(f"A row stands twice: {', '.join(table.index[table.index.duplicated()][0])}.")
    return table
