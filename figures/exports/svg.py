"""SVG: text as text, in the shipped typeface, which the file carries; named and told in words."""

import base64
import re
from functools import cache
from html import escape

from figures.exports.batch import calculated
from figures.exports.browser import KEPT, Browser
from figures.press.drawn import Drawn
from figures.typeface import sheet

_OPEN = re.compile(r"<svg\b[^>]*>")
_WEIGHTS = ("400", "600", "700")


def svg(drawn: Drawn, browser: Browser = KEPT) -> bytes:
    """The drawing with its typeface, its title and its alternative text. Raises NoBrowser."""
    return dressed(drawn, bare(drawn, browser))


def dressed(drawn: Drawn, plain: str) -> bytes:
    """The drawing as plotly wrote it, with its typeface, its title and its alternative text."""
    opened = _OPEN.search(plain)
    if not opened:
        raise ValueError("The browser drew no SVG.")
    texts, lang = drawn.texts, drawn.mark.lang
    head = opened[0].replace("<svg", f'<svg role="img" xml:lang="{lang}" lang="{lang}"', 1)
    said = f"<title>{escape(texts.title)}</title><desc>{escape(texts.alt_long)}</desc>"
    faces = f"<defs><style>{typeface(plain)}</style></defs>"
    return (plain[: opened.start()] + head + said + faces + plain[opened.end() :]).encode()


def bare(drawn: Drawn, browser: Browser = KEPT) -> str:
    """The drawing alone, naming its typeface. Raises NoBrowser."""
    (content,) = calculated([drawn], "svg", browser=browser)
    return content.decode()


def typeface(text: str) -> str:
    """Rules that carry those slices of the typeface that hold a letter of the text."""
    letters = {ord(letter) for letter in text}
    return "".join(rule for rule, held in _faces() if letters & held)


@cache
def _faces() -> list[tuple[str, frozenset[int]]]:
    """(@font-face rule, letters) of every slice that drawings use, its file inside of the rule."""
    found = []
    for rule in re.findall(r"@font-face \{.*?\}", sheet(_carried), flags=re.DOTALL):
        if any(f"font-weight: {weight};" in rule for weight in _WEIGHTS):
            ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)
            held = {at for first, last in ranges for at in range(int(first, 16), int(last or first, 16) + 1)}
            found.append((rule, frozenset(held)))
    return found


def _carried(_: str, content: bytes) -> str:
    return f"data:font/woff2;base64,{base64.b64encode(content).decode()}"
