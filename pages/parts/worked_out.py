"""What takes a while to work out from releases, kept once for everybody; of what is not public, for one visit.

Public releases never change: their ids are the key, with the change of units in force, which may carry them to units
that came later. What is kept is shared as it is: nobody changes it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import pandas as pd
import streamlit as st
from cachetools import LRUCache

from figures import intervals
from figures.words import Words
from pages.parts import access
from pages.parts.pairs import unit_set
from scoring import Scores
from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.comparability import Comparability, comparability
from scoring.analysis.over_time.series import series
from scoring.analysis.reasons.moves import Moves, moves
from scoring.analysis.uncertainty.assumptions import Weights
from scoring.analysis.uncertainty.robustness import robustness
from scoring.engine.errors import ScoringError
from store import Release, change_in_force, load_units
from store.shared import shared

Answer = TypeVar("Answer")
WITHIN, DRAWS = 0.25, 500
_OWN = 32  # answers of a visit


class Comparison(NamedTuple):
    """Whether two releases may be compared; the earlier scores as they are, or carried to the later units."""

    answer: Comparability
    before: Scores

    @property
    def allowed(self) -> bool:
        return self.answer.verdict != "not"


def kept(call: Callable[..., Answer], most: int = 512) -> Callable[..., Answer]:
    """The function of releases (and plain values), its answers kept by release id and the change of units in force:
    for everybody where all of them are public, else for this visit alone. `most` are kept of those for everybody.
    """
    everybodys = shared(most)

    def asked(*given: Any) -> Answer:
        key = (change_in_force(), *(each.id if isinstance(each, Release) else each for each in given))
        if all(each.is_public for each in given if isinstance(each, Release)):
            answer: Answer = everybodys(key, lambda: call(*given))
            return answer
        mine: LRUCache[Any, Any] = st.session_state.setdefault("worked_out", LRUCache(_OWN))
        key = (call.__module__, call.__qualname__, *key)
        if key not in mine:
            mine[key] = call(*given)
        return mine[key]

    return asked


def drawn(call: Callable[..., Answer]) -> Callable[..., Answer]:
    """The function of finished tables, its answers kept by their whole content: who asks has it all already."""
    keeping: Callable[..., Answer] = st.cache_resource(
        call, hash_funcs={Words: lambda words: words.lang}, show_spinner=False, max_entries=256
    )
    return keeping


@kept
def comparison(earlier: Release, later: Release) -> Comparison:
    """May the two be compared, and with which earlier scores."""
    before, after = access.read(earlier).scores, access.read(later).scores
    answer = comparability(before, after, (unit_set(earlier), unit_set(later)), load_units(later))
    if answer.verdict == "back-cast" and answer.links:
        before = back_cast(before, answer.links).scores
    return Comparison(answer, before)


@kept
def explained(earlier: Release, later: Release) -> Moves | None:
    """Why every unit moved between the two; None where that cannot be told."""
    answer = comparison(earlier, later).answer
    if not answer.explained:
        return None
    return moves(access.read(earlier).scores, access.read(later).scores, answer)


@kept
def sure(release: Release, node: str) -> pd.DataFrame | None:
    """How sure the ranks of a node are where the points could have been up to a quarter more or less; None where no
    points are decided: in what is given, and in what has no parts.
    """
    scores = access.read(release).scores
    try:
        drawn = robustness(scores.framework, scores.values, [Weights(WITHIN)], draws=DRAWS, node=node)
    except ScoringError:
        return None
    return intervals.sureness(drawn)


@kept
def lines(node: str, *releases: Release) -> pd.Series | None:
    """By unit its scores in a node over releases of one method, oldest first; None where there are no two."""
    found = {release.period: access.read(release).scores for release in releases}
    table = series({period: scores for period, scores in found.items() if node in scores.scores}, node).unbroken()
    if len(table.values) < 2 or table.values.notna().sum().max() < 2:
        return None
    return pd.Series([list(column) for column in table.values.to_numpy(float).T], index=table.values.columns)
