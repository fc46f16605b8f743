"""Files that are no workbooks, or ones to be afraid of: renamed, damaged, locked, bombs, cells far apart."""

import io
import struct
import zipfile

from tests.scoring.workbooks.spoiled.make import MAIN, SHEET, Case, good, part, repacked, sheet_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE = ("The file is not a workbook that can be read. Save it as an Excel workbook (.xlsx).",)
_PAGE = (
    "The file is a web page under another name. Open it in a spreadsheet programme. Save it as an Excel workbook "
    "(.xlsx).",
)
_LOCKED = ("The workbook is protected with a password. Save a copy without a password.",)
_MACROS = ("The workbook carries macros. Save it as .xlsx, which has none.",)
_TOO_MUCH = (
    "The workbook could not be read within the limits of memory and time. Delete empty rows and columns far outside "
    "the "
    "table, then save it again.",
)
_TABLE = "<html><body><table><tr><td>Tỉnh</td><td>Kỳ</td></tr></table></body></html>"


def unsafe(what: str) -> tuple[str, ...]:
    return (f"The workbook contains parts that are not accepted ({what}). Save a fresh copy as .xlsx.",)


def archive(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return buffer.getvalue()


def damaged() -> bytes:
    """The good workbook with one byte of the sheet's packed data turned round."""
    content = bytearray(good())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as made:
        entry = made.getinfo(SHEET)
    content[entry.header_offset + 30 + len(SHEET) + entry.compress_size // 2] ^= 0xFF
    return bytes(content)


def locked() -> bytes:
    """The good workbook with every entry said to be encrypted."""
    content = bytearray(good())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(signature, at + 1)) >= 0:
            content[at + flags] |= 1
    return bytes(content)


def bomb(megabytes: int, declared: int | None = None) -> bytes:
    """A workbook whose sheet is so many MB of blanks, which says of itself that it is `declared` bytes long."""
    blanks = f"<worksheet {MAIN}><sheetData>".encode() + b" " * (megabytes * 2**20) + b"</sheetData></worksheet>"
    content = bytearray(repacked(good(), {SHEET: blanks}))
    if declared is not None:
        central = content.index(SHEET.encode(), content.index(b"PK\x01\x02")) - 46
        content[central + 24 : central + 28] = struct.pack("<I", declared)
    return bytes(content)


def nested() -> bytes:
    """Archives within archives beside a good sheet: nobody opens them."""
    inner = archive(**{"0": b"\0" * 2**22})
    for depth in range(4):
        inner = archive(**{f"{depth}-{n}.zip": inner for n in range(10)})
    return repacked(good(), {"xl/embeddings/oleObject1.bin": inner})


def with_doctype(name: str, declaration: str, use: str = "", encoding: str = "utf-8") -> bytes:
    text = part(good(), name).replace("Hà Giang", use or "Hà Giang")
    return repacked(good(), {name: f"{declaration}{text}".encode(encoding)})


_LOL = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {one} "{f"&{other};" * 10}">' for other, one in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:' + '///etc/hostname">]>'


def many_sheets(count: int) -> bytes:
    names = [f"s{n}" for n in range(count)]
    listed = "".join(
        f'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="{name}" '
        f'sheetId="{n + 1}" r:id="r{n}"/>'
        for n, name in enumerate(names)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="worksheets/{name}.xml"/>' for n, name in enumerate(names)
    )
    parts = {
        "xl/workbook.xml": f"<workbook {MAIN}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{links}</Relationships>',
    }
    empty = f"<worksheet {MAIN}><sheetData/></worksheet>"
    return repacked(good(), parts | {f"xl/worksheets/{name}.xml": empty for name in names})


def sparse(before: str = "") -> bytes:
    """A tiny workbook whose two cells lie at the ends of the sheet."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return sheet_of(cells, before)


def followed_by(rows: str) -> bytes:
    """The good table with rows written by hand below it."""
    return repacked(good(), {SHEET: part(good()).replace("</sheetData>", rows + "</sheetData>")})


_FAR = ("Sheet 'S' reaches to cell XFD1048576. Delete the empty rows and columns beyond the table.",)
BELOW = 1_048_576 - 5
# These take seconds: they are read once, where memory and time are measured.
HEAVY = [
    Case("a bomb below the limit", lambda: bomb(150), (
        "The workbook has no filled cell. Upload the workbook with the figures.",), None),
    Case("a million rows of blank texts below the table", lambda: followed_by(
        '<row><c t="inlineStr"><is><t> </t></is></c></row>' * BELOW)),
    Case("twenty million cells", lambda: sheet_of(("<row>" + "<c><v>1</v></c>" * 1_000 + "</row>") * 20_000),
        _TOO_MUCH, None),
    Case("more rows than a sheet has", lambda: b"x,y\n" * 1_048_577, (
        "Sheet 'CSV' reaches to cell B1048577. Delete the empty rows and columns beyond the table.",), None),
]  # fmt: skip
CASES = [
    Case("nothing", lambda: b"", _NONE, None),
    Case("a PDF", lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\n", _NONE, None),
    Case("a picture", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", _NONE, None, filename="anh.xlsx"),
    Case("rich text", lambda: b"{\\rtf1\\ansi a,b;c}", _NONE, None),
    Case("a web page saved as .xls", lambda: _TABLE.encode(), _PAGE, None, filename="bang.xls"),
    Case("a web page in UTF-16", lambda: _TABLE.encode("utf-16"), _PAGE, None, filename="bang.xls"),
    Case("a web page behind an XML declaration", lambda: b'<?xml version="1.0"?>\n<!DOCTYPE html>\n' + _TABLE.encode(),
        _PAGE, None),
    Case("a web archive", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + _TABLE.encode(),
        _PAGE, None),
    Case("XML of Excel 2003",
        lambda: b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', _NONE,
            None),
    Case("an .xlsx under the name .xls", good, filename="bang.xls"),
    Case("a text document", lambda: archive(**{"[Content_Types].xml": b"<Types/>",
        "word/document.xml": b"<document/>"}), _NONE, None),
    Case("an archive of pictures", lambda: archive(**{"a.jpg": b"\xff\xd8\xff"}), _NONE, None),
    Case("an empty archive", lambda: archive(), _NONE, None),
    Case("half a workbook", lambda: good()[: len(good()) // 2], _NONE, None),
    Case("a workbook without its end", lambda: good()[:-10], _NONE, None),
    Case("a damaged workbook", damaged, _NONE, None),
    Case("a sheet that breaks off", lambda: repacked(good(), {SHEET: part(good())[:-40]}), _NONE, None),
    Case("a workbook without its sheet", lambda: repacked(good(), {SHEET: None}), _NONE, None),
    Case("an old file that is no workbook", lambda: OLE + b"\0" * 4096, _NONE, None),
    Case("an encrypted workbook", lambda: OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), _LOCKED, None),
    Case("an archive with a password", locked, _LOCKED, None),
    Case("an encrypted OpenDocument table", lambda: archive(**{
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"\x01\x02",
        "META-INF/manifest.xml": b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"}), _LOCKED,
        None),
    Case("macros", lambda: repacked(good(), {"xl/vbaProject.bin": b"\xd0\xcf"}), _MACROS, None, filename="bang.xlsm"),
    Case("macros in an old workbook", lambda: OLE + b"\0" * 512 + "_VBA_PROJECT".encode("utf-16-le"), _MACROS, None),
    Case("macros in an OpenDocument table", lambda: archive(**{
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "Basic/script-lc.xml": b"<x/>"}), _MACROS, None),
    Case("a bomb of entities", lambda: with_doctype(SHEET, _LOL, "&i;"), unsafe("DOCTYPE"), None),
    Case("an entity from outside", lambda: with_doctype(SHEET, _OUTSIDE, "&a;"), unsafe("DOCTYPE"), None),
    Case("a DOCTYPE in UTF-16", lambda: with_doctype("xl/workbook.xml", _LOL, encoding="utf-16"), unsafe("DOCTYPE"),
        None),
    Case("a DOCTYPE behind a long comment", lambda: with_doctype(SHEET, f"<!--{'x' * 2**21}-->{_LOL}"),
        unsafe("DOCTYPE"), None),
    Case("a DOCTYPE in UTF-16 behind a long comment",
        lambda: with_doctype(SHEET, f"<!--{'x' * 2**21}-->{_LOL}", encoding="utf-16"), unsafe("DOCTYPE"), None),
    Case("a DOCTYPE in a relation", lambda: with_doctype("xl/_rels/workbook.xml.rels", _OUTSIDE), unsafe("DOCTYPE"),
        None),
    Case("a bomb that says its size", lambda: bomb(1, declared=700 * 2**20), unsafe("zip"), None),
    Case("a bomb that hides its size", lambda: bomb(8, declared=2_000), _NONE, None),
    Case("archives within archives", nested),
    Case("ten thousand parts", lambda: repacked(good(), {f"xl/media/{n}.png": b"" for n in range(10_000)}),
        unsafe("zip"), None),
    Case("thousands of sheets", lambda: many_sheets(3_000), unsafe("zip"), None),
    Case("hundreds of empty sheets", lambda: many_sheets(500), (
        "The workbook has no filled cell. Upload the workbook with the figures.",), None),
    Case("two cells at the ends of a sheet", sparse, _FAR, None),
    Case("the same, with its dimension", lambda: sparse('<dimension ref="A1:XFD1048576"/>'), _FAR, None),
    Case("the same, with a dimension that lies", lambda: sparse('<dimension ref="A1:B2"/>'), _FAR, None),
    Case("a good table with a dimension that lies", lambda: repacked(good(), {
        SHEET: part(good()).replace("A1:H5", "A1:XFD1048576")})),
    Case("a cell in a column that does not exist", lambda: sheet_of('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), (
        "Sheet 'S' reaches to cell ZZZZ1. Delete the empty rows and columns beyond the table.",), None),
    Case("a cell in a row that does not exist", lambda: sheet_of('<row r="1"><c r="B9999999"><v>1</v></c></row>'), (
        "Sheet 'S' reaches to cell A9999999. Delete the empty rows and columns beyond the table.",), None),
    Case("a cell that says another row than its own", lambda: sheet_of(
        '<row r="1"><c r="XFD1048576"><v>1</v></c></row>'), _FAR, None),
    Case("a million styled rows below the table",
        lambda: followed_by('<row><c s="0"/><c s="0"/><c s="0"/></row>' * BELOW)),
    Case("51 MB", lambda: b"PK" + bytes(51 * 2**20), ("The file has 51 MB; 50 MB is the most. Split it or remove "
                                                      "pictures.",), None),
    Case("200 MB", lambda: b"a,b\n" + bytes(200 * 2**20), ("The file has 200 MB; 50 MB is the most. Split it or "
                                                           "remove pictures.",), None),
]  # fmt: skip
