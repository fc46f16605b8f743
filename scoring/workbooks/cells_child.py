"""Reads hostile workbooks in a process of its own: `python -I cells_child.py MEMORY_MB SECONDS`.

Standard input carries the files, each behind its length (8 bytes, big end first); standard output one answer for each,
in the same form, as a pickle of plain lists, texts and numbers. calamine can abort the whole process on a workbook
whose cells lie far apart, so nothing of this runs inside the server; it imports neither pandas nor the rest of the
project, to start fast.
"""

import html
import io
import pickle
import re
import resource
import struct
import sys
import zipfile
from datetime import date, datetime, time, timedelta

MOST_MB = 50
MOST_UNPACKED = 600 * 2**20
MOST_ENTRIES = 2_000
MOST_CELLS = 20_000_000
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?name="([^"]*)"[^>]*?:id="([^"]*)"')
_PART = re.compile(rb"<Relationship\b[^>]*>")
_ERROR = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*? t="e"[^>]*>(?:<f.*?(?:</f>|/>))?<v>([^<]*)</v>', re.DOTALL)


def look(content: bytes) -> tuple | None:
    """What speaks against reading the file, as (problem code, value, sheet); None where nothing does."""
    if len(content) > MOST_MB * 2**20:
        return ("too_large", str(len(content) // 2**20), "")
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return ("encrypted", "", "") if "EncryptedPackage".encode("utf-16-le") in content else None
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ("not_a_workbook", "", "")
    names = [entry.filename for entry in entries]
    if "[Content_Types].xml" not in names and "mimetype" not in names:
        return ("not_a_workbook", "", "")
    if any(entry.flag_bits & 1 for entry in entries):
        return ("encrypted", "", "")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return ("macros", "", "")
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        return ("unsafe", "zip", "")
    for name in (name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)):
        with archive.open(name) as part:
            head = part.read(4096)
        if b"<!DOCTYPE" in head:
            return ("unsafe", "DOCTYPE", "")
        found = _DIMENSION.search(head)
        if found and _column(found[1]) * int(found[2]) > MOST_CELLS:
            sheet = next((sheet for sheet, part in sheet_parts(archive).items() if part == name), "")
            return ("sparse", (found[1] + found[2]).decode(), sheet)
    return None


def _column(letters: bytes) -> int:
    return sum((letter - 64) * 26**place for place, letter in enumerate(reversed(letters)))


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet → its part in the archive, for an Excel workbook; empty where it is built otherwise."""
    try:
        with archive.open("xl/workbook.xml") as book, archive.open("xl/_rels/workbook.xml.rels") as links:
            sheets, relations = _SHEET.findall(book.read(2**20)), _PART.findall(links.read(2**20))
    except KeyError:
        return {}
    targets = {}
    for relation in relations:
        found = dict(re.findall(rb'(Id|Target)="([^"]*)"', relation))
        target = found.get(b"Target", b"").decode("utf-8", "replace").lstrip("/")
        targets[found.get(b"Id")] = target if target.startswith("xl/") else f"xl/{target}"
    return {html.unescape(name.decode("utf-8", "replace")): targets.get(key, "") for name, key in sheets}


def put_errors(content: bytes, sheets: list) -> None:
    """Write "#REF!" and its like into the rows: the reader gives cells whose formula failed as empty."""
    if not content.startswith(b"PK"):
        return
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = sheet_parts(archive)
    for name, rows in sheets:
        if parts.get(name) not in archive.namelist():
            continue
        text = archive.read(parts[name])
        for letters, line, value in _ERROR.findall(text) if b't="e"' in text else ():
            row, column = int(line) - 1, _column(letters) - 1
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = value.decode()


def plain(cell: object) -> object:
    """Dates and durations as ("date", ISO text): the answer holds no object of any class."""
    if isinstance(cell, (datetime, date, time)):
        return ("date", cell.isoformat())
    if isinstance(cell, timedelta):
        return ("date", str(cell))
    return cell


def read(content: bytes) -> tuple:
    """("cells", [(sheet, rows)]) or ("problem", code, value, sheet)."""
    if fault := look(content):
        return ("problem", *fault)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for sheet in workbook.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.VeryHidden:
                continue
            try:
                rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            except CalamineError:
                continue  # a chart sheet has no cells
            safe = (float, str, int, bool)
            sheets.append((sheet.name, [[c if type(c) in safe else plain(c) for c in row] for row in rows]))
    except PasswordError:
        return ("problem", "encrypted", "", "")
    except (CalamineError, OSError, ValueError, UnicodeError):
        return ("problem", "not_a_workbook", "", "")
    except BaseException:  # a panic of the reader arrives as one
        return ("problem", "unreadable", "", "")
    put_errors(content, sheets)
    return ("cells", sheets)


def main(memory_mb: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while header := source.read(8):
        answer = pickle.dumps(read(source.read(struct.unpack(">Q", header)[0])), protocol=5)
        answers.write(struct.pack(">Q", len(answer)))
        answers.write(answer)
        answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
