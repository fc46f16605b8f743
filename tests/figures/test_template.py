"""Templates: filled in and uploaded unchanged they have no problems; what they look like to a spreadsheet."""

import io
import subprocess
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from figures.rules import sentence
from figures.template import filename, template
from figures.template_columns import allowed, columns, facts, labels, validation
from figures.words import LANGUAGES, words
from scoring import load_framework, load_frameworks, load_units, parse_framework, read_workbook, read_workbooks
from scoring.text import fold
from scoring.workbooks.headers import vocabulary
from tests.needs import program

UNITS = load_units()
CASES = [
    (framework, division)
    for framework in load_frameworks().values()
    for division in UNITS.divisions(framework.block)
    if not framework.is_programme
]  # fmt: skip
COMPONENTS = load_framework("demo-province-components")
METHODS = load_framework(Path(__file__).resolve().parent.parent / "every_method.toml")


def period(division: str) -> str:
    return "2026-06" if division == "34" else "2023-06"


def plausible(column, row: int, lang: str):
    """A figure that an office could write."""
    names = labels(column.input, lang)
    if names:
        return names[row % len(names)]
    if column.kind == "rank":
        return row + 1
    if column.kind in ("share", "percent"):
        return round((0.2 + 0.7 * (row % 10) / 10) * column.input.high, 4)
    high = 500 if column.input.high is None else column.input.high
    return int(high) if column.positive or row == 0 else row % (int(high) + 1)


def filled(framework, division: str, lang: str, when: str = "") -> bytes:
    """The template with a figure in every cell, opened and saved by another program than wrote it."""
    when = when or period(division)
    book = openpyxl.load_workbook(io.BytesIO(template(framework, UNITS, division, when, words(lang))))
    sheet = book[when]
    first = sheet[sheet.freeze_panes].row
    for row in range(first, sheet.max_row + 1):
        for at, column in enumerate(columns(framework, lang), start=3):
            cell = sheet.cell(row, at)
            cell.value = plausible(column, row - first, lang)
            if isinstance(cell.value, str):
                cell.data_type = "s"
        sheet.cell(row, 3 + len(framework.inputs)).value = "Báo cáo tháng"
    book[words(lang).t("template.sheet_about")]["B1"] = "Thử"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_every_template_filled_in_is_read_without_a_problem():
    made = [(framework, division, lang) for framework, division in CASES for lang in LANGUAGES]
    read = read_workbooks([(filled(*case), case[0]) for case in made], UNITS)
    assert [(case[0].id, *case[1:], problems) for case, (_, problems) in zip(made, read, strict=True) if problems] == []
    for (framework, division, _), (table, _) in zip(made, read, strict=True):
        expected = UNITS.in_force(framework.block, division, period(division))
        assert table.division == division and len(table.values) == len(expected)
        assert list(table.values.index.unique("period")) == [period(division)]
        assert table.values.notna().all(axis=None)
        assert set(table.notes["source"]) == {"Báo cáo tháng"} and table.about["title"] == "Thử"


def test_what_was_typed_is_what_is_read():
    table, _ = read_workbook(filled(COMPONENTS, "34", "vi"), COMPONENTS, UNITS)
    first = table.values.iloc[0]
    shares = [share for share, _ in COMPONENTS.by_code["1.1.2"].inputs[0].choices]
    assert first["1.1.2"] == shares[0] and first["1.2.2"] == 20 and first["3.1.1.b"] == 500
    assert np.isclose(table.values["1.2.2"].iloc[9], 83)


@pytest.mark.parametrize("when", ["2023", "2023-H1", "2023-06"])
def test_the_period_is_the_one_of_the_template(when):
    tree = load_framework("demo-ministry-other")
    table, problems = read_workbook(filled(tree, "", "en", when), tree, UNITS)
    assert problems == [] and list(table.values.index.unique("period")) == [when]


def test_a_copied_sheet_is_another_period():
    tree = load_framework("demo-ministry-other")
    book = openpyxl.load_workbook(io.BytesIO(filled(tree, "", "vi")))
    book.copy_worksheet(book["2023-06"]).title = "2023-07"
    buffer = io.BytesIO()
    book.save(buffer)
    table, problems = read_workbook(buffer.getvalue(), tree, UNITS)
    assert problems == [] and list(table.values.index.unique("period")) == ["2023-06", "2023-07"]


