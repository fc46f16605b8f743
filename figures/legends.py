"""What colours and hatches mean, as the legend of a map, of tiles or of bars."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from figures.basis import BASES, MISSING
from figures.hatching import PATTERNS
from figures.palette import INK, MUTED, NO_DATA
from figures.scales import Scale
from figures.words import Words


def legend(figure: go.Figure, tables: Sequence[pd.DataFrame], scale: Scale, words: Words, beside: bool = True) -> None:
    """Add what the colours and the hatches mean, of those that occur in a table; `beside` the map or under it.

    The entries are bars of no width in an own corner, for only bars show a hatch in plotly's legend.
    """
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
        figure.add_scatter(
            x=[None], y=[None], mode="markers", hoverinfo="skip", showlegend=False,
            marker={"color": [low], "cmin": low, "cmax": high, "colorscale": colours, "showscale": True,
                    "colorbar": bar},
        )  # fmt: skip
    else:
        for colour, told in scale.legend(words):
            _entry(figure, told, colour)
    hatches(figure, pd.concat([table["basis"] for table in tables]), words)
    figure.update_layout(
        legend={
            "x": 0.62 if beside else 0,
            "y": (0.66 if scale.continuous else 0.99) if beside else (-0.1 if scale.continuous else 0),
            "yanchor": "top",
            "orientation": "v" if beside else "h",
            "title": {"text": "" if scale.continuous else words.t(f"map.scale_{scale.kind}")},
            "bgcolor": "rgba(0,0,0,0)",
            "itemclick": False,
            "itemdoubleclick": False,
        }
    )


def hatches(figure: go.Figure, found: pd.Series, words: Words) -> None:
    """Add what the hatches mean, of those bases that are among the found ones."""
    for name in (*BASES[1:], *MISSING):
        if name in set(found) and name in PATTERNS:
            _entry(figure, words.t(f"basis.{name}"), NO_DATA if name in MISSING else "#ffffff", PATTERNS[name])


def keep_corner(figure: go.Figure) -> None:
    """Axes for the legend's bars where the figure has none of its own: a corner too small to see or to touch."""
    corner = {"domain": [0, 0.001], "visible": False, "fixedrange": True}
    figure.update_layout(xaxis=corner, yaxis=corner)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many letters, parted between words."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _entry(figure: go.Figure, told: str, colour: str, pattern: str = "") -> None:
    hatching = {"shape": pattern, "fgcolor": INK, "bgcolor": colour, "size": 7, "solidity": 0.18} if pattern else None
    figure.add_bar(
        x=[None], y=[None], name=told, hoverinfo="skip", showlegend=True,
        marker={"color": colour, "pattern": hatching, "line": {"color": MUTED, "width": 0.5}},
    )  # fmt: skip
