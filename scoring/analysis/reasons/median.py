"""What a unit is compared with when no other is named: the unit in the middle, or one with every median."""

import numpy as np
import pandas as pd

from scoring.engine.aggregate import aggregate
from scoring.engine.panel import Panel
from scoring.engine.score import Scores
from scoring.engine.shares import Shares


def median_unit(scores: Scores, node: str | None = None) -> Scores:
    """Of each period the row of the unit in the middle of the ranking in `node` (of two, the better one)."""
    values = scores.scores[node or scores.framework.headline.code]
    place = values.groupby(level=0).rank(method="first", ascending=False)
    middle = (values.groupby(level=0).transform("count") + 1) // 2
    return scores.where((place == middle).to_numpy())


def median_profile(scores: Scores) -> Scores:
    """Of each period a made-up unit "median" with the median score in every leaf, its other nodes following from them.

    Its headline is not the median headline.
    """
    framework = scores.framework
    leaves = [node.code for node in framework.nodes if node.is_leaf]
    medians = scores.scores[leaves].groupby(level=0).median()
    index = pd.MultiIndex.from_product([medians.index, ["median"]], names=["period", "unit"])
    table = medians.set_axis(index)
    groups = Panel.of(table).groups
    nodes = aggregate(framework, Shares(index, groups, tuple(leaves), table.to_numpy()))

    def frame(matrix: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(matrix, index=index, columns=list(nodes.codes))

    ranks = frame(np.full(nodes.scores.shape, np.nan))
    return Scores(framework, table, frame(nodes.scores), frame(nodes.coverage), ranks, frame(nodes.zeroed))
