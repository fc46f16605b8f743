"""score, check, missing, steps and proof through the command line."""

import subprocess
import sys

import openpyxl
import pandas as pd
import pytest

from scoring.__main__ import COMMANDS, main
from scoring.engine.missing import missing_scores
from scoring.engine.tables import LONG_COLUMNS, long
from tests.scoring.commands.calling import (
    DATA,
    DEMO,
    PUBLISHED,
    UNITS,
    called,
    demo,
    published,
    refused,
    scored,
    two_months,
)


def test_scores_are_the_long_table_with_every_digit(capsysbinary):
    status, found, errors = called(capsysbinary, "score", published("2023"), "--framework", PUBLISHED)
    _, table, scores = scored(published("2023"), PUBLISHED)
    assert (status, errors, list(found)) == (0, "", LONG_COLUMNS)
    expected = long(scores, UNITS, table.division)
    pd.testing.assert_frame_equal(found.astype({"division": str}), expected, check_dtype=False, check_exact=True)


def test_scores_go_to_a_file(tmp_path, capsysbinary):
    out = tmp_path / "scores.csv"
    assert main(["score", published("2023"), "--framework", PUBLISHED, "--csv", str(out)]) == 0
    assert capsysbinary.readouterr().out == b""
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(LONG_COLUMNS) and len(lines) == 1 + 63 * 11
    assert lines[1].startswith("2023,63,01,Hà Nội,dti,0.744")


def spoiled(folder) -> str:
    book = openpyxl.load_workbook(demo(6))
    book.worksheets[0]["E3"] = "many"
    book.save(folder / "spoiled.xlsx")
    return str(folder / "spoiled.xlsx")


def test_problems_are_printed_one_a_line_and_block(tmp_path, capsys):
    assert main(["check", demo(6), "--framework", DEMO]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", spoiled(tmp_path), "--framework", DEMO]) == 1
    out = capsys.readouterr().out
    assert out.startswith("Dữ liệu!E3: Sheet 'Dữ liệu', cell E3: 'many' is not") and out.count("\n") == 1


def test_nothing_is_scored_where_a_problem_blocks(tmp_path, capsysbinary):
    status, error = refused(capsysbinary, "score", spoiled(tmp_path), "--framework", DEMO)
    assert status == 1 and error.startswith("Dữ liệu!E3: ")


def test_reasons_of_missing_scores(capsysbinary):
    status, found, _ = called(capsysbinary, "missing", demo(6), "--framework", DEMO)
    expected = missing_scores(scored(demo(6), DEMO)[2])
    assert status == 0 and len(found) == len(expected) > 10
    assert found["reason"].tolist() == expected["reason"].tolist()
    assert found["lacking"].fillna("").tolist() == expected["lacking"].map(" ".join).tolist()


def test_what_a_step_changed(tmp_path, capsysbinary):
    text = (DATA / "frameworks" / f"{DEMO}.toml").read_text(encoding="utf-8")
    path = tmp_path / "imputing.toml"
    path.write_text(f'{text}\n[[steps]]\nstep = "impute"\nkind = "median"\nindicators = ["1.2.2"]\n', encoding="utf-8")
    status, found, _ = called(capsysbinary, "steps", demo(6), "--framework", path)
    known = scored(demo(6), DEMO)[1].values["1.2.2"]
    assert status == 0 and len(found) == known.isna().sum() > 0
    assert found["value"].unique().tolist() == [known.median()]
    status, error = refused(capsysbinary, "steps", demo(6), "--framework", path, "--step", 2)
    assert (status, error) == (2, f"The framework {DEMO} has 1 steps; there is no step 2.\n")


def test_a_proof_of_the_period_that_was_chosen(tmp_path, capsysbinary):
    out = tmp_path / "proof.xlsx"
    both = two_months(tmp_path)
    status, error = refused(capsysbinary, "proof", both, "--framework", DEMO, "--out", out)
    assert (status, error) == (2, "The workbook has the periods 2023-05, 2023-06: choose one with --only.\n")
    status, error = refused(capsysbinary, "proof", both, "--framework", DEMO, "--out", out, "--only", "2024")
    assert (status, error) == (2, "The workbook has no period 2024; it has 2023-05, 2023-06.\n")
    assert not out.exists()
    status, _ = refused(
        capsysbinary, "proof", both, "--framework", DEMO, "--out", out, "--only", "2023-05", "--lang", "vi"
    )
    book = openpyxl.load_workbook(out)
    assert status == 0 and book["Guide"]["A1"].value.endswith("2023-05, worked out cell by cell")
    assert book["Scores"].max_row == 65 and book["Scores"]["B3"].value == "Hà Nội"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["score", "no.xlsx", "--framework", DEMO], "no.xlsx: there is no such file.\n"),
        (["check", demo(6), "--framework", "no"], "no: There is no such framework. Known are: demo-ministry-other,"),
    ],
)
def test_a_wrong_call_is_two(words, message, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err.startswith(message)


def test_what_cannot_be_scored_is_one(tmp_path, capsysbinary):
    text = (DATA / "frameworks" / f"{PUBLISHED}.toml").read_text(encoding="utf-8")
    path = tmp_path / "flat.toml"
    path.write_text(text.replace('rule = { kind = "share" }', 'rule = { kind = "min_max" }', 1), encoding="utf-8")
    book = openpyxl.load_workbook(published("2023"))
    sheet = book.worksheets[0]
    at = next(cell.column for cell in sheet[1] if cell.value == "Hạ tầng số")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, at).value = 0.5
    book.save(tmp_path / "flat.xlsx")
    status, error = refused(capsysbinary, "score", tmp_path / "flat.xlsx", "--framework", path)
    assert (status, error) == (
        1,
        "The indicator ha_tang_so in 2023 has the same value everywhere, and min_max divides by its spread.\n",
    )


def test_the_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    listed = capsys.readouterr().out
    assert left.value.code == 0 and all(f"    {command}" in listed for command in COMMANDS)


def test_an_unknown_command_is_two(capsys):
    with pytest.raises(SystemExit) as left:
        main(["scroe"])
    assert left.value.code == 2 and "invalid choice: 'scroe'" in capsys.readouterr().err


def test_scoring_does_without_scipy():
    """Starting takes a second less without it."""
    code = (
        "import sys; from scoring.__main__ import main;"
        f"main(['check', {published('2023')!r}, '--framework', {PUBLISHED!r}]);"
        "sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=DATA.parent).returncode == 0
