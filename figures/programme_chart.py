"""One promise over time: what was reported, the way that is still required, the target."""

import pandas as pd
import plotly.graph_objects as go

from figures.palette import ACCENT, MUTED
from figures.programme import figure as said_figure
from figures.trend_lines import dress
from figures.words import Words
from scoring.frameworks import Node
from scoring.periods import span


def path(values: pd.Series, row: pd.Series) -> pd.Series:
    """Month → figure from the last one known to the target at its deadline, at the required pace; empty without one."""
    if not values.notna().any() or pd.isna(row["required"]) or not row["deadline"] or not row["months_left"] > 0:
        return pd.Series(dtype=float)
    months = pd.period_range(span(row["until"])[1], span(row["deadline"])[1], freq="M")
    steps = range(len(months))
    if row["by_rate"]:
        figures = [row["value"] * (1 + row["required"]) ** step for step in steps]
    else:
        figures = [row["value"] + row["required"] * step for step in steps]
    return pd.Series(figures, index=[str(month) for month in months])


def over_time(values: pd.Series, row: pd.Series, words: Words) -> go.Figure:
    """Figures by period, the required path dotted behind them, the target as a line across."""
    known, ahead = values.dropna(), path(values, row)
    drawn = go.Figure()
    if len(ahead):
        drawn.add_scatter(
            x=[_middle(month) for month in ahead.index], y=ahead, mode="lines", name=words.t("programme.path"),
            line={"color": MUTED, "dash": "dot", "width": 2},
        )  # fmt: skip
    drawn.add_scatter(
        x=[_middle(period) for period in known.index], y=known, mode="lines+markers", name=words.t("programme.actual"),
        line={"color": ACCENT, "width": 3}, marker={"size": 9},
    )  # fmt: skip
    if pd.notna(row["target"]):
        drawn.add_hline(y=row["target"], line={"color": MUTED, "width": 1}, annotation_text=words.t("programme.target"))
    dress(drawn, words)
    drawn.update_layout(legend={"orientation": "h", "y": -0.2, "x": 0})
    drawn.update_yaxes(rangemode="tozero", tickformat=",")
    return drawn


def alt(values: pd.Series, row: pd.Series, node: Node, words: Words) -> str:
    """The same in words."""
    told = "; ".join(f"{words.period_within(p)} {said_figure(x, node, words)}" for p, x in values.dropna().items())
    target = said_figure(row["target"], node, words) or "–"
    return words.t("programme.alt", title=node.names[words.lang], values=told or "–", target=target)


def _middle(period: str) -> pd.Timestamp:
    return span(period)[1].to_timestamp()
