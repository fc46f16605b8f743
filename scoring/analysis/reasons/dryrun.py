"""What an upload would change against a release in force, before anything is kept."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.engine.score import Scores

NEW, GONE, CHANGED = "new", "gone", "changed"


@dataclass(frozen=True)
class DryRun:
    """cells: one row a figure that is changed, new or gone: unit, column, before, after, kind.

    units: by unit the score and rank before and after, `points` (change of the score) and `places` (gained, positive
    is up; missing where not the same units are ranked, since such ranks do not compare). gone: units that have a score
    before and none after. nodes: units × main nodes, what each brings to the change of the headline; the rows add up to
    `points`, with what no node explains (points shared out anew where something is missing) in the column "rest".
    """

    cells: pd.DataFrame
    units: pd.DataFrame
    nodes: pd.DataFrame

    @property
    def gone(self) -> list[str]:
        known = self.units[["score_before", "score_after"]].notna()
        return list(self.units.index[known["score_before"] & ~known["score_after"]])

    @property
    def ranks_compare(self) -> bool:
        return _same_ranked(self.units)

    def movers(self, most: int = 10) -> pd.DataFrame:
        """The units whose rank, then whose score, changes most, with the node that brings most of it."""
        moved = self.units[(self.units["places"].fillna(0) != 0) | (self.units["points"].abs() > 0)]
        order = moved.assign(by_places=moved["places"].abs(), by_points=moved["points"].abs())
        chosen = order.sort_values(["by_places", "by_points"], ascending=False).head(most)
        parts = self.nodes.loc[chosen.index].drop(columns="rest")
        # Who moved because others did has no node to thank for it.
        own = (parts.abs() > 0).any(axis=1)
        node = parts.abs().fillna(0).idxmax(axis=1).where(own) if len(parts.columns) else None
        return chosen.drop(columns=["by_places", "by_points"]).assign(node=node)


def dry_run(after: Scores, before: Scores) -> DryRun:
    """Compare two releases of one framework and division, each with the rows of one period."""
    new, old = after.values.droplevel(0), before.values.droplevel(0)
    tables = {
        when: pd.DataFrame({f"score_{when}": s.scores["dti"], f"rank_{when}": s.ranks["dti"]}).droplevel(0)
        for when, s in (("before", before), ("after", after))
    }
    units = tables["before"].join(tables["after"], how="outer")
    units["points"] = units["score_after"] - units["score_before"]
    units["places"] = units["rank_before"] - units["rank_after"] if _same_ranked(units) else np.nan
    return DryRun(changed_cells(new, old), units, _by_node(after, before, units["points"]))


def _same_ranked(units: pd.DataFrame) -> bool:
    return bool((units["rank_before"].notna() == units["rank_after"].notna()).all())


def changed_cells(new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    """Every figure that differs, unit × column: before, after, and whether it is changed, new or gone."""
    rows, columns = new.index.union(old.index), new.columns.union(old.columns, sort=False)
    a, b = (frame.reindex(index=rows, columns=columns).to_numpy(float) for frame in (new, old))
    differs = ~((a == b) | (np.isnan(a) & np.isnan(b)))
    lines, across = np.nonzero(differs)
    before, after = b[lines, across], a[lines, across]
    kind = np.where(np.isnan(before), 0, np.where(np.isnan(after), 1, 2)).astype(np.int8)
    # A new period changes every figure: millions of rows, whose texts are kept once each.
    return pd.DataFrame(
        {
            "unit": pd.Categorical.from_codes(lines.astype(np.int32), rows),
            "column": pd.Categorical.from_codes(across.astype(np.int32), columns),
            "before": before,
            "after": after,
            "kind": pd.Categorical.from_codes(kind, [NEW, GONE, CHANGED]),
        },
        copy=False,
    )


def _by_node(after: Scores, before: Scores, points: pd.Series) -> pd.DataFrame:
    """Points-weighted difference of each main node: w_c · Δs_c / Σ w."""
    framework = after.framework
    main = [node for node in framework.children["dti"] if node.points]
    total = sum(float(node.points or 0) for node in main)
    codes = [node.code for node in main]
    change = after.scores[codes].droplevel(0).sub(before.scores[codes].droplevel(0)).reindex(points.index)
    parts = change * [float(node.points or 0) / total for node in main]
    return parts.assign(rest=points - parts.sum(axis=1, min_count=1).fillna(0))
