"""Reads hostile workbooks in a process of its own: `python -I cells_child.py MEMORY_MB SECONDS`.

Standard input carries the files, each behind its length (8 bytes, big end first); standard output one answer for each,
in the same form, as a pickle of plain lists, texts and numbers. calamine can abort the whole process on a workbook
whose cells lie far apart, so nothing of this runs inside the server; it imports neither pandas nor the rest of the
project, to start fast. Columns that hold nothing but numbers travel as packed doubles: a server that unpacks five
million single numbers answers nobody meanwhile.
"""

import csv
import html
import io
import pickle
import re
import resource
import struct
import sys
import zipfile
from array import array
from datetime import date, datetime, time, timedelta

MOST_MB = 50
MOST_UNPACKED = 600 * 2**20
MOST_ENTRIES = 2_000
MOST_CELLS = 20_000_000
MOST_FORMULAS = 50_000
HEAD = 40  # rows that travel cell by cell: the header is among them
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?name="([^"]*)"[^>]*?:id="([^"]*)"')
_PART = re.compile(rb"<Relationship\b[^>]*>")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>(?:<f([^>]*)(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?')
_LAST_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,7})"')
_FAR = re.compile(rb'<c r="([A-Z]{3})[0-9]')


def look(content: bytes) -> tuple | None:
    """What speaks against reading the file, as (problem code, value, sheet); None where nothing does."""
    if len(content) > MOST_MB * 2**20:
        return ("too_large", str(len(content) // 2**20), "")
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return ("encrypted", "", "") if "EncryptedPackage".encode("utf-16-le") in content else None
    if not content.startswith(b"PK"):
        return _look_at_text(content)
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
    for name in (name for name in names if name.endswith(".xml") and name.count("/") <= 2):
        with archive.open(name) as part:
            head = part.read(4096)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            return ("unsafe", "DOCTYPE", "")
        if _SHEETS.fullmatch(name) and (reach := _reach(archive, name, head)):
            sheet = next((sheet for sheet, part in sheet_parts(archive).items() if part == name), "")
            return ("sparse", reach, sheet)
    return None


def _look_at_text(content: bytes) -> tuple | None:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")):
        return ("web_page", "", "")
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not content.strip() or start.startswith((b"%pdf", b"{\\rtf", b"<?xml")) or (b"\0" in content and not utf16):
        return ("not_a_workbook", "", "")
    return None


def _reach(archive: zipfile.ZipFile, name: str, head: bytes) -> str | None:
    """The far corner of a sheet whose rows times columns are more than can be held, whatever it declares."""
    found = _DIMENSION.search(head)
    if found and _column(found[1]) * int(found[2]) > MOST_CELLS:
        return (found[1] + found[2]).decode()
    size = archive.getinfo(name).file_size
    furthest, rows, rest = b"A", 1, b""
    with archive.open(name) as part:
        while chunk := part.read(2**20):
            text = rest + chunk
            for letters in set(_FAR.findall(text)):
                furthest = max(furthest, letters, key=_column)
            # Rows are numbered upwards; only the last of a large sheet is looked for.
            if size < 2**20 or part.tell() > size - 2**18:
                rows = max([rows, *(int(number) for number in _LAST_ROW.findall(text))])
            rest = text[-64:]
    return f"{furthest.decode()}{rows}" if len(furthest) == 3 and _column(furthest) * rows > MOST_CELLS else None


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


def _has_formulas(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part has formulas or errors, without holding the whole of it."""
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(2**20):
            text = rest + chunk
            if b"<f" in text or b't="e"' in text:
                return True
            rest = text[-8:]
    return False


def look_at_formulas(text: bytes, rows: list) -> list:
    """[(row, column, formula)] of a sheet's XML, rows and columns from 0.

    The reader gives a cell whose formula failed, or was never worked out, as empty: "#REF!" and its like are written
    into `rows`, and a formula without any value as "=" and its text.
    """
    formulas: list[tuple[int, int, str]] = []
    for letters, line, attributes, shared, formula, value in _CELL.findall(text):
        if not formula and not shared and b't="e"' not in attributes:
            continue
        row, column = int(line) - 1, _column(letters) - 1
        written = html.unescape(formula.decode("utf-8", "replace"))
        failed = b't="e"' in attributes
        if failed or (value == b"" and b't="str"' not in attributes):
            while len(rows) <= row and row < 2**20:
                rows.append([])
            rows[row] += [""] * (column + 1 - len(rows[row]))
            rows[row][column] = value.decode() if failed else f"={written}"
        if len(formulas) < MOST_FORMULAS:
            formulas.append((row, column, written))
    return formulas


def plain(cell: object) -> object:
    """Dates and durations as ("date", ISO text): the answer holds no object of any class."""
    if isinstance(cell, (datetime, date, time)):
        return ("date", cell.isoformat())
    if isinstance(cell, timedelta):
        return ("date", str(cell))
    return cell


def pack(rows: list) -> tuple:
    """(rows of the head, columns below it): a column of numbers and blanks as bytes of doubles, another as a list."""
    while rows and all(cell == "" for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    for row in rows:
        row += [""] * (width - len(row))
    columns: list[bytes | list] = []
    for cells in zip(*rows[HEAD:], strict=True):
        kinds = set(map(type, cells))
        if kinds <= {float, int, str} and not any(cells[at] for at in _texts(cells, kinds)):
            numbers = cells if str not in kinds else [float("nan") if cell == "" else cell for cell in cells]
            columns.append(array("d", numbers).tobytes())
        else:
            columns.append(list(cells))
    return rows[:HEAD], columns


def _texts(cells: tuple, kinds: set) -> list:
    return [at for at, cell in enumerate(cells) if type(cell) is str] if str in kinds else []


def read(content: bytes) -> tuple:
    """("cells", [(sheet, hidden, head rows, columns, formulas)]) or ("problem", code, value, sheet)."""
    if fault := look(content):
        return ("problem", *fault)
    if not content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _read_text(content)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    archive, parts = None, {}
    try:
        if content.startswith(b"PK"):
            archive = zipfile.ZipFile(io.BytesIO(content))
            parts = sheet_parts(archive)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for sheet in workbook.sheets_metadata:
            try:
                found = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            except CalamineError:
                continue  # a chart sheet has no cells
            safe = (float, str, int, bool)
            rows = [[c if type(c) in safe else plain(c) for c in row] for row in found]
            del found
            formulas = []
            part = parts.get(sheet.name)
            if archive is not None and part in archive.namelist() and _has_formulas(archive, part):
                formulas = look_at_formulas(archive.read(part), rows)
            sheets.append((sheet.name, sheet.visible != SheetVisibleEnum.Visible, *pack(rows), formulas))
    except PasswordError:
        return ("problem", "encrypted", "", "")
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, UnicodeError):
        return ("problem", "not_a_workbook", "", "")
    except BaseException:  # a panic of the reader arrives as one
        return ("problem", "unreadable", "", "")
    return ("cells", sheets)


def _read_text(content: bytes) -> tuple:
    """A file of comma-, semicolon- or tab-separated values as one sheet; numbers stay texts, as they are written."""
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1258"]
    text = None
    for encoding in encodings:
        try:
            text = content.decode(encoding)
            break
        except UnicodeError:
            continue
    if text is None:
        return ("problem", "encoding_unknown", "", "")
    lines = text[:20_000].splitlines()[:30]
    # The mark that cuts most lines into most fields; a comma may also be a decimal mark.
    delimiter = max("\t;|,", key=lambda mark: sum(min(line.count(mark), 500) for line in lines))
    csv.field_size_limit(2**20)
    try:
        rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        return ("problem", "not_a_workbook", "", "")
    if max(map(len, rows), default=0) < 2:
        return ("problem", "not_a_workbook", "", "")
    return ("cells", [("CSV", False, *pack(rows), [])])


def main(memory_mb: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while header := source.read(8):
        # Each file has the whole time, and no more.
        used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2])) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.RLIM_INFINITY))
        try:
            answer = pickle.dumps(read(source.read(struct.unpack(">Q", header)[0])), protocol=5)
        except (MemoryError, RecursionError):
            answer = pickle.dumps(("problem", "unreadable", "", ""), protocol=5)
        answers.write(struct.pack(">Q", len(answer)))
        answers.write(answer)
        answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
