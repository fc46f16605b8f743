"""A chart as data that another program draws itself: kind, categories, series. Maps have none."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from figures.palette import ACCENT, CLASSES, LINES, MUTED
from figures.press.drawn import Drawn
from figures.press.looks import QUIET
from figures.words import Words

BARS, GROUPED, LINES_OVER_TIME = "bars", "grouped", "lines"
# Windows' numbers of the languages, which a format may begin with: LibreOffice then writes figures as the language
# does. Microsoft's programs write them as the reader's own system does, whatever a file says.
_LANGUAGE = {"vi": "42A", "en": "809", "es": "C0A"}
MOST_LINES = 120  # quiet ones beyond that would only be a blot


@dataclass(frozen=True)
class Series:
    """values: one a category, None where there is none; name "" for one that needs no key."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    quiet: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Native:
    """lit: places of the categories that are highlighted; falling: 1 on top, as for ranks; decimals: of the labels.

    Bars of several series have one value a category: a series is a class.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    lit: frozenset[int] = frozenset()
    falling: bool = False
    decimals: int | None = 4

    @property
    def names(self) -> list[str]:
        """Of the series; parts of a broken line have the name of their first."""
        found: list[str] = []
        for each in self.series:
            found.append(each.name or found[-1])
        return found

    @property
    def scale(self) -> tuple[float, float] | None:
        """Least and greatest value that lines are drawn between; None where the program may choose."""
        known = [value for each in self.series for value in each.values if value is not None]
        if self.kind != LINES_OVER_TIME or self.falling or self.decimals is None or min(known) <= 0:
            return None
        margin = (max(known) - min(known)) * 0.08 or 0.01
        return max(0.0, math.floor((min(known) - margin) * 20) / 20), math.ceil((max(known) + margin) * 20) / 20


def number_format(decimals: int | None, lang: str) -> str:
    """How an office program writes the figures."""
    plain = "General" if decimals is None else "0." + "0" * decimals if decimals else "0"
    return plain if decimals is None else f"[$-{_LANGUAGE[lang]}]{plain}"


class Source(NamedTuple):
    """What a chart is made from: its template, what that told (title, table, breaks), the highlighted units."""

    template: str
    title: str
    table: pd.DataFrame
    breaks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def native(drawn: Drawn, words: Words) -> Native | None:
    """None where the chart can only be a picture: a map, or one of which no value is known."""
    units = tuple(drawn.mark.options.get("units", ()))
    return from_source(Source(drawn.mark.template, drawn.texts.title, drawn.table, drawn.breaks, units), words)


def from_source(of: Source, words: Words) -> Native | None:
    """The same of a chart that nobody has drawn."""
    made = NATIVES.get(of.template)
    found = made(of, words) if made else None
    return found if found and any(v is not None for each in found.series for v in each.values) else None


def _bars(of: Source, words: Words) -> Native | None:
    """A bar a unit, in the order of the chart; the rank stands before the name."""
    t, table = words.t, of.table
    if t("table.score") not in table:
        return None
    ranks = table[t("table.rank")] if t("table.rank") in table else pd.Series(float("nan"), index=table.index)
    names = [
        f"{words.number(rank)}. {name}" if pd.notna(rank) else str(name)
        for rank, name in zip(ranks, table[t("table.name")], strict=True)
    ]
    values = _values(table[t("table.score")])
    if t("table.class") in table:
        return Native(BARS, tuple(names), _classes(values, table[t("table.class")], t("table.class")))
    lit = _lit(of, words)
    series = Series(t("table.score"), values, QUIET if lit else ACCENT)
    return Native(BARS, tuple(names), (series,), lit)


def _classes(values: tuple[float | None, ...], of: pd.Series, name: str) -> tuple[Series, ...]:
    """A series a class, each with its tint, the best the darkest."""
    tints = tuple(reversed(CLASSES))
    return tuple(
        Series(
            f"{name} {number}",
            tuple(value if each == number else None for value, each in zip(values, of, strict=True)),
            tints[at % len(tints)],
        )
        for at, number in enumerate(dict.fromkeys(of))
    )


def _card(of: Source, words: Words) -> Native:
    t, table = words.t, of.table
    own, middle = table[t("table.score")], table[t("trends.median")]
    series = (
        Series(of.title, _values(own), ACCENT), Series(t("trends.median"), _values(middle), QUIET),
    )  # fmt: skip
    return Native(GROUPED, tuple(table[t("table.name")].astype(str)), series)


def _comparison(of: Source, words: Words) -> Native:
    """A group a node, a bar a unit; ranks stand in the table only."""
    table = of.table
    ranks = {words.t("versus.rank_of", name=column) for column in table}
    names = [column for column in table.columns[1:] if column not in ranks]
    series = tuple(
        Series(str(name), _values(table[name]), LINES[at % len(LINES)]) for at, name in enumerate(names)
    )  # fmt: skip
    return Native(GROUPED, tuple(table.iloc[:, 0].astype(str).str.strip()), series)


def _over_time(of: Source, words: Words) -> Native:
    """A line a unit, quiet unless it is highlighted; a new series from each break on, so that no line runs across."""
    t, table = words.t, of.table
    ranks = of.template == "ranks"
    heads = {t("table.unit"), t("table.name"), t("table.points")}
    periods = [str(column) for column in table.columns if column not in heads]
    lit = _lit(of, words)
    order = [*sorted(set(range(len(table))) - lit), *sorted(lit)] if len(table) <= MOST_LINES else sorted(lit)
    starts = [0, *(periods.index(period) for period in of.breaks), len(periods)]
    series: list[Series] = []
    for at in order:
        row = table.iloc[at]
        values, name = _values(row[periods]), str(row[t("table.name")])
        colour = LINES[_place(of, row, words) % len(LINES)] if at in lit else QUIET
        for start, end in zip(starts, starts[1:], strict=False):
            part = tuple(value if start <= place < end else None for place, value in enumerate(values))
            if any(value is not None for value in part):
                known = any(each.name == name for each in series)
                series.append(Series("" if known else name, part, colour, quiet=at not in lit))
    return Native(LINES_OVER_TIME, tuple(periods), tuple(series), falling=ranks, decimals=0 if ranks else 4)


def _promise(of: Source, words: Words) -> Native:
    """What was reported, and the target across."""
    table, target = of.table, words.t("programme.target")
    periods, reported = table.columns[:2]
    series = [Series(str(reported), _values(table[reported]), ACCENT)]
    if target in table:
        series.append(Series(target, _values(table[target]), MUTED, dashed=True))
    return Native(LINES_OVER_TIME, tuple(table[periods].astype(str)), tuple(series), decimals=None)


NATIVES: dict[str, Callable[[Source, Words], Native | None]] = {
    "ranking": _bars, "ends": _bars, "classes": _bars, "card": _card, "comparison": _comparison, "lines": _over_time,
    "ranks": _over_time, "slope": _over_time, "programme": _promise,
}  # fmt: skip
PICTURES = frozenset({"map", "merger"})


def _values(column: pd.Series) -> tuple[float | None, ...]:
    return tuple(None if pd.isna(value) else float(value) for value in column)


def _lit(of: Source, words: Words) -> frozenset[int]:
    """Rows of the units that were highlighted."""
    chosen, code = of.units, words.t("table.unit")
    if code not in of.table:
        return frozenset()
    return frozenset(at for at, unit in enumerate(of.table[code]) if unit in chosen)


def _place(of: Source, row: pd.Series, words: Words) -> int:
    """Which of the highlighted units it is: it has the colour of that place."""
    return of.units.index(row[words.t("table.unit")])
