"""A native chart in a workbook: its data on a sheet of its own, the chart beside them, drawn by the office program."""

import io
import zipfile
from typing import Any
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import LegendEntry
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RichTextProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from figures.palette import ACCENT, LINES
from figures.press.looks import LIGHT, Look, colour
from figures.slides.native import BARS, LINES_OVER_TIME, Native, number_format
from scoring.workbooks.styles import landscape

_DRAWING = "xl/drawings/drawing1.xml"
_MARKS = ("circle", "diamond", "square", "triangle", "x", "star")


def add(book: Workbook, native: Native, name: str, title: str, look: Look, lang: str) -> None:
    """The sheet `name`, after the first one: of bars a column a series, of lines a row; the chart in its look."""
    sheet: Worksheet = book.create_sheet(name[:31], 1)
    lines = native.kind == LINES_OVER_TIME
    grid = _grid(native)
    for row in zip(*grid, strict=True) if lines else grid:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
            elif native.decimals is not None:
                cell.number_format = number_format(native.decimals, lang)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    sheet.column_dimensions["A"].width = min(44, 2 + max(len(str(each)) for each in names))
    for column in range(2, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16
    down, across = sheet.max_row, sheet.max_column
    chart = _lines(native) if lines else _bars(native)
    first = (1, 2) if lines else (2, 1)
    data = Reference(sheet, min_col=first[0], max_col=across, min_row=first[1], max_row=down)
    chart.add_data(data, titles_from_data=True, from_rows=lines)
    heads = {"min_col": 2, "max_col": across, "min_row": 1} if lines else {"min_col": 1, "min_row": 2, "max_row": down}
    chart.set_categories(Reference(sheet, **heads))
    chart.title = title
    chart.title.overlay = False
    rows = len(native.categories) * (1 if native.kind == BARS else len(native.series))
    chart.width, chart.height = 26, 15 if lines else max(9, 3 + 0.55 * rows)  # centimetres
    _dress(chart, native, look)
    _ground(chart, look)
    landscape(sheet)
    sheet.page_setup.fitToHeight = 1
    sheet.add_chart(chart, f"{get_column_letter(across + 2)}2")


def _grid(native: Native) -> list[list[Any]]:
    """Categories down, a column a series."""
    rows = [[category, *(each.values[at] for each in native.series)] for at, category in enumerate(native.categories)]
    return [["", *native.names], *rows]


def described(content: bytes, alt: str) -> bytes:
    """The workbook with an alternative text on its chart."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            body = old.read(info)
            if info.filename == _DRAWING:
                body = body.replace(b'name="Chart 1"', f'name="Chart 1" descr={quoteattr(alt)}'.encode())
            new.writestr(info, body)
    return buffer.getvalue()


def _bars(native: Native) -> BarChart:
    """Rows from the top down with their figures."""
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 45
    chart.overlap = 100 if native.kind == BARS else 0
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.majorGridlines = None
    if all(value is None or value >= 0 for each in native.series for value in each.values):
        chart.y_axis.scaling.min = 0  # or a program begins the bars where it likes
    chart.x_axis.delete, chart.y_axis.delete = False, True  # the figures stand beside the bars
    chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    return chart


def _lines(native: Native) -> LineChart:
    chart = LineChart()
    chart.x_axis.delete = chart.y_axis.delete = False
    if native.scale:
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = native.scale
    if native.falling:  # 1 on top
        chart.y_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
        chart.y_axis.scaling.min = 1
        chart.x_axis.tickLblPos = "high"
    return chart


def _dress(chart: BarChart | LineChart, native: Native, look: Look) -> None:
    """Colours of the series and of what is highlighted; no key for what is quiet or stands alone."""
    hidden = []
    for at, (each, series) in enumerate(zip(native.series, chart.series, strict=True)):
        shade = colour(look, each.colour).lstrip("#")
        if each.quiet or not each.name:
            hidden.append(LegendEntry(idx=at, delete=True))
        if native.kind == LINES_OVER_TIME:
            series.smooth, series.graphicalProperties.line.solidFill = False, shade
            series.graphicalProperties.line.width = 9525 if each.quiet else 28575
            series.graphicalProperties.line.dashStyle = "dash" if each.dashed else None
            series.marker = Marker("none" if each.quiet or each.dashed else _MARKS[at % len(_MARKS)], 7)
            series.marker.graphicalProperties.solidFill = series.marker.graphicalProperties.line.solidFill = shade
            continue
        series.graphicalProperties.solidFill, series.invertIfNegative = shade, False
        below = {place: LINES[1] for place, value in enumerate(each.values) if value is not None and value < 0}
        for place, said in {**below, **dict.fromkeys(native.lit, ACCENT)}.items():
            point = DataPoint(idx=place, invertIfNegative=False)
            point.graphicalProperties.solidFill = colour(look, said).lstrip("#")
            series.dPt.append(point)
    if len(native.series) == 1 or len(hidden) == len(native.series):
        chart.legend = None
    else:
        chart.legend.position, chart.legend.legendEntry = "b", hidden


def _ground(chart: BarChart | LineChart, look: Look) -> None:
    """What is behind the chart and the colour of its texts, where they are not the sheet's own."""
    if not look.ground or look.ground == LIGHT.ground:
        return
    chart.graphical_properties = GraphicalProperties(solidFill=look.ground.lstrip("#"))
    chart.plot_area.graphicalProperties = GraphicalProperties(noFill=True)
    letters = CharacterProperties(solidFill=look.ink.lstrip("#"))
    text = RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=ParagraphProperties(defRPr=letters))])
    for part in (chart.x_axis, chart.y_axis, chart.legend, chart.dataLabels):
        if part is not None:
            part.txPr = text
    for paragraph in chart.title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=letters)
        for run in paragraph.r or ():
            run.rPr = letters
