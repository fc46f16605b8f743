"""From raw values to one share a row and leaf: everything before the tree is climbed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from scoring.engine import rules
from scoring.engine.errors import ScoringError, Unfit, sentences
from scoring.engine.normalise import NORMALISATIONS, normalise
from scoring.engine.panel import Array, Panel, rows_of
from scoring.engine.steps import Prepared, prepare
from scoring.frameworks import Framework, Node

# Behind an indicator's code: the column of the points it was assessed with, beside its raw inputs.
ASSESSED = ".assessed"
# What may be said of a cell besides `zeroed`: filled in from other values, or from the unit's own last one; tamed as
# an outlier; of a unit that a screen left out; lost for want of a denominator (and perhaps filled in again).
FLAGS = ("imputed", "carried", "treated", "screened", "undivided")


@dataclass(frozen=True)
class Shares:
    """What the leaves of a tree are scored with; nothing here depends on points.

    index (period, unit) of the rows; groups, one number a row: its period, counted in time order; leaves, the codes of
    the columns in the order of the framework; matrix rows × leaves, NaN where missing: shares 0..1 under a rule of
    points, whatever the method gives under a normalisation; flags, of "zeroed" and `FLAGS`, the cells of which it is
    true, in the same shape (absent where there is none); ranks, the given ranks of a node by its code.
    """

    index: pd.MultiIndex
    groups: Array
    leaves: tuple[str, ...]
    matrix: Array
    flags: Mapping[str, Array] = field(default_factory=dict)
    ranks: Mapping[str, Array] = field(default_factory=dict)

    @property
    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.matrix, index=self.index, columns=list(self.leaves), copy=False)


def shares(framework: Framework, values: pd.DataFrame) -> Shares:
    """The shares of a panel: rows (period, unit) × leaves, after the steps and rules of the framework.

    `values` is indexed by (period, unit) in any order, with a column for every input of the framework; columns of nodes
    with 0 points may be absent. It is not changed. Raises ScoringError naming the missing column, the doubled row, the
    infinite cell, assessed points that are not between 0 and the indicator's, or what a step or rule refuses.
    """
    panel, given = _panel(framework, values)
    found = prepare(panel, framework.steps, _beside(framework, values))
    leaves = [node for node in framework.nodes if node.is_leaf]
    columns = _columns(leaves)
    matrix = _scored(leaves, found.panel, columns)
    _take_assessed(framework, leaves, values, found.kept, matrix)
    flags = _flags(found, columns, matrix)
    if any(node.missing == "zero" for node in leaves):
        flags["zeroed"] = np.isnan(matrix) & np.array([node.missing == "zero" for node in leaves])
        matrix[flags["zeroed"]] = 0.0
    if not found.kept.all():
        matrix = _spread(matrix, found.kept, np.nan)
        flags = {flag: _spread(cells, found.kept, False) for flag, cells in flags.items()}
        flags["screened"] = np.repeat(~found.kept[:, None], len(leaves), axis=1)
    flags = {flag: cells for flag, cells in flags.items() if cells.any()}
    return Shares(values.index, panel.groups, tuple(node.code for node in leaves), matrix, flags, given)


def read_by(framework: Framework, values: pd.DataFrame) -> pd.DataFrame:
    """The columns of the values that the framework reads: its inputs, and the points its indicators were assessed with.

    Values of another edition may hold columns of indicators that this one does not have.
    """
    assessed = (node.code + ASSESSED for node in framework.nodes if node.is_leaf)
    return values.filter(items=[*(column.code for column in framework.inputs), *assessed])


def _take_assessed(framework: Framework, leaves: list[Node], values: pd.DataFrame, kept: Array, matrix: Array) -> None:
    """Points that a department's form gives an indicator (`CODE.assessed`), over its points, in place of the rule's."""
    columns = [str(column) for column in values.columns if str(column).endswith(ASSESSED)]
    place = {node.code + ASSESSED: at for at, node in enumerate(leaves)}
    if strange := [column for column in columns if column not in place]:
        raise ScoringError(f"{', '.join(strange)}: the framework {framework.id} has no such indicator to assess.")
    if not columns:
        return
    panel = Panel.of(values[columns])
    points = np.array([float(leaves[place[column]].points or 0) for column in columns])
    with np.errstate(invalid="ignore"):
        outside = (panel.values < 0) | (panel.values > points * (1 + 1e-9)) & (points > 0)
    if outside.any():
        cells = np.argwhere(outside)
        found = [
            f"{panel.place(row, at)} is {panel.values[row, at]:g} points; it must lie between 0 and {points[at]:g}."
            for row, at in cells
        ]
        raise ScoringError(sentences(found))
    for column, given, most in zip(columns, panel.values[kept].T, points, strict=True):
        if most:
            own = matrix[:, place[column]]
            matrix[:, place[column]] = np.where(np.isnan(given), own, np.minimum(given / most, 1.0))


def reports(framework: Framework, values: pd.DataFrame) -> list[pd.DataFrame]:
    """One table a step of the framework, in their order: see `Denominated`, `Screened`, `Imputed` and `Treated`.

    `values` as for `shares`, and the same errors. Empty for a normalisation, which changes every cell.
    """
    return prepare(_panel(framework, values)[0], framework.steps, _beside(framework, values)).reports


def _beside(framework: Framework, values: pd.DataFrame) -> pd.DataFrame:
    return values.reindex(columns=[column.code for column in framework.columns])


def _panel(framework: Framework, values: pd.DataFrame) -> tuple[Panel, dict[str, Array]]:
    """The measured columns as a panel, and the given ranks by node."""
    absent = [column.code for column in framework.inputs if column.required and column.code not in values.columns]
    if absent:
        raise ScoringError(f"The values have no column {', '.join(absent)} of the framework {framework.id}.")
    ranked = {node.code: node.rank.code for node in framework.nodes if node.rank}
    measured = [column.code for node in framework.nodes for column in node.inputs]
    panel = Panel.of(values.reindex(columns=[*measured, *ranked.values()]))
    given = {code: panel.values[:, len(measured) + at] for at, code in enumerate(ranked)}
    return replace(panel, values=panel.values[:, : len(measured)], columns=tuple(measured)), given


def _columns(leaves: list[Node]) -> list[slice]:
    """The columns of each leaf's inputs in the panel."""
    ends = np.cumsum([len(node.inputs) for node in leaves])
    return [slice(int(end) - len(node.inputs), int(end)) for node, end in zip(leaves, ends, strict=True)]


