"""What the figures of a release rest on: by node how many units have one, and how these figures came about."""

import pandas as pd

from figures.basis import BASES, MISSING, basis
from scoring import Scores
from scoring.frameworks import Framework


def soundness(scores: Scores, remarks: pd.DataFrame) -> pd.DataFrame:
    """A row a node that stands in the data: code, known and total units, then how many units on each basis."""
    leaves = [node.code for node in scores.framework.nodes if node.is_leaf]
    rows = []
    for code in leaves:
        found = basis(scores, remarks, code).value_counts()
        counted = {name: int(found.get(name, 0)) for name in (*BASES, *MISSING)}
        rows.append(
            {"code": code, "known": sum(counted[name] for name in BASES), "total": len(scores.scores), **counted}
        )
    return pd.DataFrame(rows, columns=["code", "known", "total", *BASES, *MISSING])


def limits(framework: Framework, table: pd.DataFrame, territory: bool) -> list[str]:
    """Keys of the known limits that hold for these figures, the gravest first."""
    found = []
    if framework.illustrative:
        found.append("illustrative")
    if framework.headline.given:
        found.append("given")
    if any(node.points is None for node in framework.nodes[1:]):
        found.append("no_points")
    if not table.empty and (table["known"] < table["total"]).any():
        found.append("gaps")
    if not table.empty and table["self_reported"].sum() > 0:
        found.append("self_reported")
    if framework.composites:
        found.append("overlap")
    if territory:
        found.append("merger")
    return [*found, "editions", "close"]
