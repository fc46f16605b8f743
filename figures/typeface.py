"""The style sheet of the shipped typeface, its files under whatever addresses a page can reach."""

import re
from collections.abc import Callable

from scoring.units import DATA

_FONTS = DATA / "fonts"
_ADDRESS = re.compile(r'url\("([^"]+)"\)')


def sheet(address: Callable[[str, bytes], str]) -> str:
    """`data/fonts/faces.css`, with each slice's file at what `address` says for its name and content."""
    faces = (_FONTS / "faces.css").read_text(encoding="utf-8")
    return _ADDRESS.sub(lambda found: f'url("{address(found[1], (_FONTS / found[1]).read_bytes())}")', faces)
