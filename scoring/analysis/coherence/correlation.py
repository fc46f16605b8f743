"""How nodes move together: three kinds of correlation with p-values, flags, and pairs that say the same."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import special, stats

from scoring.engine.score import Scores
from scoring.frameworks import Framework

HIGH = 0.9
SIGNIFICANT = 0.05
FEWEST = 3
COLUMNS = ["node", "against", "n", "coefficient", "p_value", "flag"]
Kind = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


class StatisticsError(ValueError):
    """Scores that a statistic cannot be worked out on: several periods at once, an unknown level."""


def pearson(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² · Σ(y − ȳ)²) of each pair of columns, and p by Student's t, two-sided.

    With n − 2 degrees of freedom p is the regularised incomplete beta I(1 − r²; (n − 2)/2, 1/2).
    """
    dx, dy = x - np.nanmean(x, axis=0), y - np.nanmean(y, axis=0)
    spread = np.sqrt(np.nansum(dx * dx, axis=0) * np.nansum(dy * dy, axis=0))
    coefficient = np.clip(np.nansum(dx * dy, axis=0) / spread, -1, 1)
    freedom = (~np.isnan(x)).sum(axis=0) - 2
    return coefficient, special.betainc(freedom / 2, 0.5, 1 - coefficient**2)


def spearman(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pearson's r of the ranks (ties share their mean rank), p as there."""
    return pearson(*(stats.rankdata(part, axis=0, nan_policy="omit") for part in (x, y)))


def kendall(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """τ-b = (concordant − discordant) / √((pairs untied in x) · (pairs untied in y)); p exact where n is small and
    nothing is tied, else by the normal approximation (`scipy.stats.kendalltau`)."""
    known = ~np.isnan(x)
    found = [stats.kendalltau(x[rows, at], y[rows, at]) for at, rows in enumerate(known.T)]
    return np.array([pair.statistic for pair in found]), np.array([pair.pvalue for pair in found])


KINDS: Mapping[str, Kind] = {"pearson": pearson, "spearman": spearman, "kendall": kendall}


def correlations(
    values: pd.DataFrame,
    against: pd.DataFrame | None = None,
    kind: str = "pearson",
    high: float = HIGH,
    significant: float = SIGNIFICANT,
) -> pd.DataFrame:
    """Each column of `values` against each column of `against`, or against those behind it where there is none.

    One row a pair: node, against, n (units with both), coefficient −1..1, p_value, flag. `flag` is "constant" where a
    column has one value only and "few" under three units (no coefficient then), "high" from `high` on, "negative"
    below 0 with a p-value under `significant`, else empty. Units are rows; missing values leave a pair's unit out.
    Raises StatisticsError for an unknown kind.
    """
    if kind not in KINDS:
        raise StatisticsError(f"There is no correlation '{kind}'. Known are: {', '.join(KINDS)}.")
    other = values if against is None else against
    x, y = values.to_numpy(float), other.to_numpy(float)
    parts = []
    for at, name in enumerate(other.columns):
        columns = slice(0, at) if against is None else slice(None)
        parts.append(_pairs(x[:, columns], y[:, at], KINDS[kind]).assign(against=name, node=values.columns[columns]))
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    negative = (table["coefficient"] < 0) & (table["p_value"] < significant)
    table.loc[negative, "flag"] = "negative"
    table.loc[table["coefficient"] >= high, "flag"] = "high"
    return table[COLUMNS]


def _pairs(x: np.ndarray, column: np.ndarray, kind: Kind) -> pd.DataFrame:
    """The pairs of one column with every column of `x`."""
    both = ~np.isnan(x) & ~np.isnan(column)[:, None]
    x, y = np.where(both, x, np.nan), np.where(both, column[:, None], np.nan)
    n = both.sum(axis=0)
    few = n < FEWEST
    filled = [(np.where(both, part, -np.inf).max(axis=0), np.where(both, part, np.inf).min(axis=0)) for part in (x, y)]
    constant = ~few & np.logical_or(*(top == bottom for top, bottom in filled))
    usable = ~few & ~constant
    coefficient, p_value = np.full((2, len(n)), np.nan)
    coefficient[usable], p_value[usable] = kind(x[:, usable], y[:, usable])
    flag = np.select([few, constant], ["few", "constant"], "")
    return pd.DataFrame({"n": n, "coefficient": coefficient, "p_value": p_value, "flag": flag})


def evidence(scores: Scores) -> pd.DataFrame:
    """Units × nodes of one period, without the leaves that rest on no figure of their own: those imputed, carried
    forward or scored 0 for want of one.

    Raises StatisticsError where the scores hold several periods: units of one period are compared.
    """
    if len(scores.periods) != 1:
        listed = ", ".join(scores.periods)
        raise StatisticsError(f"Statistics compare the units of one period; these scores hold {listed}. Choose one.")
    filled = scores.zeroed | scores.flagged("imputed") | scores.flagged("carried")
    return scores.scores.mask(filled.astype(bool)).droplevel(0)


def nodes_at(framework: Framework, level: int | str) -> list[str]:
    """Codes at a level of the tree: 0 the headline, 1 below it …; "indicators" are the leaves, "composites" those.

    Nodes of 0 points, which count in nothing, are left out. Raises StatisticsError for a level the framework does not
    have.
    """
    if level == "composites":
        return [composite.code for composite in framework.composites]
    counted = [node for node in framework.nodes if node.points != 0]
    if level == "indicators":
        return [node.code for node in counted if node.is_leaf]
    found = [node.code for node in counted if str(framework.depth[node.code]) == str(level)]
    if not found:
        deepest = max(framework.depth.values())
        known = f"0 to {deepest}, 'indicators' and 'composites'"
        raise StatisticsError(f"The framework {framework.id} has no level '{level}'. Known are {known}.")
    return found


def node_correlations(
    scores: Scores, level: int | str, against: int | str | None = None, kind: str = "pearson", **limits: float
) -> pd.DataFrame:
    """`correlations` of the nodes of one level among themselves or with those of another level, of one period.

    `relation` says "parent" where `against` is the node's parent, "siblings" where both have the same. Zeros that
    stand for missing evidence are left out. `limits` are `high` and `significant` of `correlations`.
    """
    values, framework = evidence(scores), scores.framework
    other = None if against is None or str(against) == str(level) else values[nodes_at(framework, against)]
    table = correlations(values[nodes_at(framework, level)], other, kind, **limits)
    return table.assign(relation=_relations(framework, table))


def redundant(scores: Scores, codes: Sequence[str] | None = None, least: float = 0.95) -> pd.DataFrame:
    """Pairs of indicators that say the same: Pearson's or Spearman's coefficient is `least` or more, either sign.

    One row a pair, the closest first: node, against, relation, n, pearson, spearman. `codes` are other nodes to search
    than the indicators.
    """
    values = evidence(scores)[list(codes or nodes_at(scores.framework, "indicators"))]
    table = correlations(values).rename(columns={"coefficient": "pearson"})
    table["spearman"] = correlations(values, kind="spearman")["coefficient"]
    table["relation"] = _relations(scores.framework, table)
    closest = table[["pearson", "spearman"]].abs().max(axis=1)
    kept = closest[closest >= least].sort_values(ascending=False, kind="stable").index
    return table.loc[kept, ["node", "against", "relation", "n", "pearson", "spearman"]].reset_index(drop=True)


def _relations(framework: Framework, table: pd.DataFrame) -> np.ndarray:
    parents = {node.code: node.parent or "" for node in framework.nodes}
    node, other = (table[side].map(parents).fillna("") for side in ("node", "against"))
    own = (node == table["against"]) | (other == table["node"])
    return np.select([own, (node == other) & (node != "")], ["parent", "siblings"], "")
