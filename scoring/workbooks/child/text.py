"""A file of comma-, semicolon- or tab-separated values as one sheet; numbers stay texts, as they are written."""

import csv
import io
import re
from collections import Counter

MARKS = ",;\t|"
NAME = "CSV"
_SAMPLE = 30
_MOST_LETTERS = 2**20  # of one cell
# A first line that only names the separator; spreadsheets do not show it.
_NAMED = re.compile(r"sep=(.)\r?\n")


def read_text(content: bytes) -> list[list[str]] | tuple[str, str, str]:
    """Rows of cells, or (problem code, value, sheet)."""
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if utf16 else ["utf-8-sig", "cp1258"]:
        try:
            text = content.decode(encoding)
            break
        except UnicodeError:
            continue
    else:
        return ("encoding_unknown", "", "")
    csv.field_size_limit(_MOST_LETTERS)
    named = _NAMED.match(text)
    mark = named[1] if named else _mark(text[:100_000])
    lines = io.StringIO(text[named.end() :] if named else text, newline="")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=mark, strict=True):
            rows.append(row)
    except (csv.Error, ValueError):
        return ("quote_open", str(len(rows) + 1), NAME)
    return rows if max(map(len, rows), default=0) > 1 else ("not_a_workbook", "", "")


def _mark(text: str) -> str:
    """The mark that cuts most rows into equally many fields, and then into most: a comma is also a decimal mark."""
    found = {}
    for mark in MARKS:
        lines = text.splitlines()[:_SAMPLE]
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if len(row) > 1)
        found[mark] = max(((count, width) for width, count in widths.items()), default=(0, 0))
    return max(MARKS, key=lambda mark: found[mark])
