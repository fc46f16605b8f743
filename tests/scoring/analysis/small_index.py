"""Values with named units, and the published tables, for the tests beside this file."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from scoring import Scores, load_framework, load_units, read_workbook, score

PUBLISHED = Path(__file__).resolve().parents[3] / "data" / "published"
UNITS = load_units()


def table(rows: Mapping[str, Sequence[float]], columns: Sequence[str], period: str = "2023") -> pd.DataFrame:
    """Values of one period: unit → its row."""
    index = pd.MultiIndex.from_product([[period], list(rows)], names=["period", "unit"])
    return pd.DataFrame(list(rows.values()), index=index, columns=list(columns), dtype=float)


@cache
def published(name: str) -> Scores:
    """The scores of a shipped table, by the framework its catalogue names."""
    catalogue = pd.read_csv(PUBLISHED / "catalogue.csv", index_col="file")
    framework = load_framework(catalogue.loc[f"{name}.xlsx", "framework"])
    read, problems = read_workbook(PUBLISHED / f"{name}.xlsx", framework, UNITS)
    assert read is not None, problems
    return score(framework, read.values)
