"""Reads hostile workbooks in a process of its own: `python -I cells_child.py MEMORY_MB SECONDS`.

Standard input carries the files, each behind its length (8 bytes, big end first); standard output one answer for each,
in the same form, as a pickle of plain lists, texts and numbers. calamine can abort the whole process on a workbook
whose cells lie far apart, so nothing of this runs inside the server; it imports neither pandas nor the rest of the
project, to start fast.
"""

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
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?name="([^"]*)"')


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
    for number, name in enumerate(sorted(n for n in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n))):
        with archive.open(name) as part:
            head = part.read(4096)
        if b"<!DOCTYPE" in head:
            return ("unsafe", "DOCTYPE", "")
        if found := _DIMENSION.search(head):
            columns = sum((letter - 64) * 26**place for place, letter in enumerate(reversed(found[1])))
            if columns * int(found[2]) > MOST_CELLS:
                return ("sparse", (found[1] + found[2]).decode(), _sheet_name(archive, number))
    return None


def _sheet_name(archive: zipfile.ZipFile, number: int) -> str:
    with archive.open("xl/workbook.xml") as part:
        names = _SHEET.findall(part.read(2**20))
    return names[number].decode("utf-8", "replace") if number < len(names) else ""


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
