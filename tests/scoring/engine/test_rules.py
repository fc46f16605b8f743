"""Each rule on cases worked by hand."""

import numpy as np
import pytest

from scoring.engine import rules
from scoring.engine.errors import Unfit

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
    found = rules.apply(kind, raw, parameters)
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    np.testing.assert_array_equal(raw, before)


def test_the_highest_is_sought_among_the_rows_given():
    found = rules.apply("ratio_to_max", np.array([[10.0], [5.0], [NAN]]), {})
    np.testing.assert_allclose(found, [1, 0.5, NAN])


@pytest.mark.parametrize(
    ("kind", "raw", "where", "why"),
    [
        ("ratio", [[1, 0], [1, 2]], [[True], [False]], "has a denominator of 0; correct it, or leave it empty"),
        ("ratio", [[-1, -2], [1, 2]], [[True], [False]], "has a denominator below 0; correct it, or leave it empty"),
        (
            "ratio_to_max",
            [[0], [NAN]],
            [[True]],
            "has a highest value that is not above 0, and ratio_to_max divides by it",
        ),
    ],
)
def test_what_a_rule_divides_by_must_not_be_zero(kind, raw, where, why):
    with pytest.raises(Unfit) as raised:
        rules.apply(kind, np.array(raw, dtype=float), {})
    assert raised.value.why == why
    np.testing.assert_array_equal(raised.value.where, where)


def test_every_rule_says_what_it_takes():
    assert set(rules.PARAMETERS) == set(rules.RULES) >= rules.BY_PERIOD
