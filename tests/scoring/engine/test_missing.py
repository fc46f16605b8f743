"""Every missing score says why."""

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError, score
from scoring.engine.missing import missing_scores, why_missing
from tests.scoring.trees import panel, tree

NAN = np.nan


@pytest.fixture(scope="module")
def scores():
    framework = tree(
        ("g", "dti", 60),
        ("a", "g", 3),
        ("b", "g", 1),
        ("c", "g", 1),
        ("h", "dti", 40, "least_children = 0.6"),
        ("d", "h", 8),
        ("e", "h", 1),
        ("f", "h", 1),
        ("i", "dti", 0, ""),
        ("j", "i", 0),
        ("k", "dti", 0, 'missing = "none"\nrule = { kind = "share" }'),
        ("l", "dti", 0, 'rule = { kind = "ratio" }\n' + _inputs("top", "bottom")),
    )
    columns = {
        #      whole  a gone  all of g  d only  b, c gone
        "a": [0.5, NAN, NAN, 0.5, 0.5],
        "b": [0.5, 0.5, NAN, 0.5, NAN],
        "c": [0.5, 0.5, NAN, 0.5, NAN],
        "d": [0.5, 0.5, 0.5, 0.5, 0.5],
        "e": [0.5, 0.5, 0.5, NAN, 0.5],
        "f": [0.5, 0.5, 0.5, NAN, 0.5],
        "j": [0.5, 0.5, 0.5, 0.5, 0.5],
        "k": [0.5, 0.5, 0.5, 0.5, 0.5],
        "top": [1.0, NAN, 1.0, NAN, 1.0],
        "bottom": [2.0, 2.0, NAN, NAN, 2.0],
    }
    return score(framework, panel(columns))


def _inputs(*codes):
    names = '{ vi = "x", en = "x", es = "x" }'
    return "inputs = [" + ", ".join(f'{{ code = "{code}", names = {names} }}' for code in codes) + "]"


@pytest.mark.parametrize(
    ("unit", "node", "message"),
    [
        ("02", "a", "a of 02 in 2023 has no score: the values have nothing in a."),
        ("04", "l", "l of 04 in 2023 has no score: the values have nothing in top, bottom."),
        (
            "02",
            "g",
            "g of 02 in 2023 has no score: 40 % of its points have one, 50 % are needed; missing: a.",
        ),
        ("03", "g", "g of 03 in 2023 has no score: none of its children has one: a, b, c."),
        (
            "04",
            "h",
            "h of 04 in 2023 has no score: 33.3333 % of its children have one, 60 % are needed; missing: e, f.",
        ),
        ("01", "i", "i of 01 in 2023 has no score: nothing under it carries points."),
        (
            "02",
            "dti",
            "dti of 02 in 2023 has no score: 40 % of its points have one, 50 % are needed; missing: g.",
        ),
    ],
)
def test_the_reason_names_children_and_threshold(scores, unit, node, message):
    assert np.isnan(scores.scores.loc[("2023", unit), node])
    assert why_missing(scores, unit, node).message() == message


@pytest.mark.parametrize("node", ["dti", "g", "a"])
def test_what_has_a_score_has_no_reason(scores, node):
    assert why_missing(scores, "05", node) is None and not np.isnan(scores.scores.loc[("2023", "05"), node])


def test_a_child_that_may_not_be_missing_is_the_reason():
    framework = tree(("a", "dti", 9), ("b", "dti", 1, 'missing = "none"\nrule = { kind = "share" }'))
    found = why_missing(score(framework, panel({"a": [0.4], "b": [NAN]})), "01", "dti")
    assert found.message() == "dti of 01 in 2023 has no score: b may not be missing."


def test_units_screened_out_and_values_without_denominator_say_so():
    head = """
    steps = [
        { step = "denominate", by = "people", without = "missing", indicators = ["a"] },
        { step = "screen", least_known = 1 },
    ]
    """
    names = '{ vi = "x", en = "x", es = "x" }'
    framework = tree(
        ("a", "dti", 1), ("b", "dti", 1), head=head + f'columns = [{{ code = "people", names = {names} }}]'
    )
    values = panel({"a": [4.0, 4.0, NAN], "b": [0.5, NAN, 0.5], "people": [8.0, 8.0, 8.0]})
    found = score(framework, values)
    assert found.scores["dti"].tolist()[0] == 0.5 and found.scores["dti"].isna().tolist() == [False, True, True]
    assert why_missing(found, "02", "b").message() == "b of 02 in 2023 has no score: the unit was screened out."
    assert why_missing(found, "03", "dti").message() == "dti of 03 in 2023 has no score: the unit was screened out."
    framework = tree(
        ("a", "dti", 1),
        head=head.split('{ step = "screen"')[0] + f']\ncolumns = [{{ code = "people", names = {names} }}]',
    )
    found = score(framework, panel({"a": [4.0], "people": [0.0]}))
    assert (
        why_missing(found, "01", "a").message()
        == "a of 01 in 2023 has no score: its denominator is missing or not above 0."
    )


def test_the_table_has_a_row_for_every_missing_score(scores):
    found = missing_scores(scores)
    assert len(found) == scores.scores.isna().sum().sum()
    for entry in found.itertuples():
        single = why_missing(scores, entry.unit, entry.node)
        assert (single.reason, single.lacking) == (entry.reason, entry.lacking)
    assert missing_scores(scores, ["k"]).empty


def test_one_of_several_periods_must_be_named():
    framework = tree(("a", "dti", 1))
    values = pd.concat([panel({"a": [NAN]}, "2022"), panel({"a": [1.0]})])
    found = score(framework, values)
    with pytest.raises(ScoringError, match="^The scores are of the periods 2022, 2023; name one.$"):
        why_missing(found, "01", "a")
    assert why_missing(found, "01", "a", "2022").reason == "value" and why_missing(found, "01", "a", "2023") is None
    with pytest.raises(ScoringError, match="^There is no score of a for 02 in 2022.$"):
        why_missing(found, "02", "a", "2022")
