"""More than a hundred and fifty spoiled and odd files: each gets the right message or reads right, and none raises."""

import ast
import io
import re
import subprocess
import sys
import warnings
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from figures.problems import list_titles, sentences
from figures.words import LANGUAGES, words
from scoring import read_workbook
from scoring.intake import Intake, examine
from scoring.workbooks.marks import mark
from scoring.workbooks.problems import Problem, cell_name
from scoring.workbooks.read import Reading, read_files
from tests.scoring.workbooks.spoiled import figures, files, rows, sheets, texts
from tests.scoring.workbooks.spoiled.make import FIGURES, FRAMEWORK, UNITS

TAME = {case.name: case for module in (figures, sheets, texts, rows) for case in module.CASES}
HOSTILE = {case.name: case for case in files.CASES}
EVERY = TAME | HOSTILE
every_case = pytest.mark.parametrize("name", EVERY)


@cache
def files_of(name: str) -> list[tuple[str, bytes]]:
    return EVERY[name].files()


@cache
def examined(name: str) -> Intake:
    case = EVERY[name]
    return examine(files_of(name), FRAMEWORK, UNITS, case.period, case.decimal)


def said(reading: Reading) -> list[str]:
    """Every sentence but that units are missing: all cases have four of 63."""
    return [problem.message() for problem in reading.problems if problem.code != "unit_missing"]


def values(intake: Intake) -> pd.Series:
    table = intake.reading.table
    assert table is not None and list(table.values.index.unique("period")) == ["2023"]
    return table.values.droplevel(0).stack().dropna()


def test_they_are_more_than_sixty_and_all_different():
    assert len(EVERY) > 150 and len(EVERY) == sum(len(m.CASES) for m in (figures, sheets, texts, rows, files))


@every_case
def test_it_gets_the_right_message_or_reads_right(name):
    case, intake = EVERY[name], examined(name)
    assert said(intake.reading) == list(case.says)
    assert intake.reading.blocked == (case.figures is None)
    if case.figures is None:
        assert intake.scores is None and not intake.changes
        return
    found = values(intake)
    expected = pd.Series({**FIGURES, **case.figures})
    expected = expected[expected.index.get_level_values(0).isin(found.index.get_level_values(0))].dropna()
    pd.testing.assert_series_equal(found.sort_index(), expected.sort_index(), check_names=False, check_exact=True)
    assert intake.quality is not None and (intake.scores is not None or intake.refusal)


@pytest.mark.parametrize("name", ["the good table", "words for a number", "half a workbook", "a heading twice"])
def test_one_file_is_read_as_an_upload_of_one(name):
    table, problems = read_workbook(files_of(name)[0][1], FRAMEWORK, UNITS)
    intake = examined(name)
    assert problems == intake.reading.problems
    if intake.reading.blocked:
        assert table is None
    else:
        pd.testing.assert_frame_equal(table.values, intake.reading.table.values)


@every_case
def test_its_problems_are_said_in_every_language_at_places_that_are_there(name):
    reading = examined(name).reading
    for problem in reading.problems:
        for lang in LANGUAGES:
            (text,) = sentences([problem], words(lang), FRAMEWORK)
            assert text and not re.search(r"\{\w*\}", text)
        assert problem.severity in ("error", "warning")
        for cell in (problem.cell, *problem.also):
            assert cell == "" or re.fullmatch(r"[A-Z]{1,3}[1-9]\d{0,6}", cell)
        if reading.table is not None and problem.sheet:
            assert (problem.file, problem.sheet) in reading.sheets


def test_the_value_of_a_problem_is_what_stands_in_its_cell():
    """Rows are counted as the spreadsheet counts them: titles, blank and hidden rows included."""
    looked = 0
    for name in TAME:
        for file, content in files_of(name):
            if not content.startswith(b"PK"):
                continue
            told = [p for p in own(examined(name).reading.problems, file) if p.code in RAW]
            if not told:
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(io.BytesIO(content))
            for problem in told:
                cell = book[problem.sheet][problem.cell].value
                assert str(cell).strip().startswith(problem.value), f"{name}: {problem}"
                looked += 1
    assert looked > 10


# Problems whose value is what is written in the cell.
RAW = {"not_a_choice", "number_ambiguous", "column_unknown", "column_misspelt", "column_twice", "flag_unknown",
       "row_left_out", "period_unknown", "unit_spelling", "unit_twice"}  # fmt: skip


