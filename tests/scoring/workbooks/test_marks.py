"""The workbook returned with its marks: what is coloured, what is said, what stays as it was."""

import io
import zipfile

import openpyxl
import pytest

from figures.problems import list_titles
from figures.words import words
from scoring.workbooks.cells import read_cells
from scoring.workbooks.marks import mark
from scoring.workbooks.problems import Problem
from tests.scoring.workbooks.spoiled.make import HEADER, ROWS, book, edited, good
from tests.scoring.workbooks.spoiled.texts import GOOD

SEVERITIES = {"error": "Error", "warning": "Warning"}
HEADINGS = ["Severity", "Sheet", "Cell", "What"]
RED, YELLOW = "FFF8C9C4", "FFFCE8B2"


@pytest.fixture(autouse=True)
def here(without_children):
    """All files of these tests are tame."""


def marked(content: bytes, *problems: Problem, lang: str = "en") -> bytes:
    found = mark(content, problems, [p.message() for p in problems], list_titles(words(lang)), HEADINGS, SEVERITIES)
    assert found is not None
    return found


def opened(content: bytes):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(content))


WRONG = Problem("not_a_number", "S", "C3", "x")
TEXT = Problem("number_as_text", "S", "D3", "4", {"name": "n", "count": 3, "number": "4"}, also=("D4", "D5"))


def test_errors_are_red_warnings_yellow_and_every_cell_of_a_problem_is_marked():
    sheet = opened(marked(good(), WRONG, TEXT))["S"]
    colours = {
        c.coordinate: c.fill.fgColor.rgb for row in sheet.iter_rows() for c in row if c.fill.fill_type == "solid"
    }
    assert colours == {"C3": RED, "D3": YELLOW, "D4": YELLOW, "D5": YELLOW}
    assert sheet["C3"].comment.text == WRONG.message() and sheet["D5"].comment.text == TEXT.message()


def test_a_cell_with_an_error_and_a_warning_is_red_and_says_both():
    both = Problem("mixed_units", "S", "C3", "0.5", {"name": "n", "percent": "50"})
    cell = opened(marked(good(), both, WRONG))["S"]["C3"]
    assert cell.fill.fgColor.rgb == RED and cell.comment.text == f"{both.message()}\n\n{WRONG.message()}"


def test_a_sheet_lists_all_problems_with_links_to_their_cells():
    whole = Problem("unit_missing", "S", "", "Huế", {"count": 1, "total": 2, "period": "2023"})
    found = opened(marked(good(), WRONG, whole))
    assert found.sheetnames == ["S", "Problems"]
    rows = [[cell.value for cell in row] for row in found["Problems"].iter_rows()]
    assert rows == [
        HEADINGS, ["Error", "S", "C3", WRONG.message()], ["Warning", "S", None, whole.message()]
    ]  # fmt: skip
    assert (
        found["Problems"]["C2"].hyperlink.location == "'S'!C3" or found["Problems"]["C2"].hyperlink.target == "#'S'!C3"
    )


def test_what_an_earlier_return_marked_is_taken_away_first():
    once = marked(good(), WRONG, TEXT, lang="vi")
    again = opened(marked(once, Problem("not_a_number", "S", "E3", "x")))
    sheet = again["S"]
    assert [c.coordinate for row in sheet.iter_rows() for c in row if c.comment] == ["E3"]
    assert [c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fill_type == "solid"] == ["E3"]
    assert again.sheetnames == ["S", "Problems"]


