"""What press lines are made from, and what they are: what may be said, and what the figures do not support."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from figures.press.runs import Runs, alike
from figures.words import Words
from scoring.engine.score import Scores

MOST_NAMED = 5


@dataclass(frozen=True)
class Line:
    """units: codes of whom it names, the one it is about first. share: of the runs in which what it claims holds; None
    where it claims no order.
    """

    kind: str
    text: str
    units: tuple[str, ...] = ()
    share: float | None = None


@dataclass(frozen=True)
class Lines:
    """said: what may be printed; refused: what would have been claimed, and in how many runs it holds."""

    said: tuple[Line, ...] = ()
    refused: tuple[Line, ...] = ()


@dataclass(frozen=True, eq=False)
class Story:
    """What lines are made from: a node of a release, of an earlier one that compares with it, and the runs of both.

    names: unit → its name; about: what every line begins with (node, period, block, and stamps where there are any);
    since: the earlier period in words; ranked: of how many units ranks are known, None where not all are.
    """

    later: Scores
    earlier: Scores | None
    node: str
    runs: Runs | None
    names: Mapping[str, str]
    about: str
    since: str
    ranked: int | None
    words: Words

    @property
    def rank(self) -> pd.Series:
        return self.later.ranks[self.node].droplevel(0)

    @property
    def score(self) -> pd.Series:
        return self.later.scores[self.node].droplevel(0)

    @property
    def rank_before(self) -> pd.Series | None:
        """By unit its earlier rank; None where ranks of the two are not to be set against each other."""
        if self.earlier is None or not alike(self.later, self.earlier, self.node):
            return None
        return self.earlier.ranks[self.node].droplevel(0)

    def line(
        self, kind: str, key: str, told: Mapping[str, object], units: Sequence[str] = (), share: float | None = None
    ) -> Line:
        said = self.words.t(f"lines.{key}", **told)
        return Line(kind, f"{self.about}: {said}", tuple(units), share)

    def named(self, units: Sequence[str]) -> str:
        """The first few by name, the others counted."""
        names = [self.names[unit] for unit in units]
        if len(names) <= MOST_NAMED:
            return ", ".join(names)
        first = ", ".join(names[: MOST_NAMED - 1])
        return self.words.t("unit.and_others", first=first, n=self.words.number(len(names) - MOST_NAMED + 1))


def joined(found: Iterable[Lines], most: int, most_refused: int) -> Lines:
    """The first so many of all lines, in their order."""
    every = list(found)
    said = [line for lines in every for line in lines.said]
    return Lines(tuple(said[:most]), tuple([line for lines in every for line in lines.refused][:most_refused]))
