"""Series: one node over periods, with the edition each period was scored by, and the block's band."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from scoring.analysis.mergers.comparability import same_method
from scoring.engine.score import Scores
from scoring.engine.tree import under
from scoring.periods import kind, span, window

LEAST_KNOWN = 0.5
FEWEST_MONTHS, MOST_MONTHS = 3, 24


class TrendError(ValueError):
    """A window, a target or a deadline that a trend cannot be worked out for."""


@dataclass(frozen=True)
class Series:
    """One node over time.

    values: periods × units, oldest first; a month between two releases that no release covers is an empty row.
    editions: by period the id of the framework that scored it, empty where no release does. breaks: the periods whose
    framework is not that of the period before, so that no line may be drawn across. carried: periods × units, true
    where a value rests on figures carried from an earlier period.
    """

    node: str
    values: pd.DataFrame
    editions: pd.Series
    breaks: tuple[str, ...]
    carried: pd.DataFrame

    def over(self, months: int | None, last: str | None = None) -> "Series":
        """The periods that end within the `months` up to the end of `last` (of the newest period); all for None.

        Raises TrendError outside 3 to 24 months, and for a period that is not in the series.
        """
        if months is not None and not FEWEST_MONTHS <= months <= MOST_MONTHS:
            raise TrendError(f"A window has {FEWEST_MONTHS} to {MOST_MONTHS} months, not {months}.")
        if last is not None and last not in self.values.index:
            raise TrendError(f"The series has no period {last}; it runs {' to '.join(self.values.index[[0, -1]])}.")
        at = months_of(self.values.index)
        end = at[-1] if last is None else at[self.values.index.get_loc(last)]
        start = -np.inf if months is None else end - months
        return self._rows(np.flatnonzero((at > start) & (at <= end)))

    def unbroken(self) -> "Series":
        """The periods from the last break on: what one framework scored."""
        start = self.values.index.get_loc(self.breaks[-1]) if self.breaks else 0
        return self._rows(np.arange(start, len(self.values)))

    def _rows(self, rows: np.ndarray) -> "Series":
        kept = self.values.index[rows]
        parts = {name: getattr(self, name).iloc[rows] for name in ("values", "editions", "carried")}
        return replace(self, breaks=tuple(period for period in self.breaks if period in kept[1:]), **parts)


def series(by_period: Mapping[str, Scores], node: str, value: str = "scores") -> Series:
    """The series of a node from the scores of one period each, all of one division (or carried over to one).

    `value` is scores, ranks or coverage. Frameworks are the same where they give the same scores from the same values,
    whatever they are called. Raises TrendError where years, half-years and months are mixed.
    """
    periods = sorted(by_period)
    if len({kind(period) for period in periods}) > 1:
        raise TrendError(f"A series has periods of one kind, years, half-years or months, not {', '.join(periods)}.")
    columns = {period: getattr(by_period[period], value)[node].droplevel(0) for period in periods}
    values = pd.DataFrame(columns).T.rename_axis(index="period", columns="unit")
    editions = pd.Series({period: by_period[period].framework.id for period in periods}, dtype=str, name="framework")
    breaks = tuple(
        now
        for before, now in zip(periods, periods[1:], strict=False)
        if not same_method(by_period[before].framework, by_period[now].framework)
    )
    if periods and kind(periods[0]) == "month":
        months = window(periods[-1], int(np.ptp(months_of(values.index))) + 1)
        values, editions = values.reindex(months), editions.reindex(months, fill_value="")
    carried = pd.DataFrame({period: _carried(by_period[period], node) for period in periods}).T
    carried = carried.reindex(index=values.index, columns=values.columns, fill_value=False).eq(True)
    return Series(node, values, editions, breaks, carried)


def _carried(scores: Scores, node: str) -> pd.Series:
    """By unit: whether the node rests on a leaf whose figure was carried from an earlier period."""
    below = {node, *(child for branch in under(scores.framework, node) for child in branch.children)}
    return scores.flagged("carried")[sorted(below)].any(axis=1).droplevel(0)


def months_of(periods: pd.Index) -> np.ndarray:
    """The last month of every period, counted in months, so that years, half-years and months lie on one line."""
    return np.array([span(period)[1].ordinal for period in periods], dtype=float)


def band(table: pd.DataFrame, units: int) -> pd.DataFrame:
    """Lower quartile, median and upper quartile of each period; empty where under half of the `units` are known."""
    quartiles = table.quantile([0.25, 0.5, 0.75], axis=1).T.set_axis(["low", "median", "high"], axis=1)
    enough = table.notna().sum(axis=1) >= LEAST_KNOWN * units
    return quartiles.reindex(table.index).where(enough, axis=0)
