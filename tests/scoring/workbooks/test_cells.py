"""The child that opens files: its answers in order, its limits, and what it may say."""

import io
import pickle
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from scoring.workbooks import cells
from scoring.workbooks.cells import Sheet, in_child, read_cells
from scoring.workbooks.child.cells import HEAD, NUMBERS, OTHERS, pack, plain, read
from scoring.workbooks.problems import Problem
from tests.scoring.workbooks.spoiled.files import sheet_of
from tests.scoring.workbooks.spoiled.make import HEADER, ROWS, book, good


def test_a_child_that_dies_costs_one_file_and_the_others_are_read_in_their_order(monkeypatch):
    monkeypatch.setattr(cells, "MEMORY_MB", 200)
    monkeypatch.setattr(cells.in_child, "__defaults__", (1, 200))
    heavy = sheet_of(("<row>" + "<c><v>1</v></c>" * 1_000 + "</row>") * 3_000)
    first, second, third, fourth = read_cells([good(), heavy, good(A2="Huế"), bytes(51 * 2**20)])
    assert first[0].cell(1, 0) == "Hà Nội" and third[0].cell(1, 0) == "Huế"
    assert second == Problem("unreadable") and (fourth.code, fourth.value) == ("too_large", "51")


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(cells, "SECONDS", 1)
    monkeypatch.setattr(cells, "_CHILD", "import time; time.sleep(60)  # {folder} {module} {limits}")
    monkeypatch.setattr(cells, "WALL_SECONDS", 0.2)
    assert read_cells([good()]) == [Problem("unreadable")]


def test_a_child_that_stands_still_costs_one_file_and_ends_by_itself(monkeypatch):
    """It uses no processor, and the time that its parent gives it is that of all files."""
    stands = "c.read = lambda content, read=c.read: time.sleep(600) if content == b'still' else read(content)"
    script = "import sys, time; sys.path.append({folder!r}); from child import {module} as c; " + stands
    monkeypatch.setattr(cells, "_CHILD", script + "; c.main({limits})")
    monkeypatch.setattr(cells, "SECONDS", 1)
    first, second, third = read_cells([good(), b"still", good()])
    assert first == third and second == Problem("unreadable")


def test_the_child_searches_its_own_folder_last():
    """Beside it lie modules called numbers and parts; the standard library's must be found first."""
    folder = str(Path(cells.__file__).parent)
    script = f"import sys; sys.path.append({folder!r}); import numbers; from child import cells; print(numbers.Number)"
    ran = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "<class 'numbers.Number'>"
    assert "pandas" not in subprocess.run(
        [sys.executable, "-I", "-c", script + "; print(*sys.modules)"], capture_output=True, text=True, check=True
    ).stdout.split()  # fmt: skip


def test_an_answer_that_holds_an_object_is_refused(monkeypatch):
    answer = pickle.dumps(("cells", [Path("x")]))
    monkeypatch.setattr(cells, "in_child", lambda *_: struct.pack(">Q", len(answer)) + answer)
    with pytest.raises(pickle.UnpicklingError, match="does not belong in an answer"):
        read_cells([good()])


@pytest.mark.parametrize("output", [b"", b"\0\0", struct.pack(">Q", 9) + b"half"])
def test_half_an_answer_is_none(monkeypatch, output):
    monkeypatch.setattr(cells, "in_child", lambda *_: output)
    assert read_cells([good()]) == [Problem("unreadable")]


def test_a_file_is_bytes_a_path_or_open(tmp_path):
    content = good()  # once: a workbook carries the second in which it was made
    (tmp_path / "a.xlsx").write_bytes(content)
    same = [content, tmp_path / "a.xlsx", str(tmp_path / "a.xlsx"), io.BytesIO(content)]
    assert len({cells.content(file) for file in same}) == 1


def test_columns_of_numbers_travel_packed_and_others_as_they_are():
    rows = [["h"] * 4] * HEAD + [[1.0, "", "x", True], ["  ", 2, 3.0, ""], ["", float("nan"), "x", ("d",)]]
    head, columns = pack([list(row) for row in rows])
    assert len(head) == HEAD and [kind for kind, _ in columns] == [NUMBERS, NUMBERS, OTHERS, OTHERS]
    np.testing.assert_array_equal(np.frombuffer(columns[0][1]), [1, np.nan, np.nan])
    np.testing.assert_array_equal(np.frombuffer(columns[1][1]), [np.nan, 2, np.nan])
    assert pickle.loads(columns[2][1]) == ["x", 3.0, "x"]


def test_blank_rows_at_the_end_are_no_rows_and_short_ones_are_filled():
    assert pack([["a"], ["", "b"], ["  ", "\u00a0"], []]) == ([["a", ""], ["", "b"]], [])
    assert pack([[""], [" "]]) == ([], [])


@pytest.mark.parametrize(
    ("cell", "sent"), [("  ", ""), (" a", " a"), (float("nan"), ""), (0, 0), (False, False), (1.5, 1.5)]
)
def test_what_travels_of_a_cell(cell, sent):
    assert plain(cell) == sent and type(plain(cell)) is type(sent)


def test_a_sheet_gives_cells_and_columns_by_its_rows():
    head = [["a", 1.0], ["b", ""]]
    sheet = Sheet("S", head, [["c", "d", ""], np.array([2.0, np.nan, 3.0])])
    assert (sheet.width, sheet.height) == (2, 5)
    assert [sheet.cell(row, 1) for row in range(5)] == [1.0, "", 2.0, "", 3.0]
    assert sheet.listed(0, np.array([0, 2, 4])) == ["a", "c", ""]
    first, rest = sheet.column(1, np.array([1, 2, 4]))
    assert first == [""] and rest.tolist() == [2, 3]
    assert sheet.column(1, np.array([0, 1])) == ([1.0, ""], [])
    assert sheet.filled.tolist() == [[True, True], [True, False], [True, True], [True, False], [False, True]]


def test_a_long_sheet_is_the_same_below_the_head_as_in_it():
    rows = [[f"u{n}", "2023", n / 8, n, "Có" if n % 2 else None] for n in range(3 * HEAD)]
    kind, sheets = read(book(("S", [HEADER[:5], *rows])))
    sheet = cells._unpack(pickle.dumps((kind, sheets)))[0]
    assert [[sheet.cell(row, column) for column in range(5)] for row in range(1, sheet.height)] == [
        ["" if cell is None else cell for cell in row] for row in rows
    ]


def test_what_a_child_wrote_before_it_died_is_kept():
    script = in_child("cells", [struct.pack(">Q", len(good())), good(), b"\0\0\0"], 2)
    length = struct.unpack(">Q", script[:8])[0]
    assert len(script) >= 8 + length and len(ROWS) == 4
