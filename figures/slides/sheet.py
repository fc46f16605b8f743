"""A slide in the making: title, subtitle, stamps and small print as texts to be edited, and the room left for a chart.

Our own sheet has the size and type scale of the printed chart; a house's template keeps its size, title and masters.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Pt

from figures.palette import INK, MUTED
from figures.press import fit, paper
from figures.press.looks import LIGHT, ON_STAMP, STAMP, Look
from figures.press.looks import colour as colour_in
from figures.press.paper import Around
from figures.press.sizes import PAPER, Size
from figures.slides import house, theme
from figures.words import Words

Box = tuple[float, float, float, float]
SCREEN_DOT, PAPER_DOT = 6350, 9525  # EMU a pixel: 144 of them to an inch on screens, 96 on paper
_FOOT = (KIND.FOOTER, KIND.DATE, KIND.SLIDE_NUMBER)
_KEPT = (KIND.TITLE, KIND.CENTER_TITLE, *_FOOT)
SPOKEN = {"vi": "vi-VN", "en": "en-GB", "es": "es-ES"}


@dataclass(frozen=True, eq=False)
class Book:
    """A deck and how it is measured: EMU a pixel, width, height and letters in pixels. layout: of every slide; look:
    its colours; on a house's template, whose ground is its own, the light ones.
    """

    deck: Deck
    dot: int
    wide: float
    high: float
    letter: float
    layout: Any
    own: bool
    words: Words
    look: Look = LIGHT

    def colour(self, of: str) -> RGBColor:
        """What a colour of the palette is on these slides."""
        return RGBColor.from_string(colour_in(self.look, of).lstrip("#").upper())


@dataclass(frozen=True, eq=False)
class Sheet:
    """A slide with the room that is left on it, in pixels."""

    book: Book
    slide: Any
    room: Box


def book(size: Size, high: float, words: Words, template: bytes | None = None, look: Look = LIGHT) -> Book:
    """A deck of slides of a size (`high` pixels where the size leaves it open), or on a template.

    Raises BadTemplate.
    """
    if template is not None:
        deck = house.opened(template)
        wide, tall = (int(side or 0) / SCREEN_DOT for side in (deck.slide_width, deck.slide_height))
        letter = max(16.0, 0.02 * (wide * tall) ** 0.5)
        return Book(deck, SCREEN_DOT, wide, tall, letter, _title_only(deck), False, words)
    dot = PAPER_DOT if size.unit == PAPER else SCREEN_DOT
    deck = Presentation()
    wide, tall = size.pixels[0], size.pixels[1] or high
    theme.dress(deck, round(wide * dot), round(tall * dot))
    return Book(deck, dot, wide, tall, size.letter, _title_only(deck), True, words, look)


def add(of: Book, around: Around, notes: str) -> Sheet:
    """Another slide with its words in place; `notes` for who speaks to it."""
    slide = of.deck.slides.add_slide(of.layout)
    slide.notes_slide.notes_text_frame.text = notes
    if of.look.ground != LIGHT.ground and of.look.ground:
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = of.colour(of.look.ground)
    edge = paper.edge(of.wide, of.letter)
    left, right, top, bottom = edge, of.wide - edge, edge * 0.6, of.high - edge * 0.5
    title = slide.shapes.title
    if not of.own:
        left, top, right, bottom = _between(of, title, (left, top, right, bottom))
        title.text_frame.text = around.title
        _tongue(title.text_frame, of.words.lang)
    for other in [each for each in slide.placeholders if each.placeholder_format.type not in _KEPT]:
        if title is None or other.shape_id != title.shape_id:
            other._element.getparent().remove(other._element)
    sheet = Sheet(of, slide, (left, top, right, bottom))
    top = _stamps(sheet, around.stamps, top)
    if of.own:
        high = _height(around.title, paper.title_letter(of.letter, of.wide), 700, right - left)
        _place(title, of, (left, top, right, top + high))
        written(title.text_frame, of, [around.title], paper.title_letter(of.letter, of.wide), 700, INK)
        top += high
    top = stacked(sheet, [around.subtitle], top, of.letter * 1.05, MUTED) + 0.4 * of.letter
    foot = [(text, of.letter * 0.85, INK) for text in around.notes]
    foot += [(text, of.letter * 0.75, MUTED) for text in around.facts]
    start = bottom - sum(_height(text, letter, 400, right - left) for text, letter, _ in foot)
    at = start
    for text, letter, colour in foot:
        at = stacked(sheet, [text], at, letter, colour)
    return Sheet(of, slide, (left, top, right, start - 0.4 * of.letter))


def stacked(sheet: Sheet, texts: Sequence[str], top: float, letter: float, colour: str, weight: int = 400) -> float:
    """Texts under each other from `top` down; where they end."""
    left, _, right, _ = sheet.room
    for text in texts:
        high = _height(text, letter, weight, right - left)
        box = sheet.slide.shapes.add_textbox(*_emu(sheet.book, (left, top, right, top + high)))
        written(box.text_frame, sheet.book, [text], letter, weight, colour)
        top += high
    return top


def needed(of: Book, texts: Sequence[str], letter: float, room: float) -> float:
    """How high so many paragraphs are, with what parts them."""
    return sum(_height(text, letter, 400, room) + 0.4 * letter for text in texts)


def written(frame: Any, of: Book, texts: Sequence[str], letter: float, weight: int, ink: str) -> None:
    """Paragraphs in our face, size and colour, and in the language they are in."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for at, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run() if not paragraph.runs else paragraph.runs[0]
        run.text = text
        run.font.size, run.font.bold = points(of, letter), weight >= 600
        run.font.color.rgb = of.colour(ink)
        if of.own:
            run.font.name = theme.FACE
    _tongue(frame, of.words.lang)


