"""Each rule on cases worked by hand."""

import numpy as np
import pytest

from scoring.engine import rules

NAN = np.nan


@pytest.mark.parametrize(
    ("kind", "parameters", "raw", "expected"),
    [
        ("share", {}, [[0.25], [1.2], [-1], [NAN]], [0.25, 1, 0, NAN]),
        ("share", {"scale": 100}, [[12.5], [100]], [0.125, 1]),
        ("share", {"scale": 100, "direction": "lower"}, [[12.5], [0]], [0.875, 1]),
        ("ratio", {}, [[3, 4], [5, 4], [1, NAN]], [0.75, 1, NAN]),
        ("choice", {"options": []}, [[0.5], [NAN]], [0.5, NAN]),
        (
            "steps",
            {"steps": [[1, 0.25], [2, 0.5], [4, 1]]},
            [[0], [1], [3], [4], [9], [NAN]],
            [0, 0.25, 0.5, 1, 1, NAN],
        ),
        ("ratio_to_target", {"target": 20}, [[5], [40]], [0.25, 1]),
        ("ratio_to_target", {"target": 5, "direction": "lower"}, [[10], [5], [0], [NAN]], [0.5, 1, 1, NAN]),
        ("capped_count", {"most": 5}, [[2], [7]], [0.4, 1]),
        ("sum_of_parts", {"parts": [10, 6, 4]}, [[10, 3, 0], [20, 6, 4], [1, NAN, 1]], [0.65, 1, NAN]),
    ],
)
def test_rule(kind, parameters, raw, expected):
    raw = np.array(raw, dtype=float)
    before = raw.copy()
    found = rules.apply(kind, raw, parameters, np.zeros(len(raw), dtype=int))
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    np.testing.assert_array_equal(raw, before)


def test_the_highest_is_sought_within_the_period():
    raw = np.array([[10.0], [5.0], [4.0], [NAN], [2.0]])
    found = rules.apply("ratio_to_max", raw, {}, np.array([0, 0, 1, 1, 1]))
    np.testing.assert_allclose(found, [1, 0.5, 1, NAN, 0.5])


@pytest.mark.parametrize(("kind", "raw"), [("ratio", [[1, 0]]), ("ratio_to_max", [[0], [0]])])
def test_a_zero_denominator_is_loud(kind, raw):
    with pytest.raises(ZeroDivisionError):
        rules.apply(kind, np.array(raw, dtype=float), {}, np.zeros(len(raw), dtype=int))
