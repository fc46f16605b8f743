"""Charts about one unit or a few: dots on a scale, signed bars. Each takes a finished table."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from figures.layout import common
from figures.palette import ACCENT, LINES, MUTED, rgba
from figures.words import Words

GRID = rgba(MUTED, 0.3)  # on white and on black
BETTER, WORSE = LINES[0], LINES[1]
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "x", "star")
_ROOM, _HEAD = 30, 84
_LINE = 22  # letters of a name on a line


def dots(
    rows: Sequence[str], series: Mapping[str, Sequence[float]], words: Words, within: bool = True, first: bool = True
) -> go.Figure:
    """Each series as dots of its own shape and colour, a row a node, the first row on top.

    `series`: name → a value a row, missing where not known; with `first` the first series is drawn large, as the one
    the chart is about. `within` keeps the axis at 0..1.
    """
    figure = go.Figure()
    labels = [wrapped(row) for row in rows]
    for number, (name, values) in reversed(list(enumerate(series.items()))):
        large = first and number == 0
        figure.add_scatter(
            x=list(values), y=labels, mode="markers", name=name, legendrank=number, cliponaxis=False,
            marker={
                "size": 14 if large else 10, "symbol": SYMBOLS[number % 6],
                "color": ACCENT if large else LINES[number % 6], "line": {"width": 1, "color": "#ffffff"},
            },
            text=[words.number(value, 4) for value in values],
            hovertemplate=f"%{{y}}<br>{name}: %{{text}}<extra></extra>",
        )  # fmt: skip
    # On a phone the legend has a line for each series, of which the head's room holds three.
    legend = 22 * max(0, len(series) - 3)
    _dress(figure, words, _HEAD + legend + _ROOM * len(rows) + 12 * sum(label.count("<br>") for label in labels))
    figure.update_yaxes(autorange="reversed", showgrid=True, gridcolor=GRID, automargin=True, ticksuffix=" ")
    figure.update_xaxes(gridcolor=GRID, zeroline=False, side="top", **({"range": [-0.02, 1.02]} if within else {}))
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 0, "yanchor": "top"})
    return figure


def signed_bars(rows: Sequence[str], values: Sequence[float], texts: Sequence[str], words: Words) -> go.Figure:
    """A bar a row to the right of 0 for what adds, to the left for what takes away; the first row on top."""
    figure = go.Figure(
        go.Bar(
            x=list(values), y=[wrapped(row) for row in rows], orientation="h", text=list(texts),
            textposition="outside", textfont_size=13, cliponaxis=False, hovertemplate="%{y}: %{text}<extra></extra>",
            marker_color=[BETTER if value >= 0 else WORSE for value in values],
        )
    )  # fmt: skip
    _dress(figure, words, 40 + 34 * len(rows))
    # Room for the numbers beside the bars, on a phone too.
    low, high = min([0.0, *values]), max([0.0, *values])
    room = 0.75 * (high - low) or 1.0
    low, high = low - (room if low < 0 else 0), high + (room if high > 0 else 0)
    figure.update_yaxes(autorange="reversed", automargin=True, ticksuffix=" ")
    figure.update_xaxes(range=[low, high], zeroline=True, zerolinecolor=MUTED, gridcolor=GRID, showticklabels=False)
    return figure


def path(
    drawn: Sequence[tuple[str, bool, Sequence[date], Sequence[float]]],
    ticks: Mapping[date, str],
    marks: Mapping[date, str],
    words: Words,
    ranks: bool = True,
) -> go.Figure:
    """Lines over time: (name, made up or not, days, values) each; ranks with 1 on top, `marks` as upright lines.

    What was made up by carrying old values over a merger is dashed with open dots. Lines of one name share a colour.
    """
    figure = go.Figure()
    names = list(dict.fromkeys(name for name, *_ in drawn))
    for at, (name, made_up, days, values) in enumerate(drawn):
        number = names.index(name) % 6
        figure.add_scatter(
            x=list(days), y=list(values), mode="lines+markers+text", name=name, legendgroup=name,
            showlegend=name not in [before for before, *_ in drawn[:at]], connectgaps=False,
            text=[words.number(value, 0 if ranks else 3) for value in values],
            textposition="bottom center" if made_up else "top center",
            line={"color": LINES[number], "width": 2, "dash": "dash" if made_up else "solid"},
            marker={"size": 10, "symbol": f"{SYMBOLS[number]}{'-open' if made_up else ''}"},
            hovertemplate=f"{name}: %{{y}}<extra></extra>",
        )  # fmt: skip
    for day, text in marks.items():
        figure.add_vline(x=day.isoformat(), line={"color": MUTED, "width": 1, "dash": "dot"})
        figure.add_annotation(
            x=day.isoformat(), y=1, yref="paper", yanchor="bottom", xanchor="right", text=text, showarrow=False,
            font={"size": 12, "color": MUTED},
        )  # fmt: skip
    _dress(figure, words, 420)
    every = sorted([*ticks, *marks])
    margin = (every[-1] - every[0]) * 0.07 or timedelta(days=90)
    figure.update_xaxes(
        range=[(every[0] - margin).isoformat(), (every[-1] + margin).isoformat()],
        tickvals=[day.isoformat() for day in ticks], ticktext=list(ticks.values()), gridcolor=GRID,
    )  # fmt: skip
    figure.update_yaxes(gridcolor=GRID, zeroline=False)
    if ranks:  # the first place on top, with room for its number
        last = max((value for *_, values in drawn for value in values if value == value), default=1)
        figure.update_yaxes(range=[last * 1.12 + 1, 1 - last * 0.12], tickvals=[1, *range(10, int(last) + 10, 10)])
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top"}, margin_t=36)
    return figure


def wrapped(text: str) -> str:
    """A long name on two lines or three, so that a phone has room for the chart."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _dress(figure: go.Figure, words: Words, height: int) -> None:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 24, "t": 16, "b": 8},
        **common(words, 14),
        hovermode="closest",
    )