def _scored(leaves: list[Node], panel: Panel, columns: list[slice]) -> Array:
    """The shares of the panel's rows: every leaf by its rule, rounded where it says so."""
    matrix = np.empty((len(panel.values), len(leaves)), order="F")
    for at, node in enumerate(leaves):
        if node.rule not in NORMALISATIONS:
            matrix[:, at] = _points(node, panel, columns[at])
    _normalised(leaves, panel, columns, matrix)
    for at, node in enumerate(leaves):
        if node.round is not None:
            np.round(matrix[:, at], node.round, out=matrix[:, at])
    return matrix


def _points(node: Node, panel: Panel, columns: slice) -> Array:
    found = np.empty(len(panel.values))
    by_period = node.rule in rules.BY_PERIOD
    for rows in rows_of(panel.groups) if by_period else [slice(0, len(found))]:
        try:
            found[rows] = rules.apply(str(node.rule), panel.values[rows, columns], node.parameters)
        except Unfit as fault:
            named: Panel = replace(panel, columns=(node.code,))
            raise named.error(fault, rows, np.array([0]), "period" if by_period else "panel") from None
    return found


def _normalised(leaves: list[Node], panel: Panel, columns: list[slice], matrix: Array) -> None:
    """Fill the columns of the leaves that a normalisation scores, all together."""
    chosen = [at for at, node in enumerate(leaves) if node.rule in NORMALISATIONS]
    if chosen:
        values = panel.values[:, [columns[at].start for at in chosen]]
        methods = [{"kind": leaves[at].rule, **leaves[at].parameters} for at in chosen]
        named = replace(panel, values=values, columns=tuple(leaves[at].code for at in chosen))
        matrix[:, chosen] = normalise(named, methods).values


def _flags(found: Prepared, columns: list[slice], matrix: Array) -> dict[str, Array]:
    """Cells of leaves of which something is said: of any of their inputs, and, of what was changed, where there is a
    share that rests on it."""
    scored = ~np.isnan(matrix)
    return {
        flag: np.column_stack([cells[:, own].any(axis=1) for own in columns]) & (scored | (flag == "undivided"))
        for flag, cells in found.flags.items()
        if cells.any()
    }


def _spread(kept_rows: Array, kept: Array, otherwise: float | bool) -> Array:
    """The matrix with its rows where they stood among all, the others filled."""
    found = np.full((len(kept), kept_rows.shape[1]), otherwise, dtype=kept_rows.dtype, order="F")
    found[kept] = kept_rows
    return found
