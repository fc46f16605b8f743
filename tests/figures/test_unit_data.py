"""A unit's own data: the figures of the workbook, what is said of them and what scoring did with them."""

import re
from dataclasses import replace

import pandas as pd

from figures import unit_data, unit_places
from figures.documents.unit import Told, sheet
from scoring import load_units, read_workbook
from scoring.units import DATA
from tests.figures.shipped import one, scores_of

FILE, DEMO = "published/province-2023.xlsx", "demo/province-2023-06.xlsx"
NOTHING = pd.DataFrame()
REMARKS = pd.DataFrame(
    [
        {"period": "2023-06", "unit": "01", "column": "1.2.2", "flag": "self-reported", "note": "=1+1",
         "source": "form", "as_of": "2023-06-30", "status": "", "owner": "Sở", "deadline": ""},
        {"period": "2023-06", "unit": "02", "column": "1.2.2", "flag": "estimated", "note": "of another", "source": "",
         "as_of": "", "status": "", "owner": "", "deadline": ""},
    ]
)  # fmt: skip


def test_every_figure_of_the_workbook_stands_there_the_unknown_ones_empty():
    of = one(DEMO, "01")
    found = unit_data.table(of, NOTHING).set_index("column")
    values = of.scores.values.loc[of.row]
    assert list(found.index) == [column for column in values.index if column in found.index] == list(values.index)
    assert found["value"].equals(values.rename("value").astype(float).rename_axis("column"))
    shown = unit_data.shown(of, unit_data.table(of, NOTHING))
    unknown = shown[values.isna().to_numpy()]
    assert len(unknown) == values.isna().sum() > 0 and (unknown["Value"] == "").all()
    assert list(shown.columns) == ["Figure", "Value", "Score"]  # nothing is said of any


def test_flags_notes_and_sources_stand_beside_their_figure():
    of = one(DEMO, "01")
    shown = unit_data.shown(of, unit_data.table(of, REMARKS))
    row = shown[shown["Flag"] != ""]
    assert row[["Flag", "Note", "Source of the figure", "As of", "In charge"]].to_numpy().tolist() == [
        ["self-reported", "=1+1", "form", "2023-06-30", "Sở"]
    ]
    assert "Deadline" not in shown and "of another" not in shown.to_string()


def test_what_the_steps_did_is_said():
    of = one(DEMO, "01")
    flags = pd.DataFrame(False, of.scores.scores.index, of.scores.scores.columns)
    flags.loc[of.row, "1.2.2"] = True
    found = unit_data.table(replace(of, scores=replace(of.scores, flags={"carried": flags, "treated": flags})), NOTHING)
    said = found.set_index("column")["engine"]
    assert said["1.2.2"] == "carried from an earlier period; treated as an outlier" and said["1.1.1"] == ""
    zeroed = unit_data.table(replace(of, scores=replace(of.scores, zeroed=flags)), NOTHING).set_index("column")
    assert zeroed["engine"]["1.2.2"] == "no evidence, scored 0"


def test_files_hold_numbers_and_every_column():
    of = one(DEMO, "01")
    table = unit_data.carried(of, unit_data.table(of, REMARKS))
    value, score, flag = table.loc[table["Code"] == "1.2.2", ["Value", "Score", "Flag"]].iloc[0]
    assert (value, round(score, 10), flag) == (71.44, 0.7144, "self-reported")
    assert len(table) == of.scores.values.shape[1] and len(set(table.columns)) == len(table.columns)


def test_source_note_and_published_figures_of_the_row_are_told():
    table, _ = read_workbook((DATA / FILE).read_bytes(), scores_of(FILE).framework, load_units())
    said = unit_data.row_facts(one(FILE, "01"), table.notes)
    assert said[0].startswith("**Source:** https\\://dti\\.gov\\.vn/xep\\-hang\\-2023\\-all")
    assert said[2:] == ["**Published score:** 0\\.7448", "**Published rank:** 6"]
    assert unit_data.row_facts(one("published/ministry-services-2023.xlsx", "MOT"), table.notes) == []


def test_what_was_verified_afterwards_stands_beside_what_was_reported():
    of = one(DEMO, "01")
    rows = [["2023-06", "01", "1.2.2", 80.0, 71.44], ["2023-06", "02", "1.2.2", 1.0, 2.0]]
    reported = pd.DataFrame(rows, columns=["period", "unit", "column", "self_reported", "verified"])
    found = unit_data.verified(of, reported)
    assert len(found) == 1 and found.iloc[0, 1:].tolist() == [80.0, 71.44, 71.44 - 80.0]
    assert unit_data.verified(of, NOTHING).empty


def test_the_sheet_for_paper_escapes_what_data_say():
    of = one(FILE, "48")
    findings: dict[str, list[str]] = {"Strengths": ["<script>x</script>"], "Weaknesses": []}
    table = unit_places.main_rows(unit_places.places(of, []))
    told = Told(["one & two", ""], table, findings, NOTHING)
    html = sheet(of, told, ["<b>stamp</b>"], {"Source": "a" * 300 + "<i>", "Note": ""})
    assert "<script>" not in html and "<b>" not in html and "<i>" not in html and "one &amp; two" in html
    assert "Weaknesses" not in html and "Note" not in html and "a" * 219 + "…" in html and "a" * 220 not in html


def test_the_sheet_says_a_rank_of_how_many_only_where_all_are_known():
    whole, part = one(FILE, "48"), one("published/province-2020.xlsx", "48")
    for of, expected in ((whole, "1 / 63 0.8340"), (part, "1 0.4874")):
        table = unit_places.main_rows(unit_places.places(of, []))
        html = sheet(of, Told([], table, {}, NOTHING), [], {})
        assert f" {expected} " in " ".join(re.findall(r"<td[^>]*>([^<]*)</td>", html))
    assert unit_places.lead(part, unit_places.places(part, [])) == (
        "Da Nang is in place 1, with a score of 0.4874; the ranks of only 19 units are known."
    )
