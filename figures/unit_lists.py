"""A list of units as links, for the keyboard, the screen reader and whatever is too small to be clicked on a map."""

import html
from collections.abc import Mapping
from urllib.parse import urlencode

import pandas as pd

from figures.scales import Scale
from figures.words import Words


def unit_list(table: pd.DataFrame, scale: Scale, words: Words, label: str, query: Mapping[str, str] | None) -> str:
    """HTML: every unit in the order of the table, its colour, its name as a link, its value.

    `query` is that of every unit's page, to which its code is added; without it the names are only names.
    """
    rows = []
    for row, colour in zip(table.itertuples(), scale.colour_of(table["value"]), strict=True):
        told = scale.told(row.value, words) or words.t(f"basis.{row.basis}")
        name = html.escape(row.name)
        if query is not None:
            address = html.escape("./unit?" + urlencode({**query, "unit": row.unit}))
            name = f'<a href="{address}" target="_self">{name}</a>'
        rows.append(
            f'<li><span class="swatch" style="background:{colour}"></span>{name}'
            f'<span class="value">{html.escape(told)}</span></li>'
        )
    return f'<ul class="unit-list" aria-label="{html.escape(label)}">{"".join(rows)}</ul>'
