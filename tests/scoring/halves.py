"""A small block with a score for every month, made up or as the demonstration has it."""

import pandas as pd

from scoring import Scores, load_framework, load_units, read_workbook, score
from scoring.units import DATA

FRAMEWORK = load_framework("demo-ministry-other")
UNITS = ["GI", "CEMA", "VNA", "VTV"]
COLUMNS = [column.code for column in FRAMEWORK.inputs]


def demonstration(month: str) -> Scores:
    table, _ = read_workbook(DATA / "demo" / f"ministry-other-{month}.xlsx", FRAMEWORK, load_units())
    return score(FRAMEWORK, table.values)


def made(figures: list[list[float]], period: str) -> Scores:
    """`figures`: a row a unit of `UNITS`, a column an indicator."""
    index = pd.MultiIndex.from_product([[period], UNITS], names=["period", "unit"])
    return score(FRAMEWORK, pd.DataFrame(figures, index, COLUMNS))
