"""One promise of a programme: what was reported, the way that is still required, and the target."""

from functools import lru_cache

import pandas as pd

from figures import programme, programme_chart
from figures.palette import ACCENT, MUTED
from figures.press import paper, plot
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.plot import End, Plot, Tick
from figures.press.shape import Template, Told, shortened
from figures.trend_lines import short
from figures.words import Words
from scoring.frameworks import Node
from scoring.periods import span
from scoring.programme import standing


def promise_of(material: Material, choices: Choices) -> Node:
    """The chosen promise; else of those with a target the one with most figures."""
    found, values = stand(material)
    nodes = {node.code: node for node in material.framework.promised}
    known = sorted(
        found.index[found["value"].notna() & found["target"].notna()],
        key=lambda code: -int(values[nodes[code].inputs[0].code].notna().sum()),
    )
    codes = [choices.promise, *known, *found.index]
    return next(nodes[code] for code in codes if code in nodes)


@lru_cache(maxsize=8)
def stand(material: Material) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Where every promise stands by the release's period, and the figures period × unit that it rests on."""
    release = material.release
    stages = [
        stage
        for stage in material.beside.values()
        if stage.scores.framework.id == material.framework.id
        and span(stage.release.period)[1] <= span(release.period)[1]
    ]
    values = pd.concat([stage.scores.values for stage in stages or [material.stage]])
    return standing(material.framework, values, release.period).droplevel(0), values


def _figures(material: Material, node: Node) -> pd.Series:
    return stand(material)[1][node.inputs[0].code].droplevel(1)


def told(material: Material, choices: Choices, words: Words) -> Told:
    node = promise_of(material, choices)
    row = stand(material)[0].loc[node.code]
    values, t = _figures(material, node), words.t
    known = values.dropna()
    periods = [words.period(period) for period in known.index]
    table = pd.DataFrame({t("about.period"): periods, node.names[words.lang]: known.to_numpy()})
    if pd.notna(row["target"]):
        table[t("programme.target")] = row["target"]
    alt = programme_chart.alt(values, row, node, words)
    alt = f"{alt} {programme.sentence(row, node, words)}"
    ids = [stage.release.id for period, stage in material.beside.items() if period in known.index]
    return Told(
        node.names[words.lang], programme.sentence(row, node, words), table, shortened(alt), alt,
        tuple(dict.fromkeys([material.release.id, *ids])),
        (f"{t('programme.source')}: {node.promise.source}",) if node.promise and node.promise.source else (),
    )  # fmt: skip


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    return max(20 * letter, min(wide * 0.6, 38 * letter))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    node = promise_of(material, choices)
    row, values = stand(material)[0].loc[node.code], _figures(material, node)
    known, ahead = values.dropna(), programme_chart.path(values, row)
    figure = programme_chart.over_time(values, row, words).update_traces(showlegend=False)
    # Of what nothing was reported the target stands alone, over the period that the chart is of.
    periods = [*known.index, *ahead.index] or [material.release.period]
    middles = {period: span(period)[1].to_timestamp() for period in periods}
    days = {period: (at - pd.Timestamp(1970, 1, 1)).days for period, at in middles.items()}
    for trace in figure.data:  # days as numbers, so that places can be told in pixels
        trace.x = [(pd.Timestamp(at) - pd.Timestamp(1970, 1, 1)).days for at in trace.x]
    reach = [*known, *ahead, *([row["target"]] if pd.notna(row["target"]) else [])]
    top = float(max([*reach, 0])) * 1.06 or 1.0
    at = plot.nice(0, top, 5)
    rights = []
    if len(known):
        rights.append(End(float(known.iloc[-1]), programme.figure(known.iloc[-1], node, words), ACCENT, 700))
    if pd.notna(row["target"]):
        said = f"{words.t('programme.target')} {programme.figure(row['target'], node, words)}"
        due = f" ({short(row['deadline'], words)})" if row["deadline"] else ""
        rights.append(End(float(row["target"]), f"{said}{due}", MUTED))
    first, last = min(days.values()), max(days.values())
    margin = max(10.0, (last - first) * 0.03)
    shown = [*known.index, *ahead.index[-1:]] or periods
    entries = [("line", ACCENT, words.t("programme.actual"))]
    if len(ahead):
        entries.append(("dot", MUTED, words.t("programme.path")))
    keys, shapes, under = plot.keys(entries, room, 0.9 * room.letter)
    drawn = Plot(
        (first - margin, last + margin), (0, top),
        [Tick(days[period], short(period, words)) for period in dict.fromkeys(shown)],
        [Tick(value, words.number(value, plot.decimals(at))) for value in at], (), rights,
    )  # fmt: skip
    body = plot.drawn(figure, drawn, Room(room.left, under, room.right, room.bottom, room.letter))
    box = body.boxes["axis"]
    across = [] if pd.isna(row["target"]) else [plot.up(drawn, box, float(row["target"]))]
    lines = [paper.line(box[0], y, box[2], y, MUTED, max(1.0, room.letter / 12), layer="above") for y in across]
    return Body(body.figure, (*keys, *body.labels), (*shapes, *lines, *body.shapes), body.boxes)


def missing(material: Material) -> str:
    return "" if material.framework.is_programme else "press.no_programme"


TEMPLATE = Template("programme", told, high, draw, missing, frozenset({"promise"}), beside=True)
