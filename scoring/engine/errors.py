"""What the engine raises, and how a treatment says which columns and cells it cannot take."""

import numpy as np

MOST_NAMED = 5


class ScoringError(ValueError):
    """Values that a framework cannot score; the message names the indicator, the period and the unit, and the remedy.

    A missing column, an infinity, a denominator of 0, an indicator without spread, an unknown method.
    """


class Unfit(Exception):
    """Columns (or cells) of a matrix that a treatment cannot take: a mask over them, and why, as half a sentence.

    Raised by the functions of a family, which know numbers and no names; whoever called them names the indicators.
    """

    def __init__(self, where: np.ndarray, why: str):
        super().__init__(why)
        self.where = np.atleast_2d(where)
        self.why = why


def refuse(where: np.ndarray, why: str) -> None:
    """Raise Unfit where any column (or cell) of the mask `where` is true."""
    if where.any():
        raise Unfit(where, why)


def sentences(found: list[str]) -> str:
    """The first few sentences and how many more there are."""
    more = len(found) - MOST_NAMED
    return " ".join(found[:MOST_NAMED] + ([f"And {more} more."] if more > 0 else []))
