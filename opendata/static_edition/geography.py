"""The map of a release: its units in their colours, and the same as a table by name."""

from figures import territory
from figures.press.choices import Choices
from figures.press.templates import map as printed
from figures.words import Words
from opendata import embedded_drawings
from opendata.static_edition.drawn import Cell, Column, Figure, Listing, number
from opendata.static_edition.page import MAP, Page, of_part, unit_path
from opendata.static_edition.parts import Part


def page(part: Part, words: Words) -> Page:
    t, node = words.t, part.scores.framework.headline.code
    choices = Choices(node=node)
    told = printed.told(part.material, choices, words)
    table, kind = printed.coloured(part.material, node, words)
    columns = [Column(t("table.name"), "name"), Column(t("table.rank"), "number"), Column(t("table.score"), "number")]
    told_bases = (table["basis"] != "measured").any()
    columns += [Column(t("table.basis"))] if told_bases else []
    rows = []
    for row in territory.by_name(table)[["name", "unit", "rank", "score", "basis"]].itertuples(index=False):
        cells = [Cell(row.name, unit_path(row.unit)), number(row.rank, words, 0), number(row.score, words)]
        rows.append([*cells, Cell(t(f"basis.{row.basis}"))] if told_bases else cells)
    return Page(
        of_part(part, MAP), "map.html", f"{t('nav.map')}: {told.title}", told.alt_short, part,
        {"subtitle": told.subtitle, "scale": t(f"map.what_{kind}"),
         "table": Listing(t("map.list"), columns, rows), "figure": drawing(part, words)},
    )  # fmt: skip


def drawing(part: Part, words: Words) -> Figure:
    """The map as the embeds have it."""
    choices = Choices(node=part.scores.framework.headline.code)
    made = embedded_drawings.mapped(part.material, choices, printed.told(part.material, choices, words), words)
    return Figure(made.parts[0].drawing, made.parts[0].legend, made.notes)
