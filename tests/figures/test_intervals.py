"""How sure a rank is, from draws that were written down by hand."""

import numpy as np
import pandas as pd
import pytest

from figures import intervals
from scoring import load_framework
from scoring.analysis.uncertainty.robustness import Robustness
from tests.figures.shipped import scores_of

# 100 draws of four units: a always first; b and c change places in 40 of 100; d always last.
DRAWS = np.array([[1, 2, 3, 4]] * 60 + [[1, 3, 2, 4]] * 40, dtype=np.int32)
FOUND = Robustness(
    load_framework("dti-922-province-published"), "2023", "dti", (), 0, pd.Index(list("abcd")), np.array([1, 2, 3, 4]),
    DRAWS,
)  # fmt: skip


def test_interval_class_and_ties():
    table = intervals.sureness(FOUND)
    assert intervals.written(table) == ["1", "2–3", "2–3", "4"]
    assert table["tied"].to_dict() == {"a": (), "b": ("c",), "c": ("b",), "d": ()}
    assert table["stable_class"].tolist() == [1, 2, 2, 3]


def test_nobody_is_paired_where_units_are_too_many(monkeypatch):
    monkeypatch.setattr(intervals, "MOST_PAIRED", 3)
    assert set(intervals.sureness(FOUND)["tied"]) == {()}


def test_the_picture_stands_where_the_ranks_do():
    table = pd.DataFrame({"rank": [1.0, 4.0, 2.0], "low": [1, 2, pd.NA], "high": [1, 4, pd.NA]})
    first, last, unknown = intervals.drawn(table, 4)
    # Ranks 1 to 4 over the 102 pixels between 5 and 107: 34 apart.
    assert "M3.5 16H6.5" in first and "cx='5.0'" in first
    assert "M37.5 16H108.5" in last and "cx='107.0'" in last
    assert unknown is None
    assert first.startswith("data:image/svg+xml,<svg ") and first.endswith("</svg>") and "#" not in first


def test_equal_ranks_are_told_by_name_and_the_rest_counted():
    scores = scores_of("published/province-2022.xlsx")
    equal = intervals.equals(scores.ranks["dti"].droplevel(0))
    assert (equal["38"], equal["15"], equal["48"]) == (("15",), ("38",), ())
    assert intervals.told(("a", "b", "c", "d"), {"a": "Huế", "b": "Hải Phòng"}) == "Huế, Hải Phòng +2"
    assert intervals.told(("a",), {"a": "Huế"}) == "Huế" and intervals.told((), {}) == ""
    assert intervals.equals(pd.Series([np.nan, np.nan], index=["x", "y"])).to_dict() == {"x": (), "y": ()}


@pytest.mark.parametrize("units", [1, 63, 3321])
def test_one_place_more_is_never_outside_the_picture(units):
    table = pd.DataFrame({"rank": [float(units)], "low": [1], "high": [units]})
    assert intervals.drawn(table, units)[0].count("path") == 2
