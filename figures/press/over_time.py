"""What templates of several periods share: the path of a node on the release's units, its words, its table."""

from functools import lru_cache

import pandas as pd

from figures import trend_lines, trends
from figures.palette import LINES, MUTED, rgba
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.plot import Tick
from figures.trends import Path
from figures.words import Words
from scoring.periods import kind

MONTHS, LEADERS = 6, 3
QUIET = rgba(MUTED, 0.28)


@lru_cache(maxsize=8)
def path(material: Material, node: str) -> Path:
    """The six months (or all years or half-years) up to the release, on its units."""
    until = {period: stage for period, stage in material.beside.items() if period <= material.release.period}
    placed = {period: material.placed(node, stage=stage) for period, stage in until.items()}
    whole = trends.path(placed, node)
    return whole.over(MONTHS if kind(material.release.period) == "month" else None, material.release.period)


def possible(material: Material) -> str:
    """Two periods at least up to the release."""
    until = [period for period in material.beside if period <= material.release.period]
    return "" if len(until) > 1 else "press.one_period"


def title(material: Material, part: Path, node: str, words: Words) -> str:
    """The node with the first and the last period."""
    first, last = (words.period_within(period) for period in part.scores.values.index[[0, -1]])
    return words.t("press.over_time", name=material.framework.name(node, words.lang), first=first, last=last)


def units(part: Path, choices: Choices) -> list[str]:
    """The highlighted units that are in the path."""
    return [unit for unit in choices.units if unit in part.scores.values.columns]


def leaders(material: Material, node: str, ranks: bool = False) -> tuple[str, ...]:
    """Whom lines are about where nobody chose: the first three at the end."""
    part = path(material, node)
    values = (part.ranks if ranks else part.scores).values.dropna(how="all")
    if values.empty:
        return ()
    final = values.iloc[-1].dropna().sort_values(ascending=ranks, kind="stable")
    return tuple(str(unit) for unit in final.index[:LEADERS])


def used(material: Material, part: Path) -> tuple[str, ...]:
    """Ids of the releases in the window, the chosen one first."""
    own = material.release.id
    others = [material.beside[p].release.id for p in part.periods if p in material.beside]
    return tuple(dict.fromkeys([own, *others]))


def table(material: Material, part: Path, ranks: bool, words: Words) -> pd.DataFrame:
    """One row a unit, by its last value: code, name and the value of each period."""
    values = part.ranks.values if ranks else part.scores.values
    found = values.T.copy()
    found = found.sort_values(found.columns[-1], ascending=ranks, na_position="last", kind="stable")
    found.columns = [words.period(period) for period in found.columns]
    names = material.names(words.lang)
    found.insert(0, words.t("table.name"), [names[unit] for unit in found.index])
    found.insert(0, words.t("table.unit"), found.index)
    return found.reset_index(drop=True)


def broken(part: Path, ranks: bool, words: Words) -> tuple[str, ...]:
    """The columns of the table from which lines begin anew: another framework, other units ranked."""
    return tuple(words.period(period) for period in (part.rank_breaks if ranks else part.breaks))


def ticks(part: Path, words: Words) -> tuple[list[str], list[Tick]]:
    """The periods as the traces call them, and as ticks."""
    labels = [trend_lines.short(period, words) for period in part.scores.values.index]
    return labels, [Tick(at, said) for at, said in enumerate(labels)]


def bases(part: Path, chosen: list[str], words: Words) -> list[tuple[str, str, str]]:
    """Keys of what the points rest on, where not all are measured."""
    return [(trend_lines.SYMBOLS[name], MUTED, words.t(f"basis.{name}")) for name in trends.found_bases(part, chosen)]


def colour(number: int) -> str:
    return LINES[number % len(LINES)]
