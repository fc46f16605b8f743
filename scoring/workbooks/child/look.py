"""What speaks against reading a file: wrong type, password, macros, bombs, cells too far apart."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

MOST_MB = 50
MOST_UNPACKED = 600 * 2**20
MOST_ENTRIES = 2_000
MOST_CELLS = 20_000_000
MOST_ROWS, MOST_COLUMNS = 2**20, 2**14
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 2**20
_OVERLAP = 64
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|meta|style|table|div)\b|^mime-version:")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LAST_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,7})"')
_FAR = re.compile(rb'<(?:\w+:)?c r="([A-Z]{3})[0-9]+"[^>/]*>')  # a styled cell without content ends with "/>"
# A cell may say another row than the one it stands in.
_DEEP = re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}([0-9]{7,12})"[^>/]*>')
# Problem code, value (of "sparse" how many rows and columns), sheet.
Fault = tuple[str, str, str]


def look(content: bytes) -> Fault | None:
    """What speaks against reading the file; None where nothing does."""
    if len(content) > MOST_MB * 2**20:
        return ("too_large", str(len(content) // 2**20), "")
    if content.startswith(OLE):
        return _look_at_ole(content)
    if not content.startswith(b"PK"):
        return _look_at_text(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _look_at_archive(archive)
    except MemoryError:
        raise
    except Exception:  # whatever else an archive raises that is damaged or lies about its sizes
        return ("not_a_workbook", "", "")


def _look_at_ole(content: bytes) -> Fault | None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return ("encrypted", "", "")
    return ("macros", "", "") if "_VBA_PROJECT".encode("utf-16-le") in content else None


def _look_at_text(content: bytes) -> Fault | None:
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    start = content[:2048].replace(b"\0", b"") if utf16 else content[:2048]
    start = start.lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").lower()
    if _PAGE.search(start) if start.startswith(b"<") else start.startswith(b"mime-version:"):
        return ("web_page", "", "")
    if not start or start.startswith((b"%pdf", b"{\\rtf", b"<?xml")) or (b"\0" in content and not utf16):
        return ("not_a_workbook", "", "")
    return None


def _look_at_archive(archive: zipfile.ZipFile) -> Fault | None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        return ("encrypted", "", "")
    if not names & {"[Content_Types].xml", "mimetype"}:
        return ("not_a_workbook", "", "")
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        return ("macros", "", "")
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        return ("unsafe", "zip", "")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        return ("encrypted", "", "")
    for entry in entries:
        fault = _look_at_part(archive, entry)
        if fault:
            return fault
    return None


def _look_at_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Fault | None:
    """Go through the whole of a part, so that one that is damaged or larger than it declares is found out here."""
    sheet = _SHEETS.fullmatch(entry.filename)
    furthest, rows, rest, read, wide = b"A", 1, b"", 0, False
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            text = rest + chunk
            wide = wide if read else text[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
            if wide:
                text = text.replace(b"\0", b"")
            read += len(chunk)
            if entry.filename.endswith((".xml", ".rels", ".vml")) and _DECLARED.search(text):
                return ("unsafe", "DOCTYPE", "")
            if sheet:
                for letters in set(_FAR.findall(text)):
                    furthest = max(furthest, letters, key=column_number)
                rows = max([rows, *map(int, _DEEP.findall(text))])
                # Rows are numbered upwards: only the end of a large sheet is searched for the last.
                if read > entry.file_size - 2**18 or entry.file_size < _CHUNK:
                    rows = max([rows, *(int(number) for number in _LAST_ROW.findall(text))])
            rest = chunk[-_OVERLAP:]
    if rows > MOST_ROWS or (len(furthest) == 3 and column_number(furthest) * rows > MOST_CELLS):
        name = next((name for name, part in sheet_parts(archive).items() if part == entry.filename), "")
        return ("sparse", f"{rows} {column_number(furthest)}", name)
    return None


def column_number(letters: bytes) -> int:
    """b"A" → 1, b"AA" → 27."""
    return sum((letter - 64) * 26**place for place, letter in enumerate(reversed(letters)))


def column_letters(number: int) -> str:
    """1 → "A", 27 → "AA"; empty below 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet → its part in the archive, for an Excel workbook; empty where it is built otherwise."""
    try:
        book = ET.fromstring(archive.read("xl/workbook.xml"))
        links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ET.ParseError):
        return {}
    targets = {link.get("Id"): link.get("Target", "").lstrip("/") for link in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            found[sheet.get("name", "")] = target if target.startswith("xl/") else f"xl/{target}"
    return found
