"""Workbooks that were good once: real files with what a fault, a program or a hostile hand does to them.

The container is hurt now and then only: behind a sum that does not hold nothing is read. Mostly the parts are, and
packed again with their sums right, so that what reads them has to bear it.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable

Change = Callable[[random.Random, bytes], bytes]
PIECES = (
    b"", b"<", b">", b'"', b"&", b"&#0;", b"&#x110000;", b"\0", b"\xff\xfe", b"</row>", b"<c r=", b"e9", b"9999999",
    b"<!DOCTYPE x [<!ENTITY a \"b\">]>&a;", b"<f>SUM(A1:XFD1048576)</f>", b"]]>", b"<is><t>", b"-", b"1e999",
)  # fmt: skip
VALUES = (
    b"nan", b"inf", b"-1", b"1e308", b"-0", b"99999999999999999999", b"0x10", b"1,5", b"", b" ", b"\xd9\xa3", b"#N/A",
    b"=1+1", b"../../etc/passwd", b"<![CDATA[x]]>", b"a" * 5_000,
)  # fmt: skip
PLACES = (b"A0", b"XFD1048576", b"XFE1", b"A1048577", b"A1", b"ZZZZ9", b"", b"1A", b"B2:C3", b"A999999999999")
KINDS = (b"s", b"str", b"inlineStr", b"b", b"e", b"n", b"d", b"x", b"")


def mutated(chance: random.Random, content: bytes) -> bytes:
    """The file, changed in one of these ways."""
    if not content.startswith(b"PK"):
        return bytes_changed(chance, content)
    way = chance.choices((_container, _parts_moved, _parts_changed), weights=(1, 1, 8))[0]
    return way(chance, content)


def _container(chance: random.Random, content: bytes) -> bytes:
    if chance.random() < 0.2:
        return content[: chance.randrange(len(content))]
    return bytes_changed(chance, content)


def bytes_changed(chance: random.Random, content: bytes) -> bytes:
    """Some bytes replaced, left out or put in."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        data[at : at + chance.randint(0, 4)] = chance.randbytes(chance.randint(0, 4))
    return bytes(data)


def _parts_moved(chance: random.Random, content: bytes) -> bytes:
    """A part that is not there, stands twice, has another's name or another's content."""
    parts = _unpacked(content)
    one, other = chance.choice(parts), chance.choice(parts)
    change = chance.randrange(4)
    if change == 0:
        parts.remove(one)
    elif change == 1:
        parts.append((one[0], other[1]))
    elif change == 2:
        parts[parts.index(one)] = (chance.choice(("../x", "/etc/x", "xl\\worksheets\\sheet1.xml", "é\0")), one[1])
    else:
        parts[parts.index(one)] = (one[0], other[1])
    return _packed(parts)


def _parts_changed(chance: random.Random, content: bytes) -> bytes:
    """Mostly a sheet."""
    parts = _unpacked(content)
    sheets = [part for part in parts if "sheet" in part[0] or "content.xml" in part[0] or part[0].endswith(".bin")]
    chosen = chance.choice(sheets if sheets and chance.random() < 0.8 else parts)
    data = chosen[1]
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(CHANGES)(chance, data)
    parts[parts.index(chosen)] = (chosen[0], data)
    return _packed(parts)


def _piece(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) + data[at + chance.randint(0, 3) :]


def _doubled(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.randint(1, 400)]
    return data[:at] + piece * chance.randint(0, 3) + data[at + len(piece) :]


def _attribute(pattern: bytes, values: tuple[bytes, ...]) -> Change:
    """One match of the pattern's first group becomes one of the values."""
    sought = re.compile(pattern)

    def changed(chance: random.Random, data: bytes) -> bytes:
        found = list(sought.finditer(data))
        if not found:
            return _piece(chance, data)
        match = chance.choice(found)
        return data[: match.start(1)] + chance.choice(values) + data[match.end(1) :]

    return changed


CHANGES: tuple[Change, ...] = (
    _piece,
    _doubled,
    _attribute(rb'<c [^>]*?r="([^"]*)"', PLACES),
    _attribute(rb'<c [^>]*?t="([^"]*)"', KINDS),
    _attribute(rb"<v[^>]*>([^<]*)<", VALUES),
    _attribute(rb"<t[^>]*>([^<]*)<", VALUES),
    _attribute(rb'(?:ref|sqref|r)="([^"]*)"', PLACES),
    _attribute(rb'"([0-9]+)"', VALUES[:7]),
)


def _unpacked(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()
