"""The workbook of units: unchanged it changes nothing, changed it says what, and every fault stands at its cell."""

import datetime

import pandas as pd
import pytest

from scoring import load_units
from scoring.analysis.mergers.lineage import lineage
from scoring.register import difference, read_units_workbook, units_workbook
from scoring.register.read import units_of
from scoring.units import DATA, read_units
from tests.scoring.register.books import BLOCKS, MERGERS, UNITS, Book, changed, founded

PRESENT = load_units()
HANOI, MOH = ("province", "34", "01"), ("ministry-services", "", "MOH")


def read(content):
    return read_units_workbook(content, PRESENT)


@pytest.mark.parametrize("lang", ["vi", "en", "es"])
def test_unchanged_it_is_what_is_in_use(lang):
    found, problems = read(units_workbook(PRESENT, lang))
    assert problems == []
    pd.testing.assert_frame_equal(found.table, PRESENT.table)
    pd.testing.assert_frame_equal(found.blocks, PRESENT.blocks)
    assert difference(PRESENT, found).empty


def test_own_blocks_and_their_own_columns_come_back(tmp_path):
    (tmp_path / "blocks.csv").write_text("id,name_vi,name_en,name_es,divisions,territory\nxa,Xã,Communes,Comunas,,no\n")
    head = "block,division,code,name_vi,name_en,name_es,successor_code,predecessor_codes,colour\n"
    (tmp_path / "units.csv").write_text(head + "xa,,A1,Một,One,Uno,,,red\n")
    own = read_units((DATA, tmp_path))
    found, problems = read_units_workbook(units_workbook(own), own)
    assert found is not None and not any(problem.blocks for problem in problems)
    assert found.of("xa")["name_vi"].tolist() == ["Một"] and found.of("xa")["colour"].tolist() == ["red"]


def test_a_merger_of_ministries_is_carried_through():
    found, problems = read(changed(founded))
    assert problems == []
    assert difference(PRESENT, found, "en").to_dict("split")["data"] == [
        ["ended", "ministry-services", "", "MOH", "valid_to", "", "2027-02-28"],
        ["ended", "ministry-services", "", "MOET", "valid_to", "", "2027-02-28"],
        ["new", "ministry-services", "", "MHE", "", "", "Ministry of Health and Education"],
        ["merged", "ministry-services", "", "MOH", "", "", "ministry-services/MHE"],
        ["merged", "ministry-services", "", "MOET", "", "", "ministry-services/MHE"],
    ]
    assert lineage(found, "ministry-services", "2026", "2027").changes_nothing
    assert lineage(found, "ministry-services", "2026", "2028").merged == {"MHE": ("MOH", "MOET")}
    assert "MOH" in PRESENT.in_force("ministry-services", "", "2028").index  # what is in use has not been touched


def test_a_division_of_its_own_takes_new_units():
    def change(book: Book) -> None:
        book.set(BLOCKS, ("nation",), "Divisions, oldest first, separated by spaces", "N1")
        book.add(UNITS, "nation", "N1", "VN", "Việt Nam", "Viet Nam", "Viet Nam")

    book = Book()
    change(book)
    _, problems = units_of(book.sheets, PRESENT)
    assert [p.code for p in problems if p.blocks] == ["units_division_unknown"]  # its old unit has no division

    def fifth(book: Book) -> None:
        book.set(BLOCKS, ("province",), "Divisions, oldest first, separated by spaces", "63 34 2")
        for code, name in (("01", "Bắc"), ("02", "Nam")):
            book.add(UNITS, "province", "2", code, name, name, name)
        for row in PRESENT.of("province", "34").itertuples():
            book.add(MERGERS, "province", "34", row.code, "province", "2", "01" if row.code < "40" else "02")

    found, problems = read(changed(fifth))
    assert not [p for p in problems if p.blocks]
    assert found.divisions("province") == ["63", "34", "2"]
    assert lineage(found, "province", "63", "2").namesakes == {} and len(found.of("province", "2")) == 2
    assert lineage(found, "province", "63", "2").links.loc["02", "new"] == "01"


def test_a_name_mended_and_a_day_from_a_spreadsheet():
    def change(book: Book) -> None:
        book.set(UNITS, HANOI, "Name in English", "Hanoi")
        book.set(UNITS, HANOI, "First day", datetime.datetime(2025, 7, 2))
        book.set(UNITS, HANOI, "Code", 1)  # a spreadsheet takes the zero away

    found, problems = read(changed(change))
    assert problems == []
    assert difference(PRESENT, found).to_dict("split")["data"] == [
        ["renamed", *HANOI, "name_en", "Ha Noi", "Hanoi"],
        ["changed", *HANOI, "valid_from", "2025-07-01", "2025-07-02"],
    ]


