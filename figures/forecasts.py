"""The way to a target: the line fitted over a window, drawn on with its interval, and what it says in a table."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from figures.palette import ACCENT, LINES, MUTED, rgba
from figures.trend_lines import dress, short
from figures.trends import within
from figures.words import Words
from scoring.analysis.over_time.fits import line, quantile
from scoring.analysis.over_time.projection import NEVER
from scoring.analysis.over_time.series import Series, months_of
from scoring.analysis.over_time.trends import CONFIDENCE
from scoring.periods import kind

AHEAD = 24  # months that are drawn beyond the newest period, at most


def ahead(of: Series, unit: str, months: int | None, until: str | None) -> pd.DataFrame:
    """By period from the window's first to `until` (12 months on without one): value, line, low, high.

    The line is that of `projection`, ȳ + b·d with the band ± t·s·√(1/n + d²/Σ(x − x̄)²). Empty where no line can be
    fitted: under three values since the last break.
    """
    used = of.over(months).unbroken()
    x, y = months_of(used.values.index), used.values[[unit]].to_numpy(float)
    fitted = line(x, y)
    if np.isnan(fitted.slope[0]):
        return pd.DataFrame(columns=["value", "line", "low", "high"])
    step = {"year": 12, "half": 6, "month": 1}[kind(used.values.index[-1])]
    end = months_of(pd.Index([until]))[0] if until else x[-1] + 12
    along = np.arange(x[0], min(end, x[-1] + AHEAD) + 1, step)
    d = along - fitted.mean_x[0]
    middle = fitted.mean_y[0] + fitted.slope[0] * d
    wide = quantile(CONFIDENCE, fitted.n - 2)[0] * fitted.deviation[0]
    half = wide * np.sqrt(1 / fitted.n[0] + d**2 / fitted.spread[0])
    table = pd.DataFrame({"line": middle, "low": middle - half, "high": middle + half}, index=along)
    table.insert(0, "value", pd.Series(y[:, 0], index=x).reindex(along))
    return table.set_axis([_period(month, step) for month in along]).rename_axis("period")


def chart(table: pd.DataFrame, name: str, target: float, words: Words) -> go.Figure:
    """Values, the line that is drawn on, its interval, and the target."""
    labels = [short(period, words) for period in table.index]
    quiet = {"mode": "lines", "hoverinfo": "skip", "line": {"width": 0}}
    figure = go.Figure()
    figure.add_scatter(x=labels, y=table["high"], showlegend=False, **quiet)
    figure.add_scatter(
        x=labels, y=table["low"], fill="tonexty", fillcolor=rgba(ACCENT, 0.15), name=words.t("forecast.band"), **quiet
    )
    figure.add_scatter(
        x=labels, y=table["line"], mode="lines", name=words.t("forecast.line"),
        line={"color": ACCENT, "width": 2, "dash": "dash"}, text=[words.number(value, 4) for value in table["line"]],
        hovertemplate="%{x}: %{text}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=labels, y=table["value"], mode="lines+markers", name=name, line={"color": LINES[0], "width": 3},
        marker={"size": 8}, text=[words.number(value, 4) for value in table["value"]],
        hovertemplate="%{x}: %{text}<extra></extra>",
    )  # fmt: skip
    aim = words.t("forecast.target_is", target=words.number(target, 4))
    figure.add_scatter(
        x=labels, y=[target] * len(labels), mode="lines", name=aim,
        line={"color": MUTED, "width": 1.5, "dash": "dot"}, hoverinfo="skip",
    )  # fmt: skip
    dress(figure, words)
    figure.update_layout(height=380)
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=labels, nticks=5, tickangle=0)
    return figure


def sentence(row: pd.Series, name: str, words: Words) -> str:
    """What the line says of one unit: reached, when with its interval, or never at this pace."""
    t = words.t
    if row["gap"] <= 0:
        return t("forecast.reached", name=name, target=words.number(row["target"], 4))
    if not isinstance(row["reached"], str) or row["reached"] == "":
        return t("forecast.no_line", name=name)
    when = {key: within(_when(row[key], words), words) for key in ("reached", "earliest", "latest")}
    key = "forecast.never" if row["reached"] == NEVER else "forecast.when"
    return t(key, name=name, target=words.number(row["target"], 4), **when)


def table(projected: pd.DataFrame, names: Mapping[str, str], words: Words) -> pd.DataFrame:
    """name, now, gap, pace, pace_required, reached, earliest, latest, outlook: periods and outlook in words."""
    shown = projected.assign(name=[names[unit] for unit in projected.index])
    for column in ("reached", "earliest", "latest"):
        shown[column] = [_when(value, words) for value in shown[column]]
    shown["outlook"] = [
        words.t(f"forecast.outlook_{value.replace(' ', '_')}") if value else "" for value in shown["outlook"]
    ]
    return shown[["name", "now", "gap", "pace", "pace_required", "reached", "earliest", "latest", "outlook"]]


def _period(month: float, step: int) -> str:
    """The period that ends with a month."""
    year, part = int(month) // 12 + 1970, int(month) % 12 + 1
    return f"{year}" if step == 12 else f"{year}-H{part // 6}" if step == 6 else f"{year}-{part:02d}"


def _when(period: object, words: Words) -> str:
    if not isinstance(period, str) or not period:
        return ""
    return words.t("forecast.not_at_this_pace") if period == NEVER else words.period(period)
