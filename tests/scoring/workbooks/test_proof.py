"""The workbook that proves itself: formulas as texts, and recalculated by LibreOffice against the engine."""

import io
import re
import subprocess
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from scoring import Scores, ScoringError, load_framework, load_units, read_workbook, score
from scoring.workbooks.proof import proof
from scoring.workbooks.proof_guide import CARRIED, SHEETS
from tests.needs import program
from tests.scoring.trees import panel, tree

DATA = Path(__file__).resolve().parents[3] / "data"
UNITS = load_units()
NAN = np.nan
SHIPPED = {
    "june": ("demo/province-2023-06.xlsx", "demo-province-components"),
    "2022": ("published/province-2022.xlsx", "dti-922-province-published"),
    "2023": ("published/province-2023.xlsx", "dti-922-province-published"),
    "2024": ("published/province-2024.xlsx", "dti-405-province-published"),
}
LABELS = "{ vi = 'Có, đủ', en = 'Yes, all', es = 'Sí' }", "{ vi = 'Chưa', en = 'None', es = 'No' }"
EVERY_RULE = tree(
    ("g", "dti", 60, "least_coverage = 0.6"),
    ("share", "g", 10, 'rule = { kind = "share", scale = 100, direction = "lower" }'),
    ("ratio", "g", 10, 'rule = { kind = "ratio" }\n'
     'inputs = [{ code = "a", names = { vi = "a", en = "a", es = "a" } }, '
     '{ code = "b", names = { vi = "b", en = "b", es = "b" } }]'),
    ("choice", "g", 10, 'rule = { kind = "choice", options = ['
     f'{{ share = 0.75, names = {LABELS[0]} }}, {{ share = 0, names = {LABELS[1]} }}] }}\nmissing = "zero"'),
    ("steps", "g", 20, 'rule = { kind = "steps", steps = [[1, 0.25], [2.5, 0.5], [4, 1]] }'),
    ("max", "g", 0, 'rule = { kind = "ratio_to_max" }'),
    ("h", "dti", 40, 'least_coverage = 0.2\nleast_children = 0.6\nmissing = "zero"'),
    ("target", "h", 1, 'rule = { kind = "ratio_to_target", target = 8 }'),
    ("days", "h", 2, 'rule = { kind = "ratio_to_target", target = 8, direction = "lower" }\nmissing = "none"'),
    ("count", "h", 3, 'rule = { kind = "capped_count", most = 7 }'),
    ("top", "h", 4, 'rule = { kind = "ratio_to_max", direction = "lower" }\nround = 2'),
    ("parts", "h", 5, 'rule = { kind = "sum_of_parts", parts = [3, 6] }\n'
     'inputs = [{ code = "p", names = { vi = "p", en = "p", es = "p" } }, '
     '{ code = "q", names = { vi = "q", en = "q", es = "q" } }]'),
    composites={"both": {"ratio": 2, "h": 3}, "few": {"g": 1, "days": 1}}, head="rank_decimals = 2",
)  # fmt: skip
OTHER_METHODS = tree(
    ("m", "dti", 3), ("z", "m", 1, 'rule = { kind = "z_score" }'), ("filled", "m", 1), ("top", "m", 1),
    ("k", "dti", 2, 'mean = "geometric"'), ("x", "k", 1), ("y", "k", 1),
    ("last", "dti", 1, 'rule = { kind = "ratio_to_max" }'),
    head='least_coverage = 0.4\nmissing = "zero"',
    steps=('step = "screen"\nleast_known = 0.6', 'step = "impute"\nkind = "median"\nindicators = ["filled"]'),
)  # fmt: skip


def every_rule() -> Scores:
    """Sixty units with a third of the figures missing, some beyond the clips, and many ties on two decimals."""
    rng = np.random.default_rng(11)
    high = {"share": 130, "a": 12, "b": 10, "steps": 5, "max": 9, "target": 12, "days": 20, "count": 10, "top": 4}
    raw = {code: rng.uniform(0, most, 60).round(1) for code, most in {**high, "p": 5, "q": 8}.items()}
    raw["b"] += 0.5
    raw["choice"] = rng.choice([0.75, 0.0], 60)
    values = panel({code: list(x) for code, x in raw.items()})
    values = values.mask(rng.random(values.shape) < 0.3)
    values["count.assessed"] = np.where(rng.random(60) < 0.4, rng.uniform(0, 3, 60).round(1), NAN)  # of 3 points
    return score(EVERY_RULE, values)


def other_methods() -> Scores:
    rng = np.random.default_rng(12)
    values = panel({code: list(rng.uniform(0.1, 1, 20)) for code in ("z", "filled", "top", "x", "y", "last")})
    values.iloc[2, 1:4] = NAN
    values.iloc[3:6, 1] = NAN
    values.iloc[7, 5] = NAN
    return score(OTHER_METHODS, values)


