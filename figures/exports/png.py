"""PNG: one to four times as many pixels as the chart measures."""

import struct
import zlib

from figures.exports.batch import calculated
from figures.exports.browser import KEPT, Browser
from figures.press.drawn import Drawn

SCALES = (1, 2, 3, 4)


def png(drawn: Drawn, scale: int = 1, browser: Browser = KEPT) -> bytes:
    """The picture, with its resolution where it is measured in millimetres. Raises NoBrowser."""
    if scale not in SCALES:
        raise ValueError(f"A scale of {scale} is none of {SCALES}.")
    (content,) = calculated([drawn], "png", scale, browser)
    return sized(drawn, content, scale)


def sized(drawn: Drawn, content: bytes, scale: int) -> bytes:
    """The picture as plotly wrote it, with its resolution where it is measured in millimetres."""
    return with_resolution(content, 96 * scale) if drawn.size.unit == "mm" else content


def with_resolution(content: bytes, dots: float) -> bytes:
    """The PNG saying how many dots an inch has, so that it is printed at its size."""
    per_metre = round(dots / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    after = 8 + 25  # the signature and the header, which has 13 bytes and 12 around them
    return content[:after] + chunk + content[after:]
