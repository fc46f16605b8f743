"""Why a score is missing: which children or columns lack a value, and which threshold was not met."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.engine.aggregate import TOLERANCE
from scoring.engine.errors import ScoringError
from scoring.engine.means import present_weight
from scoring.engine.score import Scores
from scoring.engine.tree import Branch, branches
from scoring.frameworks import Node

COLUMNS = ["period", "unit", "node", "reason", "lacking", "present", "least"]
Number = float | np.ndarray
_TEXTS = {
    "screened": "the unit was screened out",
    "value": "the values have nothing in {lacking}",
    "denominator": "its denominator is missing or not above 0",
    "points": "nothing under it carries points",
    "children": "none of its children has one: {lacking}",
    "required": "{lacking} may not be missing",
    "least_coverage": "{present} of its points have one, {least} are needed; missing: {lacking}",
    "least_children": "{present} of its children have one, {least} are needed; missing: {lacking}",
}


@dataclass(frozen=True)
class Missing:
    """Why one score is missing.

    `reason` is one of: screened (the unit was left out), value (`lacking` are columns of the values), denominator,
    points (nothing under the node carries any), children (none has a score), required (`lacking` may not be missing),
    least_coverage and least_children (the `present` share is under the `least`; `lacking` are the missing children).
    """

    period: str
    unit: str
    node: str
    reason: str
    lacking: tuple[str, ...] = ()
    present: float | None = None
    least: float | None = None

    def message(self) -> str:
        words = {
            "lacking": ", ".join(self.lacking),
            "present": f"{100 * (self.present or 0):.6g} %",
            "least": f"{100 * (self.least or 0):.6g} %",
        }
        return f"{self.node} of {self.unit} in {self.period} has no score: {_TEXTS[self.reason].format(**words)}."


def why_missing(scores: Scores, unit: str, node: str, period: str | None = None) -> Missing | None:
    """Why the unit has no score in the node; None where it has one.

    `period` may be left out where the scores are of one. Raises ScoringError for a unit, node or period not there.
    """
    if period is None and len(scores.periods) != 1:
        raise ScoringError(f"The scores are of the periods {', '.join(scores.periods)}; name one.")
    row = (period or scores.periods[0], unit)
    if row not in scores.scores.index or node not in scores.scores.columns:
        raise ScoringError(f"There is no score of {node} for {unit} in {row[0]}.")
    found = missing_scores(scores.where(scores.scores.index == row), [node])
    if found.empty:
        return None
    entry = found.iloc[0]
    numbers = (None if np.isnan(entry[key]) else float(entry[key]) for key in ("present", "least"))
    return Missing(*entry[COLUMNS[:5]], *numbers)


def missing_scores(scores: Scores, nodes: Iterable[str] | None = None) -> pd.DataFrame:
    """One row a missing score, of all nodes or some: period, unit, node, reason, lacking, present, least (see Missing).

    Rows stand by node, then as in the scores. `lacking` is a tuple of codes; `present` and `least` are shares 0..1,
    NaN where the reason has none.
    """
    framework = scores.framework
    computed = {branch.code: branch for branch in branches(framework)}
    tables = []
    for code in framework.codes if nodes is None else nodes:
        rows = np.flatnonzero(scores.scores[code].isna())
        if not rows.size:
            continue
        node = framework.by_code[code]
        if code in computed:
            table = _of_branch(scores, computed[code], rows)
        else:
            assert isinstance(node, Node)
            table = _of_leaf(scores, node, rows)
        out = _screened(scores)[rows]
        table.loc[out, ["reason", "present", "least"]] = ["screened", np.nan, np.nan]
        table["lacking"] = [() if gone else lacking for gone, lacking in zip(out, table["lacking"], strict=True)]
        index = scores.scores.index[rows]
        tables.append(table.assign(period=index.get_level_values(0), unit=index.get_level_values(1), node=code))
    return pd.concat(tables, ignore_index=True)[COLUMNS] if tables else pd.DataFrame(columns=COLUMNS)


def _of_branch(scores: Scores, branch: Branch, rows: np.ndarray) -> pd.DataFrame:
    if not branch.children:
        return _table(len(rows), "points", [()] * len(rows))
    missing = np.isnan(scores.scores[list(branch.children)].to_numpy()[rows])
    present = present_weight(missing, branch.points) / branch.points.sum()
    number = (~missing).mean(axis=1)
    required = missing & branch.required
    reasons = np.select(
        [missing.all(axis=1), required.any(axis=1), present < branch.node.least_coverage - TOLERANCE],
        ["children", "required", "least_coverage"],
        default="least_children",
    )
    named = np.where((reasons == "required")[:, None], required, missing)
    share = np.select([reasons == "least_coverage", reasons == "least_children"], [present, number], default=np.nan)
    least = np.select(
        [reasons == "least_coverage", reasons == "least_children"],
        [branch.node.least_coverage, branch.node.least_children],
        default=np.nan,
    )
    return _table(len(rows), reasons, _codes(named, branch.children), share, least)


def _of_leaf(scores: Scores, node: Node, rows: np.ndarray) -> pd.DataFrame:
    columns = tuple(column.code for column in node.inputs)
    empty = scores.values.reindex(columns=list(columns)).isna().to_numpy()[rows]
    undivided = scores.flagged("undivided")[node.code].to_numpy()[rows]
    return _table(len(rows), np.where(undivided, "denominator", "value"), _codes(empty, columns))


def _codes(marked: np.ndarray, codes: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Of every row, the codes that are marked; each pattern is spelled out once."""
    patterns, which = np.unique(marked, axis=0, return_inverse=True)
    spelled = [tuple(code for code, is_marked in zip(codes, row, strict=True) if is_marked) for row in patterns]
    return [spelled[at] for at in which.ravel()]


def _table(
    rows: int,
    reason: str | np.ndarray,
    lacking: list[tuple[str, ...]],
    present: Number = np.nan,
    least: Number = np.nan,
) -> pd.DataFrame:
    filled = {"reason": reason, "present": present, "least": least}
    return pd.DataFrame(filled, index=range(rows)).assign(lacking=pd.Series(lacking, dtype=object))


def _screened(scores: Scores) -> np.ndarray:
    return scores.flagged("screened").to_numpy().any(axis=1)