def shipped(file: str, framework: str) -> tuple[Scores, str]:
    table, problems = read_workbook(DATA / file, load_framework(framework), UNITS)
    assert table is not None, problems
    return score(load_framework(framework), table.values), table.division


def cases() -> dict[str, tuple[Scores, str]]:
    return {
        **{name: shipped(*case) for name, case in SHIPPED.items()},
        "every rule": (every_rule(), "63"),
        "other methods": (other_methods(), "63"),
    }


def book_of(scores: Scores, division: str = "63", **words) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(proof(scores, UNITS, division, **words)))


def column_of(sheet, code: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == code)


def formula(book: openpyxl.Workbook, sheet: str, code: str, row: int = 3) -> str:
    return book[sheet].cell(row, column_of(book[sheet], code)).value


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory) -> dict[str, openpyxl.Workbook]:
    """The books of all cases, and one that was spoiled, with the values LibreOffice works out."""
    soffice = program("soffice")
    folder = tmp_path_factory.mktemp("proof")
    for name, (scores, division) in cases().items():
        (folder / f"{name}.xlsx").write_bytes(proof(scores, UNITS, division))
    spoiled = openpyxl.load_workbook(folder / "2023.xlsx")
    spoiled["Inputs"]["C3"] = 0.99
    spoiled.save(folder / "spoiled.xlsx")
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    files = sorted(folder.glob("*.xlsx"))
    subprocess.run([*command, "--outdir", folder / "out", *files], check=True, capture_output=True, timeout=240)
    return {file.stem: openpyxl.load_workbook(folder / "out" / file.name, data_only=True) for file in files}


def numbers(sheet, codes: list[str]) -> np.ndarray:
    """What stands under the heads, units × codes; an empty cell or text as missing."""
    at = [column_of(sheet, code) - 1 for code in codes]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    return np.array([[NAN if row[a] in (None, "") else row[a] for a in at] for row in rows], dtype=float)


