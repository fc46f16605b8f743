"""What takes a while to work out from releases, kept once for everybody; of what is not public nothing is kept.

Public releases never change, so their ids are the whole key. What is kept is shared as it is: nobody changes it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from pages.parts import access
from pages.parts.pairs import unit_set
from scoring import Scores, load_units
from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.comparability import Comparability, comparability
from scoring.analysis.reasons.moves import Moves, moves
from store import Release

Answer = TypeVar("Answer")


class Comparison(NamedTuple):
    """Whether two releases may be compared; the earlier scores as they are, or carried to the later units."""

    answer: Comparability
    before: Scores

    @property
    def allowed(self) -> bool:
        return self.answer.verdict != "not"


def kept(call: Callable[..., Answer]) -> Callable[..., Answer]:
    """The function of releases (and plain values), its answers kept by release id where all of them are public."""
    keeping: Callable[..., Answer] = st.cache_resource(
        call, hash_funcs={Release: lambda release: release.id}, show_spinner=False, max_entries=512
    )

    def asked(*given: Any) -> Answer:
        public = all(each.is_public for each in given if isinstance(each, Release))
        return (keeping if public else call)(*given)

    return asked


@kept
def comparison(earlier: Release, later: Release) -> Comparison:
    """May the two be compared, and with which earlier scores."""
    before, after = access.read(earlier).scores, access.read(later).scores
    answer = comparability(before, after, (unit_set(earlier), unit_set(later)), load_units())
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
