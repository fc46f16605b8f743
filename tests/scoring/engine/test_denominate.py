"""Division by a measure of size, worked by hand; what cannot be divided is named."""

import numpy as np
import pytest

from scoring import ScoringError
from scoring.engine.denominate import denominate
from tests.scoring.panels import NAN, panel

PEOPLE = {"kind": "divide", "by": "people", "per": 100_000}
NONE = {"kind": "none"}


def test_every_column_by_its_own_denominator():
    x = panel({"a": [50, NAN], "b": [7, 8], "c": [6, 9]})
    sizes = panel({"people": [200_000, NAN], "km2": [3, 4.5]})
    found = denominate(x, sizes, [PEOPLE, NONE, {"kind": "divide", "by": "km2"}])
    np.testing.assert_array_equal(found.panel.values, [[25, 7, 2], [NAN, 8, 2]])
    assert found.lost.empty  # the second unit has no value to lose
    np.testing.assert_array_equal(x.values, [[50, 7, 6], [NAN, 8, 9]])


@pytest.mark.parametrize(("size", "why"), [(0, "is 0"), (-5, "is below 0"), (NAN, "is missing")])
def test_a_denominator_that_cannot_divide_is_loud_or_leaves_a_reason(size, why):
    x, sizes = panel({"a": [1, 2]}), panel({"people": [10, size]})
    with pytest.raises(ScoringError) as caught:
        denominate(x, sizes, [PEOPLE])
    assert str(caught.value) == (
        f"The indicator a of B in 2023: its denominator people {why}. "
        "Correct it, or say that such values become missing."
    )
    found = denominate(x, sizes, [PEOPLE | {"without": "missing"}])
    np.testing.assert_array_equal(found.panel.values[:, 0], [10_000, NAN])
    assert found.lost.to_dict("records") == [
        {"period": "2023", "unit": "B", "indicator": "a", "by": "people", "why": f"the denominator {why}"}
    ]


def test_what_is_lost_stands_with_its_own_column():
    x, sizes = panel({"a": [1, 2], "b": [1, 2]}), panel({"people": [0, 1], "km2": [1, 0]})
    ways = [{"kind": "divide", "by": by, "without": "missing"} for by in ("km2", "people")]
    assert denominate(x, sizes, ways).lost[["unit", "indicator", "by"]].to_numpy().tolist() == [
        ["A", "b", "people"],
        ["B", "a", "km2"],
    ]


def test_other_rows_and_unknown_denominators_are_refused():
    x = panel({"a": [1, 2]})
    with pytest.raises(ScoringError, match="^There is no denominator people. Known are: km2.$"):
        denominate(x, panel({"km2": [1, 2]}), [PEOPLE])
    with pytest.raises(
        ScoringError, match="^The denominators must have the rows of the values: the same units and per"
    ):
        denominate(x, panel({"people": [1, 2]}, units=["B", "A"]), [PEOPLE])


def test_nothing_to_divide_leaves_the_values():
    x = panel({"a": [1, NAN]})
    found = denominate(x, panel({"people": [0, 0]}), [NONE])
    np.testing.assert_array_equal(found.panel.values, x.values)
    assert list(found.lost.columns) == ["period", "unit", "indicator", "by", "why"]
