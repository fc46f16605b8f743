"""From raw values to one share a row and leaf: everything before the tree is climbed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.engine.errors import ScoringError
from scoring.engine.rules import apply
from scoring.frameworks import Framework, Node


@dataclass(frozen=True)
class Shares:
    """What the leaves of a tree are scored with; nothing here depends on points.

    index (period, unit) of the rows; groups, one number a row: its period, counted in the order of their names; leaves,
    the codes of the columns in the order of the framework; matrix rows × leaves, NaN where missing; flags, of "zeroed"
    and others, true cells of the same shape (absent where no cell is); ranks, the given ranks of a node by its code.
    """

    index: pd.MultiIndex
    groups: np.ndarray
    leaves: tuple[str, ...]
    matrix: np.ndarray
    flags: Mapping[str, np.ndarray] = field(default_factory=dict)
    ranks: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.matrix, index=self.index, columns=list(self.leaves), copy=False)


def shares(framework: Framework, values: pd.DataFrame) -> Shares:
    """The shares of a panel: rows (period, unit) × leaves.

    `values` is indexed by (period, unit) in any order, with a column for every input of the framework; columns of nodes
    with 0 points may be absent. It is not changed. Raises ScoringError naming the column, or the doubled row.
    """
    absent = [column.code for column in framework.inputs if column.required and column.code not in values.columns]
    if absent:
        raise ScoringError(f"The values have no column {', '.join(absent)} of the framework {framework.id}.")
    if values.index.nlevels != 2 or not values.index.is_unique:
        raise ScoringError("The values must have one row for each period and unit.")
    raw = values.reindex(columns=[column.code for column in framework.inputs]).to_numpy(float, na_value=np.nan)
    groups = _groups(values.index)

    leaves = [node for node in framework.nodes if node.is_leaf]
    matrix = np.empty((len(values), len(leaves)), order="F")
    zeroed = np.zeros(matrix.shape, dtype=bool, order="F")
    ranks: dict[str, np.ndarray] = {}
    start, at = 0, 0
    for node in framework.nodes:
        x = raw[:, start : start + len(node.inputs)]
        start += len(node.inputs)
        if node.rank:
            ranks[node.code] = raw[:, start]
            start += 1
        if node.is_leaf:
            matrix[:, at] = _share(node, x, groups)
            if node.missing == "zero":
                zeroed[:, at] = np.isnan(matrix[:, at])
                matrix[zeroed[:, at], at] = 0.0
            at += 1
    flags = {"zeroed": zeroed} if zeroed.any() else {}
    return Shares(values.index, groups, tuple(node.code for node in leaves), matrix, flags, ranks)


def _groups(index: pd.MultiIndex) -> np.ndarray:
    """The number of each row's period, in the order of the periods' names."""
    place = np.empty(len(index.levels[0]), dtype=np.intp)
    place[np.argsort(index.levels[0].astype(str))] = np.arange(len(place))
    return place[index.codes[0]]


def _share(node: Node, x: np.ndarray, groups: np.ndarray) -> np.ndarray:
    if np.isinf(x).any():
        raise ScoringError(f"The indicator {node.code} has an infinite value.")
    try:
        return apply(str(node.rule), x, node.parameters, groups)
    except ZeroDivisionError as fault:
        raise ScoringError(f"The indicator {node.code} cannot be scored: {fault}.") from None
