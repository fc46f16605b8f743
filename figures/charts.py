"""Charts as plotly figures. A chart is data first: each takes a finished table."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from figures.palette import ACCENT, DASHES, FONT, GRID, LINES, MUTED, rgba
from figures.words import Words


def bars(table: pd.DataFrame, words: Words, decimals: int = 4) -> go.Figure:
    """Horizontal bars, best on top. `table`: name, score (0..1), rank; rows without a score are left to the table."""
    known = table.dropna(subset=["score"]).sort_values("score")
    figure = go.Figure(
        go.Bar(
            x=known["score"],
            y=known["name"],
            orientation="h",
            marker_color=ACCENT,
            text=[words.number(score, decimals) for score in known["score"]],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{text}<extra></extra>",
            customdata=known["unit"],
        )
    )
    _dress(figure, words, height=max(220, 34 * len(known) + 70))
    figure.update_xaxes(range=[0, 1.08], showgrid=True, gridcolor=GRID)
    figure.update_yaxes(automargin=True)
    return figure


def lines(
    table: pd.DataFrame, band: pd.DataFrame, names: Mapping[str, str], chosen: Sequence[str], words: Words
) -> go.Figure:
    """Lines of up to six units over periods against the block's median and quartile band; unknown periods are gaps."""
    labels = [words.period(period) for period in table.index]
    figure = go.Figure()
    if band["median"].notna().any():
        quiet = {"mode": "lines", "hoverinfo": "skip", "line": {"width": 0}, "connectgaps": False}
        figure.add_scatter(x=labels, y=band["high"], showlegend=False, **quiet)
        figure.add_scatter(
            x=labels,
            y=band["low"],
            fill="tonexty",
            fillcolor=rgba(MUTED, 0.18),
            name=words.t("trends.band"),
            **quiet,
        )
        figure.add_scatter(
            x=labels, y=band["median"], mode="lines", name=words.t("trends.median"), connectgaps=False,
            line={"color": MUTED, "width": 2, "dash": "dot"},
        )  # fmt: skip
    for number, unit in enumerate(chosen):
        style = {"color": LINES[number % 6], "width": 3, "dash": DASHES[number % 6]}
        figure.add_scatter(
            x=labels, y=table[unit], mode="lines+markers", name=names[unit], line=style, connectgaps=False,
            marker={"size": 8}, hovertemplate=f"{names[unit]}<br>%{{x}}: %{{y:.4f}}<extra></extra>",
        )  # fmt: skip
    _dress(figure, words, height=460)
    figure.update_layout(legend={"orientation": "h", "y": -0.18, "x": 0}, hovermode="closest")
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=labels)
    figure.update_yaxes(gridcolor=GRID, zeroline=False, tickformat=".2f")
    return figure


def lines_alt(window: pd.DataFrame, names: Mapping[str, str], chosen: Sequence[str], title: str, words: Words) -> str:
    """The lines in words: first and last value of each chosen unit."""
    told = [
        words.t(
            "trends.alt_unit",
            name=names[unit],
            first=words.number(window.loc[unit, "first"], 4),
            since=words.period(window.loc[unit, "since"]),
            last=words.number(window.loc[unit, "last"], 4),
            until=words.period(window.loc[unit, "until"]),
        )
        for unit in chosen
        if pd.notna(window.loc[unit, "last"])
    ]
    return f"{title}. " + " ".join(told)


def scores_alt(table: pd.DataFrame, title: str, words: Words) -> str:
    """A ranking or a map in words: how many are known, the first three and the last."""
    known = table.dropna(subset=["score"]).sort_values("score", ascending=False)
    if known.empty:
        return f"{title}. {words.t('alt.nothing')}"
    told = [f"{name} {words.number(score, 4)}" for name, score in zip(known["name"], known["score"], strict=True)]
    return words.t(
        "alt.scores",
        title=title,
        known=len(known),
        total=len(table),
        first="; ".join(told[:3]),
        last=told[-1],
    )


def _dress(figure: go.Figure, words: Words, height: int) -> None:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 24, "t": 16, "b": 8},
        font={"family": FONT, "size": 14},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        separators=".," if words.lang == "en" else ",.",
    )
