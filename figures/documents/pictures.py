"""Charts as drawings inside a document: SVG whose texts are texts, in the document's own typeface."""

from collections.abc import Sequence

import plotly.graph_objects as go

from figures.documents.paper import Picture
from figures.exports.browser import KEPT, Browser

Chart = tuple[go.Figure, str]


def drawn(charts: Sequence[Chart], browser: Browser = KEPT) -> list[Picture]:
    """Each chart with what it shows in words, of which the first sentence is the caption. Raises NoBrowser."""
    found = []
    for chart, alt in charts:
        content: bytes = browser.run(lambda kaleido, chart=chart: kaleido.calc_fig(chart, {"format": "svg"}))  # type: ignore[misc]
        found.append(Picture(content.decode(), alt, alt.split(". ")[0]))
    return found
