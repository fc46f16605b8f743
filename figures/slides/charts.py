"""Native charts on a slide: bars and lines that an office program draws itself, with their figures to be edited."""

import math
from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from figures.palette import ACCENT, GRID, INK, LINES, MUTED
from figures.slides import theme
from figures.slides.native import BARS, LINES_OVER_TIME, Native, number_format
from figures.slides.sheet import Book, Sheet, points
from figures.words import Words

_DASHES = (MSO_LINE_DASH_STYLE.SOLID, MSO_LINE_DASH_STYLE.DASH, MSO_LINE_DASH_STYLE.ROUND_DOT,
           MSO_LINE_DASH_STYLE.DASH_DOT, MSO_LINE_DASH_STYLE.LONG_DASH, MSO_LINE_DASH_STYLE.LONG_DASH_DOT)  # fmt: skip
_MARKS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE,
          XL_MARKER_STYLE.X, XL_MARKER_STYLE.STAR)  # fmt: skip
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_ROW = 1.45  # least height of a row of bars to its letters


def put(sheet: Sheet, native: Native, alt: str, words: Words) -> list[Any]:
    """The chart in the sheet's room; many bars beside each other in several charts of one scale."""
    if native.kind != BARS:
        return [_chart(sheet, native, sheet.room, alt, sheet.book.letter)]
    parts, letter = _columns(sheet, native)
    left, top, right, bottom = sheet.room
    gap = sheet.book.letter
    wide = (right - left - gap * (len(parts) - 1)) / len(parts)
    longest = max(value or 0.0 for each in native.series for value in each.values)
    made = []
    for at, part in enumerate(parts):
        start = left + at * (wide + gap)
        # The last column may have fewer bars; they are as thick as the others.
        deep = top + (bottom - top) * len(part.categories) / len(parts[0].categories)
        told = alt if len(parts) == 1 else _told(part, alt, at, len(parts), words)
        made.append(_chart(sheet, part, (start, top, start + wide, deep), told, letter, longest))
    return made


def _columns(sheet: Sheet, native: Native) -> tuple[list[Native], float]:
    """The bars in as few columns as let their letters be large enough, and those letters."""
    left, top, right, bottom = sheet.room
    letter, count = sheet.book.letter, len(native.categories)
    most = max(1, min(4, int((right - left) / (16 * letter))))
    for columns in range(1, most + 1):
        per = math.ceil(count / columns)
        fits = (bottom - top) / per / _ROW
        if fits >= 0.8 * letter or columns == most:
            return [_cut(native, at, at + per) for at in range(0, count, per)], min(letter, fits)
    raise AssertionError  # the last of the range always returns


def _cut(native: Native, start: int, end: int) -> Native:
    lit = frozenset(at - start for at in native.lit if start <= at < end)
    cut = [replace(each, values=each.values[start:end]) for each in native.series]
    kept = tuple(each for each in cut if any(value is not None for value in each.values))
    return Native(BARS, native.categories[start:end], kept or tuple(cut[:1]), lit, decimals=native.decimals)


def _told(part: Native, alt: str, at: int, of: int, words: Words) -> str:
    """A column of bars in words: every name with its figure."""
    rows = zip(part.categories, *(each.values for each in part.series), strict=True)
    said = "; ".join(
        f"{name} {words.number(next((v for v in values if v is not None), None), 4)}".strip() for name, *values in rows
    )
    return f"{alt.partition('. ')[0]} ({at + 1}/{of}): {said}."


