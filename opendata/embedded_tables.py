"""Embeds that are tables: rankings and their ends, classes, a unit's card, units side by side."""

import math
from collections.abc import Sequence

import pandas as pd

from figures import small_map
from figures.palette import CLASSES
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.shape import Told
from figures.press.templates import card, classes, ends, ranking
from figures.slides.native import Source, from_source
from figures.words import Words, capital
from opendata.embedded_parts import Cell, Head, Made, Part, Row, scored


def ranked(material: Material, choices: Choices, told: Told, words: Words) -> Made:
    """The first `n` units, and the highlighted ones behind them."""
    table = ranking.table(material, choices.node, words.lang)
    shown = table[(table.index < choices.n) | table["unit"].isin(choices.units)]
    left = (words.t("embed.first", n=len(shown), total=len(table)),) if len(shown) < len(table) else ()
    return Made([_list(shown, choices, words)], [*left, *told.notes])


def ended(material: Material, choices: Choices, told: Told, words: Words) -> Made:
    """The first or last `n`, or both under their headings."""
    parts = ends.chosen(material, choices, words.lang)
    single = len(parts) == 1
    headings = ["" if single else words.t(f"press.ends_{end}", n=ends.counted(choices)) for end, _ in parts]
    return Made(
        [_list(rows, choices, words, said) for said, (_, rows) in zip(headings, parts, strict=True)], told.notes
    )


def classed(material: Material, choices: Choices, told: Told, words: Words) -> Made:
    """Every class with its units."""
    tints = tuple(reversed(CLASSES))
    parts = [
        _list(rows, choices, words, classes.title_of(number, rows, words), small_map.swatch(tints[number - 1], ""))
        for number, rows in classes.classed(material, choices, words)
    ]
    return Made(parts, told.notes)


def _list(table: pd.DataFrame, choices: Choices, words: Words, heading: str = "", swatch: str = "") -> Part:
    """Rank, name and score of units."""
    heads = _heads([("table.rank", True, False), ("table.name", False, False), ("table.score", True, True)], words)
    rows = [
        Row(
            (Cell(words.number(row.rank), True), Cell(row.name), scored(row.score, words)), row.unit in choices.units
        )
        for row in table[["rank", "name", "score", "unit"]].itertuples(index=False)
    ]  # fmt: skip
    return Part(heading=heading, swatch=swatch, heads=heads, rows=rows)


def carded(material: Material, choices: Choices, told: Told, words: Words) -> Made:
    """The unit's place, large, and its score and place in each part."""
    unit = card.unit_of(material, choices)
    parts, headline = card.parts(material, unit, words.lang), material.framework.headline.code
    of = {str(code): card.ranked(material, str(code)) for code in parts.index}
    large = card.standing(parts.at[headline, "rank"], of[headline], words) if headline in of else ""
    rows = [
        Row((Cell(row.name), scored(row.score, words), Cell(_place(row.rank, of[str(code)], words), True)),
            code == headline)
        for code, row in zip(parts.index, parts[["name", "score", "rank"]].itertuples(index=False), strict=True)
    ]  # fmt: skip
    heads = _heads([("unit.node", False, False), ("table.score", True, True), ("table.rank", True, False)], words)
    return Made([Part(big=capital(large), heads=heads, rows=rows)], told.notes)


def compared(material: Material, choices: Choices, told: Told, words: Words) -> Made:
    """A row a node, a score a unit."""
    found = from_source(Source("comparison", told.title, told.table), words)
    if found is None:
        return Made([], told.notes)
    barred = len(found.names) < 3  # of more there is no room for bars
    heads = [Head(words.t("unit.node")), *(Head(name, True, barred) for name in found.names)]
    rows = [
        Row((Cell(node), *(scored(math.nan if value is None else value, words) for value in values)), at == 0)
        for at, (node, *values) in enumerate(
            zip(found.categories, *(each.values for each in found.series), strict=True)
        )
    ]
    return Made([Part(heads=heads, rows=rows)], told.notes)


def _heads(keys: Sequence[tuple[str, bool, bool]], words: Words) -> list[Head]:
    return [Head(words.t(key), number, wide) for key, number, wide in keys]


def _place(rank: float, of: int, words: Words) -> str:
    return "" if pd.isna(rank) else f"{words.number(rank)}/{words.number(of)}"
