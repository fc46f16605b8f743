"""A table of figures as a native table, over as many slides as it takes."""

from collections.abc import Iterator

import pandas as pd
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu

from figures.palette import ACCENT, GRID, INK
from figures.press import fit
from figures.slides.sheet import Book, Sheet, written
from figures.words import Words

_LINE = 1.75  # height of a row to its letters


def pages(of: Book, table: pd.DataFrame, room: tuple[float, float, float, float]) -> Iterator[pd.DataFrame]:
    """The table in parts that fit into a room."""
    rows = max(1, int((room[3] - room[1]) / (_letter(of) * _LINE)) - 1)
    for at in range(0, len(table), rows):
        yield table.iloc[at : at + rows]


def put(sheet: Sheet, table: pd.DataFrame, alt: str, words: Words) -> None:
    """The table in the sheet's room, numbers to the right in the language's own form."""
    of, letter = sheet.book, _letter(sheet.book)
    left, top, right, _ = sheet.room
    texts = [[str(column) for column in table], *[[_text(value, words) for value in row] for row in table.to_numpy()]]
    needed = [max(fit.width(row[at], letter, 600) for row in texts) + 1.2 * letter for at in range(len(table.columns))]
    scale = min(1.0, (right - left) / sum(needed))
    high = letter * _LINE
    box = (left, top, left + sum(needed) * scale, top + high * len(texts))
    sides = [Emu(round(side * of.dot)) for side in (box[0], box[1], box[2] - box[0], box[3] - box[1])]
    frame = sheet.slide.shapes.add_table(len(texts), len(table.columns), *sides)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    shown = frame.table
    for at, wide in enumerate(needed):
        shown.columns[at].width = Emu(round(wide * scale * of.dot))
    numbers = [pd.api.types.is_numeric_dtype(table[column]) for column in table]
    for row, line in enumerate(texts):
        shown.rows[row].height = Emu(round(high * of.dot))
        for column, text in enumerate(line):
            cell = shown.cell(row, column)
            cell.fill.solid()
            cell.fill.fore_color.rgb = of.colour(ACCENT if row == 0 else GRID if row % 2 == 0 else of.look.paper)
            written(cell.text_frame, of, [text], letter, 600 if row == 0 else 400, of.look.paper if row == 0 else INK)
            cell.margin_left = cell.margin_right = Emu(round(0.4 * letter * of.dot))
            cell.margin_top = cell.margin_bottom = 0
            if numbers[column]:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _letter(of: Book) -> float:
    return of.letter * 0.85


def _text(value: object, words: Words) -> str:
    if value is None or value is pd.NA or value != value:
        return "–"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return words.number(float(value), 0 if float(value).is_integer() else 4)
    return str(value)
