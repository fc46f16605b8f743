"""Frameworks whose file says what is done to the values first: from raw values to scores and ranks, worked by hand."""

import numpy as np
import pandas as pd
import pytest

from scoring import FrameworkError, ScoringError, parse_framework, score
from tests.scoring.trees import panel, tree

NAN = np.nan
NAMES = 'names = { vi = "x", en = "x", es = "x" }'
MIN_MAX = 'rule = { kind = "min_max" }'


def framework(*nodes, columns=(), steps=()):
    """A tree with `columns` (code and further keys as TOML) beside the indicators, and `steps` (TOML of each)."""
    text = tree(*nodes).text
    text += "".join(f"\n[[columns]]\n{NAMES}\n{column}" for column in columns)
    return parse_framework(text + "".join(f"\n[[steps]]\n{step}" for step in steps))


def years(**columns):
    """Two units, A and B, in 2022 and 2023: column → [A 2022, B 2022, A 2023, B 2023]."""
    index = pd.MultiIndex.from_product([["2022", "2023"], ["A", "B"]], names=["period", "unit"])
    return pd.DataFrame(columns, index=index, dtype=float)


def test_an_indicator_by_period_beside_one_over_the_panel():
    tree_ = framework(("a", "dti", 1, MIN_MAX), ("b", "dti", 3, 'rule = { kind = "min_max", over = "panel" }'))
    found = score(tree_, years(a=[0, 10, 20, 40], b=[0, 10, 20, 40])).scores
    assert found["a"].tolist() == [0, 1, 0, 1]
    assert found["b"].tolist() == [0, 0.25, 0.5, 1]
    # (1·a + 3·b) / 4
    assert found["dti"].tolist() == [0, 0.4375, 0.375, 1]


def test_steps_are_done_in_the_order_of_the_file():
    # Per inhabitant first: 10/10, 40/20, 90/30 = 1, 2, 3; the hole becomes their mean, 2, of 40 inhabitants.
    divide = 'step = "denominate"\nby = "people"\nindicators = ["a"]'
    fill = 'step = "impute"\nkind = "mean"'
    values = panel({"a": [10, 40, 90, NAN], "people": [10, 20, 30, 40]})
    first = score(framework(("a", "dti", 1, MIN_MAX), columns=['code = "people"'], steps=[divide, fill]), values)
    np.testing.assert_allclose(first.scores["a"], [0, 0.5, 1, 0.5], rtol=1e-15)
    # Filled first: the hole becomes 140/3 of 40 inhabitants, 7/6.
    second = score(framework(("a", "dti", 1, MIN_MAX), columns=['code = "people"'], steps=[fill, divide]), values)
    np.testing.assert_allclose(second.scores["a"], [0, 0.5, 1, (7 / 6 - 1) / 2], rtol=1e-14)
    for found in (first, second):
        assert found.flagged("imputed")["a"].tolist() == [False, False, False, True]


def test_several_steps_of_one_kind():
    # Carried for a year at most, then the mean of the period; what is carried is told apart from what is imputed.
    steps = ['step = "impute"\nkind = "last"\noldest = 12', 'step = "impute"\nkind = "mean"']
    tree_ = framework(("a", "dti", 1, 'rule = { kind = "scaled", posts = [0, 10] }'), steps=steps)
    index = pd.MultiIndex.from_tuples([(year, unit) for year in ("2021", "2022", "2023") for unit in "ABC"])
    found = score(tree_, pd.DataFrame({"a": [4, 2, NAN, NAN, 6, NAN, NAN, 8, 5]}, index=index, dtype=float))
    # C in 2021: the mean of 4 and 2. In 2022 the 4 of A is carried and C is the mean of 4 and 6. In 2023 A's last value
    # is too old: the mean of 8 and 5.
    np.testing.assert_allclose(found.scores["a"], [0.4, 0.2, 0.3, 0.4, 0.6, 0.5, 0.65, 0.8, 0.5], rtol=1e-15)
    assert found.flagged("carried")["a"].to_numpy().nonzero()[0].tolist() == [3]
    assert found.flagged("imputed")["a"].to_numpy().nonzero()[0].tolist() == [2, 5, 6]
    assert found.coverage["dti"].tolist() == [1, 1, 0, 0, 1, 0, 0, 1, 1]


