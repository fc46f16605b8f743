"""Two to six units side by side: a dot each for the headline and everything right under it."""

import plotly.graph_objects as go

from figures import compare
from figures.one_unit import OneUnit
from figures.palette import GRID, LINES, MUTED
from figures.press import fit, paper, plot
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Label, Room
from figures.press.shape import Template, Told, possible, shortened
from figures.unit_charts import SYMBOLS
from figures.words import Words

_LEAST = 2


def sides(material: Material, choices: Choices, words: Words) -> list[OneUnit]:
    """The highlighted units, filled up to two with the first of the ranking."""
    headline = material.framework.headline.code
    ranked = material.scores.ranks[headline].droplevel(0).sort_values().index
    names = material.names(words.lang)
    codes = [unit for unit in choices.units if unit in names]
    codes += [code for code in ranked if code not in codes][: max(0, _LEAST - len(codes))]
    division = material.release.division
    return [OneUnit(material.scores, material.units, division, str(code), words) for code in codes]


def _rows(of: list[OneUnit]):  # type: ignore[no-untyped-def]
    """The nodes down to the main indicators of which anything is known."""
    table = compare.nodes(of)
    return table[table["depth"] <= 1]


def told(material: Material, choices: Choices, words: Words) -> Told:
    of = sides(material, choices, words)
    table = _rows(of)
    names = words.t("press.and").join([", ".join(compare.labels(of)[:-1]), compare.labels(of)[-1]])
    title = words.t("press.compared", names=names, period=words.period_within(material.release.period))
    alt = compare.alt(of, table, title)
    return Told(
        title, material.framework.headline.names[words.lang], compare.shown(of, table), shortened(alt), alt,
        (material.release.id,),
    )  # fmt: skip


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    return letter * (8 + 2.6 * len(_rows(sides(material, choices, words))))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    of = sides(material, choices, words)
    table, letter = _rows(of), room.letter
    names = [of[0].node_names[str(code)] for code in table.index]
    entries, top, keys = _keys(of, room)
    step = (room.bottom - top - 1.8 * letter) / len(names)
    share = min(0.5 * room.wide, fit.widest(names, letter))
    lines = [fit.balanced(name, letter, share) for name in names]
    while max(len(each) for each in lines) * 1.12 * letter > step:
        letter *= 0.95
        if letter < room.least:
            raise fit.NoRoom(f"{len(names)} rows do not fit into {room.wide:.0f} × {room.high:.0f} pixels.")
        lines = [fit.balanced(name, letter, share) for name in names]
    wide = max(fit.widest(each, letter) for each in lines)
    box = (room.left + wide + letter, top, room.right - 0.8 * letter, top + step * len(names))
    labels, shapes = list(entries), list(keys)
    figure = go.Figure()
    for number, side in reversed(list(enumerate(of))):
        values = table[f"score {number}"]
        figure.add_scatter(
            x=values, y=list(range(len(names))), mode="markers", cliponaxis=False, name=compare.labels(of)[number],
            marker={"size": 0.85 * letter, "symbol": SYMBOLS[number % 6], "color": LINES[number % 6],
                    "line": {"width": max(0.6, letter / 20), "color": "#ffffff"}},
            customdata=[[name, words.number(value, 4)] for name, value in zip(names, values, strict=True)],
            hovertemplate=f"%{{customdata[0]}}<br>{side.name}: %{{customdata[1]}}<extra></extra>",
        )  # fmt: skip
    for row, each in enumerate(lines):
        middle = top + (row + 0.5) * step
        shapes.append(paper.line(box[0], middle, box[2], middle, GRID, max(0.6, letter / 20), layer="below"))
        first = middle - (len(each) - 1) * 1.12 * letter / 2
        labels += [Label(room.left, first + n * 1.12 * letter, said, letter) for n, said in enumerate(each)]
    for value in plot.nice(0, 1, 4 if box[2] - box[0] > 16 * letter else 2):
        x = box[0] + value * (box[2] - box[0])
        shapes.append(paper.line(x, top, x, box[3], GRID, max(0.6, letter / 20), layer="below"))
        labels.append(Label(x, box[3] + 0.9 * letter, words.number(value, 1), 0.9 * letter, 400, MUTED, "center"))
    figure.update_layout(
        xaxis={"range": [0, 1], "visible": False, "anchor": "y"},
        yaxis={"range": [len(names) - 0.5, -0.5], "visible": False, "anchor": "x"},
    )
    return Body(figure, tuple(labels), tuple(shapes), {"axis": box})


def _keys(of: list[OneUnit], room: Room) -> tuple[list[Label], float, list[dict]]:
    letter = room.letter
    labels: list[Label] = []
    shapes: list[dict] = []
    x, y = room.left, room.top + 0.6 * letter
    for number, name in enumerate(compare.labels(of)):
        lines = fit.wrap(name, letter, room.wide - 1.2 * letter, 600)
        wide = fit.widest(lines, letter, 600) + 1.3 * letter
        if x > room.left and x + wide > room.right:
            x, y = room.left, y + 1.4 * letter
        shapes.append(plot.mark(SYMBOLS[number % 6], LINES[number % 6], x + 0.45 * letter, y, 0.4 * letter))
        for at, line in enumerate(lines):
            labels.append(Label(x + 1.1 * letter, y + at * 1.2 * letter, line, letter, 600))
        y += (len(lines) - 1) * 1.2 * letter
        x += wide + letter
    return labels, y + 1.1 * letter, shapes


TEMPLATE = Template("comparison", told, high, draw, possible, frozenset({"units"}))
