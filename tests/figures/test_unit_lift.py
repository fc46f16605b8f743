"""What would help: by the points of Decision 922 and the published scores, with plain arithmetic."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from figures import unit_lift
from figures.one_unit import OneUnit
from figures.words import words
from scoring.analysis.reasons.climb import AgainstPace, climb
from scoring.analysis.reasons.whatif import what_if
from scoring.units import DATA
from tests.figures.shipped import one

FILE, DEMO = "published/province-2023.xlsx", "demo/province-2023-06.xlsx"
EN = words("en")


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return pd.read_excel(DATA / FILE, dtype={"Mã": str}, engine="openpyxl").set_index("Mã")


def test_the_climb_names_the_rank_the_points_and_the_rivals(published):
    of = one(FILE, "01")
    found = climb(of.scores, "01", 2)
    score, rank = published["Chỉ số công bố"], published["Hạng công bố"]
    rivals = [of.unit_names[code] for code in rank.index[rank.isin([4, 5])]]
    said = unit_lift.climb_sentence(of, found)
    assert said.startswith("For place 4 Ha Noi needs +0.0")
    assert all(name in said for name in rivals)
    assert found.needed == pytest.approx(score[rank == 4].iloc[0] - score["01"], abs=2e-4)
    # The group that holds 40 % of the points needs the distance divided by 0.4, and gives most.
    assert list(unit_lift.plan_table(of, found.plan)["Indicator"]) == ["Four other foundations (derived)"]
    assert found.plan["to"].iloc[0] - found.plan["score"].iloc[0] == pytest.approx(found.needed / 0.4, abs=1e-4)
    assert "No other choice needs fewer indicators." in said


@pytest.mark.parametrize(
    ("file", "unit", "places", "ending"),
    [
        (FILE, "48", 1, "Da Nang is in place 1; there are not so many places above it."),
        ("published/ministry-services-2023.xlsx", "MOF", 1,
         "The score of Ministry of Finance is not known, so this cannot be worked out."),
        ("published/province-2024.xlsx", "01", 1, "so no plan follows from it."),
    ],
)  # fmt: skip
def test_why_a_climb_cannot_be_planned_is_said(file, unit, places, ending):
    of = one(file, unit)
    assert unit_lift.climb_sentence(of, climb(of.scores, unit, places)).endswith(ending)


def test_a_plan_that_the_rivals_outrun_is_said_to_be():
    of = one(FILE, "01")
    eaten = AgainstPace(6, 0.8, 0.05, 9, True, False, ())
    assert unit_lift.pace_sentence(of, eaten, "2022") == (
        "If the others go on at their pace since 2022, after 6 months the same score gives only place 9; it then takes "
        "+0.0500 from today's score. The indicators have no room for that."
    )
    kept = unit_lift.pace_sentence(of, replace(eaten, eaten=False, reachable=True, rank=4), "2022")
    assert kept.endswith("the same score still gives place 4 after 6 months.")


def test_a_figure_tried_out_moves_the_score_by_its_points_and_the_place(published):
    of = one(FILE, "01")
    own = published.at["01", "Hoạt động xã hội số"]
    tried = what_if(of.scores, {of.row: {"hd_xa_hoi_so": own + 0.2}})
    score = published.at["01", "Chỉ số công bố"] + 0.15 * 0.2
    place = 1 + (published["Chỉ số công bố"].drop("01") > score + 5e-5).sum()
    assert unit_lift.effect(of, tried) == (
        f"Ha Noi would have a score of {score:.4f} (now 0.7448, +0.0300) and be in place {place} (now 6). "
        f"Places gained: {6 - place}."
    )
    same = what_if(of.scores, {of.row: {"hd_xa_hoi_so": own}})
    assert unit_lift.effect(of, same).endswith("The place stays the same.")
    worse = what_if(of.scores, {of.row: {"hd_xa_hoi_so": 0.0}})
    assert "Places lost: " in unit_lift.effect(of, worse)


def test_what_cannot_be_tried_out_says_why():
    assert unit_lift.can_try(one(FILE, "01")) == ""
    assert unit_lift.can_try(one(DEMO, "01")) == ""
    assert unit_lift.can_try(one("published/province-2024.xlsx", "01")) == "given"
    of = one(FILE, "01")
    unscored = of.scores.scores.copy()
    unscored.loc[of.row, "dti"] = np.nan
    assert unit_lift.can_try(replace(of, scores=replace(of.scores, scores=unscored))) == "unscored"
    carried = of.scores.scores.copy()
    carried.loc[of.row, "dti"] += 0.01  # as where a figure came from a period before
    assert unit_lift.can_try(replace(of, scores=replace(of.scores, scores=carried))) == "other periods"


def test_only_what_counts_and_no_assessor_has_replaced_can_be_changed():
    of = one(DEMO, "01")
    assert set(unit_lift.changeable(of)) == {node.code for node in of.framework.nodes if node.is_leaf} - {
        "6.1.1"  # of 0 points
    }
    values = of.scores.values.assign(**{"1.1.1.assessed": 0.0})
    assessed = replace(of, scores=replace(of.scores, values=values))
    assert set(unit_lift.changeable(of)) - set(unit_lift.changeable(assessed)) == {"1.1.1"}


def test_figures_of_an_address_are_read_and_wrong_ones_left_out():
    of: OneUnit = one(DEMO, "01")
    columns = {column.code: column for column in of.framework.inputs}
    said = ["1.2.2=55.5", "1.1.2=0.5", "1.2.2", "9.9.9=1", "3.1.2=101", "3.1.3=-1", "4.1.2=nan", "5.1.2=x"]
    assert unit_lift.parsed(said, columns) == {"1.2.2": 55.5, "1.1.2": 0.5}


def test_figures_are_written_with_their_measure_and_choices_by_name():
    of = one(DEMO, "01")
    columns = {column.code: column for column in of.framework.inputs}
    assert unit_lift.written(columns["1.1.2"], 0.5, EN) == "Half"
    assert unit_lift.written(columns["1.2.2"], 71.44, words("vi")) == "71,44%"
    assert unit_lift.written(columns["2.2.2"], 24.0, EN) == "24 days"
    assert unit_lift.written(columns["2.2.2"], np.nan, EN) == ""
    assert unit_lift.changed(columns["2.2.2"], np.nan, 24.0, EN).endswith(": not known → 24 days")
