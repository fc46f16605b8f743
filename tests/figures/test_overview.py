"""The overview's tables against the published ones, by plain pandas."""

import warnings

import pandas as pd
import pytest

from figures import overview
from figures.words import words
from scoring import load_units
from scoring.analysis.mergers.comparability import comparability
from scoring.analysis.reasons.moves import moves
from scoring.units import DATA
from tests.figures.shipped import scores_of

warnings.filterwarnings("ignore", category=Warning, message=".*default engine.*")


def published(year: int) -> pd.DataFrame:
    table = pd.read_excel(DATA / f"published/province-{year}.xlsx", dtype={"Mã": str}, engine="openpyxl")
    return table.set_index("Mã").rename(columns={"Chỉ số công bố": "dti", "Hạng công bố": "rank", "Đơn vị": "name"})


@pytest.fixture(scope="module")
def found():
    earlier, later = (scores_of(f"published/province-{year}.xlsx") for year in (2022, 2023))
    return moves(earlier, later, comparability(earlier, later, ("63", "63"), load_units()))


@pytest.fixture(scope="module")
def names() -> pd.Series:
    return load_units().of("province", "63")["name_vi"]


def test_the_leaders_are_the_first_of_the_published_table():
    table = overview.leaders(scores_of("published/province-2024.xlsx"), load_units(), "63", "vi", 5)
    first = published(2024).sort_values("rank").head(5)
    assert list(table["unit"]) == list(first.index) and list(table["rank"]) == list(first["rank"])
    assert table["score"].tolist() == pytest.approx(first["dti"].tolist())


def test_of_equal_leaders_all_are_shown():
    scores = scores_of("published/province-2022.xlsx")
    table = overview.leaders(scores, load_units(), "63", "vi", 15)
    assert len(table) == 16 and set(table["name"].tail(2)) == {"Thanh Hóa", "Yên Bái"}


def test_climbs_and_falls_are_the_largest_differences_of_published_ranks(found, names):
    gained = (published(2022)["rank"] - published(2023)["rank"]).sort_values()
    climbs, falls = overview.movers(found, names, 4)
    assert list(climbs["places"]) == list(gained.tail(4)[::-1]) and list(falls["places"]) == list(gained.head(4))
    for row in (*climbs.itertuples(), *falls.itertuples()):
        assert (row.rank_before, row.rank_after) == (
            published(2022)["rank"][row.unit],
            published(2023)["rank"][row.unit],
        )
        assert row.name == names[row.unit]


def test_gains_are_the_largest_differences_of_published_scores(found, names):
    gained = (published(2023)["dti"] - published(2022)["dti"]).sort_values(ascending=False)
    table = overview.gains(found, names, 3)
    assert table["points"].tolist() == pytest.approx(gained.head(3).tolist(), abs=2e-4)


def test_where_a_unit_stands_and_how_it_moved():
    before, after = (scores_of(f"published/province-{year}.xlsx") for year in (2022, 2023))
    assert overview.standing(after, "01", 63, words("en")) == "rank 6 of 63 · 0.7448"
    assert overview.standing(after, "nobody", 63, words("en")) == ""
    assert overview.since(before, after, "01", words("vi")) == "Tăng 18 bậc, từ hạng 24 lên hạng 6"
    assert overview.since(before, after, "nobody", words("vi")) == ""
    ranks = scores_of("published/ministry-services-2023.xlsx")
    assert overview.standing(ranks, "MPI", 17, words("en")) == "rank 1 of 17"


def test_the_summary_counts_who_rose_and_fell(names):
    before, after = (scores_of(f"published/province-{year}.xlsx") for year in (2022, 2023))
    gained = published(2022)["rank"] - published(2023)["rank"]
    told = overview.summary(before, after, names, "2022", words("en"))
    counts = f"{(gained > 0).sum()} up, {(gained < 0).sum()} down, {(gained == 0).sum()} unchanged"
    best, worst = gained.idxmax(), gained.idxmin()
    assert told == f"Since 2022: {counts} · ▲ {gained[best]:.0f} {names[best]} · ▼ {-gained[worst]:.0f} {names[worst]}"
