"""Finished tables of one node over time: scores and ranks, what they rest on, where no line may be drawn across.

whole = path({"2023-01": placed, …}, "dti")        # see territory.Placed
part = whole.over(6, "2023-06")                     # the six months up to June
trend_table(whole, 6, "2023-06", names)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from figures.basis import BASES, CARRIED, MEASURED, MISSING, SELF_REPORTED, UNKNOWN
from figures.territory import Placed
from figures.words import Words
from scoring.analysis.over_time.series import Series, band, series
from scoring.analysis.over_time.trends import trend


@dataclass(frozen=True)
class Path:
    """One node over periods. scores, ranks: as `series` gives them; basis: periods × units, of `basis.BASES`.

    set_breaks: the periods in which other units are ranked than in the period before, so that no rank may be compared
    across. carried_until: the last period whose units were others and were carried to those shown, "" where there is
    none.
    """

    scores: Series
    ranks: Series
    basis: pd.DataFrame
    set_breaks: tuple[str, ...]
    carried_until: str

    @property
    def periods(self) -> list[str]:
        return list(self.scores.values.index)

    @property
    def breaks(self) -> tuple[str, ...]:
        """Where the framework changed."""
        return self.scores.breaks

    @property
    def rank_breaks(self) -> tuple[str, ...]:
        return tuple(period for period in self.periods if period in (*self.breaks, *self.set_breaks))

    def over(self, months: int | None, last: str | None = None) -> "Path":
        """The periods of a window; see `Series.over`."""
        scores = self.scores.over(months, last)
        kept = scores.values.index
        return replace(
            self,
            scores=scores,
            ranks=self.ranks.over(months, last),
            basis=self.basis.reindex(kept),
            set_breaks=tuple(period for period in self.set_breaks if period in kept[1:]),
            carried_until=self.carried_until if self.carried_until in kept[:-1] else "",
        )


def path(by_period: Mapping[str, Placed], node: str) -> Path:
    """The node over all periods in which it has a score or a rank, on one set of units."""
    known = {period: placed for period, placed in sorted(by_period.items()) if placed.has(node)}
    scores = series({period: placed.scores for period, placed in known.items()}, node)
    ranks = series({period: placed.scores for period, placed in known.items()}, node, "ranks")
    basis = pd.DataFrame({period: placed.basis for period, placed in known.items()}).T
    carried = [period for period, placed in known.items() if placed.links is not None]
    return Path(
        scores,
        ranks,
        basis.reindex(index=scores.values.index, columns=scores.values.columns).fillna(UNKNOWN),
        _set_breaks(ranks.values),
        carried[-1] if carried else "",
    )


def trend_table(whole: Path, months: int | None, last: str | None, names: Mapping[str, str]) -> pd.DataFrame:
    """By unit, the largest gain first: name, and what `trends.trend` says of the window; self_reported and carried:
    the number of its known periods that rest on such figures."""
    found = trend(whole.scores, months, last)
    part = whole.over(months, last)
    rows = part.scores.unbroken().values.index
    basis = part.basis.loc[rows]
    known = part.scores.values.loc[rows].notna()
    counts = {
        name: ((basis == kind) & known).sum() for name, kind in (("self_reported", SELF_REPORTED), ("carried", CARRIED))
    }
    found = found.assign(**counts, name=[names[unit] for unit in found.index])
    return found.sort_values(["change", "last"], ascending=False, na_position="last", kind="stable")


def found_bases(part: Path, units: Sequence[str]) -> list[str]:
    """The bases that occur in the window among some units' values; none where all are measured."""
    cells = set(part.basis[list(units)].to_numpy().ravel()) - set(MISSING)
    return [name for name in BASES if name in cells] if cells - {MEASURED} else []


def notes(part: Path, ranks: bool, words: Words) -> list[str]:
    """Sentences on what the drawing cannot say: periods without data, breaks, carried units; of ranks, other sets."""
    t = words.t

    def said(period: str) -> str:
        return within(words.period(period), words)

    values = part.scores.values
    known = values.notna().any(axis=1) | part.ranks.values.notna().any(axis=1)
    told = []
    if not known.all():
        told.append(t("trends.absent", periods=", ".join(said(period) for period in values.index[~known])))
    for period in part.breaks:
        told.append(t("trends.break", period=said(period)))
    if part.carried_until:
        told.append(t("trends.carried", period=said(part.carried_until)))
    only = [period for period in part.set_breaks if period not in part.breaks]
    if only and ranks:
        told.append(t("trends.sets", periods=", ".join(said(period) for period in only)))
    return told


def within(period: str, words: Words) -> str:
    """The words of a period as they stand within a sentence: 'tháng 6 năm 2023' in Vietnamese."""
    return period[:1].lower() + period[1:] if words.lang == "vi" else period


def drawn(part: Path, draw: str, total: int = 0) -> tuple[pd.DataFrame, pd.Series]:
    """What "lines", "ranks" or "slopes" of a window show: values, periods × units, and the median of the units.

    Slopes have the two ends since the last break. There is no median of ranks, nor where under half of the `total`
    units (of those that occur without it) are known.
    """
    if draw == "ranks":
        return part.ranks.values, pd.Series(dtype=float)
    if draw == "slopes":
        used = part.scores.unbroken().values.dropna(how="all")
        used = used.iloc[[0, -1]] if len(used) > 1 else used.iloc[:0]
        return used, used.median(axis=1)
    values = part.scores.values
    return values, band(values, total or values.shape[1])["median"]


def as_table(
    part: Path, draw: str, names: Mapping[str, str], chosen: Sequence[str], words: Words, total: int = 0
) -> pd.DataFrame:
    """The highlighted lines and the median, one row a period, headed in words."""
    values, median = drawn(part, draw, total)
    table = values[list(chosen)].rename(columns=names).dropna(axis=1, how="all")
    if median.notna().any():
        table[words.t("trends.median")] = median
    table.insert(0, words.t("about.period"), [words.period(period) for period in table.index])
    return table


def lines_alt(
    part: Path, draw: str, names: Mapping[str, str], chosen: Sequence[str], title: str, words: Words, total: int = 0
) -> str:
    """The drawing in words: first and last value of each highlighted unit and of the median, and the breaks."""
    values, median = drawn(part, draw, total)
    ranks = draw == "ranks"
    told = [_ends(names[unit], values[unit].dropna(), ranks, words) for unit in chosen]
    if median.notna().any():
        told.append(_ends(words.t("trends.median"), median.dropna(), ranks, words))
    told += [words.t("trends.break", period=within(words.period(period), words)) for period in part.breaks]
    return " ".join([f"{title}.", *[sentence for sentence in told if sentence]])


def _ends(name: str, known: pd.Series, ranks: bool, words: Words) -> str:
    if known.empty:
        return words.t("trends.alt_none", name=name)
    first, last = ((words.number(value, 0 if ranks else 4)) for value in (known.iloc[0], known.iloc[-1]))
    return words.t(
        "trends.alt_unit", name=name, first=first, since=words.period(known.index[0]), last=last,
        until=words.period(known.index[-1]),
    )  # fmt: skip


def _set_breaks(ranks: pd.DataFrame) -> tuple[str, ...]:
    """Compared with the last period before that has ranks at all."""
    found = []
    before: frozenset[str] | None = None
    for period, row in ranks.iterrows():
        ranked = frozenset(row.dropna().index)
        if not ranked:
            continue
        if before is not None and ranked != before:
            found.append(str(period))
        before = ranked
    return tuple(found)
