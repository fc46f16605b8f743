"""The template of a programme: filled in and read back it holds what was typed, and what was promised stays."""

import io

import openpyxl
import pytest

from figures.template import template
from figures.template_promises import FLAGS, months
from figures.words import LANGUAGES, words
from scoring import load_framework, load_units, read_workbook, read_workbooks
from scoring.text import fold
from scoring.workbooks.headers import vocabulary

UNITS = load_units()
NATION, PROVINCES = load_framework("project06-2023"), load_framework("project06-2023-province")
CASES = [(NATION, ""), (PROVINCES, "63"), (PROVINCES, "34")]
USERS = "vneid_kich_hoat"


def made(framework, division: str, lang: str, period: str):
    book = openpyxl.load_workbook(io.BytesIO(template(framework, UNITS, division, period, words(lang))))
    return book, book[period]


def head(sheet) -> list[str]:
    return [cell.value for cell in sheet[2]]


def row_of(sheet, code: str) -> int:
    return next(row[0].row for row in sheet.iter_rows(min_row=3) if row[0].value == code)


def saved(book) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled(framework, division: str, lang: str, period: str) -> bytes:
    """A figure in every white cell of every month, a flag and a source in every row."""
    book, sheet = made(framework, division, lang, period)
    names = head(sheet)
    first = next(at for at, name in enumerate(names, start=1) if name and name[:3] == "01/")
    choices = {column.code: [each[lang] for _, each in column.choices] for column in framework.inputs}
    for row in range(3, sheet.max_row + 1):
        for number, at in enumerate(range(first, first + len(months(period)))):
            options = choices[sheet.cell(row, 1).value]
            sheet.cell(row, at).value = options[0] if options else 1 + number + row % 7
        sheet.cell(row, names.index(words(lang).t("template.flag")) + 1).value = words(lang).t("flag.verified")
        sheet.cell(row, names.index(words(lang).t("template.source")) + 1).value = "Bộ Công an"
    return saved(book)


def test_every_template_filled_in_is_read_without_a_problem():
    cases = [(framework, division, lang) for framework, division in CASES for lang in LANGUAGES]
    files = [(filled(*case, "2026-03" if case[1] == "34" else "2023-06"), case[0]) for case in cases]
    for (framework, division, _), (table, problems) in zip(cases, read_workbooks(files, UNITS), strict=True):
        assert problems == []
        expected = months("2026-03" if division == "34" else "2023-06")
        assert list(table.values.index.unique("period")) == expected and table.division == division
        assert len(table.values) == len(expected) * len(UNITS.in_force(framework.block, division, expected[-1]))
        assert table.values.notna().all(axis=None)
        assert set(table.remarks["flag"]) == {"verified"} and set(table.remarks["source"]) == {"Bộ Công an"}


def test_a_row_is_a_promise_with_what_was_promised_of_it():
    _, sheet = made(NATION, "", "en", "2023-06")
    assert head(sheet) == [
        "Indicator code", "Group", "Indicator", "Unit of measure", "Baseline", "Target", "Deadline", "Owner",
        "01/2023", "02/2023", "03/2023", "04/2023", "05/2023", "06/2023", "Flag", "Source", "Note",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[row_of(sheet, USERS)]][:9] == [
        USERS, "Platforms", "VNeID accounts activated (users)", "million", 1.4, 20, "2023-12",
        "Ministry of Public Security", None,
    ]  # fmt: skip
    milestone = row_of(sheet, "cbccvc_van_hanh")
    assert sheet.cell(milestone, 6).value == "In operation"
    assert sheet.max_row == 2 + len(NATION.promised)
    (check,) = [v for v in sheet.data_validations.dataValidation if f"I{milestone}" in v.sqref]
    assert check.type == "list" and f"N{milestone}" in check.sqref


