"""Every fault of an edition's workbook is named with its cell, the value and what to do."""

import copy
from datetime import datetime

import pytest

from scoring import load_framework, parse_framework
from scoring.editions import framework_workbook, read_framework
from scoring.editions.read import edition_of
from tests.scoring.editions.books import COMPONENTS, DECISION_922, NAMES, changed, find, opened, said, saved, sheets

NODE = {"Code": "1.1.1"}
MADE = "Communes with a section on digital transformation"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("nodes", NODE, "Points", "2o"),
            "Indicators!F5: Sheet 'Indicators', cell F5: '2o' is not a number. Type a number or leave the cell empty.",
        ),
        (
            ("nodes", NODE, "Points", -1),
            "Indicators!F5: Sheet 'Indicators', cell F5: -1 is outside the range 0 to ∞ of 'Points'. Correct the "
            "figure.",
        ),
        (
            ("nodes", NODE, "Points", "1.000"),
            "Indicators!F5: Sheet 'Indicators', cell F5: '1.000' can be read as 1 or as 1000. Type the number without "
            "a separator of thousands.",
        ),
        (
            ("nodes", NODE, "Points", datetime(2026, 1, 20)),
            "Indicators!F5: Sheet 'Indicators', cell F5: the date 2026-01-20 stands where a number belongs. Format the "
            "cell as a number and type the figure again.",
        ),
        (
            ("nodes", NODE, "Name in Spanish", None),
            "Indicators!E5: Sheet 'Indicators', cell E5: 'Name in Spanish' is missing. Fill it in.",
        ),
        (
            ("nodes", NODE, "When missing", "drop"),
            "Indicators!Q5: Sheet 'Indicators', cell Q5: 'drop' is not among the choices. Use one of: skip, zero, "
            "none.",
        ),
        (
            ("nodes", NODE, "As published", "maybe"),
            "Indicators!R5: Sheet 'Indicators', cell R5: 'maybe' is not among the choices. Use one of: x.",
        ),
        (
            ("nodes", NODE, "Parent", "1.7"),
            "Indicators!B5: Sheet 'Indicators', cell B5: no row has the code '1.7'. Correct it.",
        ),
        (
            ("nodes", NODE, "Parent", None),
            "Indicators!B5: Sheet 'Indicators', cell B5: '1.1.1' has no parent. Give it one; only the first row has "
            "none.",
        ),
        (
            ("nodes", NODE, "Parent", "2"),
            "Indicators!B5: Sheet 'Indicators', cell B5: the parent '2' stands below its child. Move its row up.",
        ),
        (
            ("nodes", {"Code": "1"}, "Parent", "1.1"),
            "Indicators!B3: Sheet 'Indicators', cell B3: '1' is an ancestor of itself (1 → 1.1 → 1). Correct one of "
            "these parents.",
        ),
        (
            ("nodes", {"Code": "dti"}, "Code", "index"),
            "Indicators!A2: Sheet 'Indicators', cell A2: 'index' stands where the headline belongs. Write 'dti' into "
            "the first row, without a parent.",
        ),
        (
            ("nodes", {"Name in English": MADE}, "Code", 1.2),
            "Indicators!A10: Sheet 'Indicators', cell A10: the code is kept as the number 1.2, so 1.1 and 1.10 are the "
            "same. Format the cell as text and type the code again. Did you mean '1.2.2'?",
        ),
        (
            ("nodes", {"Name in English": MADE}, "Code", datetime(2002, 2, 1)),
            "Indicators!A10: Sheet 'Indicators', cell A10: the spreadsheet turned what was typed into the date "
            "2002-02-01. Format the cell as text and type it again. Did you mean '1.2.2'?",
        ),
        (
            ("nodes", {"Name in English": MADE}, "Code", "1.2.1"),
            "Indicators!A10: Sheet 'Indicators', cell A10: '1.2.1' stands twice (first in row 9). Give each its own, "
            "or delete one.",
        ),
        (
            ("inputs", {"Code": "3.1.1.b"}, "Indicator", "3.1.2"),
            "Indicators!G21: Sheet 'Indicators', cell G21: Node 20 (3.1.1): the rule 'ratio' needs two inputs, a "
            "numerator and a denominator. Correct it.",
        ),
        (
            ("inputs", {"Code": "3.1.1.b"}, "Indicator", "3.1.9"),
            "Inputs!A3: Sheet 'Inputs', cell A3: no row has the code '3.1.9'. Correct it.",
        ),
        (
            ("inputs", {"Code": "3.1.1.b"}, "Code", "3.1.1.a"),
            "Inputs!B3: Sheet 'Inputs', cell B3: '3.1.1.a' stands twice (first in row 2). Give each its own, or delete "
            "one.",
        ),
        (
            ("options", {"Indicator": "1.1.2", "Share of points": 0.5}, "Share of points", 5),
            "Choices!B3: Sheet 'Choices', cell B3: 5 is outside the range 0 to 1 of 'Share of points'. Correct the "
            "figure.",
        ),
        (
            ("steps", {"Indicator": "1.1.1", "From": 3}, "From", 2),
            "Steps!B4: Sheet 'Steps', cell B4: the step 2 is not above the one before it, 2. Sort the steps of '1.1.1' "
            "from low to high.",
        ),
        (
            ("weights", {"Composite": "cqs", "Node": "7"}, "Node", "77"),
            "Composite points!B7: Sheet 'Composite points', cell B7: no row has the code '77'. Correct it.",
        ),
        (
            ("composites", {"Code": "cqs"}, "Code", "7"),
            "Composites!A2: Sheet 'Composites', cell A2: '7' stands twice (first in row 46). Give each its own, or "
            "delete one.",
        ),
        (
            ("settings", {"Key": "id"}, "Value", "Bộ 2026"),
            "Edition!B2: Sheet 'Edition', cell B2: 'Bộ 2026' cannot be an id. Use small letters, digits and hyphens, "
            "for example dti-2026-province.",
        ),
        (
            ("settings", {"Key": "id"}, "Value", "demo-province-components"),
            "Edition!B2: Sheet 'Edition', cell B2: the edition 'demo-province-components' exists and is never "
            "overwritten. Give this one another id.",
        ),
        (
            ("settings", {"Key": "block"}, "Value", "province2"),
            "Edition!B3: Sheet 'Edition', cell B3: 'province2' is not among the choices. Use one of: province, "
            "ministry-services, ministry-other, nation.",
        ),
        (
            ("settings", {"Key": "years"}, "Value", "2024; soon"),
            "Edition!B6: Sheet 'Edition', cell B6: 'soon' is not a number. Type a number or leave the cell empty.",
        ),
        (
            ("settings", {"Key": "least_coverage"}, "Value", 65),
            "Edition!B16: Sheet 'Edition', cell B16: 65 is outside the range 0 to 1 of 'least_coverage'. Correct the "
            "figure.",
        ),
        (
            ("settings", {"Key": "decision"}, "Value", None),
            "Edition!B5: Sheet 'Edition', cell B5: 'decision' is missing. Fill it in.",
        ),
        (
            ("nodes", NODE, "Name in English", "#REF!"),
            "Indicators!D5: Sheet 'Indicators', cell D5: the formula gives #REF!. Mend the formula or leave the cell "
            "empty.",
        ),
    ],
)
def test_a_fault_is_named_with_its_cell_and_remedy(change, expected):
    sentences = said(changed(change))
    assert expected in sentences
    assert len([sentence for sentence in sentences if sentence.startswith(f"{expected.split(': ')[0]}: ")]) == 1


