"""Formulas and failed cells of a sheet's XML: the reader gives values alone, and a cell that failed as empty."""

import html
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from .look import column_number

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
_ROW_END = re.compile(rb"</(?:\w+:)?row>")


class Formula(NamedTuple):
    """A cell with a formula, or one that failed (`text` empty): place from 0, last value as it is written, its type."""

    row: int
    column: int
    text: str
    kind: str
    value: bytes


def formulas(archive: zipfile.ZipFile, part: str) -> Iterator[Formula]:
    """Every formula and every failed cell of a sheet, without holding the whole of it."""
    rest = b""
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK):
            text = rest + chunk
            ends = [found.end() for found in _ROW_END.finditer(text)]
            cut = ends[-1] if ends else 0
            rest = text[cut:][-_LONGEST_ROW:]
            if b"<f" in text or b":f" in text or b't="e"' in text:
                yield from _found(text[:cut])
    yield from _found(rest)


def _found(text: bytes) -> Iterator[Formula]:
    for attributes, shared, formula, value, failed in _CELL.findall(text):
        place, typed = _PLACE.search(attributes), _TYPE.search(attributes)
        kind = typed[1].decode() if typed else ""
        if place is None or (failed and kind != "e"):
            continue
        # The cells of a shared formula name the first one alone.
        written = html.unescape(formula.decode("utf-8", "replace")) or ("…" if shared.strip() else "")
        yield Formula(int(place[2]) - 1, column_number(place[1]) - 1, written, kind, failed or value)


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
