"""The parts of one unit's score: what each is worth, what it weighs, what it adds."""

import numpy as np
import pandas as pd

from scoring import Scores
from scoring.engine.tree import Branch


def parts_of(scores: Scores, unit: str, branch: Branch) -> pd.DataFrame:
    """The children of a node for a unit, a row each: code, score, points, share (of the points of those it has).

    A child without a score has no share: the others take its points. `scores` are of one period.
    """
    row = scores.scores.xs(unit, level=1).iloc[0]
    table = pd.DataFrame({"code": branch.children, "points": branch.points})
    table["score"] = [row[code] for code in branch.children]
    counted = table["points"].where(table["score"].notna())
    total = counted.sum()
    return table.assign(share=counted / total if total > 0 else np.nan)[["code", "score", "points", "share"]]


def adds_up(table: pd.DataFrame, score: float) -> bool:
    """Whether score × share of the parts gives the node's score, as it does under the arithmetic mean."""
    return bool(np.isclose((table["score"] * table["share"]).sum(), score, rtol=0, atol=5e-10))