def points(of: Book, letter: float) -> Pt:
    """Pixels of letters as points, to a half."""
    return Pt(max(5.0, round(2 * letter * of.dot / 12700) / 2))


def saved(of: Book) -> bytes:
    """The file."""
    buffer = io.BytesIO()
    of.deck.save(buffer)
    return buffer.getvalue()


def _stamps(sheet: Sheet, stamps: Sequence[str], top: float) -> float:
    """Each stamp on a band as wide as the sheet's words."""
    of = sheet.book
    left, _, right, _ = sheet.room
    for text in stamps:
        high = _height(text, of.letter * 0.9, 700, right - left - of.letter) + 0.5 * of.letter
        band = sheet.slide.shapes.add_textbox(*_emu(of, (left, top, right, top + high)))
        band.fill.solid()
        band.fill.fore_color.rgb = of.colour(STAMP)
        written(band.text_frame, of, [text], of.letter * 0.9, 700, ON_STAMP)
        band.text_frame.margin_left = band.text_frame.margin_right = Emu(round(0.5 * of.letter * of.dot))
        band.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        top += high + 0.25 * of.letter
    return top


def _height(text: str, letter: float, weight: int, room: float) -> float:
    """Of the lines that a text takes, with some room for a face that is a little wider."""
    return len(fit.wrap(text, letter * 1.03, room, weight)) * letter * fit.LINE if text else 0.0


def _between(of: Book, title: Any, own: Box) -> Box:
    """What a house's layout leaves under its title and above its foot."""
    left, top, right, bottom = own
    if title is not None:
        left, right = title.left / of.dot, (title.left + title.width) / of.dot
        top = (title.top + title.height) / of.dot + 0.3 * of.letter
    feet = [p.top / of.dot for p in of.layout.placeholders if p.placeholder_format.type in _FOOT and p.top]
    low = [at for at in feet if at > of.high * 0.6]
    return left, top, right, min([bottom, *low]) - 0.2 * of.letter


def _title_only(deck: Deck) -> Any:
    """The layout that has a title alone; else the first that has one; else the first."""
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    alone = [layout for layout in layouts if layout._element.get("type") == "titleOnly"]
    titled = [layout for layout in layouts if any(p.placeholder_format.idx == 0 for p in layout.placeholders)]
    return (alone or titled or layouts)[0]


def _place(shape: Any, of: Book, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = _emu(of, box)


def _emu(of: Book, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """left, top, width, height."""
    left, top, right, bottom = (round(side * of.dot) for side in box)
    return Emu(left), Emu(top), Emu(max(1, right - left)), Emu(max(1, bottom - top))


def _tongue(frame: Any, lang: str) -> None:
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", SPOKEN[lang])
