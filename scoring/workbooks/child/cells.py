"""Reads workbooks: standard input carries the files, each behind its length (8 bytes, big end first); standard output
one answer for each, in the same form, as a pickle of plain lists, texts and numbers.

calamine can abort the whole process on a workbook whose cells lie far apart, so nothing of this runs inside the
server. Columns that hold nothing but numbers travel as packed doubles, the others as pickles of their own: a server
that unpacks five million single cells at once answers nobody meanwhile.
"""

import io
import pickle
import resource
import signal
import struct
import sys
import zipfile
from array import array
from datetime import date, datetime, time, timedelta
from itertools import islice, zip_longest

from .failed import failed
from .formulas import MOST_FORMULAS, formulas, put_failed
from .look import MOST_COLUMNS, MOST_ROWS, OLE, look, sheet_parts
from .text import NAME, read_text

HEAD = 40  # rows that travel cell by cell: the header is among them
NUMBERS, OTHERS = "numbers", "others"


def read(content: bytes) -> tuple:
    """("cells", [(sheet, hidden, head rows, columns, formulas, text file)]) or ("problem", code, value, sheet).

    A column is (NUMBERS, packed doubles) or (OTHERS, pickled list); "text file" says whether it is one.
    """
    if fault := look(content):
        return ("problem", *fault)
    if not content.startswith((b"PK", OLE)):
        rows = read_text(content)
        if isinstance(rows, tuple):
            return ("problem", *rows)
        return _answer([(NAME, False, rows, [])])
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        archive = zipfile.ZipFile(io.BytesIO(content)) if content.startswith(b"PK") else None
        parts = sheet_parts(archive) if archive else {}
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for sheet, other in zip_longest(workbook.sheets_metadata, failed(content)):
            if sheet is None:
                break
            if sheet.typ in (SheetTypeEnum.ChartSheet, SheetTypeEnum.DialogSheet, SheetTypeEnum.Vba):
                continue
            if sheet.typ == SheetTypeEnum.MacroSheet:
                return ("problem", "macros", "", "")
            cells: list[list] = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            found = other or []
            if archive is not None and parts.get(sheet.name) in archive.namelist():
                found = list(islice(formulas(archive, parts[sheet.name]), MOST_FORMULAS))
            put_failed(found, cells)
            told = [(formula.row, formula.column, formula.text) for formula in found if formula.text]
            sheets.append((sheet.name, sheet.visible != SheetVisibleEnum.Visible, cells, told))
    except PasswordError:
        return ("problem", "encrypted", "", "")
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, UnicodeError):
        return ("problem", "not_a_workbook", "", "")
    except BaseException:  # a panic of the reader arrives as one
        return ("problem", "unreadable", "", "")
    return _answer(sheets)


def _answer(sheets: list) -> tuple:
    answers = []
    while sheets:
        name, hidden, rows, told = sheets.pop(0)
        width = max(map(len, rows), default=0)
        if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
            return ("problem", "sparse", f"{len(rows)} {width}", name)
        # A text file is still one when it comes back as a workbook with marks.
        answers.append((name, hidden, *pack(rows), told, name == NAME))
    return ("cells", answers)


def pack(rows: list) -> tuple:
    """(rows of the head, columns below it) of a sheet, from A1 to its last cell that is not blank."""
    while rows and not any(type(cell) is not str or cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    for row in rows:
        row += [""] * (width - len(row))
    head = [[plain(cell) for cell in row] for row in rows[:HEAD]]
    return head, [_column(cells) for cells in zip(*rows[HEAD:], strict=True)]


def _column(cells: tuple) -> tuple[str, bytes]:
    kinds = set(map(type, cells))
    if kinds <= {float, int, str} and not any(type(cell) is str and cell.strip() for cell in cells):
        numbers = cells if str not in kinds else [cell if type(cell) is not str else float("nan") for cell in cells]
        return NUMBERS, array("d", numbers).tobytes()
    known: dict[str, str] = {}  # a text that repeats travels once
    listed = [known.setdefault(cell, cell) if type(cell) is str else cell for cell in map(plain, cells)]
    return OTHERS, pickle.dumps(listed, protocol=5)


def plain(cell: object) -> object:
    """What travels: blank texts and NaN as "", dates and durations as ("date", ISO text), no object of any class."""
    if isinstance(cell, str):
        return cell if cell.strip() else ""
    if isinstance(cell, (datetime, date, time)):
        return ("date", cell.isoformat())
    if isinstance(cell, timedelta):
        return ("date", str(cell))
    return "" if cell != cell else cell


def limit(memory_mb: int) -> None:
    """No more memory than that, and no core file."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = memory_mb * 2**20 if hard == resource.RLIM_INFINITY else min(hard, memory_mb * 2**20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(memory_mb: int, seconds: int) -> None:
    limit(memory_mb)
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while header := source.read(8):
        # Each file has the whole time, and no more.
        used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2])) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        signal.alarm(3 * seconds)  # one that stands still uses no processor, and would keep the others waiting
        try:
            answer = pickle.dumps(read(source.read(struct.unpack(">Q", header)[0])), protocol=5)
        except (MemoryError, RecursionError):
            answer = pickle.dumps(("problem", "unreadable", "", ""), protocol=5)
        answers.write(struct.pack(">Q", len(answer)))
        signal.alarm(0)
        answers.write(answer)
        answers.flush()
