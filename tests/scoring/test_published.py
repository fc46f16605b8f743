"""The formula and the whole way, on the tables that were published."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring import load_framework, load_units, read_workbook, score

PUBLISHED = Path(__file__).resolve().parents[2] / "data" / "published"
UNITS = load_units()


def scored(file: str, framework: str):
    table, problems = read_workbook(PUBLISHED / file, load_framework(framework), UNITS)
    assert table is not None, [problem.message() for problem in problems]
    return table, score(load_framework(framework), table.values)


@pytest.mark.parametrize(
    ("file", "framework", "rows"),
    [
        ("province-2022-complete.xlsx", "dti-922-province", 5),
        ("province-2020-complete.xlsx", "dti-1726-province", 9),
    ],
)
def test_the_formula_gives_the_published_headline_on_independent_figures(file, framework, rows):
    """Every input of these rows was published beside the headline, so this proves the formula."""
    table, scores = scored(file, framework)
    published = table.notes["published_score"].astype(float)
    assert len(published) == rows
    np.testing.assert_allclose(scores.scores["dti"], published, atol=1e-4, rtol=0)


@pytest.mark.parametrize("year", [2022, 2023])
def test_all_63_rows_are_read_rounded_and_ranked_as_published(year):
    """A leaf is derived from the published headline: this proves reading, rounding and ranking, not the formula."""
    table, scores = scored(f"province-{year}.xlsx", "dti-922-province-published")
    assert len(table.values) == 63 and table.division == "63"
    np.testing.assert_allclose(scores.scores["dti"], table.notes["published_score"].astype(float), atol=1e-4, rtol=0)
    assert scores.ranks["dti"].astype(int).tolist() == table.notes["published_rank"].astype(int).tolist()


def test_the_shared_fifteenth_place_of_2022_is_followed_by_the_seventeenth():
    _, scores = scored("province-2022.xlsx", "dti-922-province-published")
    ranks = scores.ranks["dti"].droplevel(0)
    shared = {UNITS.of("province", "63").loc[code, "name_vi"] for code in ranks[ranks == 15].index}
    assert shared == {"Thanh Hóa", "Yên Bái"}
    assert 16 not in set(ranks) and 17 in set(ranks)


def places() -> list[dict[str, str]]:
    with (PUBLISHED / "pillar-places.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", places(), ids=lambda row: f"{row['period']} {row['name']}")
def test_published_places_by_pillar_come_out(row):
    _, scores = scored(f"province-{row['period']}.xlsx", "dti-922-province-published")
    code = row["code"]
    found = scores.ranks.loc[(row["period"], code), ["cqs", "kts", "xhs"]].astype(int).tolist()
    assert found == [int(row[f"rank_{pillar}"]) for pillar in ("cqs", "kts", "xhs")]
    for pillar in ("cqs", "kts", "xhs"):
        if row[f"pillar_{pillar}"]:
            assert scores.scores.loc[(row["period"], code), pillar] == pytest.approx(
                float(row[f"pillar_{pillar}"]), abs=1e-4
            )


def test_the_pillar_and_the_activity_of_digital_government_are_two_things():
    """Hà Nội 2022: 40th by pillar, 42nd by activity; Bến Tre 51st by pillar, 28th by activity (same source)."""
    _, scores = scored("province-2022.xlsx", "dti-922-province-published")
    hanoi, ben_tre = (UNITS.by_name("province", "63", name) for name in ("Hà Nội", "Bến Tre"))
    ranks = scores.ranks.droplevel(0)[["cqs", "hd_chinh_quyen_so"]]
    assert ranks.loc[hanoi].tolist() == [40, 42]
    assert ranks.loc[ben_tre].tolist() == [51, 28]


def test_2024_is_ranked_as_given_and_nothing_is_computed():
    table, scores = scored("province-2024.xlsx", "dti-405-province-published")
    assert scores.ranks["dti"].tolist() == table.values["dti.rank"].tolist()
    assert scores.scores["dti"].tolist() == table.values["dti"].tolist()
    assert scores.framework.headline.points is None


def test_a_rank_without_a_value_stays_so():
    _, scores = scored("ministry-services-2023.xlsx", "ministry-services-published")
    assert scores.scores["dti"].isna().all()
    assert sorted(scores.ranks["dti"]) == [1, 2, 3, 4, 5]


def test_the_34_of_2024_agree_with_the_eleven_published_places():
    table, scores = scored("province-2024-34.xlsx", "dti-405-province-published")
    known = pd.to_numeric(table.notes["published_rank"]).dropna()
    assert table.division == "34" and len(known) == 11
    assert scores.ranks.loc[known.index, "dti"].tolist() == known.tolist()
