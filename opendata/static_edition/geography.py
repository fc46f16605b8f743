"""The map of a release: its units in their colours, and the same as a table by name."""

from typing import NamedTuple

import pandas as pd

from figures import territory
from figures.basis import MEASURED
from figures.press.choices import Choices
from figures.press.shape import Told
from figures.press.templates import map as printed
from figures.words import Words
from opendata import embedded_drawings
from opendata.static_edition.drawn import Cell, Column, Figure, Listing, number
from opendata.static_edition.page import MAP, Page, of_part, unit_path
from opendata.static_edition.parts import Part


class Drawn(NamedTuple):
    """A map as the embeds have it, and the same in words."""

    told: Told
    figure: Figure


def drawn(part: Part, words: Words) -> Drawn | None:
    """None without territory."""
    if not part.material.has_map:
        return None
    choices = Choices(node=part.scores.framework.headline.code)
    told = printed.told(part.material, choices, words)
    made = embedded_drawings.mapped(part.material, choices, told, words)
    return Drawn(told, Figure(made.parts[0].drawing, made.parts[0].legend, made.notes))


def page(part: Part, shown: Drawn, words: Words) -> Page:
    t, told = words.t, shown.told
    table, kind = printed.coloured(part.material, part.scores.framework.headline.code, words)
    return Page(
        of_part(part, MAP), "map.html", f"{t('nav.map')}: {told.title}", told.alt_short, part,
        {"subtitle": told.subtitle, "scale": t(f"map.what_{kind}"), "table": _listing(table, words),
         "figure": shown.figure},
    )  # fmt: skip


def _listing(table: pd.DataFrame, words: Words) -> Listing:
    """What each figure rests on is told where not all were measured."""
    t, with_basis = words.t, (table["basis"] != MEASURED).any()
    columns = [Column(t("table.name"), "name"), Column(t("table.rank"), "number"), Column(t("table.score"), "number")]
    columns += [Column(t("table.basis"))] if with_basis else []
    rows = []
    for row in territory.by_name(table)[["name", "unit", "rank", "score", "basis"]].itertuples(index=False):
        cells = [Cell(row.name, unit_path(row.unit)), number(row.rank, words, 0), number(row.score, words)]
        rows.append([*cells, Cell(t(f"basis.{row.basis}"))] if with_basis else cells)
    return Listing(t("map.list"), columns, rows)
