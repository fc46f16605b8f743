"""Six months of a node: highlighted units in colour, the median and the middle half, everybody else quiet.

What it tells and draws serves the path of ranks too.
"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from figures import trend_lines, trends
from figures.palette import MUTED, rgba
from figures.press import over_time, plot
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.plot import End, Plot, Tick
from figures.press.shape import Template, Told, shortened
from figures.press.templates.ranking import whose
from figures.trends import Path
from figures.words import Words

_MARGIN = 0.06  # of the range of values, above and below


def told(material: Material, choices: Choices, words: Words, ranks: bool = False) -> Told:
    part = over_time.path(material, choices.node)
    title = over_time.title(material, part, choices.node, words)
    chosen, what = over_time.units(part, choices), words.t("table.rank" if ranks else "table.score")
    alt = trends.lines_alt(part, "ranks" if ranks else "lines", material.names(words.lang), chosen, title, words)
    return Told(
        title, f"{what} · {whose(material, words)}", over_time.table(material, part, ranks, words),
        shortened(alt), alt, over_time.used(material, part), tuple(trends.notes(part, ranks, words)),
        breaks=over_time.broken(part, ranks, words),
    )  # fmt: skip


def traced(
    material: Material, part: Path, chosen: list[str], room: Room, words: Words, ranks: bool = False
) -> go.Figure:
    """The lines of all units, those of the chosen ones strong."""
    about, names = material.release, material.names(words.lang)
    total = len(material.units.in_force(about.block, about.division, about.period))
    figure = trend_lines.lines(part, total, names, chosen, words, ranks=ranks).update_traces(showlegend=False)
    return figure.update_traces(
        line_width=max(3.0, room.letter / 5), selector=lambda trace: trace.legendgroup in chosen
    )  # fmt: skip


def named(values: pd.DataFrame, chosen: list[str], said: Callable[[str, float], str]) -> list[End]:
    """What is written behind the chosen lines, beside their last value."""
    last = ((number, unit, values[unit].dropna()) for number, unit in enumerate(chosen))
    return [
        End(float(known.iloc[-1]), said(unit, known.iloc[-1]), over_time.colour(number))
        for number, unit, known in last
        if len(known)
    ]


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    return max(20 * letter, min(wide * 0.62, 40 * letter))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    part = over_time.path(material, choices.node)
    names, chosen = material.names(words.lang), over_time.units(part, choices)
    values = part.scores.values
    low, high_ = float(values.min().min()), float(values.max().max())
    margin = (high_ - low) * _MARGIN or 0.01
    at = plot.nice(low, high_)
    decimals = plot.decimals(at)
    labels, ticks = over_time.ticks(part, words)
    rights = named(values, chosen, lambda unit, last: f"{names[unit]} {words.number(last, 4)}")
    entries = [
        ("dot", MUTED, words.t("trends.median")), ("band", rgba(MUTED, 0.3), words.t("trends.band")),
        ("line", over_time.QUIET, words.t("trends.others")), *over_time.bases(part, chosen, words),
    ]  # fmt: skip
    return plot.keyed(
        traced(material, part, chosen, room, words),
        Plot(
            (-0.15, len(labels) - 0.85), (low - margin, high_ + margin), ticks,
            [Tick(value, words.number(value, decimals)) for value in at], (), rights,
            trend_lines.marks(part, False, words), labels,
        ),
        entries, room,
    )  # fmt: skip


TEMPLATE = Template("lines", told, high, draw, over_time.possible, beside=True)