def test_an_empty_template_says_that_it_holds_no_figures():
    for framework, division in CASES:
        content = template(framework, UNITS, division, period(division), words("vi"))
        table, problems = read_workbook(content, framework, UNITS)
        assert table is None and [problem.code for problem in problems] == ["no_rows"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_a_template_are_those_the_reader_knows(lang):
    t, known = words(lang).t, vocabulary()
    heads = [known["columns"][fold(t(key))] for key in ("template.code", "template.name", "template.source")]
    assert [*heads, known["columns"][fold(t("template.note"))]] == ["unit_code", "unit_name", "source", "note"]
    assert {fold(t("template.sheet_guide")), fold(t("template.sheet_lists"))} <= known["guide_sheets"]
    assert fold(t("template.sheet_about")) in known["about_sheets"]


def sheets(framework=COMPONENTS, division="34", lang="en"):
    book = openpyxl.load_workbook(io.BytesIO(template(framework, UNITS, division, period(division), words(lang))))
    return book, book[period(division)]


def test_units_and_headers_stay_in_view_and_nothing_is_protected():
    book, sheet = sheets()
    assert sheet.freeze_panes == "C4" and [cell.value for cell in sheet[3]][:3] == [
        "Code", "Unit name", "Steering meetings chaired by the chairperson",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]][:2] == ["01", "Ha Noi"] and sheet.max_row == 3 + 34
    assert not any(found.protection.sheet for found in book.worksheets)
    assert [found.sheet_state for found in book.worksheets] == ["visible"] * 4