def test_coverage_does_not_count_what_was_imputed():
    tree_ = framework(
        ("a", "dti", 1, 'rule = { kind = "none" }'),
        ("b", "dti", 3, 'rule = { kind = "none" }'),
        steps=['step = "impute"\nkind = "mean"'],
    )
    found = score(tree_, panel({"a": [1, 3, NAN], "b": [1, 2, 3]}))
    assert found.scores["dti"].tolist() == [1, 2.25, 2.75]
    assert found.coverage["dti"].tolist() == [1, 1, 0.75]  # three points of four rest on data


def test_two_denominators_one_after_the_other():
    steps = [
        'step = "denominate"\nby = "people"\nper = 100',
        'step = "denominate"\nby = "km2"\nindicators = ["b"]',
    ]
    nodes = [(code, "dti", 1, 'rule = { kind = "none" }') for code in ("a", "b")]
    tree_ = framework(*nodes, columns=['code = "people"', 'code = "km2"'], steps=steps)
    found = score(tree_, panel({"a": [6], "b": [6], "people": [3], "km2": [4]}))
    assert found.scores[["a", "b"]].to_numpy().tolist() == [[200, 50]]


def test_an_indicator_may_have_settings_of_its_own():
    steps = ['step = "impute"\nkind = "mean"\n[steps.for.b]\nkind = "median"\n[steps.for.c]\nkind = "none"']
    tree_ = framework(*[(code, "dti", 1, 'rule = { kind = "none" }') for code in "abc"], steps=steps)
    column = [1, 2, 9, NAN]
    found = score(tree_, panel({"a": column, "b": column, "c": column})).scores.iloc[-1]
    np.testing.assert_array_equal(found[["a", "b", "c"]], [4, 2, NAN])


def test_groups_come_from_a_column_beside_the_indicators():
    region = (
        'code = "region"\noptions = [{ value = 1, names = { vi = "Bắc", en = "North", es = "Norte" } },'
        ' { value = 2, names = { vi = "Nam", en = "South", es = "Sur" } }]'
    )
    tree_ = framework(
        ("a", "dti", 1, 'rule = { kind = "none" }'),
        columns=[region],
        steps=['step = "impute"\nkind = "mean"\nby = "region"'],
    )
    found = score(tree_, panel({"a": [1, 3, 10, NAN, NAN], "region": [1, 1, 2, 1, 2]}))
    assert found.scores["a"].tolist() == [1, 3, 10, 2, 10]


def test_a_screened_unit_has_no_score_and_is_nobodys_rival():
    tree_ = framework(("a", "dti", 1, MIN_MAX), ("b", "dti", 1, MIN_MAX), steps=['step = "screen"\nleast_known = 0.6'])
    found = score(tree_, panel({"a": [1, 2, 3, 100], "b": [3, 2, 1, NAN]}))
    assert found.scores["a"].tolist()[:3] == [0, 0.5, 1]  # 3 is the highest, not 100
    assert found.scores.iloc[3].isna().all() and np.isnan(found.ranks["dti"].iloc[3])
    assert found.flagged("screened")["a"].tolist() == [False, False, False, True]
    assert found.coverage["dti"].tolist() == [1, 1, 1, 0]


def test_a_screened_unit_does_not_trouble_later_steps():
    # C has nothing to divide by and no region, and is left out before either is asked for.
    nodes = [(code, "dti", 1, 'rule = { kind = "none" }') for code in ("a", "b")]
    steps = [
        'step = "impute"\nkind = "mean"\nindicators = ["b"]',
        'step = "screen"\ndrop = ["03"]',
        'step = "denominate"\nby = "people"\nindicators = ["a"]',
        'step = "impute"\nkind = "mean"\nby = "region"',
    ]
    tree_ = framework(*nodes, columns=['code = "people"', 'code = "region"'], steps=steps)
    values = panel({"a": [8, 6, 9, NAN], "b": [1, 2, NAN, NAN], "people": [2, 3, 0, 5], "region": [1, 2, NAN, 2]})
    found = score(tree_, values)
    np.testing.assert_array_equal(found.scores["a"], [4, 2, NAN, 2])
    np.testing.assert_array_equal(found.scores["b"], [1, 2, NAN, 1.5])
    assert found.flagged("imputed")["a"].tolist() == [False, False, False, True]
    assert found.flagged("imputed")["b"].tolist() == [False, False, False, True]
    assert found.flagged("screened")["b"].tolist() == [False, False, True, False]


