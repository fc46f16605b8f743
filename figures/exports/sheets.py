"""The figures of a chart as CSV and as a workbook, each with what the chart states of where they come from."""

import pandas as pd
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from figures import downloads
from figures.exports import sheet_charts
from figures.press.drawn import Drawn
from figures.provenance.mark import printed
from figures.slides.native import native, number_format
from figures.words import Words


def about(drawn: Drawn, words: Words) -> dict[str, str]:
    """Title and texts, then release, code and address; what is not in force says so first."""
    texts, mark, t = drawn.texts, drawn.mark, words.t
    stamp = t("stamp.demonstration") if mark.origin == "demonstration" else ""
    state = "" if mark.state == "published" else t(f"state.{mark.state}")
    return {
        "!": stamp,
        t("about.title"): texts.title,
        t("press.subtitle"): texts.subtitle,
        t("about.period"): words.period(mark.period),
        t("about.framework"): texts.framework,
        t("about.origin"): t(f"origin.{mark.origin}"),
        t("about.stage"): t(f"stage.{mark.stage}"),
        t("about.state"): state,
        t("about.reader"): mark.reader,
        t("about.note"): texts.note,
        t("about.source"): texts.source,
        t("about.licence"): texts.licence,
        t("cite.title"): texts.citation,
        t("about.release"): ", ".join(mark.releases),
        t("press.code"): printed(mark.code),
        t("press.address"): mark.address,
    }


def csv(drawn: Drawn, words: Words) -> bytes:
    """UTF-8 with a byte order mark, the facts as comment lines above the header."""
    return downloads.csv(drawn.table, about(drawn, words))


def xlsx(drawn: Drawn, words: Words) -> bytes:
    """A sheet of figures, one with the chart beside its data where it can be drawn natively, and one of facts."""
    facts = {key: value for key, value in about(drawn, words).items() if value}
    book = downloads.workbook(drawn.table, facts, words.t("press.figures"), words.t("about.title"))
    found = native(drawn, words)
    _formatted(book.worksheets[0], drawn.table, found.decimals if found else 4, words.lang)
    if found is None:
        return downloads.saved(book)
    sheet_charts.add(book, found, words.t("press.chart"), drawn.texts.title, drawn.look, words.lang)
    return sheet_charts.described(downloads.saved(book), drawn.texts.alt_short)


def _formatted(sheet: Worksheet, table: pd.DataFrame, decimals: int | None, lang: str) -> None:
    """Fractions written with as many decimals as on the chart; what is in the cells stays whole."""
    for column, name in enumerate(table.columns, start=1):
        if pd.api.types.is_float_dtype(table[name]) and (table[name].dropna() % 1 != 0).any():
            for cell in sheet[get_column_letter(column)][1:]:
                cell.number_format = number_format(decimals, lang)
