"""What a correction changes in the ranking: told in its notice, worked out from the two releases."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from scoring.analysis.reasons.dryrun import changed_cells
from scoring.engine.score import Scores


@dataclass(frozen=True)
class Move:
    """A unit's rank in the headline before and after; `places` gained, positive is up."""

    unit: str
    rank_before: int
    rank_after: int
    places: int


@dataclass(frozen=True)
class Effect:
    """How many figures, scores and ranks of the headline change, in how many units, and the largest moves.

    Ranks compare like with like: with other units than before (`added`, `gone`) or another method there are no moves.
    """

    figures: int
    scores: int
    ranks: int
    units: int
    comparable: bool
    other_method: bool
    added: tuple[str, ...]
    gone: tuple[str, ...]
    moves: tuple[Move, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain numbers, texts and lists, to be kept."""
        return asdict(self)


def effect(after: Scores, before: Scores, most: int = 10) -> Effect:
    """Compare two releases of one period; `most` is how many moves are told.

    A unit counts as changed where a figure, its score or its rank is another. Scores differ beyond 1e-12.
    """
    code = after.framework.headline.code
    new, old = (_headline(scores, code) for scores in (after, before))
    cells = changed_cells(after.values.droplevel(0), before.values.droplevel(0))
    added, gone = (tuple(sorted(a.index.difference(b.index))) for a, b in ((new, old), (old, new)))
    other_method = after.framework.text != before.framework.text
    comparable = not (added or gone or other_method)
    both = old.join(new, how="inner", suffixes=("_before", "_after"))
    points = both["score_after"] - both["score_before"]
    scored = (points.abs() > 1e-12) | (both["score_after"].isna() != both["score_before"].isna())
    ranked = _differs(both["rank_before"], both["rank_after"])
    changed = set(cells["unit"]) | set(both.index[scored | ranked])
    places = (both["rank_before"] - both["rank_after"]).dropna()
    order = places[places != 0].sort_index().sort_values(key=np.abs, ascending=False, kind="stable").head(most)
    moves = tuple(
        Move(str(unit), int(both.at[unit, "rank_before"]), int(both.at[unit, "rank_after"]), int(gained))
        for unit, gained in order.items()
    )
    return Effect(
        figures=len(cells),
        scores=int(scored.sum()),
        ranks=int(ranked.sum()),
        units=len(changed),
        comparable=comparable,
        other_method=other_method,
        added=added,
        gone=gone,
        moves=moves if comparable else (),
    )


def _headline(scores: Scores, code: str) -> pd.DataFrame:
    return pd.DataFrame({"score": scores.scores[code], "rank": scores.ranks[code]}).droplevel(0)


def _differs(a: pd.Series, b: pd.Series) -> pd.Series:
    return ~((a == b) | (a.isna() & b.isna()))