@pytest.mark.office
@pytest.mark.parametrize("name", [*SHIPPED, "every rule", "other methods"])
def test_recalculated_it_is_the_engine(recalculated, name):
    scores, _ = cases()[name]
    book, codes = recalculated[name], list(scores.framework.codes)
    np.testing.assert_allclose(numbers(book["Scores"], codes), scores.scores, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(numbers(book["Ranks"], codes), scores.ranks)
    told = {row[0]: row[1] for row in book["Guide"].iter_rows(max_col=2, values_only=True)}
    assert told["Largest difference between a score worked out here and the engine's"] <= 1e-9
    assert told["Ranks worked out here that are not the engine's"] == 0
    weighted = [node for node in scores.framework.nodes if node.points is not None]
    expected = scores.scores[[node.code for node in weighted]] * [node.points for node in weighted]
    np.testing.assert_allclose(numbers(book["Points"], list(expected)), expected, rtol=0, atol=1e-6)


@pytest.mark.office
def test_a_figure_changed_afterwards_shows(recalculated):
    told = {row[0]: row[1] for row in recalculated["spoiled"]["Guide"].iter_rows(max_col=2, values_only=True)}
    assert told["Largest difference between a score worked out here and the engine's"] > 0.01
    assert told["Ranks worked out here that are not the engine's"] > 0


def test_the_cases_are_hard_enough():
    """Missing children, thresholds missed, zeros for want of evidence, ties: all are among what is recalculated."""
    scores = every_rule()
    computed = scores.scores[["dti", "g", "h", "both", "few"]]
    assert computed["g"].isna().sum() > 5 and computed["few"].isna().any() and computed["dti"].notna().sum() > 20
    assert scores.zeroed["choice"].any() and scores.zeroed["h"].any()
    assert scores.ranks["both"].duplicated().sum() > 5
    assert (scores.coverage["g"].between(0.6, 0.99) & computed["g"].notna()).any()


def test_formulas_read_like_the_rules():
    book = book_of(every_rule())
    assert [cell.value for cell in book["Scores"][1]][2:8] == ["dti", "g", "h", "share", "ratio", "choice"]
    for sheet, code, expected in (
        ("Shares", "share", '=IF(COUNT(Inputs!C3)=1,MAX(0,MIN(1,1-(Inputs!C3/Rules!$F$2))),"")'),
        ("Shares", "ratio", '=IF(COUNT(Inputs!D3,Inputs!E3)=2,MAX(0,MIN(1,Inputs!D3/Inputs!E3)),"")'),
        ("Shares", "choice", '=IF(Inputs!F3<>"",MAX(0,MIN(1,IF(ISNUMBER(Inputs!F3),Inputs!F3,'
         'INDEX(Rules!$F$5:$G$5,MATCH(Inputs!F3,Rules!$F$4:$G$4,0))))),"")'),
        ("Shares", "max", '=IF(COUNT(Inputs!H3)=1,MAX(0,MIN(1,Inputs!H3/MAX(Inputs!H$3:H$62))),"")'),
        ("Shares", "count", "=IF(ISNUMBER(Inputs!O3),MAX(0,MIN(1,Inputs!O3/Framework!M$4)),"
         'IF(COUNT(Inputs!K3)=1,MAX(0,MIN(1,Inputs!K3/Rules!$F$11)),""))'),
        ("Scores", "ratio", '=IF(ISNUMBER(Shares!G3),Shares!G3,"")'),
        ("Scores", "choice", "=IF(ISNUMBER(Shares!H3),Shares!H3,0)"),
        ("Present", "g", "=SUMPRODUCT(ISNUMBER(Scores!F3:J3)*Framework!F$4:J$4)"),
        ("Scores", "g", "=IF(AND(Present!D3>0,Present!D3>=(Framework!D$8-1E-12)*Framework!D$6),"
         'SUMPRODUCT(Scores!F3:J3,Framework!F$4:J$4)/Present!D3,"")'),
        ("Points", "g", '=IF(ISNUMBER(Scores!D3),Scores!D3*Framework!D$4,"")'),
        ("Ranks", "g", '=IF(ISNUMBER(Rounded!D3),RANK(Rounded!D3,Rounded!D$3:D$62),"")'),
    ):  # fmt: skip
        assert formula(book, sheet, code) == expected


def test_only_functions_that_every_spreadsheet_knows():
    known = {
        "ABS", "AND", "COUNT", "COUNTIF", "IF", "INDEX", "INT", "ISNUMBER", "LOOKUP", "MATCH", "MAX", "MIN", "RANK",
        "ROUND", "SUM", "SUMPRODUCT",
    }  # fmt: skip
    formulas = [
        cell.value
        for scores in (every_rule(), other_methods())
        for sheet in book_of(scores)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 5000
    assert {name for text in formulas for name in re.findall(r"([A-Z.]+)\(", text)} == known
    assert max(map(len, formulas)) < 1000


def test_what_no_formula_follows_carries_values_and_says_so():
    book = book_of(other_methods())
    told = [row for row in book["Guide"].iter_rows(max_col=2, values_only=True) if row[0]]
    start = next(at for at, row in enumerate(told) if row[0].startswith("A cell of this colour"))
    assert told[start + 1 :] == [
        ("k", "k (geometric)"), ("last", "last (screen)"), ("z", "z (z_score)"), ("filled", "filled (impute)"),
        ("03", "the unit was screened out"),
    ]  # fmt: skip
    coloured = {
        (sheet.title, sheet.cell(1, cell.column).value)
        for sheet in (book["Shares"], book["Scores"])
        for cell in sheet[8]
        if cell.fill == CARRIED
    }
    assert coloured == {("Shares", "z"), ("Shares", "filled"), ("Shares", "last"), ("Scores", "k")}
    assert all(cell.fill == CARRIED and cell.data_type != "f" for cell in book["Scores"][5][2:])
    assert isinstance(formula(book, "Shares", "z", 8), float) and isinstance(formula(book, "Scores", "k", 8), float)
    assert formula(book, "Scores", "m", 8).startswith("=IF(AND(")


def test_a_choice_is_shown_by_its_label_and_looked_up():
    scores = every_rule()
    sheet = book_of(scores, lang="vi")["Inputs"]
    labels = [sheet.cell(row, column_of(sheet, "choice")).value for row in range(3, 63)]
    expected = scores.values["choice"].map({0.75: "Có, đủ", 0.0: "Chưa"})
    assert labels == expected.astype(object).where(expected.notna(), None).tolist()


def test_texts_stay_texts_and_the_words_can_be_given():
    scores, _ = shipped(*SHIPPED["2023"])
    book = book_of(scores, about={"title": "=1+1", "framework": "said already"}, texts={"sheet": "Xem", "how": "Cột."})
    assert book.sheetnames == ["Xem", *SHEETS]
    rows = {cells[0].value: cells[1] for cells in book["Xem"].iter_rows(max_col=2)}
    assert (rows["title"].value, rows["title"].data_type) == ("=1+1", "s")
    assert "framework" not in rows and "Cột." in rows
    assert book["Scores"]["B3"].value == UNITS.of("province", "63").loc[scores.scores.index[0][1], "name_en"]


def test_a_proof_is_of_one_period():
    scores, _ = shipped(*SHIPPED["2023"])
    both = score(scores.framework, pd.concat([scores.values, scores.values.rename({"2023": "2024"}, level=0)]))
    with pytest.raises(ScoringError) as fault:
        proof(both, UNITS, "63")
    assert str(fault.value) == "A proof is of one period; these scores hold 2023, 2024. Choose one."
