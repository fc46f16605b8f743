"""PPTX: one chart as a slide with native, editable charts; a map as a picture with its figures in tables."""

import io

from pptx.util import Emu

from figures.exports.browser import KEPT, Browser
from figures.exports.png import png
from figures.press.drawn import Drawn
from figures.slides import charts, sheet, tables
from figures.slides.native import native
from figures.slides.sheet import Book, Sheet
from figures.words import Words


def pptx(drawn: Drawn, words: Words, template: bytes | None = None, browser: Browser = KEPT) -> bytes:
    """The slide (and for a map those with its table), of the chart's size or on a house's template.

    Raises BadTemplate, and NoBrowser for what can only be a picture.
    """
    of = sheet.book(drawn.size, drawn.high, words, template, drawn.look)
    about(of, drawn)
    first = sheet.add(of, drawn.around, notes(drawn))
    found = native(drawn, words)
    if found:
        charts.put(first, found, drawn.texts.alt_short, words)
    else:
        _picture(first, drawn, browser)
        _table(of, first, drawn, words)
    return sheet.saved(of)


def notes(drawn: Drawn) -> str:
    """For who speaks to the slide: the chart in words, how to cite it, what stands under it."""
    said = (drawn.texts.alt_long, drawn.texts.citation, *drawn.around.stamps, *drawn.around.notes, *drawn.around.facts)
    return "\n\n".join(text for text in said if text)


def about(of: Book, drawn: Drawn) -> None:
    """What the file says of itself."""
    facts = of.deck.core_properties
    facts.title, facts.subject, facts.author = drawn.texts.title, drawn.texts.subtitle, drawn.texts.source
    facts.comments, facts.language, facts.keywords = drawn.texts.citation[:255], drawn.mark.lang, drawn.mark.code
    facts.created = facts.modified = drawn.mark.made
    facts.last_modified_by, facts.revision = "", 1


def _picture(on: Sheet, drawn: Drawn, browser: Browser) -> None:
    """The chart's body out of the picture, as large as the room lets it be."""
    left, top, right, bottom = drawn.body
    wide, high = right - left, bottom - top
    room = on.room
    factor = min((room[2] - room[0]) / wide, (room[3] - room[1]) / high)
    start = room[0] + (room[2] - room[0] - wide * factor) / 2
    dot = on.book.dot
    sides = [Emu(round(side * dot)) for side in (start, room[1], wide * factor, high * factor)]
    picture = on.slide.shapes.add_picture(io.BytesIO(png(drawn, 2, browser)), *sides)
    picture.crop_left, picture.crop_right = left / drawn.wide, 1 - right / drawn.wide
    picture.crop_top, picture.crop_bottom = top / drawn.high, 1 - bottom / drawn.high
    picture._element.nvPicPr.cNvPr.set("descr", drawn.texts.alt_short)


def _table(of: Book, first: Sheet, drawn: Drawn, words: Words) -> None:
    """The figures of the picture, on slides of their own."""
    for part in tables.pages(of, drawn.table, first.room):
        tables.put(sheet.add(of, drawn.around, notes(drawn)), part, f"{drawn.texts.title}: {part.iloc[0, 1]} – "
                   f"{part.iloc[-1, 1]}", words)  # fmt: skip