def _chart(sheet: Sheet, native: Native, box: Any, alt: str, letter: float, longest: float | None = None) -> Any:
    data = CategoryChartData(number_format=number_format(native.decimals, sheet.book.words.lang))
    data.categories = native.categories
    for each, name in zip(native.series, native.names, strict=True):
        data.add_series(name, each.values)
    kind = XL_CHART_TYPE.LINE_MARKERS if native.kind == LINES_OVER_TIME else XL_CHART_TYPE.BAR_CLUSTERED
    left, top, right, bottom = (round(side * sheet.book.dot) for side in box)
    frame = sheet.slide.shapes.add_chart(kind, left, top, right - left, bottom - top, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.has_title, chart.font.size = False, points(sheet.book, letter)
    chart.font.color.rgb = sheet.book.colour(INK)
    if sheet.book.own:
        chart.font.name = theme.FACE
    if native.kind == LINES_OVER_TIME:
        _lines(chart, native, sheet.book)
    else:
        _bars(chart, native, sheet.book, longest)
    _key(chart, native)
    return frame


def _bars(chart: Any, native: Native, of: Book, longest: float | None) -> None:
    """Rows from the top down, their figures beside them, no scale."""
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order, names.format.line.color.rgb = True, of.colour(GRID)
    names.has_major_gridlines, names.major_tick_mark = False, XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _every_name(names._element)
    values.visible, values.has_major_gridlines = False, False
    known = [value for each in native.series for value in each.values if value is not None]
    low, high = min([0.0, *known]), longest if longest is not None else max([0.0, *known])
    room = 0.3 * (high - low) or 1.0  # for the figures beside the bars
    values.minimum_scale = 0 if low >= 0 else low - room
    values.maximum_scale = high + room
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.overlap = 100 if native.kind == BARS else 0  # a category has one bar, of whichever series
    labels = plot.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = number_format(native.decimals, of.words.lang), False
    labels.font.size = chart.font.size
    for each, series in zip(native.series, plot.series, strict=True):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = of.colour(each.colour)
        below = {at: LINES[1] for at, value in enumerate(each.values) if value is not None and value < 0}
        for at, colour in {**below, **dict.fromkeys(native.lit, ACCENT)}.items():
            fill = series.points[at].format.fill
            fill.solid()
            fill.fore_color.rgb = of.colour(colour)


def _every_name(axis: Any) -> None:
    """No name is left out, however close they stand."""
    skip = parse_xml(f'<c:tickLblSkip xmlns:c="{_CHART}" val="1"/>')
    after = axis.find(qn("c:noMultiLvlLbl"))
    if after is None:
        axis.append(skip)
    else:
        after.addprevious(skip)


def _lines(chart: Any, native: Native, of: Book) -> None:
    """Lines with a mark a period, quiet ones thin; 1 on top where the values are ranks."""
    across, up = chart.category_axis, chart.value_axis
    across.has_major_gridlines, across.format.line.color.rgb = False, of.colour(MUTED)
    up.major_gridlines.format.line.color.rgb, up.format.line.fill.background = (
        of.colour(GRID),
        up.format.line.fill.background,
    )
    places = native.decimals and min(2, native.decimals)
    up.tick_labels.number_format = number_format(places, of.words.lang)
    up.tick_labels.number_format_is_linked = False
    if native.falling:
        up.reverse_order, up.minimum_scale = True, 1  # there is no rank 0
        across.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    elif native.scale:
        up.minimum_scale, up.maximum_scale = native.scale
    named = list(zip(native.series, native.names, strict=True))
    loud = {name: at for at, name in enumerate(dict.fromkeys(name for each, name in named if not each.quiet))}
    for (each, name), series in zip(named, chart.plots[0].series, strict=True):
        series.smooth, line = False, series.format.line
        line.color.rgb, line.width = of.colour(each.colour), Pt(0.75 if each.quiet else 2.5)
        number = loud.get(name, 0)
        line.dash_style = MSO_LINE_DASH_STYLE.DASH if each.dashed else _DASHES[0 if each.quiet else number % 6]
        series.marker.style = XL_MARKER_STYLE.NONE if each.quiet or each.dashed else _MARKS[number % 6]
        if not each.quiet and not each.dashed:
            series.marker.size = 7
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = of.colour(each.colour)
            series.marker.format.line.color.rgb = of.colour(each.colour)
            last = max((at for at, value in enumerate(each.values) if value is not None), default=None)
            if last is not None:
                series.points[last].data_label.position = XL_LABEL_POSITION.ABOVE


def _key(chart: Any, native: Native) -> None:
    """A key of the series that have a name of their own and are not quiet; none where one bar series says it all."""
    hidden = [at for at, each in enumerate(native.series) if each.quiet or not each.name]
    chart.has_legend = len(native.series) > 1 and len(hidden) < len(native.series)
    if not chart.has_legend:
        return
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = chart.font.size
    for at in reversed(hidden):
        entry = parse_xml(f'<c:legendEntry xmlns:c="{_CHART}"><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>')
        chart.legend._element.find(qn("c:legendPos")).addnext(entry)
