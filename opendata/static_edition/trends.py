"""The headline over time, as far as other releases may stand on one line with this one: drawn, and as a table."""

from typing import Any

from figures.press import over_time
from figures.press.choices import Choices
from figures.press.shape import Told
from figures.press.templates import TEMPLATES
from figures.words import Words
from opendata import embedded_drawings
from opendata.static_edition.drawn import Cell, Column, Figure, Listing, number
from opendata.static_edition.page import TRENDS, Page, of_part, unit_path
from opendata.static_edition.parts import Part


def page(part: Part, words: Words) -> Page:
    t, material, node = words.t, part.material, part.scores.framework.headline.code
    if why := over_time.possible(material):
        title = f"{t('nav.trends')}: {material.framework.name(node, words.lang)}"
        return Page(of_part(part, TRENDS), "trends.html", title, t(why), part, {"missing": t(why), "charts": []})
    path = over_time.path(material, node)
    title = over_time.title(material, path, node, words)
    told = {name: _told(part, name, words) for name in ("lines", "ranks")}
    charts = [_chart(part, name, *found, words) for name, found in told.items()]
    used = ", ".join(over_time.used(material, path))
    return Page(
        of_part(part, TRENDS), "trends.html", f"{t('nav.trends')}: {title}", told["lines"][1].alt_short, part,
        {"missing": "", "charts": [chart for chart in charts if chart],
         "used": t("edition.drawn_from", releases=used)},
    )  # fmt: skip


def _told(part: Part, name: str, words: Words) -> tuple[Choices, Told]:
    """The template of print of that name, with the leaders in colour."""
    node = part.scores.framework.headline.code
    choices = Choices(node=node, units=over_time.leaders(part.material, node, name == "ranks"))
    return choices, TEMPLATES[name].told(part.material, choices, words)


def _chart(part: Part, name: str, choices: Choices, told: Told, words: Words) -> dict[str, Any] | None:
    """None where no value is known."""
    made, ranks = embedded_drawings.OVER_TIME[name](part.material, choices, told, words), name == "ranks"
    if not made.parts:
        return None
    heading = words.t("table.rank" if ranks else "table.score")
    code, title, *periods = told.table.columns
    columns = [Column(title, "name"), *(Column(period, "number") for period in periods)]
    rows = [
        [Cell(row[title], unit_path(row[code])), *(number(row[period], words, 0 if ranks else 4) for period in periods)]
        for _, row in told.table.iterrows()
    ]
    return {
        "heading": heading, "figure": Figure(made.parts[0].drawing, made.parts[0].legend, told.notes),
        "table": Listing(f"{told.title}, {heading}", columns, rows),
    }  # fmt: skip
