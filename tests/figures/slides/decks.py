"""Charts of every template as slides, made once for all tests, and what python-pptx reads in them."""

import io
from functools import cache, partial
from typing import Any

import openpyxl
import pandas as pd
from pptx import Presentation

from figures.press.drawn import Drawn
from tests.figures.press.materials import MONTHS, OLD_PROVINCES, PROVINCES, drawn, material, programme

OLD, NEW, SIX = partial(material, OLD_PROVINCES), partial(material, PROVINCES), partial(material, *MONTHS[::-1])
# template → its material, a size and what is chosen
CHARTS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "ranking": (OLD, "16-9", {"units": ("48",)}),
    "ends": (NEW, "1-1", {"ends": "both", "n": 5}),
    "card": (NEW, "og", {"units": ("01",)}),
    "comparison": (NEW, "4-5", {"units": ("01", "48", "79")}),
    "classes": (NEW, "9-16", {}),
    "lines": (SIX, "a4-landscape", {"units": ("01", "48", "79")}),
    "ranks": (SIX, "16-9", {"units": ("01", "48")}),
    "slope": (SIX, "a4-portrait", {"units": ("01",)}),
    "programme": (programme, "16-9", {}),
}


@cache
def chart(template: str, lang: str) -> Drawn:
    of, size, chosen = CHARTS[template]
    return drawn(template, of(), lang, size, **chosen)


def opened(content: bytes):  # type: ignore[no-untyped-def]
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> list[str]:
    """Every paragraph on a slide, those of its tables too."""
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    frames += [cell.text_frame for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()]
    return [paragraph.text for frame in frames for paragraph in frame.paragraphs if paragraph.text]


def charts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def figures(shape: Any) -> pd.DataFrame:
    """What the workbook inside a chart holds, which is opened when somebody edits its data."""
    book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    return pd.DataFrame([row[1:] for row in rows[1:]], index=[row[0] for row in rows[1:]], columns=rows[0][1:])


def alternative(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr") or "")
