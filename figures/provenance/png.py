"""Marks in PNG: two text chunks (iTXt) before the picture's end. Chunks are walked, nothing is unpacked."""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from figures.provenance.slots import EMPTY, NAME, Signed, read_field

START = b"\x89PNG\r\n\x1a\n"
_MARK, _FIELD = b"dti-mark", NAME.encode()
_NO_LANGUAGE = b"\0\0\0\0\0"  # ends the keyword; not compressed, by no method, in no language, keyword not translated
_MOST_CHUNKS = 100_000


class Damaged(ValueError):
    """Bytes that are no whole PNG."""


class Chunk(NamedTuple):
    kind: bytes
    body: bytes
    begins: int
    ends: int

    def text(self, keyword: bytes) -> str | None:
        """The text under a keyword, where this is a plain iTXt chunk with it."""
        head = keyword + _NO_LANGUAGE
        if self.kind != b"iTXt" or not self.body.startswith(head):
            return None
        return self.body[len(head) :].decode("utf-8", "replace")


def chunks(content: bytes) -> Iterator[Chunk]:
    """Every chunk up to the end of the picture. Raises Damaged where a length or a sum does not fit."""
    if not content.startswith(START):
        raise Damaged("no PNG")
    at = len(START)
    for _ in range(_MOST_CHUNKS):
        if at + 12 > len(content):
            raise Damaged("it ends within a chunk")
        length = struct.unpack_from(">I", content, at)[0]
        ends = at + 12 + length
        if ends > len(content):
            raise Damaged("a chunk is longer than the file")
        kind, body = content[at + 4 : at + 8], content[at + 8 : ends - 4]
        if zlib.crc32(body, zlib.crc32(kind)) != struct.unpack_from(">I", content, ends - 4)[0]:
            raise Damaged("the sum of a chunk does not hold")
        yield Chunk(kind, body, at, ends)
        if kind == b"IEND":
            return
        at = ends
    raise Damaged("it has too many chunks")


def into(content: bytes, mark: str, field: str = EMPTY) -> bytes:
    """The picture with both chunks before its end."""
    end = next(chunk for chunk in chunks(content) if chunk.kind == b"IEND")
    made = b"".join(_chunk(word + _NO_LANGUAGE + text.encode()) for word, text in ((_MARK, mark), (_FIELD, field)))
    return content[: end.begins] + made + content[end.begins :]


def mark_in(content: bytes) -> str | None:
    return _first(content, _MARK)


def signed(content: bytes) -> Signed | None:
    """The field, and the SHA-256 of all bytes but those of its chunk; what follows the picture's end counts too."""
    for chunk in chunks(content):
        said = chunk.text(_FIELD)
        if said is not None:
            if len(said) != len(EMPTY):
                return None
            digest = hashlib.sha256(content[: chunk.begins])
            digest.update(content[chunk.ends :])
            return Signed(*read_field(said), digest.hexdigest())
    return None


def filled(content: bytes, field: str) -> bytes:
    chunk = next(chunk for chunk in chunks(content) if chunk.text(_FIELD) is not None)
    return content[: chunk.begins] + _chunk(_FIELD + _NO_LANGUAGE + field.encode()) + content[chunk.ends :]


def _first(content: bytes, keyword: bytes) -> str | None:
    return next((said for chunk in chunks(content) if (said := chunk.text(keyword)) is not None), None)


def _chunk(body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(b"iTXt")))
