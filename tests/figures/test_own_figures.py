"""What an officer checks: the own unit's figures with their flags and notes, and nothing of anybody else."""

import pandas as pd
import pytest

from figures.own_figures import figure_text, own_figures
from figures.words import words
from scoring import load_framework, load_units, read_workbook, score
from scoring.units import DATA

FRAMEWORK = load_framework("demo-province-components")
TABLE, _ = read_workbook((DATA / "demo" / "province-2023-06.xlsx").read_bytes(), FRAMEWORK, load_units())
SCORES = score(FRAMEWORK, TABLE.values)


def remark(unit: str, column: str, flag: str = "", note: str = "") -> dict[str, str]:
    return {"period": "2023-06", "unit": unit, "column": column, "flag": flag, "note": note}


def test_every_figure_of_the_unit_stands_in_the_order_of_the_tree():
    table = own_figures(SCORES, pd.DataFrame(), "01", words("en")).set_index("column")
    assert list(table.index) == [column.code for column in FRAMEWORK.inputs if column.code in TABLE.values.columns]
    mine = TABLE.values.droplevel(0).loc["01"]
    assert table.at["1.1.1", "figure"] == f"{mine['1.1.1']:g}\N{NO-BREAK SPACE}meetings a year"
    assert (table.at["1.1.1", "value"], table.at["1.1.1", "measure"]) == (mine["1.1.1"], "meetings a year")
    assert table.at["1.1.1", "name"] == "1.1.1 " + FRAMEWORK.name("1.1.1", "en")
    points = SCORES.scores.droplevel(0).loc["01"]
    assert table.at["1.2.1", "score"] == points["1.2.1"]
    assert table.at["3.1.1.a", "score"] == table.at["3.1.1.b", "score"] == points["3.1.1"]  # two columns of one
    assert not {"rank", "unit", "coverage"} & set(table.columns)


def test_flags_and_notes_are_those_of_the_unit():
    said = pd.DataFrame([remark("01", "1.1.1", "estimated", "by letter"), remark("79", "1.1.3", "verified", "theirs")])
    table = own_figures(SCORES, said, "01", words("es")).set_index("column")
    assert list(table.loc["1.1.1", ["flag", "note"]]) == [words("es").t("flag.estimated"), "by letter"]
    assert set(table["note"]) == {"", "by letter"}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("1.2.2", 12.5, "12,5\N{NO-BREAK SPACE}%"),
        ("1.2.2", float("nan"), "–"),
        ("1.1.3", 0, "0\N{NO-BREAK SPACE}số lượng"),
    ],
)
def test_a_figure_is_said_with_its_unit_of_measure(column, value, said):
    assert figure_text(FRAMEWORK, column, value, words("vi")) == said


def test_a_choice_is_said_by_its_name():
    share, names = next(c for c in FRAMEWORK.inputs if c.code == "1.1.2").choices[0]
    assert figure_text(FRAMEWORK, "1.1.2", share, words("en")) == names["en"]
    assert figure_text(FRAMEWORK, "1.1.2", 0.123, words("en")) == "0.123"


def test_a_unit_that_is_not_there_has_no_figures():
    assert own_figures(SCORES, pd.DataFrame(), "nowhere", words("en")).empty
