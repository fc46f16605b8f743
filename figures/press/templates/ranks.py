"""The path of ranks over the periods, 1 on top; highlighted units in colour and named at both ends."""

from figures import trend_lines, trends
from figures.press import over_time, plot
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.plot import End, Plot, Tick
from figures.press.shape import Template, Told, shortened
from figures.press.templates.ranking import whose
from figures.words import Words


def told(material: Material, choices: Choices, words: Words) -> Told:
    part = over_time.path(material, choices.node)
    title = over_time.title(material, part, choices.node, words)
    alt = trends.lines_alt(part, "ranks", material.names(words.lang), over_time.units(part, choices), title, words)
    return Told(
        title, f"{words.t('table.rank')} · {whose(material, words)}", over_time.table(material, part, True, words),
        shortened(alt, 220), alt, over_time.used(material, part), tuple(trends.notes(part, True, words)),
        breaks=over_time.broken(part, True, words),
    )  # fmt: skip


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    return max(26 * letter, min(wide * 0.8, 50 * letter))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    part = over_time.path(material, choices.node)
    names, chosen = material.names(words.lang), over_time.units(part, choices)
    values = part.ranks.values
    about = material.release
    total = len(material.units.in_force(about.block, about.division, about.period))
    figure = trend_lines.lines(part, total, names, chosen, words, ranks=True).update_traces(showlegend=False)
    figure.update_traces(line_width=max(3.0, room.letter / 5), selector=lambda trace: trace.legendgroup in chosen)
    most = max(2, int(values.max().max()) if values.notna().any(axis=None) else 2)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if most / step <= 8)
    at = sorted({1, *range(step, most + 1, step)} if step > 1 else set(range(1, most + 1)))
    at = [1, *[value for value in at if value - 1 >= step * 0.6]]
    labels, ticks = over_time.ticks(part, words)
    rights = []
    for number, unit in enumerate(chosen):
        known = values[unit].dropna()
        if len(known):
            rank = known.iloc[-1]
            rights.append(End(float(rank), f"{words.number(rank)}. {names[unit]}", over_time.colour(number)))
    entries = [("line", over_time.QUIET, words.t("trends.others")), *over_time.bases(part, chosen, words)]
    keys, shapes, top = plot.keys(entries, room, 0.9 * room.letter)
    body = plot.drawn(
        figure,
        Plot(
            (-0.15, len(labels) - 0.85), (most + 0.7, 0.3), ticks, [Tick(v, words.number(v)) for v in at], (), rights,
            trend_lines.marks(part, True, words), labels,
        ),
        Room(room.left, top, room.right, room.bottom, room.letter),
    )  # fmt: skip
    return Body(body.figure, (*keys, *body.labels), (*shapes, *body.shapes), body.boxes)


TEMPLATE = Template("ranks", told, high, draw, over_time.possible, beside=True)
