"""The interactive map by pydeck, for browsers whose graphics card draws WebGL. Borders come from a static file."""

import html
from typing import Any

import pandas as pd
import pydeck

from figures.basis import MISSING
from figures.boundaries import archipelagos, shapes
from figures.hatching import PATTERNS, hatch
from figures.palette import FONT, INK, NO_DATA
from figures.scales import Scale
from figures.words import Words

# A gradient runs across its stripes.
_TURNS = {"/": (135,), "x": (45, 135), "-": (0,), "|": (90,)}


def deck(table: pd.DataFrame, division: str, scale: Scale, words: Words, borders: str) -> pydeck.Deck:
    """One fill-only layer that can be picked, borders fetched from the address `borders`, hatches, the islands."""
    hatches = _hatches(table, division)
    islands = [{"at": i["geometry"]["coordinates"]} for i in shapes("islands") if i["properties"]["kind"] == "island"]
    labels = [{"at": [each.lon, each.lat], "label": each.name} for each in archipelagos(words)]
    lines = {"get_source_position": "from", "get_target_position": "to", "pickable": False}
    layers = [
        pydeck.Layer(
            "GeoJsonLayer", _areas(table, division, scale, words), id="units", stroked=False, filled=True,
            get_fill_color="properties.fill", pickable=True, auto_highlight=True,
        ),
        pydeck.Layer(
            "GeoJsonLayer", borders, id="borders", stroked=True, filled=False,
            get_line_color=[255, 255, 255], line_width_min_pixels=1, pickable=False,
        ),
        pydeck.Layer("LineLayer", hatches, id="hatches-under", get_color=[255, 255, 255, 190], get_width=3, **lines),
        pydeck.Layer("LineLayer", hatches, id="hatches", get_color=_rgb(INK), get_width=1, **lines),
        pydeck.Layer(
            "ScatterplotLayer", islands, id="islands", get_position="at",
            get_fill_color=_rgb(INK), radius_min_pixels=2, get_radius=2_000, pickable=False,
        ),
        pydeck.Layer(
            "TextLayer", labels, id="archipelagos", get_position="at",
            get_text="label", get_size=13, get_color=_rgb(INK), pickable=False,
            # Quoted, or the words would be taken for expressions.
            get_alignment_baseline=pydeck.types.String("bottom"), character_set=pydeck.types.String("auto"),
            font_family=pydeck.types.String(FONT),
        ),
    ]  # fmt: skip
    return pydeck.Deck(
        layers=layers,
        initial_view_state=pydeck.ViewState(longitude=108.3, latitude=16.0, zoom=4.75),
        map_provider=None,
        tooltip={"html": "<b>{name}</b><br>{told}"},
    )


def _areas(table: pd.DataFrame, division: str, scale: Scale, words: Words) -> dict[str, Any]:
    """GeoJSON of the units, each with its colour and what it is told of by the pointer."""
    fills = dict(zip(table["unit"], map(_rgb, scale.colour_of(table["value"])), strict=True))
    told, names = (dict(zip(table["unit"], table[column], strict=True)) for column in ("told", "name"))
    units = [
        {
            "type": "Feature",
            "geometry": shape["geometry"],
            "properties": {
                "code": code,
                "fill": fills.get(code, _rgb(NO_DATA)),
                "name": names.get(code, shape["properties"]["name_vi"]),
                "told": told.get(code, words.t("basis.unknown")),
            },
        }
        for shape in shapes(f"{division}-pick")
        for code in [shape["properties"]["code"]]
    ]
    return {"type": "FeatureCollection", "features": units}


def _hatches(table: pd.DataFrame, division: str) -> list[dict[str, Any]]:
    """The ends of every line of a hatch."""
    return [
        {"from": [lon[at], lat[at]], "to": [lon[at + 1], lat[at + 1]]}
        for unit, name in zip(table["unit"], table["basis"], strict=True)
        if name in PATTERNS
        for lon, lat in [hatch(division, unit, PATTERNS[name])]
        for at in range(0, len(lon), 3)
    ]


def legend_line(table: pd.DataFrame, scale: Scale, words: Words) -> str:
    """HTML: what every colour and every hatch on the map means."""
    found = [name for name in PATTERNS if name in set(table["basis"])]
    colours = [(f"background:{colour}", told) for colour, told in scale.legend(words)]
    hatched = [(_hatched(name), words.t(f"basis.{name}")) for name in found]
    entries = "".join(
        f'<span class="entry"><span class="swatch" style="{style}"></span>{html.escape(told)}</span>'
        for style, told in [*colours, *hatched]
    )
    return f'<div class="map-legend">{html.escape(words.t(f"map.scale_{scale.kind}"))}: {entries}</div>'


def _hatched(name: str) -> str:
    """The style of a square hatched as on the map."""
    ground = NO_DATA if name in MISSING else "#ffffff"
    stripes = [
        f"repeating-linear-gradient({angle}deg, {INK} 0 1px, transparent 1px 4px)" for angle in _TURNS[PATTERNS[name]]
    ]
    return f"background:{', '.join(stripes)}, {ground}"


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
