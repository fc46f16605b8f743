"""Charts as drawings inside a document: SVG whose texts are texts, in the document's own typeface."""

from collections.abc import Sequence

import plotly.graph_objects as go

from figures.documents.paper import Picture
from figures.exports import batch
from figures.exports.browser import KEPT, Browser

Chart = tuple[go.Figure, str]


def drawn(charts: Sequence[Chart], browser: Browser = KEPT) -> list[Picture]:
    """Each chart, sized as it is, with what it shows in words: the first sentence is its caption. Raises NoBrowser."""
    sized = [(chart, chart.layout.width, chart.layout.height) for chart, _ in charts]
    contents = batch.figures(sized, "svg", browser=browser)
    return [
        Picture(content.decode(), alt, alt.split(". ")[0]) for content, (_, alt) in zip(contents, charts, strict=True)
    ]
