"""The nation's index and its parts: every cell as it was published, and nothing where nothing was."""

import csv

import pytest

from figures import national_parts
from figures.words import LANGUAGES, words
from scoring.units import DATA


def stated() -> dict[tuple[str, str], str]:
    with (DATA / "published" / "averages.csv").open(encoding="utf-8") as lines:
        return {(row["series"], row["year"]): row["value"] for row in csv.DictReader(lines)}


def test_every_cell_is_the_published_one_and_the_nation_s_own_parts_have_none():
    found, published = national_parts.years(), stated()
    assert list(found.index) == ["2020", "2021", "2022", "2023", "2024"]
    for year in found.index:
        assert found.at[year, "nation"] == published.get(("national", year), "")
        assert found.at[year, "mean"] == published[("province-mean", year)]
        for part in ("government", "economy", "society"):
            assert found.at[year, f"nation_{part}"] == ""
            assert found.at[year, f"mean_{part}"] == published.get((f"province-mean-digital-{part}", year), "")
    assert found["nation"].tolist() == ["", "", "0.71", "0.7326", "0.7955"]
    assert found.loc["2024", ["mean_government", "mean_economy", "mean_society"]].tolist() == [
        "0.7582", "0.7723", "0.7692",
    ]  # fmt: skip


def test_what_each_edition_counted_stands_beside():
    found = national_parts.years()
    assert found["counts"].tolist() == ["", "24", "24", "24", "12"]
    assert found["points"].tolist() == ["", "", "", "", "400/300/300"]
    assert found["decision"].str.split("/").str[0].tolist() == ["1726", "922", "922", "922", "405"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_has_a_column_a_year_in_the_language_s_own_numbers(lang):
    table = national_parts.texts(words(lang))
    assert list(table.columns[1:]) == ["2020", "2021", "2022", "2023", "2024"] and len(table) == 10
    mark = "." if lang == "en" else ","
    assert table["2022"].tolist()[2:4] == [f"0{mark}71", "–"]
    assert table["2024"].tolist()[1].replace("\N{ZERO WIDTH SPACE}", "") == "12 (400/300/300)"


def test_growth_is_said_as_reported_with_its_source():
    ((said, source),) = national_parts.growth(words("en"))
    assert said == (
        "For 2022 the nation's three parts were reported to have grown by 45% to 55%, without their values."
    )
    assert source.startswith("https://vioit.org.vn/")
    assert len(national_parts.sources()) == len(set(national_parts.sources())) >= 5
