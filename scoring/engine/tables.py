"""Finished tables from scores: the long form that is saved, printed and served."""

import pandas as pd

from scoring.engine.score import Scores
from scoring.units import Units

LONG_COLUMNS = ["period", "division", "unit", "name", "node", "score", "rank", "coverage"]


def long(scores: Scores, units: Units, division: str, lang: str = "vi") -> pd.DataFrame:
    """One row a period, unit and node: period, division, unit, name, node, score, rank, coverage.

    Full precision, score 0..1, `rank` a whole number or missing; names in `lang`.
    """
    names = units.of(scores.framework.block, division)[f"name_{lang}"]
    stacked = pd.DataFrame(
        {
            "score": scores.scores.stack(),
            "rank": scores.ranks.stack().astype("Int64"),
            "coverage": scores.coverage.stack(),
        }
    )
    stacked.index.names = ["period", "unit", "node"]
    table = stacked.reset_index()
    table["division"] = division
    table["name"] = table["unit"].map(names)
    return table[LONG_COLUMNS]
