"""Embeds that are drawings: maps, one or before and after a merger, and lines over time."""

from functools import partial

import pandas as pd

from figures import small_lines, small_map
from figures.press import atlas
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.shape import Told
from figures.press.templates import map, merger, programme
from figures.programme import figure as said_figure
from figures.scales import Scale, joint, scale
from figures.slides.native import Native, Source, from_source
from figures.words import Words
from opendata.embedded_parts import Cell, Head, Made, Part, Row


def mapped(material: Material, choices: Choices, told: Told, words: Words) -> Made:
    """The units in their colours, and what these mean."""
    table, kind = map.coloured(material, choices.node, words)
    used, division = scale(table["value"], kind), material.release.division
    drawing = small_map.drawn(table, division, used, told.alt_long, words, choices.units)
    return Made([Part(drawing=drawing, legend=_legend([table], used, words))], [*told.notes, *told.credits])


def merged(material: Material, choices: Choices, told: Told, words: Words) -> Made:
    """The units before a merger and after it, in one scale."""
    tables, kinds = merger.tables_of(material, choices.node, words)
    used, parts = joint([table["value"] for table in tables], kinds[1]), []
    for table, (stage, division) in zip(tables, merger.sides(material), strict=True):
        heading = merger.heading_of(stage, division, words)
        lit = choices.units if division == material.release.division else ()
        said = f"{heading}. {map.spoken(table, used, words)}"
        parts.append(Part(heading=heading, drawing=small_map.drawn(table, division, used, said, words, lit)))
    return Made([*parts, Part(legend=_legend(tables, used, words))], [*told.notes, *told.credits])


def _legend(tables: list[pd.DataFrame], used: Scale, words: Words) -> list[tuple[str, str]]:
    told = atlas.told_colours(tables, used, words)
    return [(small_map.swatch(colour, pattern), said) for colour, pattern, said in told]


def followed(material: Material, choices: Choices, told: Told, words: Words, template: str) -> Made:
    """Lines over time ("lines", "ranks", "slope"): the highlighted units by name, with their first and last value since
    lines began anew; a single one where they did with the last period.
    """
    found = from_source(Source(template, told.title, told.table, told.breaks, choices.units), words)
    if found is None:
        return Made([], told.notes)
    last = len(found.categories) - 1
    ends = sorted({found.categories.index(told.breaks[-1]) if told.breaks else 0, last})
    rows = [
        Row((Cell(name), *(Cell(words.number(values[at], found.decimals or 0), True) for at in ends)))
        for name, values in _loud(found).items()
    ]
    heads = [Head(words.t("table.name")), *(Head(found.categories[at], True) for at in ends)]
    return Made([_lines(found, told, words, heads, rows)], told.notes)


def promised(material: Material, choices: Choices, told: Told, words: Words) -> Made:
    """A promise: what was reported, and its target across."""
    found = from_source(Source("programme", told.title, told.table), words)
    if found is None:
        return Made([], told.notes)
    node = programme.promise_of(material, choices)
    reported = zip(found.categories, found.series[0].values, strict=True)
    rows = [
        Row((Cell(period), Cell(said_figure(float("nan") if value is None else value, node, words), True)))
        for period, value in reported
    ]
    heads = [Head(words.t("about.period")), Head(words.t("programme.actual"), True)]
    return Made([_lines(found, told, words, heads, rows)], [*told.notes, *told.credits])


def _loud(of: Native) -> dict[str, list[float | None]]:
    """Name → the value of each period of the lines that are not quiet, their broken parts put together."""
    found: dict[str, list[float | None]] = {}
    for each, name in zip(of.series, of.names, strict=True):
        if not each.quiet:
            before = found.get(name, [None] * len(of.categories))
            found[name] = [new if old is None else old for old, new in zip(before, each.values, strict=True)]
    return found


def _lines(of: Native, told: Told, words: Words, heads: list[Head], rows: list[Row]) -> Part:
    others = [(small_lines.QUIET, words.t("trends.others"))] if any(each.quiet for each in of.series) else []
    drawing = small_lines.drawn(of, told.alt_long, words)
    return Part(drawing=drawing, legend=[*small_lines.legend(of), *others], heads=heads, rows=rows)


OVER_TIME = {name: partial(followed, template=name) for name in ("lines", "ranks", "slope")}
