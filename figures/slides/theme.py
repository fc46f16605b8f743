"""Our own master: the shipped face and the palette in place of the reader's defaults."""

import re

from pptx.opc.package import Part
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

from figures.palette import INK, LINES

FACE = "Be Vietnam Pro"


def dress(deck: Deck, wide: int, high: int) -> None:
    """Give the slides their size (EMU), their placeholders with them; name the face and the colours in the theme, so
    that what is added by hand looks alike.
    """
    across, down = wide / int(deck.slide_width or wide), high / int(deck.slide_height or high)
    deck.slide_width, deck.slide_height = Emu(wide), Emu(high)
    for master in deck.slide_masters:
        for shape in [*master.shapes, *(shape for layout in master.slide_layouts for shape in layout.shapes)]:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * across), round(shape.width * across)
                shape.top, shape.height = round(shape.top * down), round(shape.height * down)
        for link in master.part.rels.values():
            if link.reltype.endswith("/theme"):
                _rename(link.target_part)


def _rename(part: Part) -> None:
    text = part.blob.decode("utf-8")
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FACE}", text)
    for number, colour in enumerate(LINES, start=1):
        text = _coloured(text, f"accent{number}", colour)
    text = _coloured(text, "dk2", INK)
    part._blob = text.encode()


def _coloured(text: str, name: str, colour: str) -> str:
    said = f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>'
    return re.sub(rf"<a:{name}>.*?</a:{name}>", said, text, flags=re.DOTALL)
