"""Who is kept and why, worked by hand."""

import numpy as np
import pytest

from scoring import ScoringError
from scoring.engine.screen import screen
from tests.scoring.panels import NAN, panel

COVERAGE = {"kind": "coverage"}


def test_units_of_which_too_little_is_known_are_left_out():
    x = panel({"a": [1, NAN, 1], "b": [2, NAN, 0], "c": [3, 3, NAN]})
    found = screen(x, COVERAGE | {"least_known": 0.6})
    assert found.panel.units.tolist() == ["A", "C"]
    assert found.kept.tolist() == [True, False, True]
    assert found.report.to_dict("records") == [
        {"period": "2023", "unit": "A", "known": 1, "nonzero": 1, "kept": True, "why": ""},
        {"period": "2023", "unit": "B", "known": 1 / 3, "nonzero": 1, "kept": False, "why": "too little is known"},
        {"period": "2023", "unit": "C", "known": 2 / 3, "nonzero": 0.5, "kept": True, "why": ""},
    ]
    np.testing.assert_array_equal(found.panel.values, [[1, 2, 3], [1, 0, NAN]])


def test_zeros_may_count_as_well():
    x = panel({"a": [1, 0, NAN], "b": [0, 0, NAN]})
    found = screen(x, COVERAGE | {"least_nonzero": 0.5})
    assert found.report["why"].tolist() == ["", "too many values are 0", "too many values are 0"]
    assert found.report["nonzero"].tolist() == [0.5, 0, 0]


def test_units_may_be_kept_and_dropped_by_name():
    x = panel({"a": [1, NAN, 1, NAN]})
    found = screen(x, COVERAGE | {"least_known": 1, "keep": ["B", "C"], "drop": ["A"]})
    assert found.report[["kept", "why"]].to_numpy().tolist() == [
        [False, "dropped by name"],
        [True, "kept by name"],
        [True, ""],
        [False, "too little is known"],
    ]


@pytest.mark.parametrize(
    ("over", "kept"), [("period", [True, False, True, True]), ("panel", [False, False, True, True])]
)
def test_by_period_or_over_all_of_them(over, kept):
    x = panel({"a": [1, NAN, 1, 1], "b": [1, NAN, 1, NAN]}, ["2020", "2021"] * 2, list("AABB"))
    assert screen(x, COVERAGE | {"least_known": 0.5 if over == "period" else 0.75, "over": over}).kept.tolist() == kept


@pytest.mark.parametrize("cells", range(1, 40))
def test_just_enough_is_enough(cells):
    # k of n cells against the share k / n, however either is rounded
    for known in range(cells + 1):
        x = panel({f"i{n}": [1.0 if n < known else NAN] for n in range(cells)})
        least = float(f"{known / cells:.15f}")
        assert screen(x, COVERAGE | {"least_known": least}).kept.item()


def test_no_screening_keeps_everyone():
    found = screen(panel({"a": [NAN, 0]}), {"kind": "none"})
    assert found.kept.all() and found.report["why"].tolist() == ["", ""]


def test_settings_and_units_that_are_not_known_are_named():
    with pytest.raises(ScoringError, match="^the screening 'coverage' takes no 'least'.$"):
        screen(panel({"a": [1]}), COVERAGE | {"least": 0.5})
    with pytest.raises(ScoringError, match="^There is no unit Z to keep or drop.$"):
        screen(panel({"a": [1]}), COVERAGE | {"keep": ["Z"]})
