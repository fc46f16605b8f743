"""What colours and hatches mean, as the legend of a map, of tiles or of bars."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from figures.basis import BASES, MISSING
from figures.hatching import PATTERNS
from figures.palette import INK, MUTED, NO_DATA
from figures.scales import Scale
from figures.words import Words

# Axes for the legend's bars where the figure has none of its own: a corner too small to see or to touch.
CORNER = {"domain": [0, 0.001], "visible": False, "fixedrange": True}


def entries(
    tables: Sequence[pd.DataFrame], scale: Scale, words: Words, beside: bool = True
) -> list[go.Bar | go.Scatter]:
    """What the colours and the hatches mean, of those that occur in a table, as traces that draw nothing.

    They are bars, for only bars show a hatch in plotly's legend. `beside` the map or under it.
    """
    hatched = hatches(pd.concat([table["basis"] for table in tables]), words)
    if scale.continuous:
        low, high = scale.low, scale.high
        colours = [
            [float(at), colour] for at, colour in zip(np.linspace(0, 1, len(scale.colours)), scale.colours, strict=True)
        ]
        ticks = [low, (low + high) / 2, high]
        place = {"x": 0.66, "y": 0.99, "len": 0.3} if beside else {"x": 0, "y": 0, "len": 0.7, "orientation": "h"}
        bar = {
            "title": {"text": words.t(f"map.what_{scale.kind}"), "side": "top"}, "thickness": 14, "tickvals": ticks,
            "ticktext": [scale.told(tick, words) for tick in ticks], "xanchor": "left", "yanchor": "top", **place,
        }  # fmt: skip
        marker = {"color": [low], "cmin": low, "cmax": high, "colorscale": colours, "showscale": True, "colorbar": bar}
        return [
            go.Scatter(x=[None], y=[None], mode="markers", hoverinfo="skip", showlegend=False, marker=marker),
            *hatched,
        ]
    return [*[_entry(told, colour) for colour, told in scale.legend(words)], *hatched]


def placed(scale: Scale, words: Words, beside: bool = True) -> dict[str, Any]:
    """Where the legend of `entries` stands."""
    return {
        "x": 0.62 if beside else 0,
        "y": (0.66 if scale.continuous else 0.99) if beside else (-0.1 if scale.continuous else 0),
        "yanchor": "top",
        "orientation": "v" if beside else "h",
        "title": {"text": "" if scale.continuous else words.t(f"map.scale_{scale.kind}")},
        "bgcolor": "rgba(0,0,0,0)",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def hatches(found: pd.Series, words: Words) -> list[go.Bar]:
    """What the hatches mean, of those bases that are among the found ones."""
    there = set(found)
    return [
        _entry(words.t(f"basis.{name}"), NO_DATA if name in MISSING else "#ffffff", PATTERNS[name])
        for name in (*BASES[1:], *MISSING)
        if name in there and name in PATTERNS
    ]


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many letters, parted between words."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _entry(told: str, colour: str, pattern: str = "") -> go.Bar:
    hatching = {"shape": pattern, "fgcolor": INK, "bgcolor": colour, "size": 7, "solidity": 0.18} if pattern else None
    return go.Bar(
        x=[None], y=[None], name=told, hoverinfo="skip", showlegend=True,
        marker={"color": colour, "pattern": hatching, "line": {"color": MUTED, "width": 0.5}},
    )  # fmt: skip
