"""What happened between two comparable releases, node by node: the middle of the block, who leads, who rose."""

import numpy as np
import pandas as pd

from scoring.engine.score import Scores

LEAST_COVERAGE = 0.65


def node_changes(earlier: Scores, later: Scores) -> pd.DataFrame:
    """One row a node with scores in both releases (index: code, in the order of the framework).

    known: units with a score in both; median_before, median_after: of those units; rose, fell: how many of them gained
    or lost more than the size of floating-point noise; leaders: units of the best later score; score: that score;
    ranks_compare: whether the very same units have a rank in both, without which no change of rank is told; climber,
    climb and faller, fall: the unit that gained and lost most places (of equal ones the larger gain or loss in score),
    empty and missing where nobody did, or where ranks do not compare.

    The two must be comparable, each with the rows of one period; `earlier` carried to the later units where they
    merged.
    """
    rows = {}
    for code in later.framework.codes:
        if code in earlier.scores and code in later.scores:
            before, after = (s.scores[code].droplevel(0) for s in (earlier, later))
            ranks = tuple(s.ranks[code].droplevel(0) for s in (earlier, later))
            if (row := _changes(before, after, *ranks)) is not None:
                rows[code] = row
    return pd.DataFrame.from_dict(rows, orient="index", columns=_COLUMNS)


_COLUMNS = ["known", "median_before", "median_after", "rose", "fell", "leaders", "score", "ranks_compare", "climber",
            "climb", "faller", "fall"]  # fmt: skip


def _changes(before: pd.Series, after: pd.Series, rank_before: pd.Series, rank_after: pd.Series) -> list | None:
    both = pd.DataFrame({"before": before, "after": after}).dropna()
    if both.empty:
        return None
    points = both["after"] - both["before"]
    moved = points.where(~np.isclose(both["after"], both["before"], rtol=0, atol=1e-12), 0.0)
    best = after.max()
    ranks = pd.DataFrame({"before": rank_before, "after": rank_after})
    compare = bool((ranks["before"].notna() == ranks["after"].notna()).all() and ranks.notna().any(axis=None))
    places = (ranks["before"] - ranks["after"]).dropna() if compare else pd.Series(dtype=float)
    return [
        len(both), both["before"].median(), both["after"].median(), int((moved > 0).sum()), int((moved < 0).sum()),
        tuple(after.index[after == best]), best, compare, *_most(places, points), *_most(-places, -points),
    ]  # fmt: skip


def _most(places: pd.Series, points: pd.Series) -> tuple[str, float]:
    if places.empty or places.max() <= 0:
        return "", np.nan
    ordered = pd.DataFrame({"places": places, "points": points.reindex(places.index)})
    first = ordered.sort_values(["places", "points"], ascending=False, kind="stable").index[0]
    return str(first), float(places[first])


def below_coverage(scores: Scores, least: float = LEAST_COVERAGE) -> pd.Series:
    """Units whose headline rests on less than `least` of its points in data, the least covered first."""
    coverage = scores.coverage[scores.framework.headline.code].droplevel(0).dropna()
    return coverage[coverage < least].sort_values(kind="stable")
