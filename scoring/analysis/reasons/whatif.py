"""What if: some values of a unit, or the points of some nodes, were others?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from scoring.engine.errors import ScoringError
from scoring.engine.score import Scores, score
from scoring.frameworks import Input


@dataclass(frozen=True)
class WhatIf:
    """The panel scored anew, and what became of every unit.

    `moved` is indexed as the scores: rank_before, rank_after, places (positive is up), score_before, score_after,
    points, all of the headline. Given ranks stay as they were given.
    """

    scores: Scores
    moved: pd.DataFrame


def what_if(
    scores: Scores,
    values: Mapping[tuple[str, str], Mapping[str, float]] | None = None,
    points: Mapping[str, float] | None = None,
) -> WhatIf:
    """Score the same panel with changes: `values` are (period, unit) → column → value, `points` are node → points.

    A value of NaN takes one away. Everything follows from the framework, what a changed value does to other units'
    scores included. `scores` are not changed. Raises ScoringError naming a row, column or node that is not there, a
    value out of its column's range, and points that cannot be.
    """
    framework, changed = scores.framework, scores.values.copy()
    columns = {column.code: column for column in framework.inputs}
    for row, cells in (values or {}).items():
        if row not in changed.index:
            raise ScoringError(f"The values have no unit {row[1]} in {row[0]}.")
        for code, value in cells.items():
            _refuse(columns.get(code), code, value, framework.id)
            changed.loc[row, code] = value
    for code, value in (points or {}).items():
        if code not in {node.code for node in framework.nodes}:
            raise ScoringError(f"Points are given for {code!r}, which is no node of the framework {framework.id}.")
        if not 0 <= value < float("inf"):
            raise ScoringError(f"The points of {code} are {value!r}; they must be a number of 0 or more.")
    nodes = tuple(replace(node, points=(points or {}).get(node.code, node.points)) for node in framework.nodes)
    found = score(replace(framework, nodes=nodes) if points else framework, changed)
    headline = framework.headline.code
    before, after = ({"rank": s.ranks[headline], "score": s.scores[headline]} for s in (scores, found))
    moved = pd.DataFrame(
        {
            "rank_before": before["rank"],
            "rank_after": after["rank"],
            "places": before["rank"] - after["rank"],
            "score_before": before["score"],
            "score_after": after["score"],
            "points": after["score"] - before["score"],
        }
    )
    return WhatIf(found, moved)


def _refuse(column: Input | None, code: str, value: float, framework: str) -> None:
    if column is None:
        raise ScoringError(f"The framework {framework} has no column {code!r}.")
    low = -float("inf") if column.low is None else column.low
    high = float("inf") if column.high is None else column.high
    if value < low or value > high:
        raise ScoringError(f"{code} is {value:g}; it must lie between {low:g} and {high:g}.")
