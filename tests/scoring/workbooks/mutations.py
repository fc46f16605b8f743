"""What is changed in a part of a workbook: so that it breaks (`HARD`), or so that it says something else (`SOFT`)."""

import random
import re
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
FIGURES = (
    b"-1",
    b"0",
    b"101",
    b"0.5",
    b"1e308",
    b"-0.0",
    b"1E-320",
    b"45292",
    b"12345678901234567890",
    b"3.0000000001",
)
TEXTS = tuple(
    text.encode() for text in (
        "", " ", "12o", "1,5", "1.234", "1.234,5", "45%", "\u22125", "٣", "=1+1", "-", "n/a", "Có", "Không có", "(e)",
        "Tổng", "Cộng", "Tự chấm", "2023", "2025-07", "31/02/2024", "Hà Nội", "Hà Giang", "Hà  Nội ", "hanoi", "01",
        "dti", "1.1", "Ghi chú", "#REF!", "\u200b", "\u202e", "a&#10;b", "_x0000_", "&lt;b&gt;", "x" * 40_000,
    )
)  # fmt: skip


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


def _elsewhere(pattern: bytes) -> Change:
    """One match of the pattern is left out, or put in the place of another, or before it."""
    sought = re.compile(pattern, re.DOTALL)

    def changed(chance: random.Random, data: bytes) -> bytes:
        found = list(sought.finditer(data))
        if not found:
            return data
        one, other = chance.choice(found), chance.choice(found)
        begin, end = chance.choice((other.span(), (other.start(), other.start())))
        return data[:begin] + chance.choice((b"", one[0])) + data[end:]

    return changed


def _attribute(pattern: bytes, values: tuple[bytes, ...], otherwise: Change = _piece) -> Change:
    """One match of the pattern's first group becomes one of the values."""
    sought = re.compile(pattern)

    def changed(chance: random.Random, data: bytes) -> bytes:
        found = list(sought.finditer(data))
        if not found:
            return otherwise(chance, data)
        match = chance.choice(found)
        return data[: match.start(1)] + chance.choice(values) + data[match.end(1) :]

    return changed


HARD: tuple[Change, ...] = (
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

_FIGURE = rb'<c r="[^"]*"(?: s="[0-9]+")?(?: t="n")?><v>([^<]*)<'
SOFT: tuple[Change, ...] = (
    _attribute(_FIGURE, FIGURES, _grafted),
    _attribute(_FIGURE, FIGURES, _grafted),
    _attribute(rb"<(?:t|text:p)(?: [^>]*)?>([^<]*)<", TEXTS, _grafted),
    _attribute(rb'office:value="([^"]*)"', FIGURES, _grafted),
    _attribute(rb'<c r="[^"]*" s="([0-9]+)"', (b"0", b"1", b"2", b"999"), _grafted),
    _elsewhere(rb"<row .*?</row>|<table:table-row .*?</table:table-row>"),
    _elsewhere(rb"<v>[^<]*</v>"),
    _calculated,
)
