"""Lines over time: scores with median and quartile band, or rank paths; slopes between a window's ends.

Every unit is there, quiet and thin; the highlighted ones in colour. No line runs across a break.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from figures import trends
from figures.basis import CARRIED, ESTIMATED, MEASURED, SELF_REPORTED
from figures.layout import common
from figures.palette import DASHES, LINES, MUTED, rgba
from figures.trends import Path, found_bases
from figures.words import Words
from scoring.analysis.over_time.series import band
from scoring.periods import kind

SYMBOLS = {MEASURED: "circle", SELF_REPORTED: "diamond-open", ESTIMATED: "triangle-up-open", CARRIED: "square-open"}
_QUIET = rgba(MUTED, 0.28)


def lines(
    part: Path, total: int, names: Mapping[str, str], chosen: Sequence[str], words: Words, ranks: bool = False
) -> go.Figure:
    """Scores (or ranks, 1 on top) of a window: a segment between breaks, a mark for what a point rests on.

    `total` is the number of units that there are: under half of them known, there is no median.
    """
    values = part.ranks.values if ranks else part.scores.values
    labels = [short(period, words) for period in values.index]
    segments = _segments(list(values.index), part.rank_breaks if ranks else part.breaks)
    figure = go.Figure()
    _others(figure, values.drop(columns=list(chosen)), labels, segments, names, ranks, words)
    if not ranks:
        _band(figure, band(values, total), labels, segments, words)
    for number, unit in enumerate(chosen):
        style = {"color": LINES[number % 6], "width": 3, "dash": DASHES[number % 6]}
        for first, rows in enumerate(segments):
            figure.add_scatter(
                x=[labels[row] for row in rows], y=values[unit].iloc[rows], mode="lines+markers", name=names[unit],
                legendgroup=unit, showlegend=first == 0, line=style, connectgaps=False,
                marker={"size": 9, "symbol": [SYMBOLS.get(name, "circle") for name in part.basis[unit].iloc[rows]],
                        "color": LINES[number % 6], "line": {"width": 2, "color": LINES[number % 6]}},
                text=[_told(value, ranks, words) for value in values[unit].iloc[rows]],
                customdata=[words.t(f"basis.{name}") for name in part.basis[unit].iloc[rows]],
                hovertemplate=f"<b>{names[unit]}</b><br>%{{x}}: %{{text}} (%{{customdata}})<extra></extra>",
            )  # fmt: skip
    for name in found_bases(part, chosen):
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=words.t(f"basis.{name}"), hoverinfo="skip",
            marker={"symbol": SYMBOLS[name], "size": 9, "color": MUTED, "line": {"width": 2, "color": MUTED}},
        )  # fmt: skip
    _marks(figure, marks(part, ranks, words))
    dress(figure, words)
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=labels, range=[-0.3, len(labels) - 0.7])
    if ranks:
        most = max(2, int(values.max().max()) if values.notna().any(axis=None) else 2)
        figure.update_yaxes(range=[most + 1, 0], tickvals=[1, *range(10, most + 1, 10)], tickformat="d")
        figure.update_layout(height=560)
    return figure


def slopes(part: Path, names: Mapping[str, str], chosen: Sequence[str], words: Words) -> go.Figure:
    """The first and the last period since the last break, a straight line between them a unit, named at the ends."""
    used, middle = trends.drawn(part, "slopes")
    labels = [short(period, words) for period in used.index]
    figure = go.Figure()
    if len(used):
        _others(figure, used.drop(columns=list(chosen)), labels, [[0, 1]], names, False, words)
        figure.add_scatter(
            x=labels, y=middle, mode="lines", name=words.t("trends.median"), hoverinfo="skip",
            line={"color": MUTED, "width": 2, "dash": "dot"},
        )  # fmt: skip
        for number, unit in enumerate(chosen):
            figure.add_scatter(
                x=labels, y=used[unit], mode="lines+markers+text", name=names[unit],
                line={"color": LINES[number % 6], "width": 3, "dash": DASHES[number % 6]}, marker={"size": 9},
                text=[words.number(value, 4) for value in used[unit]], textposition=["middle left", "middle right"],
                hovertemplate=f"<b>{names[unit]}</b><br>%{{x}}: %{{text}}<extra></extra>", cliponaxis=False,
            )  # fmt: skip
    dress(figure, words)
    figure.update_layout(height=560)
    figure.update_xaxes(type="category", range=[-0.35, 1.35])
    return figure


def short(period: str, words: Words) -> str:
    """A period as an axis has room for: '06/2023' of a month."""
    return "/".join(reversed(period.split("-"))) if kind(period) == "month" else words.period(period)


def dress(figure: go.Figure, words: Words) -> None:
    """What all charts over time share."""
    figure.update_layout(
        height=480,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        **common(words),
        legend={"orientation": "h", "y": -0.14, "x": 0, "yanchor": "top"},
        hovermode="closest",
        dragmode=False,
    )
    figure.update_yaxes(gridcolor=rgba(MUTED, 0.22), zeroline=False, tickformat=".2f", automargin=True)


def _others(
    figure: go.Figure,
    values: pd.DataFrame,
    labels: list[str],
    segments: list[list[int]],
    names: Mapping[str, str],
    ranks: bool,
    words: Words,
) -> None:
    """All units that are not highlighted, as one trace with gaps."""
    x: list[str | None] = []
    y: list[float | None] = []
    told: list[str] = []
    for unit in values:
        for rows in segments:
            x += [*[labels[row] for row in rows], labels[rows[-1]]]
            y += [*values[unit].iloc[rows], None]
            told += [f"{names[unit]}: {_told(value, ranks, words)}" for value in values[unit].iloc[rows]] + [""]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": _QUIET, "width": 1}, text=told, connectgaps=False,
        name=words.t("trends.others"), legendrank=3000,
        hovertemplate="%{text}<br>%{x}<extra></extra>", showlegend=not values.empty,
    )  # fmt: skip


def _band(figure: go.Figure, found: pd.DataFrame, labels: list[str], segments: list[list[int]], words: Words) -> None:
    first = True
    for rows in segments:
        part = found.iloc[rows]
        if part["median"].isna().all():
            continue
        x = [labels[row] for row in rows]
        quiet = {"mode": "lines", "hoverinfo": "skip", "line": {"width": 0}, "connectgaps": False}
        figure.add_scatter(x=x, y=part["high"], showlegend=False, **quiet)
        figure.add_scatter(
            x=x, y=part["low"], fill="tonexty", fillcolor=rgba(MUTED, 0.18), name=words.t("trends.band"),
            legendgroup="band", legendrank=2000, showlegend=first, **quiet,
        )  # fmt: skip
        figure.add_scatter(
            x=x, y=part["median"], mode="lines", name=words.t("trends.median"), connectgaps=False,
            legendgroup="median", legendrank=1500, showlegend=first, line={"color": MUTED, "width": 2, "dash": "dot"},
            text=[words.number(value, 4) for value in part["median"]],
            hovertemplate=f"{words.t('trends.median')}<br>%{{x}}: %{{text}}<extra></extra>",
        )  # fmt: skip
        first = False


def marks(part: Path, ranks: bool, words: Words) -> dict[float, list[str]]:
    """Where the framework changed, other units were ranked, or units were merged: place between periods → words."""
    periods, breaks = list(part.scores.values.index), part.rank_breaks if ranks else part.breaks
    told: dict[float, list[str]] = {}
    for period in breaks:
        key = "trends.mark_break" if period in part.breaks else "trends.mark_sets"
        told.setdefault(periods.index(period) - 0.5, []).append(words.t(key))
    if part.carried_until:
        told.setdefault(periods.index(part.carried_until) + 0.5, []).append(words.t("trends.mark_merger"))
    return told


def _marks(figure: go.Figure, told: Mapping[float, Sequence[str]]) -> None:
    """Upright lines between the periods, with their words above."""
    for at, texts in told.items():
        # Shapes, not lines of the chart: a place between two periods can only be given as a number.
        figure.add_shape(
            type="line", x0=at, x1=at, y0=0, y1=1, yref="paper", line={"color": MUTED, "width": 1.5, "dash": "dash"}
        )
        figure.add_annotation(
            x=at, y=1, yref="paper", yanchor="bottom", text="<br>".join(texts), showarrow=False,
            font={"size": 11, "color": MUTED},
        )  # fmt: skip


def _segments(periods: list[str], breaks: Sequence[str]) -> list[list[int]]:
    """Runs of rows between breaks."""
    starts = [0, *[periods.index(period) for period in breaks], len(periods)]
    return [list(range(start, end)) for start, end in zip(starts, starts[1:], strict=False) if end > start]


def _told(value: float, ranks: bool, words: Words) -> str:
    return words.number(value, 0 if ranks else 4)
