"""The path over the years: published ranks under old names, the merger, what is carried over it."""

from datetime import date

import pandas as pd
import pytest

from figures import unit_charts, unit_path
from figures.words import LANGUAGES, words
from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.lineage import lineage
from scoring.units import DATA
from tests.figures.shipped import one, scores_of

YEARS = {year: f"published/province-{year}.xlsx" for year in ("2020", "2022", "2023", "2024")}
MERGED = "published/province-2024-34.xlsx"
EN = words("en")


def along(unit: str, division: str, lang: str = "en") -> pd.DataFrame:
    of = one(MERGED if division == "34" else YEARS["2023"], unit, lang, division)
    releases = [*(("63", scores_of(file)) for file in YEARS.values()), ("34", scores_of(MERGED))]
    cast = []
    if division == "34":
        links = lineage(of.units, "province", "63", "34")
        cast = [("34", back_cast(scores, links).scores) for _, scores in releases[:-1]]
    return unit_path.path(of, releases, cast)


def test_a_merged_unit_has_the_published_ranks_of_its_old_ones():
    table = along("48", "34")
    quang_nam = table[table["name"] == "Quang Nam"].set_index("period")
    assert dict(quang_nam["rank"]) == {"2022": 31, "2023": 41, "2024": 57}  # as published; 2020 is not known
    da_nang = table[(table["relation"] == "old") & (table["code"] == "48")].set_index("period")
    assert list(da_nang["rank"]) == [1, 1, 1, 2] and pd.isna(da_nang.at["2020", "ranked"])
    itself = table[table["relation"] == "itself"]
    assert itself[["period", "rank", "ranked", "score"]].to_numpy().tolist() == [["2024", 17, 34, 0.7069]]


def test_what_is_carried_is_the_plain_mean_of_the_published_figures():
    table = along("48", "34")
    carried = table[table["relation"] == "carried"].set_index("period")
    assert list(carried.index) == ["2022", "2023"]  # 2020 lacks Quảng Nam; 2024 is known itself
    for year in carried.index:
        published = pd.read_excel(DATA / YEARS[year], dtype={"Mã": str}, engine="openpyxl").set_index("Mã")
        mean = published.loc[["48", "49"], "Chỉ số công bố"].mean()
        assert carried.at[year, "score"] == pytest.approx(mean, abs=1e-4)


def test_an_old_unit_goes_on_in_the_one_it_went_into():
    table = along("49", "63")
    assert table[table["relation"] == "new"][["name", "division", "rank"]].to_numpy().tolist() == [
        ["Da Nang", "34", 17]
    ]
    assert list(table[table["relation"] == "itself"]["rank"]) == [31, 41, 57]


def test_lines_join_only_one_set_of_units_and_one_framework():
    table = along("48", "63")
    drawn = [(name, list(rows["period"])) for name, _, rows in unit_path.lines(table, EN)]
    assert drawn == [
        ("Da Nang · 63 provinces", ["2020"]),
        ("Da Nang · 63 provinces", ["2022", "2023"]),
        ("Da Nang · 63 provinces", ["2024"]),
        ("Da Nang · 34 provinces", ["2024"]),
    ]
    assert unit_path.broken_at(table) == ["2022", "2024"]


def test_the_merger_is_marked_on_its_day():
    of = one(MERGED, "48", division="34")
    assert unit_path.mergers(along("48", "34"), of.units, "province") == [date(2025, 7, 1)]
    assert unit_path.mergers(along("48", "34").query("division == '34'"), of.units, "province") == []
    assert unit_path.moment("2023") == date(2023, 12, 31) and unit_path.moment("2023-H1") == date(2023, 6, 30)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_the_words_and_the_table_agree(lang):
    said = words(lang)
    table = along("48", "34", lang)
    told, shown = unit_path.alt("T", table, said), unit_path.shown(table, said)
    assert len(shown) == len(table) and all(said.number(score, 4) in told for score in table["score"].dropna())
    drawn = [
        (name, relation == "carried", [unit_path.moment(p) for p in rows["period"]], list(rows["rank"]))
        for name, relation, rows in unit_path.lines(table, said)
    ]
    figure = unit_charts.path(drawn, {unit_path.moment("2023"): "2023"}, {date(2025, 7, 1): "merger"}, said)
    assert sorted(value for trace in figure.data for value in trace.y) == sorted(table["rank"])
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the first place on top
    figure.to_json()