# Returned with marks, and read again.

SAID = words("vi")
TITLES = list_titles(SAID)


def returned(content: bytes, problems: list[Problem]) -> bytes | None:
    severities = {severity: SAID.t(f"severity.{severity}") for severity in ("error", "warning")}
    return mark(content, problems, sentences(problems, SAID, FRAMEWORK), TITLES, ["a", "b", "c", "d"], severities)


def own(problems: list[Problem], file: str) -> list[Problem]:
    return [problem for problem in problems if problem.file in ("", file)]


@pytest.mark.parametrize("name", TAME)
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_it_comes_back_with_its_marks_and_says_the_same_again(name, without_children):
    case, intake = EVERY[name], examined(name)
    again = []
    for file, content in files_of(name):
        problems = own(intake.reading.problems, file)
        marked_book = returned(content, problems)
        if marked_book is None:
            assert intake.reading.table is None or len(files_of(name)) > 1
            assert all(not problem.sheet or problem.sheet == "CSV" for problem in problems)
            again.append((file, content))
            continue
        book = openpyxl.load_workbook(io.BytesIO(marked_book))
        comments, coloured = marks_of(book)
        wanted = {(p.sheet, corner(book, p.sheet, cell)) for p in problems for cell in (p.cell, *p.also) if cell}
        assert comments == coloured == wanted
        listed = [[cell.value for cell in row] for row in book[TITLES[0]].iter_rows(min_row=2)]
        assert [row[2] or "" for row in listed] == [problem.cell for problem in problems]
        again.append((file, marked_book))
    second = read_files(again, FRAMEWORK, UNITS, case.period, case.decimal)
    assert said(second) == said(intake.reading)
    if second.table is not None:
        pd.testing.assert_frame_equal(second.table.values, intake.reading.table.values)
        pd.testing.assert_frame_equal(second.table.remarks, intake.reading.table.remarks)


def marks_of(book) -> tuple[set, set]:  # type: ignore[no-untyped-def]
    """(sheet, cell) of our comments and of our colours."""
    comments, coloured = set(), set()
    for sheet in book.worksheets:
        if sheet.title in TITLES:
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == "DTI":
                    comments.add((sheet.title, cell.coordinate))
                if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in ("FFF8C9C4", "FFFCE8B2"):
                    coloured.add((sheet.title, cell.coordinate))
    return comments, coloured


def corner(book, sheet: str, cell: str) -> str:  # type: ignore[no-untyped-def]
    """The cell that shows a mark: of merged ones the first."""
    merged = next((area for area in book[sheet].merged_cells.ranges if cell in area), None)
    return cell_name(merged.min_row - 1, merged.min_col - 1) if merged else cell


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_comes_back_or_not_and_hurts_nobody(name):
    problems = examined(name).reading.problems
    content = files_of(name)[0][1]
    # What is far too large is not sent to a child at all.
    book = None if len(content) > 60 * 2**20 else returned(content, problems)
    if book is None:
        assert examined(name).reading.table is None
    else:
        assert TITLES[0] in openpyxl.load_workbook(io.BytesIO(book), read_only=True).sheetnames


_MEASURE = """
import resource, sys
from pathlib import Path
from scoring.intake import examine
from tests.scoring.workbooks.spoiled.make import FRAMEWORK, UNITS
for path in sys.argv[1:]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    intake = examine([("", Path(path))], FRAMEWORK, UNITS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = [problem.message() for problem in intake.reading.problems if problem.code != "unit_missing"]
    print([after.ru_maxrss // 1024, seconds, said, intake.scores is not None])
"""


def test_the_reading_child_keeps_within_a_gibibyte_and_twenty_seconds(tmp_path):
    for number, case in enumerate(files.HEAVY):
        (tmp_path / str(number)).write_bytes(case.files()[0][1])
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURE, *(str(tmp_path / str(number)) for number in range(len(files.HEAVY)))],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    measured = [ast.literal_eval(line) for line in ran.stdout.splitlines()]
    for case, (mebibytes, seconds, messages, scored) in zip(files.HEAVY, measured, strict=True):
        assert messages == list(case.says) and scored == (case.figures is not None), case.name
        assert mebibytes <= 1024 and seconds <= 21, case.name
