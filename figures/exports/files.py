"""Every kind of file that a chart leaves as: how it is made, its media type, whether a browser is needed for it."""

from collections.abc import Callable
from typing import NamedTuple

from figures.exports import html, pdf, png, pptx, sheets, svg
from figures.press.drawn import Drawn
from figures.slides.native import native
from figures.words import Words, words


class Kind(NamedTuple):
    """make: the chart's file in a language, at a scale (which only PNG has)."""

    media: str
    needs_browser: bool
    make: Callable[[Drawn, Words, int], bytes]


KINDS: dict[str, Kind] = {
    "png": Kind("image/png", True, lambda drawn, _, scale: png.png(drawn, scale)),
    "svg": Kind("image/svg+xml", True, lambda drawn, *_: svg.svg(drawn)),
    "pdf": Kind("application/pdf", True, lambda drawn, *_: pdf.pdf(drawn)),
    "html": Kind("text/html", False, lambda drawn, words, _: html.html(drawn, words)),
    "csv": Kind("text/csv", False, lambda drawn, words, _: sheets.csv(drawn, words)),
    "xlsx": Kind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False,
        lambda drawn, words, _: sheets.xlsx(drawn, words),
    ),
    "pptx": Kind(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation", False,
        lambda drawn, words, _: pptx.pptx(drawn, words),
    ),
}  # fmt: skip


def needs_browser(drawn: Drawn, kind: str) -> bool:
    """Whether this chart's file does: a slide only where it has no native chart."""
    return KINDS[kind].needs_browser or (kind == "pptx" and native(drawn, words(drawn.mark.lang)) is None)


def filename(drawn: Drawn, kind: str, scale: int = 1) -> str:
    """With its ending; the scale where it is not one."""
    return f"{drawn.filename}{f'@{scale}x' if kind == 'png' and scale != 1 else ''}.{kind}"
