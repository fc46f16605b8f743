"""Rows of a ranking: cut, ordered and classed without a rank being worked out anew."""

import pandas as pd

from figures import rankings
from figures.words import words
from scoring import load_units
from tests.figures.shipped import scores_of

SCORES = scores_of("published/province-2023.xlsx")


def table() -> pd.DataFrame:
    found = rankings.ranking(SCORES, load_units(), "63", "dti", "vi")
    found["kind"] = found["unit"].map(rankings.kinds(load_units(), "province", "63", "vi"))
    return found.assign(**{"class": rankings.fifths(found["rank"]), "alphabet": rankings.alphabet(found["name"])})


def test_fifths_are_equal_and_shared_by_equal_ranks():
    assert rankings.fifths(pd.Series([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10])).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert rankings.fifths(pd.Series([1.0, 2, 2, 4, 5])).tolist() == [1, 2, 2, 4, 5]
    assert rankings.fifths(pd.Series([1.0, None])).isna().tolist() == [False, True]
    assert table()["class"].value_counts().to_dict() == {1: 13, 2: 13, 3: 12, 4: 13, 5: 12}


def test_filters_keep_ranks_and_classes():
    whole = table().set_index("unit")
    cities = rankings.cut(table(), kinds=["thành phố trực thuộc trung ương"])
    assert set(cities["name"]) == {"Hà Nội", "Hải Phòng", "Đà Nẵng", "TP. Hồ Chí Minh", "Cần Thơ"}
    for row in cities.itertuples():
        assert row.rank == whole.at[row.unit, "rank"]
    assert cities["class"].tolist() == whole["class"][cities["unit"]].tolist()
    delta = rankings.cut(table(), regions=["Đồng bằng sông Hồng"], classes=[1])
    assert set(delta["region"]) == {"Đồng bằng sông Hồng"} and set(delta["class"]) == {1}
    assert rankings.cut(table(), text="da nang")["name"].tolist() == ["Đà Nẵng"]
    assert len(rankings.cut(table(), units=["01", "48"])) == 2 and rankings.cut(table(), units=[]).empty
    assert len(rankings.cut(table())) == 63


def test_orders():
    by_name = rankings.ordered(table(), "name")["name"].tolist()
    assert by_name[0] == "An Giang" and by_name[-1] == "Yên Bái"
    assert by_name.index("Cần Thơ") < by_name.index("Đà Nẵng") < by_name.index("Đắk Lắk") < by_name.index("Gia Lai")
    moved = pd.DataFrame({"name": list("abc"), "rank": [1, 2, 3], "places": [0.0, 5.0, None]})
    assert rankings.ordered(moved, "places")["name"].tolist() == ["b", "a", "c"]
    assert rankings.ordered(table(), "rank")["rank"].is_monotonic_increasing
    assert rankings.ordered(moved.drop(columns="places"), "places")["name"].tolist() == ["a", "b", "c"]


def test_kinds_are_said_in_the_language_where_it_is_known():
    units = load_units()
    assert rankings.kinds(units, "province", "34", "en").value_counts().to_dict() == {
        "province": 28, "centrally governed city": 6
    }  # fmt: skip
    assert set(rankings.kinds(units, "ministry-other", "", "es")) == {
        "ministerio", "organismo de rango ministerial", "organismo del Gobierno"
    }  # fmt: skip


def test_files_carry_numbers_and_no_pictures():
    drawn = table().assign(interval="data:image/svg+xml,", range="1–2", line=None, low=1, high=2, tied="Huế")
    headings = list(rankings.named(drawn, SCORES, words("en")).columns)
    assert not {"interval", "range", "line", "alphabet"} & set(headings)
    assert {"Rank, 5 %", "Rank, 95 %", "Class", "Tied with", "Kind"} <= set(headings)
