"""The first and the last period of one framework, a straight line for every unit, the highlighted ones named."""

import pandas as pd

from figures import trend_lines, trends
from figures.palette import MUTED
from figures.press import over_time, plot
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.plot import End, Plot, Tick
from figures.press.shape import Template, Told, shortened
from figures.press.templates.ranking import whose
from figures.trends import Path
from figures.words import Words


def ends(part: Path) -> pd.DataFrame:
    """Two rows: the scores in the first and in the last period since the last break; none where there are no two."""
    return trends.drawn(part, "slopes")[0]


def told(material: Material, choices: Choices, words: Words) -> Told:
    part = over_time.path(material, choices.node)
    names, values = material.names(words.lang), ends(part)
    name = material.framework.name(choices.node, words.lang)
    first, last = (words.period_within(period) for period in values.index)
    title = words.t("press.over_time", name=name, first=first, last=last)
    found = values.T.assign(change=values.iloc[1] - values.iloc[0])
    found = found.sort_values("change", ascending=False, na_position="last", kind="stable")
    found.columns = [first, last, words.t("table.points")]
    found.insert(0, words.t("table.name"), [names[unit] for unit in found.index])
    found.insert(0, words.t("table.unit"), found.index)
    alt = trends.lines_alt(part, "slopes", names, over_time.units(part, choices), title, words)
    return Told(
        title, f"{words.t('table.score')} · {whose(material, words)}", found.reset_index(drop=True),
        shortened(alt), alt, over_time.used(material, part), tuple(trends.notes(part, False, words)),
    )  # fmt: skip


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    return max(24 * letter, min(wide * 0.8, 45 * letter))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    part = over_time.path(material, choices.node)
    names, values = material.names(words.lang), ends(part)
    chosen = [unit for unit in over_time.units(part, choices) if values[unit].notna().all()]
    figure = trend_lines.slopes(part, names, chosen, words).update_traces(showlegend=False)
    figure.update_traces(mode="lines+markers", line_width=max(3.0, room.letter / 5),
                         selector=lambda trace: trace.mode == "lines+markers+text")  # fmt: skip
    labels = [trend_lines.short(period, words) for period in values.index]
    low, high_ = float(values.min().min()), float(values.max().max())
    margin = (high_ - low) * 0.06 or 0.01
    sides = [
        [
            End(float(values[unit].iloc[side]), said, over_time.colour(number))
            for number, unit in enumerate(chosen)
            for value in [words.number(values[unit].iloc[side], 4)]
            for said in [f"{names[unit]} {value}" if side else value]
        ]
        for side in (0, 1)
    ]
    entries = [
        ("dot", MUTED, words.t("trends.median")), ("line", over_time.QUIET, words.t("trends.others")),
    ]  # fmt: skip
    return plot.keyed(
        figure,
        Plot(
            (-0.05, 1.05), (low - margin, high_ + margin), [Tick(0, labels[0]), Tick(1, labels[1])],
            (), sides[0], sides[1], {}, labels,
        ),
        entries, room,
    )  # fmt: skip


def missing(material: Material) -> str:
    if reason := over_time.possible(material):
        return reason
    return "" if len(ends(over_time.path(material, material.framework.headline.code))) == 2 else "press.one_period"


TEMPLATE = Template("slope", told, high, draw, missing, beside=True)
