"""Six months of a node: highlighted units in colour, the median and the middle half, everybody else quiet."""

from figures import trend_lines, trends
from figures.palette import MUTED, rgba
from figures.press import over_time, plot
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.plot import End, Plot, Tick
from figures.press.shape import Template, Told, shortened
from figures.press.templates.ranking import whose
from figures.words import Words

_MARGIN = 0.06  # of the range of values, above and below


def told(material: Material, choices: Choices, words: Words) -> Told:
    part = over_time.path(material, choices.node)
    title = over_time.title(material, part, choices.node, words)
    chosen = over_time.units(part, choices)
    alt = trends.lines_alt(part, "lines", material.names(words.lang), chosen, title, words)
    return Told(
        title, f"{words.t('table.score')} · {whose(material, words)}", over_time.table(material, part, False, words),
        shortened(alt, 220), alt, over_time.used(material, part), tuple(trends.notes(part, False, words)),
        breaks=over_time.broken(part, False, words),
    )  # fmt: skip


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    return max(20 * letter, min(wide * 0.62, 40 * letter))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    part = over_time.path(material, choices.node)
    names, chosen = material.names(words.lang), over_time.units(part, choices)
    values = part.scores.values
    about = material.release
    total = len(material.units.in_force(about.block, about.division, about.period))
    figure = trend_lines.lines(part, total, names, chosen, words).update_traces(showlegend=False)
    figure.update_traces(line_width=max(3.0, room.letter / 5), selector=lambda trace: trace.legendgroup in chosen)
    low, high_ = float(values.min().min()), float(values.max().max())
    margin = (high_ - low) * _MARGIN or 0.01
    at = plot.nice(low, high_)
    decimals = plot.decimals(at)
    labels, ticks = over_time.ticks(part, words)
    rights = []
    for number, unit in enumerate(chosen):
        known = values[unit].dropna()
        if len(known):
            said = f"{names[unit]} {words.number(known.iloc[-1], 4)}"
            rights.append(End(float(known.iloc[-1]), said, over_time.colour(number)))
    entries = [
        ("dot", MUTED, words.t("trends.median")), ("band", rgba(MUTED, 0.3), words.t("trends.band")),
        ("line", over_time.QUIET, words.t("trends.others")), *over_time.bases(part, chosen, words),
    ]  # fmt: skip
    keys, shapes, top = plot.keys(entries, room, 0.9 * room.letter)
    body = plot.drawn(
        figure,
        Plot(
            (-0.15, len(labels) - 0.85), (low - margin, high_ + margin), ticks,
            [Tick(value, words.number(value, decimals)) for value in at], (), rights,
            trend_lines.marks(part, False, words), labels,
        ),
        Room(room.left, top, room.right, room.bottom, room.letter),
    )  # fmt: skip
    return Body(body.figure, (*keys, *body.labels), (*shapes, *body.shapes), body.boxes)


TEMPLATE = Template("lines", told, high, draw, over_time.possible, beside=True)
