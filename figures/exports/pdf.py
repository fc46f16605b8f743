"""PDF: vectors and text in the embedded typeface, on a page of exactly the chart's size."""

import re
from html import escape
from typing import Any

from figures.exports import svg
from figures.exports.browser import KEPT, Browser
from figures.exports.printing import printed
from figures.press.drawn import Drawn
from figures.press.sizes import PAPER, PIXELS_A_MM

_PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<style>@page{{size:{wide}mm {high}mm;margin:0}}html,body{{margin:0;padding:0}}
svg{{display:block;width:{wide}mm;height:{high}mm}}</style></head><body>{drawing}</body></html>"""


def pdf(drawn: Drawn, browser: Browser = KEPT) -> bytes:
    """One page; screens are taken at 96 pixels to the inch. The drawing carries its alternative text.

    Raises NoBrowser.
    """
    wide, high = millimetres(drawn)
    named = f'<svg role="img" aria-label="{escape(drawn.texts.alt_short)}" viewBox="0 0 {drawn.wide:g} {drawn.high:g}"'
    drawing = re.sub(r"<svg\b", named, re.sub(r' viewBox="[^"]*"', "", svg.bare(drawn, browser), count=1), count=1)
    page = _PAGE.format(
        lang=drawn.mark.lang, title=escape(drawn.texts.title), wide=f"{wide:.3f}", high=f"{high:.3f}", drawing=drawing
    )
    return printed(page, browser)


def millimetres(drawn: Drawn) -> tuple[float, float]:
    """Of the page: as the size says where it is of paper, its height drawn where the size leaves it open."""
    size: Any = drawn.size
    if size.unit == PAPER:
        return size.width, size.height or drawn.high / PIXELS_A_MM
    return drawn.wide / PIXELS_A_MM, drawn.high / PIXELS_A_MM
