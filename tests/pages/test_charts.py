"""Every chart of every page says in words what it shows, with its own numbers, and has a table behind it."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pages.parts.frame import PAGES
from store import rights
from tests.pages.kept import keep
from tests.store.made import person

TABLES = [
    *(f"published/province-{year}.xlsx" for year in ("2021", "2022", "2023", "2024", "2024-34")),
    *(f"demo/province-2023-0{month}.xlsx" for month in (1, 5, 6)),
    "programme/project06-2023.xlsx",
]
JUNE = {"release": "2023-06"}
# What of a page is chosen before a chart shows; a page that is not named is opened as it is.
VIEWS: dict[str, list[dict[str, str]]] = {
    "unit": [
        *({**JUNE, "part": part, "unit": "31"} for part in ("places", "parts", "why", "lift")),
        *({**of, "part": "path", "path": "score"} for of in ({}, JUNE)),
    ],
    "compare": [{}, JUNE],
    "map": [{**JUNE, "what": "places"}, {"view": "tiles"}, {"view": "print", "colours": "scale"}, {"on": "both"}],
    "trends": [{}, {"draw": "slopes"}, *({**JUNE, "draw": draw, "forecast": "1"} for draw in ("lines", "ranks"))],
    "method": [{**JUNE, "weigh": "1"}],
}
ALT, WRITTEN = re.compile('role="img" aria-label="([^"]*)"'), re.compile("<(?:text|title)[^>]*>([^<]*)<")
CHARTS, DECIMAL = ("plotly_chart", "deck_gl_json_chart"), re.compile(r"(?<![\w.])\d[\d,]*\.\d+")


@pytest.fixture
def ids(own_store) -> dict[tuple[str, str], str]:
    return keep(*TABLES)


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_is_told_in_words_and_has_a_table_behind_it(open_page, ids, page):
    """Every number with decimals that the words say is in a table of the page, and some of them are drawn."""
    everyone = person("Every Role", *(rights.Role(name) for name in ("analyst", "approver", "press", "administrator")))
    for view in VIEWS.get(page, [{}]):
        chosen = {name: ids[text, "63"] if name == "release" else text for name, text in view.items()}
        shown = open_page(page, everyone, **chosen)
        assert not shown.exception
        found = list(elements(shown._tree[0]))
        tables = in_tables(each for element in found for each in tables_of(element))
        charts = {alt_of(each): drawn(each) for each in found if is_chart(each)}
        assert len(charts) == sum(map(is_chart, found)) and all(len(alt) > 20 for alt in charts), list(charts)
        for alt, shapes in charts.items():
            if numbers := said(alt):
                assert among(numbers, tables) == numbers, f"{page} {view}: not in a table: {alt}"
                assert among(numbers, shapes), f"{page} {view}: nothing of it is drawn: {alt}"


def test_a_number_that_no_table_has_is_found():
    table = pd.DataFrame({"name": ["A", "B"], "score": [0.83731, -1234.5], "told": ["1.4 million", ""]})
    assert among(said("A 0.8373, B −1,234.5 of 63; 1.4 million in 2024"), in_tables([table])) == [0.8373, 1234.5, 1.4]
    assert among(said("A 0.8374"), in_tables([table])) == []


def elements(block: Any) -> Iterator[Any]:
    """Everything on a page, from top to bottom."""
    for child in getattr(block, "children", {}).values():
        yield child
        yield from elements(child)


def is_chart(element: Any) -> bool:
    """Streamlit's own, or a drawing of ours."""
    return element.type in CHARTS or (element.type == "markdown" and "<svg" in element.value)


def alt_of(chart: Any) -> str:
    return chart.proto.alt if chart.type in CHARTS else unescape(ALT.search(chart.value)[1])


def tables_of(element: Any) -> list[pd.DataFrame]:
    """What an element has of tables: Streamlit's own, or those of its HTML."""
    if element.type in ("dataframe", "table"):
        return [element.value]
    cells = re.findall("<td[^>]*>([^<]*)</td>", element.proto.body) if element.type == "html" else []
    return [pd.DataFrame({"cell": cells})] if cells else []


def said(text: str) -> list[float]:
    """The numbers with decimals in a text, without their signs."""
    return [float(number.replace(",", "")) for number in DECIMAL.findall(text)]


def among(numbers: Iterable[float], there: set[float]) -> list[float]:
    """Those of the numbers that are there, rounded to four decimals or to two."""
    fewer = {round(number, 2) for number in there}
    return [n for n in numbers if n in there or (round(n, 2) == n and n in fewer)]


def in_tables(tables: Iterable[pd.DataFrame]) -> set[float]:
    """The numbers of some tables, shares as per cent too, without their signs."""
    cells = [cell for table in tables for cell in table.to_numpy().ravel()]
    numbers = {float(cell) for cell in cells if isinstance(cell, int | float) and not pd.isna(cell)}
    told = {number for cell in cells if isinstance(cell, str) for number in said(cell)}
    return told | {round(abs(times * number), 4) for number in numbers for times in (1, 100)}


def drawn(chart: Any) -> set[float]:
    """The numbers that a chart was given to draw or to write, without their signs."""

    def walk(value: Any) -> Iterator[float]:
        if isinstance(value, dict) and "bdata" in value:  # how plotly packs numbers
            yield from np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).astype(float)
        elif isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from walk(each)
        elif isinstance(value, str):
            yield from said(value)
        elif isinstance(value, int | float):
            yield float(value)

    if chart.type not in CHARTS:
        return {number for text in WRITTEN.findall(chart.value) for number in said(text)}
    return {round(abs(number), 4) for number in walk(json.loads(chart.proto.spec)["data"]) if number == number}
