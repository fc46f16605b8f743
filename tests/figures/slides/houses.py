"""Templates of a house as somebody might upload them: an ordinary one, and hostile ones made from it."""

import io
import zipfile
from collections.abc import Callable
from functools import cache

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Inches

NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
BAND = (
    f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="99" name="house band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="500000" cy="6858000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    '</a:prstGeom><a:solidFill><a:srgbClr val="B00020"/></a:solidFill></p:spPr></p:sp>'
)


@cache
def ordinary() -> bytes:
    """16:9, a red band on its master, three slides of its own."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    deck.slide_masters[0].shapes._spTree.append(parse_xml(BAND))
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.idx == 0:
                shape.left, shape.top, shape.width, shape.height = map(Inches, (1, 0.3, 11.5, 0.9))
    for number in range(3):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"SECRET {number}"
        slide.notes_slide.notes_text_frame.text = "SECRET note"
    deck.core_properties.author = "Somebody else"
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def changed(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The ordinary one with every member changed, and others added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ordinary())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
        for name, body in (more or {}).items():
            new.writestr(name, body)
    return buffer.getvalue()


def same(_: str, body: bytes) -> bytes:
    return body


def in_part(ending: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    """A change of one part's text."""
    return lambda name, body: body.replace(old, new, 1) if name.endswith(ending) else body
