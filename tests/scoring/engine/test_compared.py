"""Which scores give another unit's figures away."""

import pytest

from scoring import load_framework, load_frameworks
from scoring.engine.chunks import across_rows
from scoring.engine.compared import compared
from tests.scoring.trees import tree

SHARE = 'rule = { kind = "share" }'
ALONE = 'rule = { kind = "goalposts", posts = [0, 4] }'
IMPUTE = '{ step = "impute", kind = "mean", indicators = ["b"] }'


@pytest.mark.parametrize(
    ("rules", "head", "expected"),
    [
        ((SHARE, ALONE, SHARE), "", set()),
        (('rule = { kind = "ratio_to_max" }', SHARE, SHARE), "", {"a", "g", "dti"}),
        ((SHARE, SHARE, 'rule = { kind = "min_max" }'), "", {"c", "dti"}),
        ((SHARE, SHARE, SHARE), f"steps = [{IMPUTE}]\n", {"b", "g", "dti"}),
        (
            (SHARE, SHARE, SHARE),
            'steps = [{ step = "normalise", kind = "scaled", posts = [0, 5], indicators = ["b"] }]\n',
            set(),
        ),
        ((SHARE, SHARE, SHARE), 'mean = { kind = "copeland" }\n', {"g", "dti"}),
    ],
)
def test_a_score_that_rests_on_other_units_and_all_above_it(rules, head, expected):
    first, second, third = rules
    found = tree(("g", "dti", 2), ("a", "g", 1, first), ("b", "g", 2, second), ("c", "dti", 1, third), head=head)
    assert compared(found) == expected


def test_the_same_as_what_keeps_a_panel_in_one_piece_says():
    for framework in load_frameworks().values():
        assert bool(compared(framework)) == bool(across_rows(framework)), framework.id


def test_of_the_provinces_components_three_indicators_are_measured_against_the_best():
    found = load_framework("demo-province-components")
    leaves = {node.code for node in found.nodes if node.is_leaf} & compared(found)
    assert leaves == {"1.2.1", "4.1.2", "8.1.3"} and "dti" in compared(found)