@pytest.mark.parametrize(
    ("change", "place", "sentence"),
    [
        (
            ("nodes", NODE, "Rule", "stair"),
            "Indicators!G5",
            "Node 4 (1.1.1): the rule 'stair' is not known. Known are:",
        ),
        (("nodes", {"Code": "1.1.3"}, "Rule", None), "Indicators!G7", "Node 6 (1.1.3): the rule None is not known."),
        (
            ("nodes", {"Code": "1.1.3"}, "Most counted", None),
            "Indicators!J7",
            "Node 6 (1.1.3): the rule 'capped_count' needs 'most',",
        ),
        (
            ("settings", {"Key": "rank_decimals"}, "Value", 2.5),
            "Edition!B14",
            "must be a whole number from 0 to 15.",
        ),
    ],
)
def test_what_the_checks_of_framework_files_say_stands_at_the_cell_they_mean(change, place, sentence):
    (found,) = said(changed(change))
    sheet, cell = place.split("!")
    assert found.startswith(f"{place}: Sheet '{sheet}', cell {cell}: ") and found.endswith(" Correct it.")
    assert sentence in found


def test_all_faults_are_told_at_once_and_none_twice():
    book = changed(
        ("settings", {"Key": "kind"}, "Value", "odd"),
        ("nodes", NODE, "Points", "2o"),
        ("nodes", {"Code": "2.1"}, "Parent", "2.1"),
        ("options", {"Indicator": "2.1.1", "Share of points": 0.5}, "Name in English", None),
        ("weights", {"Composite": "kts", "Node": "8"}, "Points", -150),
    )
    assert [place.split(": ")[0] for place in said(book)] == [
        "Edition!B4", "Indicators!F5", "Choices!D6", "Composite points!C13", "Indicators!B12",
    ]  # fmt: skip


