"""Where a unit stands: against the published table, by plain pandas."""

import warnings

import pandas as pd
import pytest

from figures import unit_charts, unit_places
from figures.words import LANGUAGES, words
from scoring.units import DATA
from tests.figures.shipped import one

FILE = "published/province-2023.xlsx"
warnings.filterwarnings("ignore", category=Warning, message=".*default engine.*")


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    """The ministry's own table."""
    table = pd.read_excel(DATA / FILE, dtype={"Mã": str}, engine="openpyxl").set_index("Mã")
    return table.rename(columns={"Chỉ số công bố": "dti", "Hạng công bố": "rank", "Hoạt động xã hội số": "society"})


@pytest.mark.parametrize("unit", ["48", "01", "12"])
def test_rank_score_median_and_best_are_the_published_ones(published, unit):
    table = unit_places.places(one(FILE, unit), [])
    headline, society = table.loc["dti"], table.loc["hd_xa_hoi_so"]
    assert headline["score"] == pytest.approx(published.at[unit, "dti"], abs=5e-5)
    assert headline["rank"] == published.at[unit, "rank"] and headline["ranked"] == 63
    assert headline["median"] == pytest.approx(published["dti"].median(), abs=5e-5)
    assert society["best"] == published["society"].max()
    assert society["best_units"] == tuple(published.index[published["society"] == published["society"].max()])
    assert society["gap"] == pytest.approx(published.at[unit, "society"] - published["society"].median())
    assert society["rank"] == published["society"].rank(ascending=False, method="min")[unit]


def test_nearest_peers_are_those_of_the_published_table(published):
    found = unit_places.peers(one(FILE, "01"), unit_places.NEAREST)
    apart = (published["dti"] - published.at["01", "dti"]).abs().drop("01").sort_values()
    assert len(found) == 5 and apart[found].max() <= apart.drop(found).min() + 1e-4


def test_peers_of_a_region_are_all_its_others():
    of = one(FILE, "48", "vi")
    found = unit_places.peers(of, unit_places.REGION)
    assert {"49", "46", "38"} <= set(found) and "48" not in found and len(found) == 13
    table = unit_places.places(of, found)
    assert table.at["dti", "peers"] == of.scores.scores["dti"].droplevel(0)[found].median()
    assert unit_places.peers_rule(of, unit_places.REGION, found).startswith(
        "Đơn vị so sánh: các đơn vị khác cùng vùng Bắc Trung Bộ và Duyên hải miền Trung: Thanh Hóa, Nghệ An, "
    )


def test_the_lead_says_place_score_and_distance():
    of = one(FILE, "48")
    table = unit_places.places(of, [])
    gap = table.at["dti", "score"] - of.scores.scores["dti"].median()
    assert unit_places.lead(of, table) == (
        f"Da Nang is in place 1 of 63, with a score of 0.8340. That is {gap:.4f} above the median."
    )


def test_what_was_never_published_is_said_to_be_unknown():
    """In 2023 only places of five ministries are known, and no score."""
    of = one("published/ministry-services-2023.xlsx", "MOF")
    table = unit_places.places(of, [])
    assert unit_places.lead(of, table) == (
        "Ministry of Finance is in place 2; its score was not published. Units with a known rank: 5."
    )
    assert table["score"].isna().all() and table.at["dti", "rank"] == 2
    near = unit_places.peers(of, unit_places.NEAREST)
    assert len(near) == 4  # by rank
    absent = one("published/ministry-services-2023.xlsx", "MOT")
    assert unit_places.peers(absent, unit_places.NEAREST) == []
    assert unit_places.peers_rule(absent, unit_places.NEAREST, []) == (
        "There are no peers: neither score nor rank is known."
    )
    assert unit_places.lead(absent, unit_places.places(absent, [])) == (
        "Neither the score nor the rank of Ministry of Transport is known in this release."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chart_alternative_text_and_table_agree(lang):
    of = one(FILE, "48", lang)
    table = unit_places.places(of, ["01"])
    main = unit_places.main_rows(table)
    assert list(main.index) == ["dti", "cqs", "kts", "xhs", "nen_tang", "hoat_dong"]
    shown, said = unit_places.shown(of, main), unit_places.places_alt(of, main, "T")
    assert words(lang).number(main.at["dti", "score"], 4) in said and len(shown) == 6
    figure = unit_charts.dots(list(main.index), {"one": main["score"], "median": main["median"]}, words(lang))
    assert [list(trace.x) for trace in figure.data] == [list(main["median"]), list(main["score"])]
    figure.to_json()


def test_long_names_are_broken_never_cut():
    text = "Tỷ lệ hồ sơ thủ tục hành chính được giải quyết trực tuyến"
    assert unit_charts.wrapped(text).replace("<br>", " ") == text
    assert max(map(len, unit_charts.wrapped(text).split("<br>"))) <= 22
