"""One small file of each kind that is exported, and a key to sign with."""

import io
from functools import cache

import openpyxl
import pptx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from figures.provenance.stamps import Signer
from scoring.bundle import signing


def signer(key: Ed25519PrivateKey) -> Signer:
    return Signer(signing.key_id(signing.public_of(key)), lambda said: signing.sign(key, said))


KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (7, 8))
PUBLIC, OTHERS_PUBLIC = signing.public_of(KEY), signing.public_of(OTHER)
SIGNER, OTHERS = signer(KEY), signer(OTHER)


def picture(colour: tuple[int, int, int] = (200, 30, 30)) -> Image.Image:
    made = Image.new("RGB", (8, 6), (255, 255, 255))
    made.putpixel((3, 2), colour)
    return made


def png(made: Image.Image | None = None, **about: object) -> bytes:
    buffer = io.BytesIO()
    (made or picture()).save(buffer, "PNG", **about)
    return buffer.getvalue()


def _pdf() -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 100)
    drawn = DecodedStreamObject()
    drawn.set_data(b"BT /F1 12 Tf 10 50 Td (Hue 81.5) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(drawn)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _xlsx() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Huế", 81.5])
    book.save(buffer)
    return buffer.getvalue()


def _pptx() -> bytes:
    deck, buffer = pptx.Presentation(), io.BytesIO()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Huế 81.5"
    deck.save(buffer)
    return buffer.getvalue()


@cache
def files() -> dict[str, bytes]:
    """Kind → a file as it is before it is stamped."""
    return {
        "png": png(),
        "svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9"><text>Huế 81,5</text></svg>'.encode(),
        "pdf": _pdf(),
        "xlsx": _xlsx(),
        "pptx": _pptx(),
        "html": "<!doctype html><html><head><title>x</title></head><body>Huế 81,5</body></html>".encode(),
        "csv": "\ufeff# Nguồn: b\nunit,score\nHuế,81.5\n".encode(),
    }
