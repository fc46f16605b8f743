"""Every fault in steps and in the columns beside the indicators is named with its place."""

import pytest

from scoring import FrameworkError
from tests.scoring.trees import tree

NAMES = 'names = { vi = "x", en = "x", es = "x" }'
PEOPLE = f'columns = [{{ code = "people", {NAMES} }}]\n'


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("steps = 1", "'steps' is 1; it must be a list of tables."),
        (
            'steps = [{ step = "denominat" }]',
            "Step 1: 'step' is 'denominat'; it must be one of denominate, screen, impute, treat, normalise.",
        ),
        (
            'steps = [{ step = "impute", kind = "guess" }]',
            "Step 1: the imputation 'guess' is not known. Known are: mean, median, last, linear, none.",
        ),
        ('steps = [{ step = "impute" }]', "Step 1: the imputation None is not known."),
        (
            'steps = [{ step = "treat" }, { step = "impute", kind = "mean", ovr = "panel" }]',
            "Step 2: the imputation 'mean' takes no 'ovr'.",
        ),
        (
            'steps = [{ step = "impute", kind = "mean", over = "year" }]',
            "Step 1: 'over' of the imputation 'mean' is 'year'; it must be one of period, panel.",
        ),
        (
            'steps = [{ step = "impute", kind = "mean", indicators = ["z"] }]',
            "Step 1: there is no indicator 'z'.",
        ),
        (
            'steps = [{ step = "impute", kind = "mean", indicators = "a" }]',
            "Step 1: 'indicators' must be a list of codes, and 'for' a table of settings by code.",
        ),
        (
            'steps = [{ step = "impute", kind = "mean", for = { z = { kind = "median" } } }]',
            "Step 1: there is no indicator 'z'.",
        ),
        (
            'steps = [{ step = "impute", kind = "mean", indicators = ["a"], for = { b = { kind = "median" } } }]',
            "Step 1: 'for' names 'b', which 'indicators' leaves out.",
        ),
        (
            'steps = [{ step = "impute", kind = "mean", for = { b = { kind = "last", oldest = -1 } } }]',
            "Step 1: b: 'oldest' of the imputation 'last' is -1; it must be a whole number of 0 or more.",
        ),
        (
            'steps = [{ step = "screen", for = { a = { least_known = 1 } } }]',
            "Step 1: 'for' has no use in a screen, which looks at all indicators together.",
        ),
        (
            PEOPLE + 'steps = [{ step = "denominate", by = "population" }]',
            "Step 1: there is no column 'population' in [[columns]].",
        ),
        (
            PEOPLE + 'steps = [{ step = "impute", kind = "mean", by = "region" }]',
            "Step 1: there is no column 'region' in [[columns]].",
        ),
        ("columns = 1", "'columns' is 1; it must be a list of tables."),
        (f"columns = [{{ {NAMES} }}]", "Column 1: 'code' is missing; it must be a text."),
        (f'columns = [{{ code = "a", {NAMES} }}]', "Column a: the code is taken by another column."),
        ('columns = [{ code = "people" }]', "Column people is missing its names."),
        (f'columns = [{{ code = "people", {NAMES}, unit = "x" }}]', "Column people: 'unit' is not known."),
        (
            f'columns = [{{ code = "people", {NAMES}, options = [{{ value = "North", {NAMES} }}] }}]',
            "Column people: every option needs a number as its 'value', and names in vi, en and es.",
        ),
    ],
)
def test_every_fault_is_named(head, fault):
    with pytest.raises(FrameworkError) as raised:
        tree(("a", "dti", 1), ("b", "dti", 1), head=head)
    assert len(raised.value.faults) == 1 and raised.value.faults[0].startswith(fault)


def test_a_step_holds_for_every_indicator_and_in_its_usual_kind_unless_it_says_otherwise():
    head = PEOPLE + (
        'steps = [{ step = "treat", for = { a = { kind = "none" } } },'
        ' { step = "denominate", by = "people", indicators = ["b"] }]'
    )
    framework = tree(("a", "dti", 1), ("g", "dti", 1), ("b", "g", 1), head=head)
    treat, denominate = framework.steps
    assert (treat.settings, treat.indicators) == ({"kind": "limits"}, ("a", "b"))
    assert treat.differing == {"a": {"kind": "none"}}
    assert (denominate.settings, denominate.indicators) == ({"kind": "divide", "by": "people"}, ("b",))
    assert [column.code for column in framework.inputs] == ["a", "b", "people"]