def test_what_was_typed_is_what_is_read_and_an_empty_month_is_no_release():
    book, sheet = made(NATION, "", "vi", "2023-06")
    row = row_of(sheet, USERS)
    sheet.cell(row, 13).value, sheet.cell(row, 14).value = 7.28, "9,57 (s)"
    sheet.cell(row, 15).value = "sơ bộ"
    table, problems = read_workbook(saved(book), NATION, UNITS)
    assert [problem.code for problem in problems] == ["number_as_text"]
    assert table.values[USERS].to_dict() == {("2023-05", "VN"): 7.28, ("2023-06", "VN"): 9.57}
    flags = table.remarks.set_index("period")["flag"].to_dict()
    assert flags == {"2023-05": "provisional", "2023-06": "self-reported"}
    assert table.cell("2023-06", "VN", USERS)[2] == f"N{row}"


def test_a_month_can_be_added_as_any_date_or_words_say_it():
    book, sheet = made(NATION, "", "en", "2023-06")
    sheet.cell(2, 18).value, sheet.cell(row_of(sheet, USERS), 18).value = "Tháng 7/2023", 13
    table, problems = read_workbook(saved(book), NATION, UNITS)
    assert problems == [] and table.values.index.tolist() == [("2023-07", "VN")]


@pytest.mark.parametrize("figure", [True, False])
def test_another_target_is_told_at_its_cell_with_a_figure_beside_it_or_without(figure):
    book, sheet = made(NATION, "", "vi", "2023-06")
    row = row_of(sheet, USERS)
    sheet.cell(row, 6).value = 25
    sheet.cell(row if figure else row_of(sheet, "cap_quang"), 14).value = 9.57
    _, problems = read_workbook(saved(book), NATION, UNITS)
    assert [(problem.code, problem.cell) for problem in problems] == [("promise_differs", f"F{row}")]


def test_a_figure_that_cannot_be_is_told_at_its_cell():
    book, sheet = made(NATION, "", "vi", "2023-06")
    row = row_of(sheet, "cap_quang")
    sheet.cell(row, 13).value, sheet.cell(row, 14).value = "12o", 178
    _, problems = read_workbook(saved(book), NATION, UNITS)
    assert [(problem.code, problem.cell) for problem in problems] == [
        ("not_a_number", f"M{row}"), ("out_of_range", f"N{row}"),
    ]  # fmt: skip


def test_an_empty_template_says_that_it_holds_no_figures():
    for framework, division in CASES:
        content = template(framework, UNITS, division, "2023-06", words("vi"))
        table, problems = read_workbook(content, framework, UNITS)
        assert table is None and [problem.code for problem in problems] == ["no_rows"]


def test_the_months_are_those_of_the_year():
    assert months("2023-03") == ["2023-01", "2023-02", "2023-03"]
    assert len(months("2023-H1")) == 6 and len(months("2023")) == 12 and months("2023-H2")[-1] == "2023-12"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_a_template_are_those_the_reader_knows(lang):
    t, known = words(lang).t, vocabulary()
    heads = {"code": "indicator_code", "priority": "group", "promise": "indicator_name", "unit_code": "unit_code",
             "name": "unit_name", "baseline": "baseline", "target": "target", "deadline": "deadline",
             "owner": "owner"}  # fmt: skip
    assert {key: known["rows"][fold(t(f"template.promise_{key}"))] for key in heads} == heads
    assert [known["rows"][fold(t(f"template.{key}"))] for key in ("flag", "source", "note")] == [
        "flag", "source", "note",
    ]  # fmt: skip
    assert [known["flags"][fold(t(f"flag.{flag}"))] for flag in FLAGS] == list(FLAGS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_tells_how_a_row_is_filled_in(lang):
    book, _ = made(NATION, "", lang, "2023-06")
    guide = [row[0].value for row in book[words(lang).t("template.sheet_guide")].iter_rows(min_row=4, max_row=10)]
    assert guide[0].startswith("1. ") and guide[6].startswith("7. ")
    assert words(lang).t("template.promise_step_2") in guide[3]