def test_a_note_of_ones_own_stays_and_so_do_colours():
    def dress(made) -> None:  # type: ignore[no-untyped-def]
        made["S"]["C3"].comment = openpyxl.comments.Comment("xem lại", "An")
        made["S"]["A1"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF00FF00")

    once = marked(book(("S", [HEADER, *ROWS]), change=dress), WRONG)
    sheet = opened(once)["S"]
    assert sheet["C3"].comment.text == f"xem lại\n\n{WRONG.message()}" and sheet["A1"].fill.fgColor.rgb == "FF00FF00"


def test_formulas_keep_what_they_last_gave():
    content = edited(
        good(C3=4242, D3=4243, E3=4244, F3=4245, G3=4246),
        ('<c r="C3" t="n"><v>4242</v>', '<c r="C3"><f>C2-1</f><v>0.30000000000000004</v>'),
        ('<c r="D3" t="n"><v>4243</v>', '<c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v>'),
        ('<c r="E3" t="n"><v>4244</v>', '<c r="E3" t="str"><f>"C"&amp;"ó"</f><v>Có</v>'),
        ('<c r="F3" t="n"><v>4245</v>', '<c r="F3" t="b"><f>1=1</f><v>1</v>'),
        ('<c r="G3" t="n"><v>4246</v>', '<c r="G3"><f>G2</f>'),
    )
    before, after = read_cells([content, marked(content, WRONG)])
    assert before[0].head == after[0].head and before[0].formulas == after[0].formulas
    assert before[0].head[2][2:7] == [0.30000000000000004, "#DIV/0!", "Có", True, "=G2"]


@pytest.mark.parametrize("number", [1 / 7, 0.1 + 0.2, 1e22, 123456789012345678, -0.0, 5e-324])
def test_no_digit_of_a_number_is_lost(number):
    content = edited(good(C3=4242), ("<v>4242</v>", f"<v>{number!r}</v>"))
    (before,), (after, _) = read_cells([content, marked(content, WRONG)])
    assert before.cell(2, 2) == after.cell(2, 2) == float(number)


def test_a_text_file_comes_back_as_a_workbook_with_its_texts():
    found = opened(marked(GOOD.encode(), Problem("not_a_number", "CSV", "C3", "55")))
    assert found.sheetnames == ["CSV", "Problems"]
    assert found["CSV"]["C3"].value == "55" and found["CSV"]["C3"].fill.fgColor.rgb == RED
    assert [[str(cell) for cell in row] for row in [HEADER, *ROWS]] == [
        [str(cell.value) for cell in row] for row in found["CSV"].iter_rows()
    ]


def test_a_text_that_would_be_a_formula_stays_a_text():
    found = marked(b"a,b\n=1+1,x\n", Problem("column_unknown", "CSV", "A2", "=1+1"), Problem("no_header", words={
        "framework": "t", "example": "=cmd|' /C calc'!A0"}))  # fmt: skip
    book = opened(found)
    assert book["CSV"]["A2"].data_type == "s" and book["Problems"]["D3"].data_type == "s"
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_control_characters_and_very_long_sentences_do_not_stop_it():
    odd = Problem("not_a_number", "S", "C3", "a\x01b" + "x" * 40_000)
    found = opened(marked(good(), odd))
    assert found["S"]["C3"].comment.text.startswith("Sheet 'S', cell C3: 'abxxx")
    assert len(found["Problems"]["D2"].value) <= 32_767


def test_a_workbook_that_openpyxl_refuses_comes_back_as_a_copy_of_its_cells(monkeypatch):
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: 1 / 0)
    content = book(
        ("A", [HEADER, *ROWS]), ("B", [["x"]]), change=lambda made: setattr(made["B"], "sheet_state", "hidden")
    )
    found = marked(content, Problem("not_a_number", "A", "C3", "x"))
    monkeypatch.undo()
    copy = opened(found)
    assert copy["A"]["C3"].fill.fgColor.rgb == RED and copy["B"].sheet_state == "hidden"
    assert [[cell.value for cell in row] for row in copy["A"].iter_rows()] == [HEADER, *ROWS]


def test_of_a_very_large_workbook_the_first_and_the_marked_rows_come_back(monkeypatch):
    from scoring.workbooks.child import marks

    monkeypatch.setattr(marks, "MOST_XML", 1_000)
    rows = [[f"u{n}", "2023", n] for n in range(200)]
    found = opened(marked(book(("S", [HEADER[:3], *rows])), Problem("not_a_number", "S", "C150", "148")))
    values = {cell.coordinate: cell.value for row in found["S"].iter_rows() for cell in row if cell.value is not None}
    assert values["C150"] == 148 and values["A40"] == "u38" and "A41" not in values and "A151" not in values
    assert found["S"]["C150"].fill.fgColor.rgb == RED


@pytest.mark.parametrize("content", [b"%PDF", b"", b"PK\3\4"])
def test_what_cannot_be_opened_cannot_be_marked(content):
    assert mark(content, [Problem("not_a_workbook")], ["said"], ["Problems"], HEADINGS, SEVERITIES) is None
    assert mark(good(), [Problem("unreadable")], ["said"], ["Problems"], HEADINGS, SEVERITIES) is None
