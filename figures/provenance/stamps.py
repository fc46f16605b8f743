"""Stamping an exported file with its mark and a signature, and reading them again; one way for each kind of file.

The signature is of `message`: the mark, the kind of the file, and the SHA-256 of the file without the signature itself,
so that any changed pixel, figure or word makes it another file. How each kind is summed stands in docs/provenance.md.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from figures.provenance import ooxml, pdf, png, slots, texts
from figures.provenance.mark import Mark, NoMark, canonical, from_data
from figures.provenance.slots import Signed

_MOST_LETTERS = 200_000  # of a mark


@dataclass(frozen=True)
class Signer:
    """Who signs: the key's id, and the call that gives the signature of some bytes as a line of base64."""

    key: str
    sign: Callable[[bytes], bytes]

    @staticmethod
    def of(found: tuple[str, Callable[[bytes], bytes]] | None) -> "Signer | None":
        """Of a key and its call, where there is one."""
        return Signer(*found) if found else None


@dataclass(frozen=True)
class Found:
    """What a file says of itself. All but `kind` empty where it says nothing; no signature where nobody signed.

    digest: SHA-256 of the file as its kind is summed.
    """

    kind: str
    mark: Mark | None = None
    signature: bytes = b""
    key: str = ""
    digest: str = ""


class _Kind(NamedTuple):
    """How a kind of file takes a mark (as text; the mark itself), a filled field, and how both are read."""

    into: Callable[[bytes, str, Mark], bytes]
    filled: Callable[[bytes, str], bytes]
    mark: Callable[[bytes], str | None]
    signed: Callable[[bytes], Signed | None]


def _office(content: bytes, text: str, mark: Mark) -> bytes:
    return ooxml.into(content, text, {f"dti-{name}": said for name, said in _for_people(mark).items()})


def _for_people(mark: Mark) -> dict[str, str]:
    said = {name: getattr(mark, name) for name in ("state", "content", "code", "address")}
    return {"release": " ".join(mark.releases)[:240], **said}


_OOXML = _Kind(_office, ooxml.filled, ooxml.mark_in, ooxml.signed)
KINDS = {
    "png": _Kind(lambda content, text, _: png.into(content, text), png.filled, png.mark_in, png.signed),
    "svg": _Kind(lambda content, text, _: texts.into_svg(content, text), slots.filled, texts.from_svg, slots.signed),
    "pdf": _Kind(
        lambda content, text, of: pdf.into(content, text, of.address), slots.filled, pdf.mark_in, slots.signed
    ),
    "xlsx": _OOXML,
    "pptx": _OOXML,
    "html": _Kind(lambda content, text, _: texts.into_html(content, text), slots.filled, texts.from_html, slots.signed),
    "csv": _Kind(lambda content, text, _: texts.into_csv(content, text), slots.filled, texts.from_csv, slots.signed),
}


def message(mark: Mark, kind: str, digest: str) -> bytes:
    """What is signed."""
    return canonical({"format": 1, "kind": kind, "mark": mark.as_data(), "sha256": digest})


def stamp(content: bytes, kind: str, mark: Mark, sign: Signer | None) -> bytes:
    """The file with its mark, signed where there is a key. Raises ValueError where it is no file of that kind."""
    how = KINDS[kind]
    marked = how.into(content, canonical(mark.as_data()).decode(), mark)
    said = how.signed(marked)
    if said is None:
        raise ValueError(f"The {kind} has no single place for a signature.")
    if sign is None:
        return marked
    return how.filled(marked, slots.field(sign.key, sign.sign(message(mark, kind, said.digest))))


def read(content: bytes, kind: str) -> Found:
    """The mark in a file, and who signed it. A file that is damaged, or carries no mark of ours, says nothing."""
    how = KINDS[kind]
    try:
        text, said = how.mark(content), how.signed(content)
        if text is None or said is None or len(text) > _MOST_LETTERS:
            return Found(kind)
        return Found(kind, from_data(json.loads(text)), said.signature, said.key, said.digest)
    except (png.Damaged, ooxml.Damaged, NoMark, ValueError, RecursionError):
        return Found(kind)


def sniffed(content: bytes) -> str | None:
    """Of which kind a file is, by how it begins; None where it is none of ours."""
    head = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if content.startswith(png.START):
        return "png"
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        try:
            return ooxml.kind_of(content)
        except ooxml.Damaged:
            return None
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    if head.startswith(b"<svg") or (head.startswith(b"<?xml") and b"<svg" in content[:4096]):
        return "svg"
    return "csv" if b"\0" not in content[:1024] else None


def holds(found: Found, keys: Sequence[bytes]) -> bool:
    """Whether one of the public keys signed this very file."""
    from scoring.bundle.signing import holds as signature_holds
    from scoring.bundle.signing import key_id

    if found.mark is None or not found.signature:
        return False
    said = message(found.mark, found.kind, found.digest)
    return any(key_id(key) == found.key and signature_holds(key, found.signature, said) for key in keys)