def test_a_name_of_two_columns_is_pointed_out_and_blocks_nothing():
    book = changed(("nodes", {"Code": "2.1.2"}, "Name in English", "annual plan  issued"))
    assert said(book) == [
        "Indicators!D14: Sheet 'Indicators', cell D14: 'annual plan  issued' also names '2.1.1', so workbooks must "
        "head both columns by their codes. Give one of them another name."
    ]
    assert edition_of(sheets(book), COMPONENTS)[0] is not None


def test_names_that_go_round_in_a_circle_are_pointed_out():
    names = {code: COMPONENTS.by_code[code].names["en"] for code in ("2.1.1", "2.1.2")}
    book = changed(
        ("nodes", {"Code": "2.1.1"}, "Other spellings", names["2.1.2"]),
        ("nodes", {"Code": "2.1.2"}, "Other spellings", names["2.1.1"]),
    )
    assert [sentence.split(", cell ")[1].split(",")[0] for sentence in said(book)] == [
        "D14: 'E-government architecture updated' also names '2.1.1'", "V14: 'Annual plan issued' also names '2.1.1'",
    ]  # fmt: skip


def test_a_code_with_its_nought_gone_is_recognised_by_its_name():
    text = DECISION_922.text.replace('"nhan_thuc_so"', '"1.1"').replace('"the_che_so"', '"1.10"')
    text = text.replace("nhan_thuc_so =", '"1.1" =').replace("the_che_so =", '"1.10" =')
    base = parse_framework(text)
    book = opened(base)
    find(book, "settings", {"Key": "id"}, "Value").value = "next"
    find(book, "nodes", {"Code": "1.10"}, "Code").value = 1.1
    assert said(book, base)[0].endswith("Format the cell as text and type the code again. Did you mean '1.10'?")


def test_whole_numbers_are_codes_and_points_may_be_typed_as_text():
    book = changed(
        ("nodes", {"Code": "1"}, "Code", 1),
        ("nodes", NODE, "Points", "20,0"),
    )
    edition, problems = edition_of(sheets(book), COMPONENTS)
    assert problems == [] and edition.by_code["1.1.1"].points == 20 and "1" in edition.by_code


def test_columns_that_nobody_knows_are_left_out_and_misspelt_keys_are_named():
    book = opened()
    sheet = book[NAMES["nodes"]]
    sheet.cell(1, sheet.max_column + 1).value = "Remarks of the office"
    sheet.cell(1, sheet.max_column + 1).value = "rule.skale"
    sheet.cell(1, sheet.max_column + 1).value = "wieght"
    sheet.cell(5, sheet.max_column).value = 3
    find(book, "settings", {"Key": "id"}, "Value").value = "next"
    assert said(book) == [
        "Indicators!W1: Sheet 'Indicators', cell W1: 'Remarks of the office' is no column or key of an edition and was "
        "left out.",
        "Indicators!Y5: Sheet 'Indicators', cell Y5: Node 4 (1.1.1): 'wieght' is not known. Correct it.",
    ]


def test_two_columns_of_one_name_are_refused():
    book = opened()
    book[NAMES["nodes"]].cell(1, 23).value = "Points"
    assert "Indicators!W1: Sheet 'Indicators', cell W1: the column 'Points' stands twice. Keep one of them." in said(
        book
    )


def test_sheets_and_headers_that_are_gone_are_named():
    book = opened()
    book.remove(book[NAMES["settings"]])
    book[NAMES["nodes"]].delete_rows(1)
    assert said(book) == [
        "Indicators: Sheet 'Indicators' has no header row with the columns 'Mã', 'Tên tiếng Việt'. Keep the headers of "
        "the workbook of an edition.",
        "-: The workbook has no sheet 'Bộ chỉ số'. Start from the workbook of an edition and keep the names of its "
        "sheets.",
    ]


