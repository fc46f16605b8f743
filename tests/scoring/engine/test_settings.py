"""Settings of a treatment: what is unknown, lacking or misshapen is named."""

import pytest

from scoring.engine import denominate, impute, normalise, outliers, screen

NORMALISATIONS = (
    "min_max, goalposts, z_score, scaled, rank, borda, percentile_rank, distance_to_max, distance_to_reference, "
    "distance_to_target, fraction_of_max, none"
)


@pytest.mark.parametrize(
    ("faults", "setting", "expected"),
    [
        (normalise.faults, {"kind": "min_max", "to": [0, 100], "direction": "lower", "over": "panel"}, []),
        (
            normalise.faults,
            {"kind": "minmax"},
            [f"the normalisation 'minmax' is not known. Known are: {NORMALISATIONS}."],
        ),
        (normalise.faults, {}, [f"the normalisation None is not known. Known are: {NORMALISATIONS}."]),
        (normalise.faults, {"kind": "min_max", "sd": 2}, ["the normalisation 'min_max' takes no 'sd'."]),
        (
            normalise.faults,
            {"kind": "min_max", "to": [1, 1]},
            ["'to' of the normalisation 'min_max' is [1, 1]; it must be two numbers that rise."],
        ),
        (
            normalise.faults,
            {"kind": "goalposts"},
            ["the normalisation 'goalposts' needs 'posts', two numbers that rise."],
        ),
        (
            normalise.faults,
            {"kind": "goalposts", "posts": [5, 1], "truncate": 1},
            [
                "'posts' of the normalisation 'goalposts' is [5, 1]; it must be two numbers that rise.",
                "'truncate' of the normalisation 'goalposts' is 1; it must be true or false.",
            ],
        ),
        (
            normalise.faults,
            {"kind": "distance_to_target"},
            ["the normalisation 'distance_to_target' needs 'target', a number."],
        ),
        (
            normalise.faults,
            {"kind": "distance_to_target", "target": float("nan")},
            ["'target' of the normalisation 'distance_to_target' is nan; it must be a number."],
        ),
        (
            normalise.faults,
            {"kind": "z_score", "sd": 0, "direction": "up"},
            [
                "'sd' of the normalisation 'z_score' is 0; it must be a number above 0.",
                "'direction' of the normalisation 'z_score' is 'up'; it must be one of higher, lower.",
            ],
        ),
        (impute.faults, {"kind": "last", "oldest": 12}, []),
        (
            impute.faults,
            {"kind": "last", "oldest": -1},
            ["'oldest' of the imputation 'last' is -1; it must be a whole number of 0 or more."],
        ),
        (
            impute.faults,
            {"kind": "average"},
            ["the imputation 'average' is not known. Known are: mean, median, last, linear, none."],
        ),
        (denominate.faults, {"kind": "divide"}, ["the denominator 'divide' needs 'by', a text."]),
        (
            denominate.faults,
            {"kind": "divide", "by": "p", "per": 0},
            ["'per' of the denominator 'divide' is 0; it must be a number above 0."],
        ),
        (outliers.faults, {"kind": "limits", "attempts": ["winsorise", "box_cox"]}, []),
        (
            outliers.faults,
            {"kind": "limits", "attempts": ["log"]},
            [
                "'attempts' of the outlier treatment 'limits' is ['log']; "
                "it must be a list of winsorise, shifted_log, logarithm, box_cox."
            ],
        ),
        (
            screen.faults,
            {"kind": "coverage", "least_known": 65},
            ["'least_known' of the screening 'coverage' is 65; it must be a number from 0 to 1."],
        ),
        (
            screen.faults,
            {"kind": "coverage", "keep": ["A"], "drop": ["A", "B"]},
            ["the unit A stands in both 'keep' and 'drop'."],
        ),
    ],
)
def test_faults_of_settings(faults, setting, expected):
    assert faults(setting) == expected
