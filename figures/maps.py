"""Maps as plotly's SVG: they need no WebGL, no tiles and nothing from outside.

They take a finished table (see `territory`): unit, name, value, basis, told; and a scale that may serve several maps.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from figures.animation import animate
from figures.boundaries import archipelagos, shapes
from figures.hatching import PATTERNS, hatch
from figures.layout import CLEAR, common
from figures.legends import CORNER, entries, placed, wrapped
from figures.palette import FONT, INK, MUTED, rgba
from figures.scales import MISSING_AT, Scale
from figures.words import Words

# plotly draws nothing offline until it is given a world outline; this one is empty.
NO_WORLD = 'data:application/json,{"type":"Topology","objects":{},"arcs":[]}#'
LONGITUDES, LATITUDES = (101.8, 117.0), (7.4, 23.7)
HEIGHT = 660


def svg_map(
    table: pd.DataFrame,
    division: str,
    scale: Scale,
    words: Words,
    geometry: str,
    frames: Sequence[tuple[str, pd.DataFrame]] = (),
    still: bool = False,
) -> go.Figure:
    """The areas of a division; the browser fetches `geometry`, the address of its file, once.

    `frames` are (period, table) in order, the last being `table`; `still` shows them without a play button.
    """
    drawn = areas(table, division, scale, geometry)
    told = entries([table, *[each for _, each in frames]], scale, words)
    figure = go.Figure([*drawn, *told, *islands(words)], _layout(scale, words))
    if frames:
        # What stays the same in every frame is left out of it.
        fixed = {"geojson": None, "featureidkey": None, "colorscale": None, "marker": None}
        data = [
            (label, [trace.update(fixed) if trace.type == "choropleth" else trace for trace in moved])
            for label, each in frames
            for moved in [areas(each, division, scale, geometry)]
        ]
        animate(figure, data, range(len(drawn)), words, still)
        figure.update_layout(height=HEIGHT + 110, margin_b=110)
    return figure


def print_map(
    table: pd.DataFrame,
    division: str,
    scale: Scale,
    words: Words,
    geometry: object,
    title: str,
    facts: Mapping[str, str],
) -> go.Figure:
    """The map as it goes to paper, black on white: title above, and below it what every figure states.

    `geometry` is the address of the areas, or for a file that is made without a browser's page the areas themselves.
    """
    drawn = [*areas(table, division, scale, geometry), *entries([table], scale, words), *islands(words)]
    figure = go.Figure(drawn, _layout(scale, words))
    told = [f"<b>{key}:</b> {value}" for key, value in facts.items() if value]
    lines = [part for line in told for part in wrapped(line, 92)]
    figure.update_layout(
        height=HEIGHT + 90 + 17 * len(lines),
        margin={"l": 16, "r": 16, "t": 90, "b": 24 + 17 * len(lines)},
        paper_bgcolor="#ffffff",
        font={"family": FONT, "size": 13, "color": INK},
        title={"text": "<br>".join(wrapped(title, 46)), "x": 0.03, "y": 0.97, "yanchor": "top", "font": {"size": 20}},
    )
    figure.add_annotation(
        text="<br>".join(lines), xref="paper", yref="paper", x=0, y=0, yshift=-12, yanchor="top", xanchor="left",
        align="left", showarrow=False, font={"size": 11, "color": MUTED},
    )  # fmt: skip
    return figure


def areas(table: pd.DataFrame, division: str, scale: Scale, geometry: object) -> list:
    """The areas, and over them the hatches: a light line under a dark one, to be seen on every colour."""
    areas = go.Choropleth(
        locations=table["unit"],
        geojson=geometry,
        featureidkey="properties.code",
        z=scale.positions(table["value"]).round(4),
        zmin=MISSING_AT,
        zmax=1,
        colorscale=scale.plotly(),
        showscale=False,
        marker={"line": {"color": "#ffffff", "width": 0.7}},
        customdata=table[["name", "told"]].to_numpy(),
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        unselected={"marker": {"opacity": 0.55}},
    )
    lon: list[float | None] = []
    lat: list[float | None] = []
    for unit, name in zip(table["unit"], table["basis"], strict=True):
        if name in PATTERNS:
            lines = hatch(division, unit, PATTERNS[name])
            lon += lines[0]
            lat += lines[1]
    under, over = ({"color": rgba("#ffffff", 0.75), "width": 2.6}, {"color": INK, "width": 0.9})
    return [areas, *[_lines(lon, lat, style) for style in (under, over)]]


def _lines(lon: list, lat: list, style: dict) -> go.Scattergeo:
    return go.Scattergeo(lon=lon, lat=lat, mode="lines", line=style, hoverinfo="skip", showlegend=False)


def islands(words: Words) -> list[go.Scattergeo]:
    """Both archipelagos, as points and names; `islands.geojson` is data, not code."""
    places = [s["geometry"]["coordinates"] for s in shapes("islands") if s["properties"]["kind"] == "island"]
    labels = archipelagos(words)
    points = go.Scattergeo(
        lon=[at[0] for at in places], lat=[at[1] for at in places], mode="markers", hoverinfo="skip",
        marker={"size": 3, "color": MUTED}, showlegend=False, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    names = go.Scattergeo(
        lon=[label.lon for label in labels], lat=[label.lat for label in labels],
        text=[label.name.replace(" (", "<br>(") for label in labels], textposition="top center",
        mode="text", textfont={"size": 12, "color": MUTED}, hoverinfo="skip", showlegend=False,
        unselected={"textfont": {"color": MUTED}},
    )  # fmt: skip
    return [points, names]


def _layout(scale: Scale, words: Words) -> dict[str, Any]:
    """In one piece: plotly takes far longer over the same in several."""
    return {
        "geo": {
            "visible": False,
            "projection": {"type": "mercator"},
            "lonaxis": {"range": LONGITUDES},
            "lataxis": {"range": LATITUDES},
            "bgcolor": CLEAR,
        },
        "legend": placed(scale, words),
        "xaxis": CORNER,
        "yaxis": CORNER,
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        **common(words),
        "dragmode": False,
    }
