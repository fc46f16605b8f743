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
    return _at_pace(row["value"], row["required"], bool(row["by_rate"]), row["until"], row["deadline"])


def _at_pace(first: float, pace: float, by_rate: bool, since: str, until: str) -> pd.Series:
    months = pd.period_range(span(since)[1], span(until)[1], freq="M")
    figures = [first * (1 + pace) ** step if by_rate else first + pace * step for step in range(len(months))]
    return pd.Series(figures, index=[str(month) for month in months])


def planned(row: pd.Series) -> pd.Series:
    """Month → figure from the baseline to the target at its deadline, as it was required then; empty without one."""
    if pd.isna(row["planned"]):
        return pd.Series(dtype=float)
    return _at_pace(row["baseline"], row["planned"], bool(row["by_rate"]), row["began"], row["deadline"])


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


def with_plan(drawn: go.Figure, row: pd.Series, node: Node, words: Words) -> go.Figure:
    """The same with the path required from the baseline, where there is one, and the unit of measure."""
    plan = planned(row)
    if len(plan):
        drawn.add_scatter(
            x=[_middle(month) for month in plan.index], y=plan, mode="lines", name=words.t("programme.plan"),
            line={"color": MUTED, "dash": "dash", "width": 1.5},
        )  # fmt: skip
    drawn.update_layout(showlegend=True)
    drawn.update_xaxes(tickformat="%m/%Y")
    return drawn.update_yaxes(title=node.measure.get(words.lang, ""))


def as_table(values: pd.Series, node: Node, words: Words) -> pd.DataFrame:
    """What was reported, one row a period."""
    known = values.dropna()
    return pd.DataFrame(
        {
            words.t("about.period"): [words.period(period) for period in known.index],
            words.t("programme.actual"): [said_figure(value, node, words) for value in known],
        }
    )


def alt(values: pd.Series, row: pd.Series, node: Node, words: Words) -> str:
    """The same in words."""
    told = "; ".join(f"{words.period_within(p)} {said_figure(x, node, words)}" for p, x in values.dropna().items())
    target = said_figure(row["target"], node, words) or "–"
    return words.t("programme.alt", title=node.names[words.lang], values=told or "–", target=target)


def _middle(period: str) -> pd.Timestamp:
    return span(period)[1].to_timestamp()