def test_what_was_filled_in_and_led_to_no_score_is_not_marked():
    ratio = 'rule = { kind = "ratio" }\ninputs = [{ code = "n", ' + NAMES + ' }, { code = "d", ' + NAMES + " }]"
    tree_ = framework(("a", "dti", 1, ratio), steps=['step = "impute"\nkind = "mean"\nindicators = ["n"]'])
    found = score(tree_, panel({"n": [1, NAN, NAN], "d": [4, 2, NAN]}))
    np.testing.assert_array_equal(found.scores["a"], [0.25, 0.5, NAN])
    assert found.flagged("imputed")["a"].tolist() == [False, True, False]


def test_a_unit_of_two_groups_is_named():
    tree_ = framework(
        ("a", "dti", 1, MIN_MAX), columns=['code = "region"'], steps=['step = "impute"\nkind = "mean"\nby = "region"']
    )
    with pytest.raises(ScoringError, match="^The unit B has more than one 'region'.$"):
        score(tree_, years(a=[1, 2, 3, NAN], region=[1, 1, 1, 2]))


def test_an_outlier_is_tamed_before_the_range_is_taken():
    ten = list(range(1, 11))
    tree_ = framework(("a", "dti", 1, MIN_MAX), steps=['step = "treat"'])
    found = score(tree_, panel({"a": [*ten, 90]}))
    # 90 becomes 10: the range is 1 to 10.
    np.testing.assert_allclose(found.scores["a"], [*[(n - 1) / 9 for n in ten], 1], rtol=1e-15)
    assert found.ranks["a"].tolist() == [11, 10, 9, 8, 7, 6, 5, 4, 3, 1, 1]
    assert found.flagged("treated")["a"].tolist() == [False] * 10 + [True]


