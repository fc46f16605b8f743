"""A panel in parts gives the scores of the panel at once, and what cannot be done in parts is named."""

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError, load_framework, score
from scoring.engine.chunks import across_rows, score_chunks
from tests.scoring.trees import panel, tree

NAN = np.nan
PEOPLE = 'columns = [{ code = "people", names = { vi = "x", en = "x", es = "x" } }]\n'
STEPS = (
    PEOPLE
    + """
mean = { kind = "geometric", offset = 1 }
steps = [
    { step = "denominate", by = "people", without = "missing", indicators = ["a"] },
    { step = "screen", least_known = 0.5 },
    { step = "normalise", kind = "scaled", posts = [0, 5], indicators = ["b"] },
]
"""
)


def values(rows=60):
    rng = np.random.default_rng(7)
    columns = {code: rng.uniform(0, 5, rows) for code in ("a", "b", "c")} | {"people": rng.uniform(1, 3, rows)}
    columns["people"][4] = NAN
    whole = pd.concat([panel(columns, period) for period in ("2022", "2023")])
    return whole.mask(rng.random(whole.shape) < 0.2)


@pytest.mark.parametrize("head", ["", STEPS])
def test_parts_give_the_scores_of_the_whole(head):
    rule = 'rule = { kind = "goalposts", posts = [0, 4] }'
    framework = tree(("g", "dti", 2), ("a", "g", 1, rule), ("b", "g", 2, rule), ("c", "dti", 1, rule), head=head)
    whole = values()
    expected = score(framework, whole)
    found = score_chunks(framework, (whole.iloc[start : start + 7] for start in range(0, len(whole), 7)))
    for name in ("scores", "coverage", "ranks", "zeroed"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(expected, name), rtol=1e-14)
    assert set(found.flags) == set(expected.flags) and ("undivided" in found.flags) == bool(head)
    for flag in found.flags:
        pd.testing.assert_frame_equal(found.flags[flag], expected.flags[flag])
    some = score_chunks(framework, [whole], ["dti", "g"])
    pd.testing.assert_frame_equal(some.ranks, expected.ranks[["dti", "g"]])


def test_given_ranks_come_through():
    framework = load_framework("dti-405-province-published")
    columns = [column.code for column in framework.inputs]
    index = pd.MultiIndex.from_product([["2024"], ["01", "04", "31"]], names=["period", "unit"])
    whole = pd.DataFrame(0.5, index=index, columns=columns)
    whole[[column for column in columns if column.endswith(".rank")]] = np.array([[3.0], [1.0], [2.0]])
    found = score_chunks(framework, [whole.iloc[:2], whole.iloc[2:]])
    pd.testing.assert_frame_equal(found.ranks, score(framework, whole).ranks)


@pytest.mark.parametrize(
    ("head", "rule", "why"),
    [
        ("", '{ kind = "share" }', []),
        (
            "",
            '{ kind = "ratio_to_max" }',
            ["The indicator a is measured against other units by its rule 'ratio_to_max'."],
        ),
        ("", '{ kind = "min_max" }', ["The indicator a is measured against other units by its rule 'min_max'."]),
        ('mean = "copeland"', '{ kind = "share" }', ["The node dti compares units by its mean 'copeland'."]),
        ('steps = [{ step = "impute", kind = "mean" }]', '{ kind = "share" }', ["Step 1 (impute) compares rows."]),
        ('steps = [{ step = "impute", kind = "none" }]', '{ kind = "share" }', []),
        ('steps = [{ step = "treat" }]', '{ kind = "share" }', ["Step 1 (treat) compares rows."]),
        (
            'steps = [{ step = "screen", over = "panel" }]',
            '{ kind = "share" }',
            ["Step 1 (screen) looks beyond the row."],
        ),
        (
            'steps = [{ step = "normalise", kind = "rank" }]',
            '{ kind = "share" }',
            ["Step 1 (normalise) measures against other units by rank."],
        ),
    ],
)
def test_what_compares_rows_is_named(head, rule, why):
    framework = tree(("a", "dti", 1, f"rule = {rule}"), head=head)
    assert across_rows(framework) == why
    if why:
        with pytest.raises(ScoringError) as raised:
            score_chunks(framework, [panel({"a": [1.0]})])
        assert str(raised.value) == f"The framework t cannot be scored in parts. {why[0]}"


@pytest.mark.parametrize(
    ("parts", "nodes", "message"),
    [
        ([panel({"a": [1.0]}), panel({"a": [1.0]})], None, "The unit 01 stands twice in 2023."),
        ([], None, "There are no parts to score."),
        ([panel({"a": [1.0]})], ["z"], "There is no node z in the framework t."),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts, nodes, message):
    with pytest.raises(ScoringError) as raised:
        score_chunks(tree(("a", "dti", 1)), parts, nodes)
    assert str(raised.value) == message
