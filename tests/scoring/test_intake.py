"""An upload from files to everything an analyst wants to know: each step, and what stops the next."""

import numpy as np
import pytest

from scoring import score
from scoring.intake import STEPS, examine
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import MOST_PROBLEMS, Reading, read_files
from tests.scoring.workbooks.spoiled.make import FRAMEWORK, HEADER, ROWS, UNITS, book, good
from tests.scoring.workbooks.spoiled.rows import form


def test_a_good_upload_goes_through_every_step():
    heard: list[str] = []
    before = score(FRAMEWORK, read_files([("", good(D2=9))], FRAMEWORK, UNITS, "2022").table.values)
    asked = []

    def in_force(division, period):  # type: ignore[no-untyped-def]
        asked.append((division, period))
        return before

    intake = examine([("a.xlsx", good())], FRAMEWORK, UNITS, in_force=in_force, report=heard.append)
    assert tuple(heard) == STEPS and asked == [("63", "2023")]
    # 1.1 = 0.915, 1.2 = 12 / 20, 1.10 = 1; 4.22.2 = 0.62, 4.22.11 = 0.9: Hà Nội's 0.6 · mean of three, 0.4 · (…).
    expected = (20 * 0.915 + 20 * 0.6 + 20 * 1 + 10 * 0.62 + 30 * 0.9) / 100
    assert intake.scores.scores.loc[("2023", "01"), "dti"] == pytest.approx(expected)
    assert list(intake.changes) == ["2023"]
    assert intake.changes["2023"].cells[["unit", "column", "before", "after"]].values.tolist() == [["01", "1.2", 9, 12]]
    assert intake.quality.upload["correct"] == 1 and not intake.refusal and not intake.reading.blocked


def test_an_error_stops_before_scoring_and_quality_is_told_all_the_same():
    heard: list[str] = []
    intake = examine([("a.xlsx", good(D2="x y"))], FRAMEWORK, UNITS, report=heard.append)
    assert heard == ["reading", "judging"] and intake.scores is None and intake.changes == {}
    assert intake.reading.blocked and intake.reading.table is not None
    assert intake.quality.upload["correct"] == pytest.approx(23 / 24)


def test_an_unreadable_file_has_problems_and_nothing_else():
    intake = examine([("a.xlsx", b"%PDF")], FRAMEWORK, UNITS)
    assert [p.code for p in intake.reading.problems] == ["not_a_workbook"]
    assert (intake.reading.table, intake.quality, intake.scores) == (None, None, None)


def test_leaps_against_the_last_release_are_problems_and_cost_points():
    names = UNITS.of("province", "63")["name_vi"].head(12).tolist()
    rows = [[name, "2023", 50 + n] for n, name in enumerate(names)]
    header = HEADER[:3]
    last = score(FRAMEWORK, read_files([("", book(("S", [header, *rows])))], FRAMEWORK, UNITS).table.values)
    rows[4][2] = 99
    now = [[name, "2024", x] for name, _, x in rows]
    intake = examine([("", book(("S", [header, *now])))], FRAMEWORK, UNITS, last=lambda division, period: last)
    assert [p.cell for p in intake.reading.problems if p.code == "jump"] == ["C6"]
    assert intake.quality.upload["correct"] == pytest.approx(11 / 12)


def test_a_form_is_scored_like_a_table_of_raw_figures():
    intake = examine([("bieu.xlsx", form())], FRAMEWORK, UNITS)
    assert intake.scores.scores.loc[("2023", "02"), "dti"] == pytest.approx((44 + 30) / 100)
    assert intake.quality.upload["sufficient"] == 1  # a form speaks for its own unit


def test_a_list_without_end_is_cut_and_says_so_and_quality_counts_all(without_children):
    names = UNITS.of("province", "63")["name_vi"].tolist()
    rows = [[name, str(year), *["x y"] * 6] for year in range(2010, 2017) for name in names]
    intake = examine([("", book(("S", [HEADER, *rows])))], FRAMEWORK, UNITS)
    listed, every = intake.reading.problems, intake.reading.found
    assert len(every) == 7 * 63 * 6 and len(listed) == MOST_PROBLEMS + 1
    assert listed[-1].message() == "646 more problems are not listed. Correct those that are, then upload again."
    assert intake.quality.upload["correct"] == 0 and len(intake.quality.losses) == 2 * len(every)


def test_problems_come_as_one_reads_errors_first():
    listed = [Problem("jump", "T", "B2"), Problem("not_a_number", "T", "B10"), Problem("not_a_number", "T", "C9"),
              Problem("not_a_number", "S", "AA3"), Problem("not_a_number", "S", "Z3"), Problem("empty")]  # fmt: skip
    reading = Reading(None, listed, (("", "S"), ("", "T")))
    assert [(p.sheet, p.cell) for p in reading.problems] == [
        ("", ""), ("S", "Z3"), ("S", "AA3"), ("T", "C9"), ("T", "B10"), ("T", "B2")
    ]  # fmt: skip


def test_no_step_changes_what_it_is_given():
    rows = [list(row) for row in ROWS]
    first = examine([("", book(("S", [HEADER, *rows])))], FRAMEWORK, UNITS)
    values = first.reading.table.values.copy()
    examine([("", good())], FRAMEWORK, UNITS, last=lambda *_: first.scores, in_force=lambda *_: first.scores)
    np.testing.assert_array_equal(first.reading.table.values, values)
