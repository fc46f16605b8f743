"""Workbooks that were good once: real files with what a fault, a program or a hostile hand does to them.

The container is hurt now and then only: behind a sum that does not hold nothing is read. Mostly the parts are, and
packed again with their sums right, so that what reads them has to bear it.
"""

import io
import random
import re
import struct
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
# What a sheet has beside its cells, and cells that ask for something from elsewhere.
BEFORE = (
    b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="-"/>', b'<sheetPr filterMode="1"/>',
    b'<cols><col min="1" max="16384" hidden="1" width="1e9"/></cols>', b'<sheetFormatPr defaultRowHeight="nan"/>',
)  # fmt: skip
BEHIND = (
    b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', b'<mergeCells><mergeCell ref="A2:B3"/></mergeCells>',
    b'<mergeCells><mergeCell ref="C3"/><mergeCell ref="B9:A1"/></mergeCells>', b'<autoFilter ref="A1:ZZZZ1"/>',
    b'<hyperlinks><hyperlink ref="A1" r:id="rId9" location="file:' b'///etc/passwd"/></hyperlinks>',
    b'<dataValidations><dataValidation sqref="A1"><formula1>x</formula1></dataValidation></dataValidations>',
    b'<legacyDrawing r:id="rId1"/>', b'<tableParts count="9"><tablePart r:id="x"/></tableParts>',
    b'<sheetProtection sheet="1" password="CC1A"/>', b"<extLst><ext/></extLst>", b"<sheetData><row/></sheetData>",
)  # fmt: skip
FORMULAS = (
    b"[1]Sheet1!A1", b"'file:" b"///etc/passwd'#$A.B1", b'WEBSERVICE("http://elsewhere.example")', b"cmd|'/C calc'!A0",
    b"A1", b"SUM(", b"#REF!", b"1/0", b"_xlfn.X(A:XFD)", b'HYPERLINK("//elsewhere.example","x")', b"(" * 3_000,
)  # fmt: skip
NUMBERS = (0, 1, 9, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF)
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp1258", "latin-1", "shift-jis", "cp037")
CELLS = (
    '"', '""', '"a\nb"', "\0", "\r", "\x1a", "sep=;\n", "=cmd|'/C calc'!A0", "@SUM(1)", "\u202e", "\ufeff", "," * 300,
    "9" * 400, "1" * 200_000, "٣", "−5", "1.234,5", "1e400", "NaN", "#DIV/0!", "Tổng", "Hà Nội", "\n" * 50, "\t;|",
)  # fmt: skip


def mutated(chance: random.Random, content: bytes) -> bytes:
    """The file, changed in one of these ways."""
    if content.startswith(b"PK"):
        ways = (_container, _lying, _parts_moved, _parts_changed)
        return chance.choices(ways, weights=(1, 1, 1, 7))[0](chance, content)
    way = (bytes_changed, _numbers_changed) if content.startswith(b"\xd0\xcf") else (bytes_changed, _text_changed)
    return chance.choice(way)(chance, content)


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
    return "\n".join(lines).encode(chance.choice(("utf-8", *ENCODINGS)), "replace")


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
        data = chance.choice(CHANGES)(chance, data)
    if chosen[0].endswith(".xml") and chance.random() < 0.05:
        data = data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")
    parts[parts.index(chosen)] = (chosen[0], data)
    return _packed(parts)


def _piece(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) + data[at + chance.randint(0, 3) :]


def _doubled(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.randint(1, 400)]
    return data[:at] + piece * chance.randint(0, 3) + data[at + len(piece) :]


def _grafted(chance: random.Random, data: bytes) -> bytes:
    """Something around the cells of a sheet."""
    if chance.random() < 0.3:
        return data.replace(b"<sheetData>", chance.choice(BEFORE) + b"<sheetData>", 1)
    return data.replace(b"</sheetData>", b"</sheetData>" + chance.choice(BEHIND), 1)


def _calculated(chance: random.Random, data: bytes) -> bytes:
    """A cell with a formula of some kind, whose value may be missing."""
    found = list(re.finditer(rb"(<c [^>]*>)<v>", data))
    if not found:
        return _piece(chance, data)
    at = chance.choice(found).end(1)
    kind = chance.choice((b"", b"", b' t="shared" si="0"', b' t="shared" ref="A1:B9" si="0"', b' t="array" ref="A1"'))
    formula = b"<f%s>%s</f>" % (kind, chance.choice(FORMULAS).replace(b'"', b"&quot;"))
    return data[:at] + formula + (data[at:] if chance.random() < 0.7 else data[at:].partition(b"</v>")[2])


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
    _grafted,
    _calculated,
    _attribute(rb'<c [^>]*?r="([^"]*)"', PLACES),
    _attribute(rb'<c [^>]*?t="([^"]*)"', KINDS),
    _attribute(rb"<v[^>]*>([^<]*)<", VALUES),
    _attribute(rb"<t[^>]*>([^<]*)<", VALUES),
    _attribute(rb'(?:ref|sqref|r)="([^"]*)"', PLACES),
    _attribute(rb'"([0-9]+)"', VALUES[:7]),
    _attribute(rb'(?:-repeated|office:value|value-type|spanned)="([^"]*)"', VALUES),
)


def _unpacked(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _packed(parts: list[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, how)
    return buffer.getvalue()