def test_normalised_as_a_step_and_again_as_a_rule():
    # z-scores of 1, 2, 6 by period, then their range over the panel: a min-max of z-scores.
    tree_ = framework(
        ("a", "dti", 1, 'rule = { kind = "min_max", over = "panel" }'), steps=['step = "normalise"\nkind = "z_score"']
    )
    index = pd.MultiIndex.from_product([["2022", "2023"], list("ABC")], names=["period", "unit"])
    values = pd.DataFrame({"a": [1.0, 2, 6, 10, 20, 60]}, index=index)
    found = score(tree_, values).scores["a"]
    np.testing.assert_allclose(found, [0, 0.2, 1] * 2, rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize(
    ("nodes", "columns", "steps", "values", "message"),
    [
        (
            [("a", "dti", 1, MIN_MAX)], [], [], {"a": [3, 3]},
            "The indicator a in 2023 has the same value everywhere, and min_max divides by its spread.",
        ),
        (
            [("a", "dti", 1, MIN_MAX)], ['code = "people"'], ['step = "denominate"\nby = "people"'],
            {"a": [1, 2], "people": [5, 0]},
            "The indicator a of 02 in 2023: its denominator people is 0. "
            "Correct it, or say that such values become missing.",
        ),
        (
            [("a", "dti", 1, MIN_MAX)], [], [], {"a": [1, np.inf]},
            "The indicator a of 02 in 2023 has an infinite value.",
        ),
        (
            [("a", "dti", 1, MIN_MAX)], ['code = "g"'], ['step = "impute"\nkind = "mean"\nby = "g"'],
            {"a": [1, 2, NAN], "g": [1, 1, NAN]},
            "The unit 03 has no 'g' to impute by.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_is_named(nodes, columns, steps, values, message):
    with pytest.raises(ScoringError) as caught:
        score(framework(*nodes, columns=columns, steps=steps), panel(values))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("rule", "steps", "fault"),
    [
        (
            'rule = { kind = "minmax" }',
            [],
            "the rule 'minmax' is not known. Known are: share, ratio, choice, steps, ratio_to_max, ratio_to_target, "
            "capped_count, sum_of_parts, min_max, goalposts, z_score, scaled, rank, borda, percentile_rank, "
            "distance_to_max, distance_to_reference, distance_to_target, fraction_of_max, none.",
        ),
        (
            MIN_MAX,
            ['step = "impute"\nkind = "average"'],
            "Step 1: the imputation 'average' is not known. Known are: mean, median, last, linear, none.",
        ),
        (MIN_MAX, ['step = "denominate"\nby = "people"'], "Step 1: there is no column 'people' in [[columns]]."),
        (MIN_MAX, ['step = "screen"\nleast = 0.5'], "Step 1: the screening 'coverage' takes no 'least'."),
        (
            MIN_MAX,
            ['step = "imput"'],
            "Step 1: 'step' is 'imput'; it must be one of denominate, screen, impute, treat, normalise.",
        ),
    ],
)
def test_what_is_misspelt_in_the_file_is_named(rule, steps, fault):
    with pytest.raises(FrameworkError) as caught:
        framework(("a", "dti", 1, rule), steps=steps)
    (found,) = caught.value.faults
    assert found.removeprefix("Node 2 (a): ") == fault


def random_values(rng, rows, codes, periods=("2022", "2023")):
    index = pd.MultiIndex.from_product([periods, [f"u{n:02d}" for n in range(rows)]], names=["period", "unit"])
    x = rng.lognormal(0, 1.2, (len(index), len(codes)))
    x[rng.random(x.shape) < 0.15] = np.nan
    return pd.DataFrame(x, index=index, columns=codes).assign(people=rng.uniform(1, 9, len(index)))


EVERY_STEP = [
    'step = "denominate"\nby = "people"\nindicators = ["a"]',
    'step = "screen"\nleast_known = 0.4',
    'step = "impute"\nkind = "last"',
    'step = "impute"\nkind = "median"',
    'step = "treat"',
]


@pytest.mark.parametrize("rule", ["min_max", "z_score", "percentile_rank", "distance_to_max"])
def test_the_order_of_rows_and_columns_changes_nothing(rule):
    tree_ = framework(
        *[(code, "dti", n, f'rule = {{ kind = "{rule}" }}') for n, code in enumerate("abc", 1)],
        columns=['code = "people"'],
        steps=EVERY_STEP,
    )
    rng = np.random.default_rng(11)
    values = random_values(rng, 20, list("abc"))
    first = score(tree_, values)
    again = score(tree_, values.iloc[rng.permutation(len(values)), rng.permutation(4)])
    for part in ("scores", "coverage", "ranks"):
        one, other = getattr(first, part), getattr(again, part).reindex(values.index)
        pd.testing.assert_frame_equal(other, one, check_exact=False, rtol=0, atol=1e-12)
    for flag in first.flags:
        pd.testing.assert_frame_equal(again.flagged(flag).reindex(values.index), first.flagged(flag))


def test_the_values_are_not_changed():
    tree_ = framework(*[(code, "dti", 1, MIN_MAX) for code in "abc"], columns=['code = "people"'], steps=EVERY_STEP)
    values = random_values(np.random.default_rng(2), 20, list("abc"))
    before = values.copy()
    score(tree_, values)
    pd.testing.assert_frame_equal(values, before)


def test_all_steps_agree_with_plain_pandas_written_out():
    tree_ = framework(
        *[(code, "dti", 1, MIN_MAX) for code in "abc"],
        columns=['code = "people"'],
        steps=[s for s in EVERY_STEP if "treat" not in s],
    )
    values = random_values(np.random.default_rng(5), 25, list("abc"))
    x = values[list("abc")].copy()
    x["a"] /= values["people"]
    x = x[x.notna().mean(axis=1) >= 0.4]
    x = x.groupby(level=1).ffill()
    x = x.fillna(x.groupby(level=0).transform("median"))
    by = x.groupby(level=0)
    shares = (x - by.transform("min")) / (by.transform("max") - by.transform("min"))
    found = score(tree_, values)
    assert 0 < len(x) < len(values)
    pd.testing.assert_frame_equal(found.scores[list("abc")], shares.reindex(values.index), rtol=1e-12)
    pd.testing.assert_series_equal(found.scores["dti"], shares.mean(axis=1).reindex(values.index), check_names=False)
    ranks = shares.mean(axis=1).round(12).groupby(level=0).rank(ascending=False, method="min")
    pd.testing.assert_series_equal(found.ranks["dti"], ranks.reindex(values.index), check_names=False)
