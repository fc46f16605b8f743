"""What happened between two comparable releases, node by node: the middle of the block, who leads, who moved."""

import numpy as np
import pandas as pd

from scoring.engine.score import Scores

LEAST_COVERAGE = 0.65
FIRST = 3


def node_changes(earlier: Scores, later: Scores) -> pd.DataFrame:
    """One row a node with scores in both releases (index: code, in the order of the framework).

    known: units with a score in both; median_before, median_after: of those units; rose, fell, same: how many of them
    gained, lost, or did neither by more than the size of floating-point noise.

    The two must be comparable, each with the rows of one period; `earlier` carried to the later units where they
    merged.
    """
    rows = {}
    for code in later.framework.codes:
        if code in earlier.scores and code in later.scores:
            both = _both(earlier.scores, later.scores, code).dropna()
            if not both.empty:
                gained = _gained(both)
                rows[code] = [
                    len(both), both["before"].median(), both["after"].median(),
                    *(int(count) for count in ((gained > 0).sum(), (gained < 0).sum(), (gained == 0).sum())),
                ]  # fmt: skip
    columns = ["known", "median_before", "median_after", "rose", "fell", "same"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def leaders(scores: Scores, code: str, most: int = FIRST) -> pd.DataFrame:
    """The units of the first `most` ranks in a node, best first: rank and score, by unit. More than `most` where ranks
    are shared; a unit without a rank does not lead, whatever its score.
    """
    table = pd.DataFrame({"rank": scores.ranks[code].droplevel(0), "score": scores.scores[code].droplevel(0)})
    return table[table["rank"] <= most].sort_values("rank", kind="stable")


def moves(earlier: Scores, later: Scores, code: str) -> pd.DataFrame | None:
    """How the ranks of a node changed, the largest climb first: before, after, places (a climb above 0), points (the
    change of the score), by unit. None where not the very same units have a rank in both: then no rank is compared.
    """
    table = _both(earlier.ranks, later.ranks, code)
    known = table.notna()
    if not known.any(axis=None) or (known["before"] != known["after"]).any():
        return None
    table = table.dropna()
    table["places"] = table["before"] - table["after"]
    table["points"] = _gained(_both(earlier.scores, later.scores, code)).reindex(table.index)
    return table.sort_values(["places", "points"], ascending=False, kind="stable")


def without_a_rank(earlier: Scores, later: Scores, code: str) -> list[str]:
    """Units with a rank in one of the two only."""
    known = _both(earlier.ranks, later.ranks, code).notna()
    return [str(unit) for unit in known.index[known["before"] != known["after"]]]


def below_coverage(scores: Scores, least: float = LEAST_COVERAGE) -> pd.Series:
    """Units whose headline rests on less than `least` of its points in data, the least covered first."""
    coverage = scores.coverage[scores.framework.headline.code].droplevel(0).dropna()
    return coverage[coverage < least].sort_values(kind="stable")


def _both(earlier: pd.DataFrame, later: pd.DataFrame, code: str) -> pd.DataFrame:
    return pd.DataFrame({"before": earlier[code].droplevel(0), "after": later[code].droplevel(0)})


def _gained(both: pd.DataFrame) -> pd.Series:
    """The change; exactly 0 where it is floating-point noise."""
    still = np.isclose(both["after"], both["before"], rtol=0, atol=1e-12)
    return (both["after"] - both["before"]).mask(still, 0.0)
