"""Sheets and files brought together: every figure once, and the way back from a figure to its cell."""

import numpy as np
import pandas as pd
import pytest

from scoring.workbooks.merge import _turns, cell_at, places_of
from scoring.workbooks.parts import cell_of, cells_named, place, row_and_column
from scoring.workbooks.read import read_files
from tests.scoring.workbooks.spoiled.make import CODES, FRAMEWORK, HEADER, ROWS, UNITS, book


def reading(*files: tuple[str, bytes]):  # type: ignore[no-untyped-def]
    return read_files(files, FRAMEWORK, UNITS)


def test_a_figure_knows_its_cell_and_the_cell_its_figure(without_children):
    read = reading(
        ("a.xlsx", book(("S", [["Tên bảng"], [], HEADER, *ROWS[:2]]))), ("b.xlsx", book(("T", [HEADER, *ROWS[2:]])))
    )
    table = read.table
    assert table.cell("2023", "02", "1.2") == ("a.xlsx", "S", "D5")
    assert table.cell("2023", "48", "4.22.11.b") == ("b.xlsx", "T", "H3")
    cells = [("a.xlsx", "S", "D5"), ("b.xlsx", "T", "H3"), ("b.xlsx", "S", "D5"), ("a.xlsx", "S", "A5")]
    assert table.where(cells) == {cells[0]: ("2023", "02", "1.2"), cells[1]: ("2023", "48", "4.22.11.b")}
    every = table.cells_of(table.places.to_numpy().ravel())
    for number, key in enumerate((*index, column) for index in table.places.index for column in table.places.columns):
        assert tuple(every.loc[number]) == table.cell(*key)


def test_a_column_that_no_sheet_has_has_no_cells(without_children):
    table = reading(("", book(("S", [HEADER[:4], *[row[:4] for row in ROWS]])))).table
    assert table.cell("2023", "01", "4.22.2") == ("", "", "")
    assert table.values[CODES[2:]].isna().all(axis=None)


def test_the_first_figure_stays_and_what_is_missing_is_filled(without_children):
    first = [HEADER[:4], ["Hà Nội", "2023", 10, None], ["Hà Giang", "2023", None, 3]]
    second = [HEADER[:4], ["Hà Giang", "2023", 20, 3], ["Hà Nội", "2023", 11, 5]]
    read = reading(("", book(("S", first), ("T", second))))
    assert read.table.values[["1.1", "1.2"]].to_numpy().tolist() == [[10, 5], [20, 3]]
    told = [p.message() for p in read.problems if p.code.startswith("value")]
    assert told == [
        "Sheet 'T', cell C3: 11 for 'Hộ có cáp quang' stands elsewhere as 10 (S!C2). Keep one of them.",
        "Sheet 'T', cell D2: 3 for 'Cuộc họp' stands a second time (first at S!D3; 1 such cells in the column). "
        "Delete one.",
    ]
    assert [p.unit for p in read.problems if p.code.startswith("value")] == ["01", "02"]


def test_rows_are_sorted_by_period_and_unit_whatever_their_order(without_children):
    rows = [["Đà Nẵng", "2023", 1], ["Hà Nội", "2024", 2], ["Hà Nội", "2023", 3], ["Đà Nẵng", "2024", 4]]
    table = reading(("", book(("S", [HEADER[:3], *rows])))).table
    assert table.values["1.1"].to_dict() == {
        ("2023", "01"): 3, ("2023", "48"): 1, ("2024", "01"): 2, ("2024", "48"): 4,
    }  # fmt: skip


def test_sources_and_notes_of_rows_come_along(without_children):
    header = [*HEADER[:3], "Nguồn", "Ghi chú"]
    rows = [["Hà Nội", "2023", 1, "Sở TTTT", "sơ bộ"], ["Hà Giang", "2023", 2, None, None]]
    notes = reading(("", book(("S", [header, *rows])))).table.notes
    assert notes.loc[("2023", "01"), ["source", "note"]].tolist() == ["Sở TTTT", "sơ bộ"]
    assert notes.loc[("2023", "02"), ["source", "note"]].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("positions", "turns"),
    [([0, 1, 2], [[0, 1, 2]]), ([], [[]]), ([3, 1, 3, 3, 1], [[0, 1], [2, 4], [3]]), ([0, 0], [[0], [1]])],
)
def test_what_stands_for_the_first_and_for_the_second_time(positions, turns):
    assert [turn.tolist() for turn in _turns(np.array(positions, dtype=int))] == turns


def test_places_and_names_of_cells():
    assert cell_of(place(0, 0)) == "A1" and cell_of(place(1_048_575, 16_383)) == "XFD1048576"
    assert row_and_column(place(41, 27)) == (41, 27)
    some = np.array([place(0, 0), place(13, 5), place(99, 26), place(1_048_575, 16_383)])
    assert cells_named(some).tolist() == ["A1", "F14", "AA100", "XFD1048576"]
    assert cells_named(some[:0]).tolist() == []


def test_a_conflict_in_every_cell_is_told_so_often_and_no_more(without_children):
    names = [row["name_vi"] for _, row in UNITS.of("province", "63").iterrows()]
    rows = [[name, str(year), 1] for year in range(2010, 2022) for name in names]
    other = [[name, year, 2] for name, year, _ in rows]
    read = reading(("", book(("S", [HEADER[:3], *rows]), ("T", [HEADER[:3], *other]))))
    counts = pd.Series([p.code for p in read.found]).value_counts()
    assert counts["value_twice"] == 500 and counts["more_faults"] == 1


def test_the_last_cell_of_the_last_sheet_has_its_number():
    sheets = (("a.xlsx", "S"), ("b.xlsx", "T"))
    cell = ("b.xlsx", "T", "XFD1048576")
    (number,) = places_of(cell, sheets)
    assert cell_at(number, sheets) == cell and cell_at(-1, sheets) == ("", "", "")


def test_what_a_row_says_is_said_of_its_figures_and_gives_way_to_what_is_said_of_one(without_children):
    header = ["Tỉnh", "Kỳ", "1.1", "1.1.flag", "1.1.note", "1.2", "4.22.2", "Cờ", "Số liệu đến"]
    rows = [
        ["Hà Nội", "2023", 10, "đo", "theo sở", 3, None, "ước", "2023-06"],
        ["Hà Giang", "2023", 20, None, None, 4, 0.5, "không áp dụng", None],
        ["Cao Bằng", "2023", 30, None, None, 5, 0.6, None, None],
        ["Đà Nẵng", "2023", 40, "mật", None, 6, None, None, "2023-03"],
        ["Nơi khác", "2023", 50, None, "ở đâu", 7, 0.7, "ước", None],
    ]
    table = reading(("", book(("S", [header, *rows])))).table
    told = table.remarks.astype(str)[["unit", "column", "flag", "note", "as_of"]].to_numpy().tolist()
    assert sorted(told) == sorted(
        [
            ["01", "1.1", "measured", "theo sở", "2023-06"],
            ["01", "1.2", "estimated", "", "2023-06"],
            *[["02", column, "not-applicable", "", ""] for column in ("1.1", "1.2", "4.22.2")],
            ["48", "1.1", "confidential", "", ""],
            ["48", "1.2", "", "", "2023-03"],
        ]
    )
    # What does not apply, or is confidential, is no figure.
    assert table.values.loc[("2023", "02")].isna().all() and np.isnan(table.values.loc[("2023", "48"), "1.1"])
    assert table.values.loc[("2023", "48"), "1.2"] == 6
