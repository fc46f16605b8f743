"""Formulas and failed cells of a sheet's XML: the reader gives values alone, and a cell that failed as empty."""

import html
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from .look import column_letters, column_number

MOST_FORMULAS = 50_000
_CHUNK = 2**20
_LONGEST_ROW = 2**22
_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*(?:"
    rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v[^>]*>([^<]*)<)?"
    rb"|<(?:\w+:)?v>(#[^<]*)<)"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_SHARED = re.compile(rb'\bsi="(\d+)"')
# What can be moved along by its references alone: no text, no other sheet, no name.
_SIMPLE = re.compile(r"[A-Z0-9$:+\-*/().,;\s]+")
_REFERENCE = re.compile(r"(?<![A-Z0-9$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![A-Z0-9(])")


class Formula(NamedTuple):
    """A cell with a formula, or one that failed (`text` empty): place from 0, last value as it is written, its type."""

    row: int
    column: int
    text: str
    kind: str
    value: bytes


def formulas(archive: zipfile.ZipFile, part: str) -> Iterator[Formula]:
    """Every formula and every failed cell of a sheet, without holding the whole of it."""
    rest, shared = b"", {}  # type: ignore[var-annotated]
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK):
            text = rest + chunk
            cut = text.rfind(b"row>") + 4
            rest = text[cut if cut > 3 else 0 :][-_LONGEST_ROW:]
            if b"<f" in text or b":f" in text or b't="e"' in text:
                yield from _found(text[:cut] if cut > 3 else b"", shared)
    yield from _found(rest, shared)


def _found(text: bytes, shared: dict[bytes, Formula]) -> Iterator[Formula]:
    """`shared` remembers the formulas that later cells only name by their number."""
    for attributes, about, formula, value, failed in _CELL.findall(text):
        place, typed = _PLACE.search(attributes), _TYPE.search(attributes)
        kind = typed[1].decode() if typed else ""
        if place is None or (failed and kind != "e"):
            continue
        row, column = int(place[2]) - 1, column_number(place[1]) - 1
        written = html.unescape(formula.decode("utf-8", "replace"))
        found = Formula(row, column, written, kind, failed or value)
        if number := _SHARED.search(about):
            first = shared.setdefault(number[1], found)
            found = found._replace(text=written or moved(first.text, row - first.row, column - first.column))
        yield found


def moved(text: str, down: int, right: int) -> str:
    """A simple formula as it reads so many cells further; another as it is.

    >>> moved("A1*$B$1+SUM(C1:C$9)", 1, 2)
    'C2*$B$1+SUM(E2:E$9)'
    """

    def shifted(found: re.Match[str]) -> str:
        letters = found[2] if found[1] else column_letters(column_number(found[2].encode()) + right)
        return f"{found[1]}{letters}{found[3]}{found[4] if found[3] else int(found[4]) + down}"

    return _REFERENCE.sub(shifted, text) if _SIMPLE.fullmatch(text) else text


def put_failed(found: list[Formula], rows: list[list]) -> None:
    """Write what the reader left empty into `rows`: "#REF!" and its like, and formulas without any value as "=…"."""
    for cell in found:
        failed = cell.kind == "e"
        if (failed or (cell.value == b"" and cell.kind != "str")) and cell.row < 2**20:
            while len(rows) <= cell.row:
                rows.append([])
            line = rows[cell.row]
            line += [""] * (cell.column + 1 - len(line))
            line[cell.column] = cell.value.decode("utf-8", "replace") if failed else f"={cell.text}"
