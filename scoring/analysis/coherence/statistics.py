"""What an auditor asks of an index: does a group hang together, what really weighs, how are indicators spread?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.coherence.correlation import evidence
from scoring.engine.moments import skewness_and_kurtosis
from scoring.engine.rules import RULES
from scoring.engine.score import Scores
from scoring.frameworks import Framework

QUANTILES = {"lowest": 0, "q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95, "highest": 1}
EXPLAINED = ["component", "eigenvalue", "share", "cumulative"]


def cronbach_alpha(values: pd.DataFrame) -> tuple[float, int]:
    """α = k/(k − 1) · (1 − Σ var(x_i) / var(Σ x_i)) of k columns, and the number of units that have them all.

    Missing (NaN) under two columns or two such units, or where their sum has no spread. (Cronbach 1951.)
    """
    x = values.dropna().to_numpy(float)
    units, k = x.shape
    if k < 2 or units < 2:
        return np.nan, units
    total = x.sum(axis=1).var(ddof=1)
    parts = x.var(axis=0, ddof=1).sum()
    return (float(k / (k - 1) * (1 - parts / total)) if total > 0 else np.nan), units


def alphas(scores: Scores) -> pd.DataFrame:
    """Cronbach's alpha of the children of every node that has two or more: node, children, n, alpha; one period.

    Children of 0 points, which are only shown, do not count.
    """
    values = evidence(scores)
    rows = []
    for code, children in scores.framework.children.items():
        counted = [child.code for child in children if child.points != 0]
        if len(counted) > 1:
            alpha, n = cronbach_alpha(values[counted])
            rows.append((code, len(counted), n, alpha))
    return pd.DataFrame(rows, columns=["node", "children", "n", "alpha"])


@dataclass(frozen=True)
class Components:
    """Principal components of standardised columns.

    explained: a row a component with eigenvalue, share and cumulative share of the variance; loadings: columns ×
    components, the correlation of a column with a component; n: units with every column; left_out: columns that are
    constant over them.
    """

    explained: pd.DataFrame
    loadings: pd.DataFrame
    n: int
    left_out: tuple[str, ...]


def principal_components(values: pd.DataFrame) -> Components:
    """Eigenvalues λ and eigenvectors v of the correlation matrix R v = λ v over units with every column.

    Loadings are √λ · v; each component is turned so that its loadings add up to 0 or more. λ over 1 explains more than
    one column alone (Kaiser). There are as many components as columns, or one fewer than units.
    """
    known = values.dropna()
    varied = known.columns[known.nunique() > 1]
    if varied.empty:
        return Components(pd.DataFrame(columns=EXPLAINED), pd.DataFrame(), len(known), tuple(values.columns))
    x = known[varied].to_numpy(float)
    standard = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    number = min(len(varied), len(x) - 1)
    rising, axes = np.linalg.eigh(standard.T @ standard / (len(x) - 1))
    eigenvalues = np.clip(rising[::-1], 0, None)[:number]
    loadings = axes[:, ::-1][:, :number] * np.sqrt(eigenvalues)
    loadings *= np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    names, share = [f"PC{place}" for place in range(1, number + 1)], eigenvalues / len(varied)
    explained = pd.DataFrame(dict(zip(EXPLAINED, (names, eigenvalues, share, share.cumsum()), strict=True)))
    left_out = tuple(code for code in values.columns if code not in varied)
    return Components(explained, pd.DataFrame(loadings, varied, names), len(known), left_out)


def global_weights(framework: Framework) -> pd.Series:
    """By node: its weight in the headline, the product of points / Σ siblings' points on the way up.

    Missing where points on the way are not known.
    """
    found = {framework.headline.code: 1.0}
    for code, children in framework.children.items():
        points = np.array([np.nan if child.points is None else child.points for child in children])
        total = points.sum()
        shares = points / total if total > 0 else np.full(len(points), np.nan)
        found |= {child.code: found[code] * share for child, share in zip(children, shares, strict=True)}
    return pd.Series(found, name="weight").reindex([node.code for node in framework.nodes])


def effective_weights(scores: Scores) -> pd.DataFrame:
    """What each part is meant to weigh in its node or composite, and what it does weigh; one period.

    One row a part: parent, node, n, nominal (points / Σ points), effective, r_squared (squared correlation with the
    parent) and gap (effective − nominal). With y the parent's score and x_i the parts',

        effective_i = w_i · cov(x_i, y) / Σ_j w_j · cov(x_j, y)

    is the share of the parent's variance that comes through part i: for an arithmetic mean without missing parts the
    sum below is var(y). A negative share works against the parent. (After Paruolo, Saisana and Saltelli 2013.)
    """
    evidence(scores)  # one period only
    framework, values = scores.framework, scores.scores.droplevel(0)
    groups = {
        node.code: {child.code: child.points for child in framework.children[node.code] if child.points}
        for node in framework.nodes
        if not node.is_leaf  # a given node is no mean of what stands under it
    } | {composite.code: {code: p for code, p in composite.points.items() if p} for composite in framework.composites}
    parts = [_effective(values, parent, points) for parent, points in groups.items() if points]
    columns = ["parent", "node", "n", "nominal", "effective", "r_squared", "gap"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _effective(values: pd.DataFrame, parent: str, points: dict[str, float]) -> pd.DataFrame:
    known = values[[parent, *points]].dropna()
    table = pd.DataFrame({"parent": parent, "node": list(points), "n": len(known)})
    weights = np.array(list(points.values()), dtype=float)
    table["nominal"] = weights / weights.sum()
    y, x = known[parent].to_numpy(float), known[list(points)].to_numpy(float)
    dy, dx = y - y.mean() if len(y) else y, x - x.mean(axis=0) if len(x) else x
    together = dx.T @ dy
    with np.errstate(divide="ignore", invalid="ignore"):
        table["effective"] = weights * together / (weights @ together)
        table["r_squared"] = together**2 / ((dx**2).sum(axis=0) * (dy @ dy))
    table["gap"] = table["effective"] - table["nominal"]
    return table.replace([np.inf, -np.inf], np.nan)


def distribution(values: pd.DataFrame, bounds: tuple[float, float] | None = None) -> pd.DataFrame:
    """How each column is spread over the units that have a value.

    One row a column: node, n, missing (share of units without a value), mean, deviation (sample), the quantiles of
    `QUANTILES` (linear), skewness G1 and excess kurtosis G2 (see `moments`), at_floor and at_ceiling (shares of known
    values at the lower of the `bounds` or below, at the upper or above; without bounds, at the lowest and at the
    highest value there is).
    """
    x = values.to_numpy(float)
    n = (~np.isnan(x)).sum(axis=0)
    table = pd.DataFrame({"node": values.columns, "n": n, "missing": 1 - n / max(len(x), 1)})
    table["mean"], table["deviation"] = values.mean().to_numpy(), values.std().to_numpy()
    for name, found in zip(QUANTILES, values.quantile(list(QUANTILES.values())).to_numpy(), strict=True):
        table[name] = found
    table["skewness"], table["kurtosis"] = skewness_and_kurtosis(x)
    low, high = bounds or (table["lowest"].to_numpy(), table["highest"].to_numpy())
    known = np.where(n > 0, n, np.nan)
    return table.assign(at_floor=(x <= low).sum(axis=0) / known, at_ceiling=(x >= high).sum(axis=0) / known)


def indicator_distributions(scores: Scores) -> pd.DataFrame:
    """`distribution` of the indicators as they are scored, of one period; what is no evidence counts as missing.

    Floor and ceiling are 0 and 1 under a rule of points, the lowest and the highest score under a normalisation.
    """
    values = evidence(scores)
    leaves = [node for node in scores.framework.nodes if node.is_leaf]
    in_points = [node.rule in RULES for node in leaves]
    parts = [
        distribution(
            values[[node.code for node, own in zip(leaves, in_points, strict=True) if own is of_points]], bounds
        )
        for of_points, bounds in ((True, (0.0, 1.0)), (False, None))
    ]
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return table.set_index("node").loc[[node.code for node in leaves]].reset_index()
