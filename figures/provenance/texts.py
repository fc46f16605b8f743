"""Marks in files that are text: SVG (`metadata`), HTML (a JSON block that runs nowhere), CSV (comment lines)."""

import html
import re

from figures.provenance.slots import EMPTY, NAME

_SVG_OPEN = re.compile(rb"<svg\b[^>]*>")
_SVG = re.compile(rb'<metadata id="dti-provenance">.*?<p:dti-mark>(.*?)</p:dti-mark>', re.DOTALL)
_HTML = re.compile(
    rb'<script type="application/json" id="dti-provenance">\{"dti-mark":(.*?),"dti-signature":', re.DOTALL
)
_CSV = re.compile(rb"^(?:\xef\xbb\xbf)?# dti-mark: (.*)$", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


def xml(mark: str) -> str:
    """The elements that carry a mark and the empty field, for SVG and for the XMP of a PDF."""
    return f"<p:dti-mark>{html.escape(mark, quote=False)}</p:dti-mark><p:{NAME}>{EMPTY}</p:{NAME}>"


def into_svg(content: bytes, mark: str) -> bytes:
    opened = _SVG_OPEN.search(content)
    if not opened:
        raise ValueError("This is no SVG picture.")
    said = f'<p:provenance xmlns:p="urn:dti:provenance">{xml(mark)}</p:provenance>'
    whole = f'<metadata id="dti-provenance">{said}</metadata>'.encode()
    return content[: opened.end()] + whole + content[opened.end() :]


def from_svg(content: bytes) -> str | None:
    return _unescaped(_SVG.search(content))


def into_html(content: bytes, mark: str) -> bytes:
    """Before the end of the head; `<` is written as an escape of JSON, so that nothing in a mark ends the block."""
    head, end, rest = content.partition(b"</head>")
    if not end:
        raise ValueError("This page has no head.")
    quiet = mark.replace("<", "\\u003c")
    said = f'<script type="application/json" id="dti-provenance">{{"dti-mark":{quiet},"{NAME}":"{EMPTY}"}}</script>'
    return head + said.encode() + end + rest


def from_html(content: bytes) -> str | None:
    found = _HTML.search(content)
    return found[1].decode("utf-8", "replace") if found else None


def into_csv(content: bytes, mark: str) -> bytes:
    """Above the header and whatever comments stand there, behind the byte order mark."""
    start = len(_BOM) if content.startswith(_BOM) else 0
    return content[:start] + f"# dti-mark: {mark}\n# {NAME}: {EMPTY}\n".encode() + content[start:]


def from_csv(content: bytes) -> str | None:
    found = _CSV.search(content)
    return found[1].decode("utf-8", "replace").rstrip("\r") if found else None


def _unescaped(found: re.Match[bytes] | None) -> str | None:
    return html.unescape(found[1].decode("utf-8", "replace")) if found else None
