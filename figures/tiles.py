"""Tile maps: every province an equal square near its neighbours, so that the small ones can be seen and clicked.

The places of the squares are data (`data/boundaries/tiles.csv`); the table and the scale are those of the maps.
"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from figures.animation import animate
from figures.boundaries import archipelagos, tiles
from figures.hatching import PATTERNS
from figures.layout import common
from figures.legends import entries, placed, wrapped
from figures.palette import INK
from figures.scales import Scale
from figures.words import Words

SIDE = 0.94  # of a square; the rest parts it from the next
ROW, UNDER = 50, 110  # pixels: the height of a row, the room for what stands under the tiles
_LINE = 5  # letters that fit into a square beside each other


def tile_map(
    table: pd.DataFrame,
    division: str,
    scale: Scale,
    words: Words,
    frames: Sequence[tuple[str, pd.DataFrame]] = (),
    still: bool = False,
) -> go.Figure:
    """The units of a division as squares, coloured and hatched like the map; `frames` as in `maps.svg_map`."""
    places = tiles(division)
    # Plain numbers: Streamlit takes no other for a height.
    wide, high = int(places["column"].max()) + 1, int(places["row"].max()) + 1
    told = entries([table, *[each for _, each in frames]], scale, words, beside=False)
    figure = go.Figure([_squares(table, division, scale), *told])
    for archipelago in archipelagos(words):  # right of the province it belongs to
        figure.add_annotation(
            x=wide - 0.45, y=-places.loc[archipelago.province[division], "row"], showarrow=False, xanchor="left",
            text="<br>".join(wrapped(archipelago.name, 9)), align="left", font={"size": 10},
        )  # fmt: skip
    figure.update_layout(
        height=ROW * high + UNDER,
        margin={"l": 0, "r": 0, "t": 0, "b": UNDER},
        **common(words),
        legend=placed(scale, words, beside=False),
        barmode="overlay",
        bargap=0,
        dragmode=False,
        xaxis={"domain": [0, 1], "visible": False, "range": [-0.6, wide + 1.1], "fixedrange": True},
        yaxis={"domain": [0, 1], "visible": False, "range": [0.6 - high, 0.6], "fixedrange": True},
    )
    if frames:
        animate(figure, [(label, [_squares(each, division, scale)]) for label, each in frames], [0], words, still)
        figure.update_layout(height=ROW * high + 2 * UNDER, margin_b=2 * UNDER)
        figure.update_layout(legend_y=-UNDER / (ROW * high))
    return figure


def _squares(table: pd.DataFrame, division: str, scale: Scale) -> go.Bar:
    places = tiles(division).reindex(table["unit"])
    colours = scale.colour_of(table["value"])
    inks = ["#ffffff" if _is_dark(colour) else INK for colour in colours]
    return go.Bar(
        x=places["column"].to_numpy(),
        base=-places["row"].to_numpy() - SIDE / 2,
        y=[SIDE] * len(table),
        width=SIDE,
        marker={
            "color": colours,
            "line": {"width": 0},
            "pattern": {
                "shape": [PATTERNS.get(name, "") for name in table["basis"]],
                "fgcolor": inks,
                "bgcolor": colours,
                "size": 8,
                "solidity": 0.12,
            },
        },
        text=[label(name) for name in table["name"]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 10, "color": inks},
        constraintext="none",
        customdata=table[["unit", "name", "told"]].to_numpy(),
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
        showlegend=False,
        unselected={"marker": {"opacity": 0.55}},
    )


def label(name: str) -> str:
    """The name in short lines: 'Bà Rịa - Vũng Tàu' in three."""
    lines: list[str] = []
    for word in name.replace(" - ", " ").split():
        if lines and len(lines[-1]) + 1 + len(word) <= _LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def _is_dark(colour: str) -> bool:
    """Whether white is read better on it than ink: their contrasts (WCAG) are the same at a luminance of 0.21."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.21
