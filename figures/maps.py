"""Maps: pydeck for looking and clicking, plotly's SVG map where WebGL is missing. No tiles, nothing from outside.

Both take one finished table: unit, name, score (0..1 or missing), rank, and its class from `classify`.
"""

import json
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pydeck

from figures.palette import CLASSES, FONT, INK, MUTED, NO_DATA
from figures.words import Words
from scoring.units import DATA

FILES = "files/boundaries"  # where the server has data/boundaries, from the page's address
# plotly draws nothing offline until it is given a world outline; this one is empty.
NO_WORLD = 'data:application/json,{"type":"Topology","objects":{},"arcs":[]}#'
LONGITUDES, LATITUDES = (101.8, 117.0), (7.4, 23.7)


def classify(scores: pd.Series) -> tuple[pd.Series, list[tuple[float, float]]]:
    """Class 0..4 of every score (−1 where unknown) and the classes' ranges; fifths of the known units.

    Equal scores fall into one class; fewer distinct scores than classes give fewer classes.
    """
    known = scores.dropna()
    if known.empty:
        return pd.Series(-1, index=scores.index), []
    edges = np.unique(np.quantile(known, np.linspace(0, 1, len(CLASSES) + 1)))
    if len(edges) == 1:
        return scores.notna().astype(int) - 1, [(edges[0], edges[0])]
    classes = np.clip(np.searchsorted(edges, scores, side="right") - 1, 0, len(edges) - 2)
    ranges = list(zip(edges[:-1], edges[1:], strict=True))
    return pd.Series(np.where(scores.isna(), -1, classes), index=scores.index), ranges


def class_colours(count: int) -> list[str]:
    """Colours of `count` classes, spread over the palette from light to dark."""
    return (
        [CLASSES[at] for at in np.linspace(0, len(CLASSES) - 1, count).round().astype(int)]
        if count > 1
        else [CLASSES[2]]
    )


def legend(table: pd.DataFrame, words: Words) -> list[tuple[str, str]]:
    """(colour, range) of every class on the map, and of no data where a unit has none."""
    classes, ranges = classify(table["score"])
    shown = [(colour, _range(edges, words)) for colour, edges in zip(class_colours(len(ranges)), ranges, strict=True)]
    return shown + ([(NO_DATA, words.t("map.no_data"))] if (classes < 0).any() else [])


def svg_map(table: pd.DataFrame, division: str, words: Words) -> go.Figure:
    """plotly choropleth: SVG, needs no WebGL. The geometry is fetched once from the server by the browser."""
    classes, ranges = classify(table["score"])
    colours = class_colours(len(ranges))
    figure = go.Figure()
    place = {"locations": [], "geojson": f"./{FILES}/{division}.geojson", "featureidkey": "properties.code"}
    for number in (-1, *range(len(ranges))):
        rows = table[classes == number]
        if rows.empty:
            continue
        colour = NO_DATA if number < 0 else colours[number]
        label = words.t("map.no_data") if number < 0 else _range(ranges[number], words)
        figure.add_choropleth(
            **{**place, "locations": rows["unit"]},
            z=[0] * len(rows),
            colorscale=[[0, colour], [1, colour]],
            showscale=False,
            showlegend=True,
            name=label,
            marker={"line": {"color": "#ffffff", "width": 0.7}},
            customdata=np.stack([rows["name"], [_told(row, words) for row in rows.itertuples()]], axis=1),
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        )
    _add_islands(figure, words)
    figure.update_geos(
        visible=False,
        projection_type="mercator",
        lonaxis_range=LONGITUDES,
        lataxis_range=LATITUDES,
        bgcolor="rgba(0,0,0,0)",
    )
    figure.update_layout(
        height=720,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        font={"family": FONT, "size": 13},
        legend={
            "x": 0.62,
            "y": 0.98,
            "title": {"text": words.t("map.classes")},
            "bgcolor": "rgba(255,255,255,0.6)",
        },
        paper_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
    )
    return figure


