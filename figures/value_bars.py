"""Bars for blocks without territory: one value a unit, coloured and hatched as a map would be."""

import pandas as pd
import plotly.graph_objects as go

from figures.hatching import PATTERNS
from figures.layout import common
from figures.legends import hatches
from figures.palette import ACCENT, CHANGES, GRID, INK, MUTED
from figures.scales import Scale
from figures.words import Words


def value_bars(table: pd.DataFrame, scale: Scale, words: Words) -> go.Figure:
    """Horizontal bars, best on top; units without a value are left to the table. `table` as for the maps."""
    known = table.dropna(subset=["value"]).sort_values("value", ascending=scale.kind != "rank", kind="stable")
    colours = _colours(known["value"], scale)
    figure = go.Figure(
        go.Bar(
            x=known["value"],
            y=known["name"],
            orientation="h",
            marker={
                "color": colours,
                "pattern": {
                    "shape": [PATTERNS.get(name, "") for name in known["basis"]],
                    "fgcolor": INK,
                    "bgcolor": colours,
                    "size": 7,
                    "solidity": 0.15,
                },
            },
            text=[scale.told(value, words) for value in known["value"]],
            textposition="outside",
            cliponaxis=False,
            customdata=known[["unit", "name", "told"]].to_numpy(),
            hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
            showlegend=False,
            unselected={"marker": {"opacity": 0.55}},
        )
    )
    figure.add_traces(hatches(known["basis"], words))
    low, high = min(0.0, float(known["value"].min())), max(0.0, float(known["value"].max()))
    room = (high - low) * 0.16 or 1.0
    figure.update_layout(
        height=max(220, 34 * len(known) + 90),
        margin={"l": 8, "r": 24, "t": 16, "b": 8},
        **common(words, 14),
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        barmode="overlay",
        dragmode=False,
    )
    figure.update_xaxes(range=[low - room * (low < 0), high + room], gridcolor=GRID, zerolinecolor=MUTED)
    figure.update_yaxes(automargin=True, type="category")
    return figure


def _colours(values: pd.Series, scale: Scale) -> list[str]:
    """One colour, for the length says it all; of a change two."""
    if scale.kind in ("score", "rank"):
        return [ACCENT] * len(values)
    return [CHANGES[-1] if value > 0 else CHANGES[0] for value in values]
