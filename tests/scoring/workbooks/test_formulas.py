"""Formulas: which values are worked out again, how references move, and what is found in a sheet's XML."""

import io
import zipfile

import pytest

from scoring.workbooks.cells import Sheet
from scoring.workbooks.child.formulas import _LONGEST_ROW, formulas, moved, put_failed
from scoring.workbooks.formulas import evaluate
from scoring.workbooks.read import read_files
from tests.scoring.workbooks.spoiled.make import FRAMEWORK, MAIN, UNITS, book, edited

SHEET = Sheet("S", [[1.0, 2.0, "x", ""], [3.0, 4.0, True, 5.0]])


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("A1+B1", 3), ("=SUM(A1:B2)", 10), ("sum(a1:b2)/4", 2.5), ("AVERAGE(A1:B1)", 1.5), ("MIN(A1:B2)", 1),
        ("MAX($A$1:B$2;9)", 9), ("SUM(A1:D2)", 15), ("-A2*2", -6), ("(A1+B1)*2", 6), ("SUM(B2:A1)", 10), ("D1+1", 1),
        ("1/8", 0.125), ("SUM(A1,B1,3)", 6),
    ],
)  # fmt: skip
def test_a_simple_formula_is_worked_out(formula, value):
    assert evaluate(formula, SHEET) == value


@pytest.mark.parametrize(
    "formula",
    ["", "C1+1", "A1/0", "A1/D1", "AVERAGE(D1:D1)", "MIN()", "IF(A1>0,1,2)", "Data!A1", '"x"', "ROUND(A1,1)", "A1^2",
        "2**9",
     "NAME+1", "A1:B1+1:", "A1:", "(" * 400 + "1" + ")" * 400, "9" * 900, "1+" * 600 + "1", "__import__(1)", "A1 B1"],
)  # fmt: skip
def test_another_formula_is_taken_at_its_word(formula):
    assert evaluate(formula, SHEET) is None


@pytest.mark.parametrize(
    ("formula", "down", "right", "there"),
    [
        ("A1+B2", 1, 0, "A2+B3"), ("A1+B2", 0, 1, "B1+C2"), ("$A1+B$2", 3, 2, "$A4+D$2"), ("$A$1", 5, 5, "$A$1"),
        ("SUM(Z9:AA10)", 1, 1, "SUM(AA10:AB11)"), ("LOG10(A1)", 1, 0, "LOG10(A2)"), ('A1&"B1"', 1, 0, 'A1&"B1"'),
        ("Data!A1", 1, 0, "Data!A1"), ("1E5+A1", 1, 0, "1E5+A2"),
    ],
)  # fmt: skip
def test_a_shared_formula_moves_with_its_cell(formula, down, right, there):
    assert moved(formula, down, right) == there


def found(cells: str) -> list:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("s.xml", f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>")
    with zipfile.ZipFile(buffer) as archive:
        return [tuple(formula) for formula in formulas(archive, "s.xml")]


def test_formulas_and_failed_cells_of_a_sheet():
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><c s="4" r="B1" t="str"><f>A1&amp;"&lt;"</f><v>1&lt;</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">A1*2</f><v>2</v></c>'
        '<c r="B2" t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>4</v></c><c r="B3" t="inlineStr"><is><t>#N/A</t></is></c></row>'
        '<row r="4">\n  <c r="A4">\n <f ca="1">NOW()</f>\n </c><c r="B4" t="str"><v>#N/A</v></c></row>'
    )
    assert found(cells) == [
        (0, 1, 'A1&"<"', "str", b"1&lt;"),
        (1, 0, "A1*2", "", b"2"),
        (1, 1, "", "e", b"#N/A"),
        (2, 0, "A2*2", "", b"4"),
        (3, 0, "NOW()", "", b""),
    ]


def test_what_the_reader_left_empty_is_put_back():
    cells = '<row r="1"><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="3"><c r="D3"><f>A1</f></c></row>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("s.xml", cells)
    rows = [["", ""]]
    with zipfile.ZipFile(buffer) as archive:
        put_failed(list(formulas(archive, "s.xml")), rows)
    assert rows == [["", "#DIV/0!"], [], ["", "", "", "=A1"]]


def test_formulas_are_found_however_the_parts_of_the_file_fall():
    """Rows of a few letters and rows longer than what is read at once."""
    row = '<row r="{0}"><c r="A{0}"><f>B{0}+1</f><v>{0}</v></c><c r="C{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    cells = "".join(row.format(n, "x" * (2**20 + 7 * n if n % 3 == 0 else n)) for n in range(1, 12))
    assert [(line, text) for line, _, text, *_ in found(cells)] == [(n - 1, f"B{n}+1") for n in range(1, 12)]
    assert _LONGEST_ROW > 2**21


def test_only_so_many_cells_are_followed_on_a_sheet(monkeypatch, without_children):
    """The first formula names four cells, the second a million, the third two again."""
    rows = [[name, "2023", 9] for name in ("Hà Nội", "Hà Giang", "Cao Bằng")]
    content = book(("S", [["Tỉnh", "Kỳ", "Cuộc họp", "a", "b"], *[[*row, 1, 1] for row in rows]]))
    for row, formula in ((2, "SUM(D2:E3)"), (3, "SUM(D1:D1000000)"), (4, "D4+E4")):
        content = edited(content, (f'<c r="C{row}" t="n"><v>9</v>', f'<c r="C{row}"><f>{formula}</f><v>9</v>'))
    for most, stale in ((10**7, ["C2", "C3", "C4"]), (999_999, ["C2", "C4"]), (5, ["C2"]), (3, ["C4"])):
        monkeypatch.setattr("scoring.workbooks.formulas._MOST_CELLS", most)
        problems = read_files([("", content)], FRAMEWORK, UNITS).problems
        assert [p.cell for p in problems if p.code == "formula_stale"] == stale