CASES = {
    "twice": (
        lambda book: f"C{book.add(UNITS, *MOH, 'Bộ Y tế', 'Ministry of Health', 'Ministerio de Salud')}",
        "Sheet 'Units', cell {at}: 'MOH' stands twice (first in row {moh}). Give each its own, or delete one.",
    ),
    "block unknown": (
        lambda book: book.set(UNITS, MOH, "Block", "ministry-servcies"),
        "Sheet 'Units', cell {at}: no row of the blocks has the id 'ministry-servcies'. Correct it, or add the block. "
        "Did you mean 'ministry-services'?",
    ),
    "division unknown": (
        lambda book: book.set(UNITS, HANOI, "Division", "35"),
        "Sheet 'Units', cell {at}: the block province has no division '35'. It has: 63, 34. Correct it, or name the "
        "division last in the block's row.",
    ),
    "division taken away": (
        lambda book: book.set(BLOCKS, ("province",), "Divisions, oldest first, separated by spaces", "34"),
        "Sheet 'Blocks', cell {at}: the divisions '34' do not begin with those in use, 63 34. Keep these, and write a "
        "new one behind them.",
    ),
    "one more in a division": (
        lambda book: f"C{book.add(UNITS, 'province', '34', '99', 'Tỉnh mới', 'New', 'Nueva')}",
        "Sheet 'Units', cell {at}: the division 34 is in use and has no unit '99'. Give the new set of units a "
        "division of its own.",
    ),
    "gone": (
        lambda book: book.book[UNITS].delete_rows(book.row(UNITS, *MOH)),
        "Sheet 'Units': 'ministry-services/MOH' is in use and has no row. Put its row back; what has ended gets a last "
        "day.",
    ),
    "no day": (
        lambda book: book.set(UNITS, MOH, "Last day", "2027-02-30"),
        "Sheet 'Units', cell {at}: '2027-02-30' is no day. Write it as 2025-07-01.",
    ),
    "days": (
        lambda book: book.set(UNITS, HANOI, "Last day", "2020-01-01"),
        "Sheet 'Units', cell {at}: the last day 2020-01-01 comes before the first, 2025-07-01. Correct one of them.",
    ),
    "no name": (
        lambda book: book.set(UNITS, HANOI, "Name in Spanish", None),
        "Sheet 'Units', cell {at}: 'Name in Spanish' is missing. Fill it in.",
    ),
    "a name of two": (
        lambda book: book.set(UNITS, HANOI, "Name in English", "Cao Bang"),
        "Sheet 'Units', cell D{other}: 'Cao Bằng' also names 01, so workbooks of figures must give the code. "
        "Take it from one of them.",
    ),
    "negative": (
        lambda book: book.set(UNITS, HANOI, "Area (km²)", -1),
        "Sheet 'Units', cell {at}: -1 is outside the range 0 to ∞ of 'Area (km²)'. Correct the figure.",
    ),
    "code": (
        lambda book: f"C{book.add(UNITS, 'nation', None, 'V N', 'A', 'A', 'A')}",
        "Sheet 'Units', cell {at}: 'V N' cannot be a code. Use at most 20 letters, digits, points and hyphens.",
    ),
    "block's id": (
        lambda book: f"A{book.add(BLOCKS, 'Xã', 'Xã', 'Communes', 'Comunas')}",
        "Sheet 'Blocks', cell {at}: 'Xã' cannot name a block. Use small letters, digits and hyphens.",
    ),
    "predecessor unknown": (
        lambda book: f"C{book.add(MERGERS, 'ministry-services', None, 'MOP', 'ministry-services', None, 'MOH')}",
        "Sheet 'Mergers', cell {at}: no unit is 'ministry-services/MOP'. Correct block, division and code.",
    ),
    "backwards": (
        lambda book: f"E{book.add(MERGERS, *HANOI, 'province', '63', '01')}",
        "Sheet 'Mergers', cell {at}: province/34/01 cannot go into 'province/63/01'. Write one of the next "
        "division of its block for a unit of a division, for any other a unit of a block without divisions.",
    ),
    "split": (
        lambda book: f"F{book.add(MERGERS, 'province', '63', '01', 'province', '34', '04')}",
        "Sheet 'Mergers', cell {at}: province/63/01 goes into province/34/01 too, so its figures cannot be "
        "carried over. Keep one of the two rows if only one holds.",
    ),
    "circle": (
        lambda book: f"F{book.add(MERGERS, 'ministry-services', None, 'MOF', 'ministry-services', None, 'MPI')}",
        "Sheet 'Mergers', cell {at}: 'MOF' becomes itself again (MOF → MPI → MOF). Correct one of these mergers.",
    ),
    "no sheet": (
        lambda book: book.book.remove(book.book[MERGERS]),
        "The workbook has no sheet 'Sáp nhập'. Start from the workbook of units and keep the names of its sheets.",
    ),
    "no header": (
        lambda book: book.book[BLOCKS].delete_rows(1),
        "Sheet 'Blocks' has no header row with the columns 'Mã nhóm', 'Tên tiếng Việt'. Keep the headers of the "
        "workbook of units.",
    ),
}  # fmt: skip
ALONE = set(CASES) - {"division unknown", "block unknown", "division taken away"}  # these concern other rows too


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_at_its_cell_with_the_way_to_mend_it(case):
    change, message = CASES[case]
    book = Book()
    at = change(book)
    places = {"at": at, "moh": book.row(UNITS, *MOH) if case == "twice" else 0}
    places["other"] = f"{book.row(UNITS, 'province', '34', '04')}"
    found, problems = units_of(book.sheets, PRESENT)
    told = [problem.message() for problem in problems]
    assert message.format(**places) in told
    assert len(told) == 1 or case not in ALONE
    assert (found is None) == any(problem.blocks for problem in problems)


def test_what_is_no_workbook_is_refused_like_any_other():
    found, problems = read(b"not a workbook")
    assert found is None and [problem.code for problem in problems] == ["not_a_workbook"]
