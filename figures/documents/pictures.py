"""Charts as drawings inside a document: SVG whose texts are texts, in the document's own typeface."""

from collections.abc import Sequence

import kaleido
import plotly.graph_objects as go

from figures.documents.paper import Picture

Chart = tuple[go.Figure, str]


def drawn(charts: Sequence[Chart]) -> list[Picture]:
    """Each chart with what it shows in words, of which the first sentence is the caption."""
    found = []
    for chart, alt in charts:
        svg = kaleido.calc_fig_sync(chart, opts={"format": "svg"})
        found.append(Picture(svg.decode(), alt, alt.split(". ")[0]))
    return found
