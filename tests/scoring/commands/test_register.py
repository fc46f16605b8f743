"""`python -m scoring units`: the register as a workbook, its problems, what it would change."""

from tests.scoring.commands.calling import called, refused
from tests.scoring.register.books import UNITS, Book, changed, founded


def test_a_template_checks_clean_and_changes_nothing(tmp_path, capsysbinary):
    path = tmp_path / "units.xlsx"
    assert called(capsysbinary, "units", "template", "--out", path, "--lang", "es")[0] == 0
    assert refused(capsysbinary, "units", "check", path) == (0, "")
    status, table, err = called(capsysbinary, "units", "changes", path)
    assert (status, len(table), err) == (0, 0, "")


def test_changes_are_a_table_and_a_fault_is_a_line(tmp_path, capsysbinary):
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(changed(founded))
    status, table, _ = called(capsysbinary, "units", "changes", good)
    assert status == 0 and table["change"].tolist() == ["ended", "ended", "new", "merged", "merged"]
    book = Book()
    at = book.set(UNITS, ("nation", "", "VN"), "Name in English", None)
    bad.write_bytes(book.content)
    told = f"Units!{at}: Sheet 'Units', cell {at}: 'Name in English' is missing. Fill it in.\n"
    assert refused(capsysbinary, "units", "changes", bad) == (1, told)
    assert refused(capsysbinary, "units", "check", tmp_path / "none.xlsx")[0] == 2
