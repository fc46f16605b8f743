"""The path of ranks over the periods, 1 on top; highlighted units in colour and named at both ends."""

from functools import partial

from figures import trend_lines
from figures.press import over_time, plot
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.plot import Plot, Tick
from figures.press.shape import Template
from figures.press.templates.lines import named, told, traced
from figures.words import Words


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    return max(26 * letter, min(wide * 0.8, 50 * letter))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    part = over_time.path(material, choices.node)
    names, chosen = material.names(words.lang), over_time.units(part, choices)
    values = part.ranks.values
    most = max(2, int(values.max().max()) if values.notna().any(axis=None) else 2)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if most / step <= 8)
    at = sorted({1, *range(step, most + 1, step)} if step > 1 else set(range(1, most + 1)))
    at = [1, *[value for value in at if value - 1 >= step * 0.6]]
    labels, ticks = over_time.ticks(part, words)
    rights = named(values, chosen, lambda unit, last: f"{words.number(last)}. {names[unit]}")
    entries = [("line", over_time.QUIET, words.t("trends.others")), *over_time.bases(part, chosen, words)]
    return plot.keyed(
        traced(material, part, chosen, room, words, ranks=True),
        Plot(
            (-0.15, len(labels) - 0.85), (most + 0.7, 0.3), ticks, [Tick(v, words.number(v)) for v in at], (), rights,
            trend_lines.marks(part, True, words), labels,
        ),
        entries, room,
    )  # fmt: skip


TEMPLATE = Template("ranks", partial(told, ranks=True), high, draw, over_time.possible, beside=True)
