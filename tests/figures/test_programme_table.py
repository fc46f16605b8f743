"""The tables of promises against the standing they are made of; what provinces reported against plain pandas."""

import re

import numpy as np
import pandas as pd
import pytest

from figures import programme, programme_chart, programme_table, programme_units
from figures.words import LANGUAGES, words
from scoring import load_framework, load_units, read_workbook
from scoring.programme import standing
from scoring.units import DATA

PROGRAMME = load_framework("project06-2023")
PROVINCES = load_framework("project06-2023-province")


def shipped(name: str, as_of: str, lang: str = "en") -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    values = read_workbook(DATA / "programme" / name, PROGRAMME, load_units())[0].values
    found = standing(PROGRAMME, values, as_of).droplevel(0)
    table = programme.table(found, PROGRAMME, words(lang))
    return found, table, programme.as_texts(table, PROGRAMME, words(lang))


def cells(html: str) -> list[str]:
    return [re.sub(r"<[^>]+>", " ", cell).split() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html, re.S)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_promise_is_there_once_with_a_row_or_as_not_reported(lang):
    _, table, shown = shipped("project06-2023-demo.xlsx", "2023-06", lang)
    found = programme_table.on_screen(table, shown, words(lang))
    assert [priority for priority, _ in found] == list(table["priority"].unique()) and len(found) == 4
    text = " ".join(html for _, html in found)
    rows = text.count("<tr") - text.count("<thead")
    assert rows == table["value"].notna().sum()
    for code, row in table.iterrows():
        has_row = f'<th scope="row" role="rowheader">{row["name"]}<' in text
        assert has_row == (row["value"] == row["value"]), code
        assert row["name"] in text


def test_a_row_says_the_actual_pace_beside_the_required_one():
    _, table, shown = shipped("project06-2023-demo.xlsx", "2023-06")
    (html,) = [html for priority, html in programme_table.on_screen(table, shown, words("en")) if "Plat" in priority]
    row = next(part for part in html.split("<tr") if "VNeID accounts activated" in part)
    assert [" ".join(cell) for cell in cells(row)] == [
        "VNeID accounts activated (users) Ministry of Public Security", "On track", "9.57 million 06/2023",
        "20 million 12/2023", "+31.6% required: +13.1%",
    ]  # fmt: skip
    # 9.57 − 1.4 of 20 − 1.4 is 43.9 %.
    assert 'style="width:44%"' in row


def test_what_the_databases_and_services_are_to_be_is_not_reported_where_no_figure_exists():
    _, table, shown = shipped("project06-2023.xlsx", "2023-12")
    by_priority = dict(programme_table.on_screen(table, shown, words("en")))
    for criterion in ("correct", "sufficient", "clean", "living"):
        assert f"Databases: {criterion}" in by_priority["Data"].split("Not reported (9):")[1]
    for criterion in ("simple", "convenient", "fast", "safe", "secure"):
        assert f"Online services: {criterion}" in by_priority["Online public services"].split("Not reported (9):")[1]
    assert "Airports that check chip cards" in by_priority["Platforms"].split("Not reported (10):")[1]


def test_texts_of_a_programme_are_data():
    _, table, shown = shipped("project06-2023.xlsx", "2023-12")
    shown.loc["vneid_cap", "name"] = "<script>x</script>"
    assert "<script>" not in "".join(html for _, html in programme_table.on_screen(table, shown, words("en")))


def test_on_paper_the_same_rows_stand():
    _, table, shown = shipped("project06-2023-demo.xlsx", "2023-06")
    sections = programme_table.on_paper(table, shown, words("en"))
    rows = [row for section in sections if section.table for row in section.table.rows]
    assert len(rows) == table["value"].notna().sum()
    assert ("VNeID accounts activated (users)", "On track", "9.57 million, 06/2023", "20 million, 12/2023",
            "+31.6%, required: +13.1%") in rows  # fmt: skip


def test_the_path_from_the_baseline_ends_at_the_target():
    found, _, _ = shipped("project06-2023.xlsx", "2023-12")
    path = programme_chart.planned(found.loc["vneid_kich_hoat"])
    assert (path.index[0], path.iloc[0], path.index[-1]) == ("2022-11", 1.4, "2023-12") and len(path) == 14
    assert path.iloc[-1] == pytest.approx(20) and (path / path.shift()).dropna().round(5).unique() == [1.22698]
    assert programme_chart.planned(found.loc["cap_quang"]).empty


def test_what_provinces_reported_and_how_many():
    units = ["01", "02", "04", "06"]
    values = pd.DataFrame({"khai_sinh": [80.0, np.nan, 60.0, 75.0], "khai_tu": np.nan}, index=units)
    said = programme_units.sentences(PROVINCES, values, units, words("en"))
    assert said == [
        "Births handled as one: registration, residence, health card under 6: reported by 3 of 4; lowest 60.0, "
        "median 75.0, highest 80.0 %",
        "Deaths handled as one: registration, residence, funeral allowance: not reported by any province.",
    ]
    names = pd.Series({"01": "Ha Noi"})
    table = programme_units.table(PROVINCES, values, units, names, words("en"))
    assert table.iloc[:, 0].tolist() == ["Ha Noi", "02", "04", "06"] and table.iloc[:, 1].isna().tolist()[1]
    assert programme_units.unreported(PROVINCES, words("en"))[1] == said[1]