def test_headers_below_a_title_and_in_another_language_are_found():
    book = opened()
    book[NAMES["nodes"]].insert_rows(1, amount=3)
    book[NAMES["nodes"]]["A1"] = "Bộ chỉ số năm sau"
    book[NAMES["weights"]]["A1"], book[NAMES["weights"]]["C1"] = "Mã trụ cột", "puntos"
    find(book, "settings", {"Key": "id"}, "Value").value = "next"
    assert said(book) == []


def test_a_tree_without_end_or_bottom_is_refused_quickly():
    book = opened()
    sheet = book[NAMES["nodes"]]
    for line in range(60, 120):
        for column, value in enumerate((f"d{line}", f"d{line - 1}" if line > 60 else "9", "v", "e", "s"), start=1):
            sheet.cell(line, column).value = value
    sentences = said(book)
    assert any("'d79' stands more than 12 levels under the headline." in sentence for sentence in sentences)
    for line in range(2, 2_100):
        sheet.cell(line, 1).value = f"c{line}"
    assert "has 2099 filled rows; 2000 is the most." in said(book)[0]


@pytest.mark.fuzz
@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"<html>", framework_workbook(DECISION_922)[:4000], b"\x00" * 5000, b"a,b\n1,2\n"],
    ids=["empty", "cut", "web page", "half", "noughts", "csv"],
)
def test_what_is_no_workbook_of_an_edition_is_a_problem(content):
    framework, problems = read_framework(content)
    assert framework is None and problems and all(problem.message() for problem in problems)


@pytest.mark.fuzz
@pytest.mark.parametrize("table", ["nodes", "inputs", "options", "steps", "composites", "weights", "settings"])
def test_whatever_stands_in_a_row_nothing_raises(table):
    values = ("#DIV/0!", True, 0.1, 1e300, "x" * 40, "\n", "[[[", "{a=1}", "ạ" * 300, -5.0, ("date", "2026-05-04"), "")
    whole = sheets(opened())
    for value in values:
        found = copy.deepcopy(whole)
        rows = next(sheet.head for sheet in found if sheet.name == NAMES[table])
        for row in rows:
            row.append("")
        first = 0 if table != "settings" else 1
        rows[2][first:-1] = [value] * len(rows[2][first:-1])
        rows[0][-1], rows[3][-1] = "rule.options" if table == "nodes" else "names.vi.deep", value
        framework, problems = edition_of(found, COMPONENTS)
        assert all(problem.message() for problem in problems)
        assert framework is None or parse_framework(framework.text)


@pytest.mark.fuzz
@pytest.mark.parametrize(
    "key",
    ["names", "rule", "rule.kind.deep", "inputs", "points", "parent", "rank", "rule.steps", "low", "given", "nodes"],
)
def test_whatever_a_further_key_overwrites_nothing_raises(key):
    whole = sheets(opened())
    for value in ("text", 1.0, True, "[1]", "[[1, 2, 3]]", "{ a = 1 }", '[{ share = "x" }]', "[{ names = 1 }]"):
        for name in ("nodes", "settings"):
            found = copy.deepcopy(whole)
            rows = next(sheet.head for sheet in found if sheet.name == NAMES[name])
            if name == "nodes":
                for row in rows:
                    row.append("")
                rows[0][-1], rows[4][-1] = key, value
            else:
                rows.append([key, value, ""])
            assert all(problem.message() for problem in edition_of(found)[1])


def test_a_real_file_is_read_like_its_cells():
    book = changed(
        ("nodes", {"Code": "1.1.1"}, "Points", "2o"),
        ("nodes", {"Code": "1.1.2"}, "Code", datetime(2002, 1, 1)),
        ("nodes", {"Code": "1.1.3"}, "Code", 1.1),
        ("options", {"Indicator": "2.1.1", "Share of points": 0.5}, "Share of points", 5),
    )
    framework, problems = read_framework(saved(book), COMPONENTS)
    assert framework is None and [f"{p.place}: {p.message()}" for p in problems] == said(book)
    assert [problem.place for problem in problems] == [
        "Indicators!F5", "Indicators!A6", "Indicators!A7", "Choices!B6",
    ]  # fmt: skip


def test_the_base_is_only_for_hints():
    assert read_framework(framework_workbook(load_framework("province-published")))[1] == []
