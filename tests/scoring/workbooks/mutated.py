"""Workbooks that were good once: real files with what a fault, a program or a hostile hand does to them.

The container is hurt now and then only: behind a sum that does not hold nothing is read. Mostly the parts are, and
packed again with their sums right, so that what reads them has to bear it; and more often than not they stay what can
be read, with other cells, or hardly anything would come as far as the figures.
"""

import io
import random
import re
import struct
import zipfile

from tests.scoring.workbooks.mutations import HARD, SOFT

NUMBERS = (0, 1, 9, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF)
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp1258", "latin-1", "shift-jis", "cp037")
CELLS = (
    '"', '""', '"a\nb"', "\0", "\r", "\x1a", "sep=;\n", "=cmd|'/C calc'!A0", "@SUM(1)", "\u202e", "\ufeff", "," * 300,
    "9" * 400, "1" * 200_000, "٣", "−5", "1.234,5", "1e400", "NaN", "#DIV/0!", "Tổng", "Hà Nội", "\n" * 50, "\t;|",
)  # fmt: skip


def mutated(chance: random.Random, content: bytes) -> bytes:
    """The file, changed in one of these ways."""
    if content.startswith(b"PK"):
        ways = (_container, _lying, _parts_moved, _parts_changed, _cells_changed)
        return chance.choices(ways, weights=(1, 1, 1, 4, 8))[0](chance, content)
    way = (bytes_changed, _numbers_changed) if content.startswith(b"\xd0\xcf") else (bytes_changed, _text_changed)
    return chance.choices(way, weights=(1, 3))[0](chance, content)


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


def _numbers_changed(chance: random.Random, content: bytes) -> bytes:
    """A compound file whose lists of sectors, places and lengths lead elsewhere, in circles too."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = 4 * chance.randrange((128 if chance.random() < 0.4 else len(data) // 4) - 1)
        number = chance.choice((*NUMBERS, chance.randrange(len(data) // 512)))
        data[at : at + 4] = struct.pack("<I", number)
    return bytes(data)


def _text_changed(chance: random.Random, content: bytes) -> bytes:
    """Cells that no table has, in whatever encoding."""
    lines = content.decode("utf-8").split("\n")
    for _ in range(chance.randint(0, 4)):
        line = chance.randrange(len(lines))
        cells = lines[line].split(",")
        cells[chance.randrange(len(cells))] = chance.choice(CELLS)
        lines[line] = chance.choice((",", ",", ";", "\t")).join(cells)
    return "\n".join(lines).encode(chance.choice(ENCODINGS) if chance.random() < 0.3 else "utf-8", "replace")


def _lying(chance: random.Random, content: bytes) -> bytes:
    """An archive whose directory tells other sizes, sums, places, kinds and flags than are so."""
    data = bytearray(content)
    entries = [match.start() for match in re.finditer(rb"PK\x01\x02", content)]
    for _ in range(chance.randint(1, 3)):
        offset, form = chance.choice(
            ((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (42, "<I"))
        )
        number = chance.choice((*NUMBERS, chance.randrange(len(data)))) & (0xFFFF if form == "<H" else 0xFFFFFFFF)
        struct.pack_into(form, data, chance.choice(entries) + offset, number)
    return bytes(data)


def _parts_moved(chance: random.Random, content: bytes) -> bytes:
    """A part that is not there, stands twice, has another's name or another's content, or unpacks to megabytes."""
    parts = _unpacked(content)
    one, other = chance.choice(parts), chance.choice(parts)
    change = chance.randrange(5)
    if change == 0:
        parts.remove(one)
    elif change == 1:
        parts.append((one[0], other[1]))
    elif change == 2:
        named = ("../x", "/etc/x", "xl\\worksheets\\sheet1.xml", "é\0", "xl/vbaProject.bin", "xl/externalLinks/x.xml")
        parts[parts.index(one)] = (chance.choice(named), one[1])
    elif change == 3:
        parts[parts.index(one)] = (one[0], other[1])
    else:
        at = chance.randrange(len(one[1]) + 1)
        filling = chance.choice((b" ", b"<", b"<c ", b"<row>", b"0", b"<!--")) * 2**20
        parts[parts.index(one)] = (one[0], one[1][:at] + filling + one[1][at:])
        return _packed(parts, zipfile.ZIP_DEFLATED)
    return _packed(parts)


def _parts_changed(chance: random.Random, content: bytes) -> bytes:
    """Mostly a sheet."""
    parts = _unpacked(content)
    sheets = [part for part in parts if "sheet" in part[0] or "content.xml" in part[0] or part[0].endswith(".bin")]
    chosen = chance.choice(sheets if sheets and chance.random() < 0.8 else parts)
    data = chosen[1]
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(HARD)(chance, data)
    if chosen[0].endswith(".xml") and chance.random() < 0.05:
        data = data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")
    parts[parts.index(chosen)] = (chosen[0], data)
    return _packed(parts)


def _cells_changed(chance: random.Random, content: bytes) -> bytes:
    """Cells that say something else, rows that are gone or there again: all of it can be read."""
    parts = _unpacked(content)
    told = [part for part in parts if re.search(r"sheet\d*\.xml|sharedStrings|content\.xml", part[0])] or parts
    for _ in range(chance.randint(1, 5)):
        chosen = chance.choice(told)
        changed = (chosen[0], chance.choice(SOFT)(chance, chosen[1]))
        parts[parts.index(chosen)] = told[told.index(chosen)] = changed
    return _packed(parts)


def _unpacked(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _packed(parts: list[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, how)
    return buffer.getvalue()