def deck(table: pd.DataFrame, division: str, words: Words) -> pydeck.Deck:
    """pydeck: one fill-only layer that can be picked, borders from a static file, the islands as an overlay."""
    classes, ranges = classify(table["score"])
    colours = class_colours(len(ranges))
    fills = {
        unit: _rgb(NO_DATA if number < 0 else colours[number])
        for unit, number in zip(table["unit"], classes, strict=True)
    }
    told = {row.unit: _told(row, words) for row in table.itertuples()}
    names = dict(zip(table["unit"], table["name"], strict=True))
    shapes = [
        {
            "type": "Feature",
            "geometry": shape["geometry"],
            "properties": {
                "code": code,
                "fill": fills.get(code, _rgb(NO_DATA)),
                "name": names.get(code, shape["properties"]["name_vi"]),
                "told": told.get(code, words.t("map.no_data")),
            },
        }
        for shape in _shapes(f"{division}-pick")
        for code in [shape["properties"]["code"]]
    ]  # fmt: skip
    label = "name_vi" if words.lang == "vi" else "name_en"
    islands = [
        {"at": i["geometry"]["coordinates"], **i["properties"], "label": i["properties"][label]}
        for i in _shapes("islands")
    ]
    layers = [
        pydeck.Layer(
            "GeoJsonLayer", {"type": "FeatureCollection", "features": shapes}, id="units", stroked=False, filled=True,
            get_fill_color="properties.fill", pickable=True, auto_highlight=True,
        ),
        pydeck.Layer(
            "GeoJsonLayer", f"./{FILES}/{division}-borders.geojson", id="borders", stroked=True, filled=False,
            get_line_color=[255, 255, 255], line_width_min_pixels=1, pickable=False,
        ),
        pydeck.Layer(
            "ScatterplotLayer", [i for i in islands if i["kind"] == "island"], id="islands", get_position="at",
            get_fill_color=_rgb(INK), radius_min_pixels=2, get_radius=2_000, pickable=False,
        ),
        pydeck.Layer(
            "TextLayer", [i for i in islands if i["kind"] == "label"], id="archipelagos", get_position="at",
            get_text="label", get_size=13, get_color=_rgb(INK), pickable=False,
            # Quoted, or the words would be taken for expressions.
            character_set=pydeck.types.String("auto"), font_family=pydeck.types.String(FONT),
        ),
    ]  # fmt: skip
    return pydeck.Deck(
        layers=layers,
        initial_view_state=pydeck.ViewState(longitude=108.3, latitude=16.0, zoom=4.75),
        map_provider=None,
        tooltip={"html": "<b>{name}</b><br>{told}"},
    )


@cache
def _shapes(file: str) -> list[dict[str, Any]]:
    return json.loads((DATA / "boundaries" / f"{file}.geojson").read_text(encoding="utf-8"))["features"]


def _add_islands(figure: go.Figure, words: Words) -> None:
    """Both archipelagos, as points and names; `islands.geojson` is data, not code."""
    shapes = _shapes("islands")
    islands = [s["geometry"]["coordinates"] for s in shapes if s["properties"]["kind"] == "island"]
    labels = [s for s in shapes if s["properties"]["kind"] == "label"]
    name = "name_vi" if words.lang == "vi" else "name_en"
    figure.add_scattergeo(
        lon=[at[0] for at in islands], lat=[at[1] for at in islands], mode="markers", hoverinfo="skip",
        marker={"size": 3, "color": MUTED}, showlegend=False,
    )  # fmt: skip
    figure.add_scattergeo(
        lon=[s["geometry"]["coordinates"][0] for s in labels],
        lat=[s["geometry"]["coordinates"][1] for s in labels],
        text=[s["properties"][name].replace(" (", "<br>(") for s in labels],
        mode="text", textfont={"size": 12}, hoverinfo="skip", showlegend=False,
    )  # fmt: skip


def _told(row: Any, words: Words) -> str:
    """Score and rank of a unit in words, for the pointer."""
    if pd.isna(row.score) and pd.isna(row.rank):
        return words.t("map.no_data")
    score = words.t("map.no_score") if pd.isna(row.score) else words.number(row.score, 4)
    return score if pd.isna(row.rank) else f"{score} · {words.t('map.rank', rank=int(row.rank))}"


def _range(edges: tuple[float, float], words: Words) -> str:
    return f"{words.number(edges[0], 4)} – {words.number(edges[1], 4)}"


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