def test_a_header_s_note_says_all_there_is_to_know():
    _, sheet = sheets()
    note = next(cell for cell in sheet[3] if cell.value == "Directives signed by the chairperson").comment.text
    assert note.split("\n") == [
        "1.1.3 · Directives signed by the chairperson",
        "Measure: count",
        "Points: 10",
        "Rule: Count, at most 5: min(x, 5) / 5.",
        "When missing: no evidence: 0",
        "Allowed: whole number, 0 or more",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_says_an_indicator_s_rule_as_the_method_page_does(lang):
    spoken = words(lang)
    for column in columns(METHODS, lang)[:-2]:
        assert dict(facts(column, spoken))[spoken.t("method.rule")] == sentence(column.node, spoken)


def test_columns_beside_the_indicators_stand_last_and_say_what_they_are_for():
    book, sheet = sheets(METHODS, "34", "en")
    notes = {cell.value: cell.comment.text.split("\n") for cell in sheet[3] if cell.comment}
    assert [cell.value for cell in sheet[3]][-4:] == ["Population", "Region", "Source", "Note"]
    assert notes["Population"] == [
        "dân số · Population", "Rule: Not scored itself: figures are divided by it.", "Allowed: any number",
    ]  # fmt: skip
    assert notes["Region"] == [
        "region · Region",
        "Rule: Not scored itself: it groups the units when missing figures are filled in.",
        "Allowed: one of: North; South",
    ]
    lists = book["Lists"]
    assert [[cell.value for cell in row] for row in lists.iter_rows()] == [["Choice"], ["North"], ["South"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_with_columns_beside_the_indicators_is_read_without_a_problem(lang):
    table, problems = read_workbook(filled(METHODS, "34", lang), METHODS, UNITS)
    assert problems == [] and table.values.notna().all(axis=None)
    assert table.values["region"].tolist()[:3] == [1, 2, 1]


def test_a_denominator_that_must_be_above_0_takes_nothing_else():
    strict = parse_framework(METHODS.text.replace('without = "missing"', "", 1))
    (column,) = [found for found in columns(strict, "en") if found.input.code == "dân số"]
    check = validation(column, "", words("en"))
    assert (allowed(column, words("en")), check.operator, check.formula1) == ("above 0", "greaterThan", "0.0")
    unused = parse_framework(METHODS.text.replace('by = "region"', "", 1))
    (column,) = [found for found in columns(unused, "en") if found.input.code == "region"]
    assert dict(facts(column, words("en")))["Rule"] == "Not used for scores."


@pytest.mark.parametrize(
    ("code", "kind", "operator", "formulas", "number_format"),
    [
        ("1.1.2", "list", None, ("'Lists'!$A$2:$A$4", None), "General"),
        ("1.1.3", "whole", "greaterThanOrEqual", ("0.0", None), "#,##0"),
        ("1.2.2", "decimal", "between", ("0.0", "100.0"), '0.0"%"'),
        ("2.2.2", "decimal", "between", ("0.0", "1000"), "General"),
        ("3.1.1.b", "decimal", "greaterThan", ("0.0", None), "General"),
        ("5.1.3.a", "decimal", "between", ("0.0", "10"), "General"),
    ],
)
def test_a_column_accepts_what_the_reader_accepts(code, kind, operator, formulas, number_format):
    _, sheet = sheets()
    at = [column.input.code for column in columns(COMPONENTS, "en")].index(code) + 3
    (check,) = [v for v in sheet.data_validations.dataValidation if sheet.cell(4, at).coordinate in v.sqref]
    assert sheet.cell(37, at).coordinate in check.sqref and sheet.cell(38, at).coordinate not in check.sqref
    assert (check.type, check.operator, (check.formula1, check.formula2)) == (kind, operator, formulas)
    assert sheet.cell(4, at).number_format == number_format
    assert check.showErrorMessage and check.showInputMessage and check.allowBlank and check.errorStyle == "stop"


def test_messages_keep_to_the_lengths_a_spreadsheet_allows():
    for framework, _ in CASES:
        for lang in LANGUAGES:
            for column in columns(framework, lang):
                check = validation(column, "Lists!$A$1", words(lang))
                assert max(len(check.promptTitle), len(check.errorTitle)) <= 32
                assert max(len(check.prompt), len(check.error)) <= 255
                assert column.header and allowed(column, words(lang))


def test_ranks_and_given_scores_have_their_columns():
    _, sheet = sheets(load_framework("province-published"), "63", "vi")
    assert [cell.value for cell in sheet[2]][2:6] == [
        "Chỉ số chuyển đổi số (DTI)", "Hạng", "Chính quyền số", "Hạng Chính quyền số",
    ]  # fmt: skip
    check = next(v for v in sheet.data_validations.dataValidation if "D3" in v.sqref)
    assert (check.type, check.formula1, check.formula2) == ("whole", "1", "10000")


def test_texts_never_become_formulas():
    names = 'names = { vi = "=1+1", en = "+A1", es = "@x" }'
    text = (
        'id = "t"\nblock = "ministry-other"\nkind = "official"\ndecision = "=cmd"\nyears = []\nsources = []\n'
        f'names = {{ vi = "-v", en = "=e", es = "s" }}\n[[nodes]]\ncode = "dti"\n{names}\n'
        '[[nodes]]\ncode = "a"\nparent = "dti"\nnames = { vi = "=v", en = "-e", es = "@s" }\npoints = 1\n'
        'rule = { kind = "share" }\nmeasure = { vi = "=1", en = "=1", es = "=1" }\n'
        '[[nodes]]\ncode = "b"\nparent = "dti"\nnames = { vi = "+b", en = "=b", es = "b" }\npoints = 1\n'
        'rule = { kind = "choice", options = [{ share = 1, names = { vi = "=y", en = "=y", es = "=y" } }] }\n'
    )
    framework = parse_framework(text)
    for lang in LANGUAGES:
        book, sheet = sheets(framework, "", lang)
        assert [c.coordinate for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"] == []
        assert sheet["C2"].quotePrefix
        table, problems = read_workbook(filled(framework, "", lang), framework, UNITS)
        assert problems == [] and table.values.notna().all(axis=None)


def test_a_name_of_two_columns_gives_way_to_the_codes():
    text = COMPONENTS.text.replace('en = "Annual plan issued"', 'en = "E-government architecture updated"')
    framework = parse_framework(text)
    heads = {column.input.code: column.header for column in columns(framework, "en")}
    assert (heads["2.1.1"], heads["2.1.2"]) == ("2.1.1", "2.1.2")
    assert read_workbook(filled(framework, "34", "en"), framework, UNITS)[1] == []


def test_the_file_is_named_by_what_it_is_for():
    assert filename(COMPONENTS, "34", "2026-06", "vi") == "demo-province-components-34-2026-06-vi.xlsx"
    assert filename(load_framework("demo-ministry-other"), "", "2023", "en") == "demo-ministry-other-2023-en.xlsx"


@pytest.mark.office
def test_a_spreadsheet_program_keeps_a_template_whole(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "t.xlsx").write_bytes(filled(COMPONENTS, "34", "vi"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program("soffice"), profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, "in/t.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "t.xlsx").read_bytes()
    table, problems = read_workbook(saved, COMPONENTS, UNITS)
    assert problems == [] and len(table.values) == 34
    book = openpyxl.load_workbook(io.BytesIO(saved))
    sheet = book["2026-06"]
    kinds = [check.type for check in sheet.data_validations.dataValidation]
    assert set(kinds) == {"list", "whole", "decimal"}
    checked = {place.min_col for check in sheet.data_validations.dataValidation for place in check.sqref.ranges}
    assert len(checked) == len(COMPONENTS.inputs)
    assert [cell.comment is not None for cell in sheet[3]] == [False, False] + [True] * (len(checked) + 2)
