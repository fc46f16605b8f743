"""HTML: one file that works offline, with the chart to be touched, its table and its words; no browser is needed to
make it. plotly's script is inside once, packed: a third of its size."""

import base64
import gzip
import json
from functools import cache
from html import escape

from plotly.offline import get_plotlyjs

from figures.exports.svg import typeface
from figures.maps import NO_WORLD
from figures.plain_table import plain_table
from figures.press.drawn import Drawn
from figures.words import Words

# The figure first, so that a browser without DecompressionStream still shows words and table.
_SCRIPT = """
const packed = document.getElementById("plotly").textContent;
const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
new Response(stream).text().then((source) => {
  const script = document.createElement("script");
  script.textContent = source;
  document.head.append(script);
  const figure = JSON.parse(document.getElementById("figure").textContent);
  const place = document.getElementById("chart");
  return document.fonts.ready.then(() => Plotly.newPlot(place, figure.data, figure.layout, figure.config));
}).then(() => {
  const chart = document.getElementById("chart");
  const fit = () => {
    const factor = Math.min(1, document.documentElement.clientWidth / WIDE);
    chart.style.transform = `scale(${factor})`;
    chart.parentElement.style.height = `${HIGH * factor}px`;
  };
  fit();
  addEventListener("resize", fit);
  document.body.dataset.drawn = "yes";
});
"""
_STYLE = """
body{margin:0;font-family:'Be Vietnam Pro',sans-serif;color:INK;background:GROUND}
main{max-width:WIDEpx;margin:0 auto}
#frame{overflow:hidden}#chart{width:WIDEpx;height:HIGHpx;transform-origin:0 0}
section{padding:0 16px 16px}table{border-collapse:collapse;font-size:14px}
th,td{padding:4px 10px;border-bottom:1px solid GRID;text-align:left}.n{text-align:right}
"""


def html(drawn: Drawn, words: Words) -> bytes:
    """The page, complete in itself: nothing is fetched."""
    texts, look = drawn.texts, drawn.look
    style = _STYLE.replace("INK", look.ink).replace("GROUND", look.paper).replace("GRID", look.grid)
    style = style.replace("WIDE", f"{drawn.wide:g}").replace("HIGH", f"{drawn.high:g}")
    script = _SCRIPT.replace("WIDE", f"{drawn.wide:g}").replace("HIGH", f"{drawn.high:g}")
    figure = json.loads(drawn.figure.to_json())
    figure["config"] = {"displayModeBar": False, "topojsonURL": NO_WORLD, "responsive": False}
    body = f"""<main><div id="frame"><div id="chart" role="img" aria-label="{escape(texts.alt_short)}"></div></div>
<section><details><summary>{escape(words.t("press.in_words"))}</summary><p>{escape(texts.alt_long)}</p></details>
<details><summary>{escape(words.t("press.figures"))}</summary>{plain_table(drawn.table, words)}</details>
<p>{escape(texts.citation)}</p></section></main>"""
    data = json.dumps(figure, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = f"""<!doctype html><html lang="{drawn.mark.lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(texts.title)}</title>
<style>{typeface(body + data)}{style}</style></head><body>{body}
<script type="application/json" id="figure">{data}</script>
<script type="text/plain" id="plotly">{_plotly()}</script><script>{script}</script></body></html>"""
    return page.encode()


@cache
def _plotly() -> str:
    """The script, packed the same way every time."""
    return base64.b64encode(gzip.compress(get_plotlyjs().encode(), 9, mtime=0)).decode()
