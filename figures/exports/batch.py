"""Figures as plotly writes them, one or many: the kept browser's own tabs, each drawing one after the other.

Kaleido loads its page again after every figure, which takes longer than the figure; here it stays. What comes out is
the same to the byte (tested).
"""

import asyncio
import base64
import json
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from figures.exports.browser import KEPT, Browser
from figures.maps import NO_WORLD
from figures.press.drawn import Drawn

# Without a world of its own plotly would ask for one elsewhere.
_DRAW = """(({data, layout}, options, world) => Plotly.toImage(
  {data, layout, config: {topojsonURL: world, plotGlPixelRatio: 2 * options.scale, mapboxAccessToken: null}}, options
))"""


class NotDrawn(RuntimeError):
    """A chart that plotly refused, with what it said."""


def calculated(charts: Sequence[Drawn], kind: str, scale: int = 1, browser: Browser = KEPT) -> list[bytes]:
    """Each chart as plotly writes it ("png" or "svg"), in their order. Raises NoBrowser and NotDrawn."""
    return figures([(chart.figure, chart.wide, chart.high) for chart in charts], kind, scale, browser)


def figures(
    sized: Sequence[tuple[go.Figure, float, float]], kind: str, scale: int = 1, browser: Browser = KEPT
) -> list[bytes]:
    """The same of figures with their width and height in pixels."""
    calls = [_call(figure, wide, high, kind, scale) for figure, wide, high in sized]

    async def work(kaleido: Any) -> list[bytes]:
        found: dict[int, bytes] = {}
        waiting = iter(enumerate(calls))

        async def lane() -> None:
            tab = await kaleido.tabs_ready.get()
            try:
                for place, call in waiting:
                    found[place] = _bytes(await tab.tab.send_command("Runtime.evaluate", call), kind)
            finally:
                await kaleido.tabs_ready.put(tab)

        await asyncio.gather(*(lane() for _ in range(min(browser.tabs, len(calls)))))
        return [found[place] for place in range(len(calls))]

    made: list[bytes] = browser.run(work)
    return made


def _call(figure: go.Figure, wide: float, high: float, kind: str, scale: int) -> dict[str, Any]:
    options = {"format": kind, "width": wide, "height": high, "scale": scale, "imageDataOnly": True}
    said = f"{_DRAW}({figure.to_json()}, {json.dumps(options)}, {json.dumps(NO_WORLD)})"
    return {"expression": said, "awaitPromise": True, "returnByValue": True}


def _bytes(answer: dict[str, Any], kind: str) -> bytes:
    said = answer.get("result", {})
    value = said.get("result", {}).get("value")
    if not isinstance(value, str):
        fault = said.get("exceptionDetails", answer.get("error", {}))
        raise NotDrawn(json.dumps(fault)[:500])
    return base64.b64decode(value) if kind == "png" else value.encode()
