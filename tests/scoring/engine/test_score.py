"""Means, missing values, coverage and ranks, worked by hand."""

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError, load_framework, parse_framework, score
from scoring.engine.ranks import competition

HEAD = """
id = "t"
block = "province"
kind = "official"
decision = "none"
years = [2023]
sources = []
least_coverage = 0.5
names = { vi = "t", en = "t", es = "t" }
"""


def node(code, parent="dti", points=None, rule='{ kind = "share" }', extra=""):
    parts = [f'[[nodes]]\ncode = "{code}"', f'names = {{ vi = "{code}", en = "{code}", es = "{code}" }}']
    parts += [f'parent = "{parent}"'] if parent else []
    parts += [f"points = {points}"] if points is not None else []
    parts += [f"rule = {rule}"] if rule else []
    return "\n".join([*parts, extra])


def framework(*nodes, head=HEAD):
    return parse_framework("\n".join([head, node("dti", None, rule=None), *nodes]))


def panel(rows, columns, period="2023"):
    index = pd.MultiIndex.from_tuples([(period, f"{n:02d}") for n in range(1, len(rows) + 1)], names=["period", "unit"])
    return pd.DataFrame(rows, index=index, columns=columns)


def test_points_of_a_missing_child_are_shared_over_its_siblings():
    tree = framework(node("a", points=60), node("b", points=30), node("c", points=10))
    found = score(tree, panel([[0.5, 1.0, np.nan], [np.nan, 1, 1], [1, 1, 1]], ["a", "b", "c"]))
    # (60·0.5 + 30·1) / 90; 40 of 100 points are under one half: no score.
    np.testing.assert_allclose(found.scores["dti"], [60 / 90, np.nan, 1], rtol=1e-15)
    np.testing.assert_allclose(found.coverage["dti"], [0.9, 0.4, 1.0], rtol=1e-15)
    np.testing.assert_array_equal(found.ranks["dti"], [2, np.nan, 1])


def test_no_evidence_scores_zero_where_the_decision_says_so_and_is_shown():
    tree = framework(node("a", points=50), node("b", points=50, extra='missing = "zero"'))
    found = score(tree, panel([[0.8, np.nan]], ["a", "b"]))
    assert found.scores["dti"].item() == pytest.approx(0.4)
    assert found.coverage["dti"].item() == 0.5
    assert found.zeroed["b"].item() and not found.zeroed["a"].item()


def test_a_child_that_may_not_be_missing_leaves_its_parent_without_a_score():
    tree = framework(node("a", points=90), node("b", points=10, extra='missing = "none"'))
    found = score(tree, panel([[0.8, np.nan], [0.8, 0.2]], ["a", "b"]))
    np.testing.assert_allclose(found.scores["dti"], [np.nan, 0.74])


def test_a_node_of_no_points_is_shown_and_not_scored():
    tree = framework(node("a", points=100), node("b", points=0))
    found = score(tree, panel([[0.8, 0.1]], ["a", "b"]))
    assert found.scores.loc[:, ["dti", "b"]].to_numpy().tolist() == [[0.8, 0.1]]
    assert score(tree, panel([[0.8]], ["a"])).scores["dti"].item() == 0.8


def test_levels_weigh_by_their_own_points_and_composites_over_the_same_nodes():
    nodes = [node("g", points=40, rule=None), node("g1", "g", 1), node("g2", "g", 3), node("b", points=60)]
    composite = '[[composites]]\ncode = "p"\nnames = { vi = "p", en = "p", es = "p" }\npoints = { g2 = 1, b = 2 }'
    found = score(framework(*nodes, composite), panel([[1.0, 0.2, 0.5]], ["g1", "g2", "b"]))
    assert found.scores["g"].item() == pytest.approx((1 + 3 * 0.2) / 4)
    assert found.scores["dti"].item() == pytest.approx(0.4 * 0.4 + 0.6 * 0.5)
    assert found.scores["p"].item() == pytest.approx((0.2 + 2 * 0.5) / 3)


def test_ranks_are_competition_ranks_on_rounded_values_within_the_group():
    values = np.array([[0.1 + 0.2], [0.3], [0.5], [np.nan], [0.1], [0.9]])
    found = competition(values, np.array([0, 0, 0, 0, 0, 1]), 12)
    np.testing.assert_array_equal(found[:, 0], [2, 2, 1, np.nan, 4, 1])


@pytest.mark.parametrize("groups", [[0, 1, 0, 1, 0, 1], [0, 0, 0, 1, 1, 1]])
def test_ranks_agree_with_pandas(groups):
    rng = np.random.default_rng(4)
    values = rng.integers(0, 4, (6, 5)) / 10
    expected = pd.DataFrame(values).groupby(np.array(groups)).rank(method="min", ascending=False)
    np.testing.assert_array_equal(competition(values, np.array(groups), 12), expected)


def test_a_panel_is_the_same_as_its_periods_one_by_one_and_the_input_is_left_alone():
    tree = load_framework("demo-province-components")
    rng = np.random.default_rng(1)
    parts = []
    for period in ("2023-01", "2023-02"):
        raw = {c.code: rng.uniform(1, 50, 20) if c.high is None else rng.uniform(0, c.high, 20) for c in tree.inputs}
        part = panel(pd.DataFrame(raw).to_numpy(), list(raw), period)
        part.iloc[rng.integers(0, 20, 30), rng.integers(0, part.shape[1], 30)] = np.nan
        parts.append(part)
    whole = pd.concat(parts)
    before = whole.copy()
    together = score(tree, whole)
    pd.testing.assert_frame_equal(whole, before)
    for part in parts:
        alone = score(tree, part)
        for name in ("scores", "coverage", "ranks"):
            expected = getattr(together, name).loc[part.index]
            pd.testing.assert_frame_equal(getattr(alone, name), expected, check_exact=False, rtol=1e-12)


def test_scores_agree_with_plain_pandas_written_out():
    tree = load_framework("dti-922-province")
    rng = np.random.default_rng(2)
    columns = [c.code for c in tree.inputs if c.required]
    values = panel(rng.uniform(0, 1, (63, 8)), columns)
    base = values[["nhan_thuc_so", "the_che_so", "ha_tang_so", "nhan_luc_so", "an_toan_ttm"]].sum(axis=1) * 100
    government, economy, society = (values[f"hd_{part}_so"] for part in ("chinh_quyen", "kinh_te", "xa_hoi"))
    found = score(tree, values).scores
    expected = (base + 200 * government + 150 * economy + 150 * society) / 1000
    pd.testing.assert_series_equal(found["dti"], expected, check_names=False, rtol=1e-12)
    pd.testing.assert_series_equal(found["cqs"], (base + 200 * government) / 700, check_names=False, rtol=1e-12)
    pd.testing.assert_series_equal(found["kts"], (base + 150 * economy) / 650, check_names=False, rtol=1e-12)
    pd.testing.assert_series_equal(found["xhs"], (base + 150 * society) / 650, check_names=False, rtol=1e-12)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (panel([[1.0]], ["a"]), "The values have no column b of the framework t."),
        (
            panel([[1.0, 0.0], [1.0, -2.0]], ["a", "b"]),
            "The indicator b in 2023 has a highest value that is not above 0, and ratio_to_max divides by it.",
        ),
        (panel([[1.0, 1.0], [np.inf, 1.0]], ["a", "b"]), "The indicator a of 02 in 2023 has an infinite value."),
        (pd.concat([panel([[1.0, 1.0]], ["a", "b"])] * 2), "The unit 01 stands twice in 2023."),
        (panel([[1.0, 1.0]], ["a", "b"]).droplevel(0), "The values must have one row for each period and unit."),
        (
            panel([[1.0, 1.0]], ["a", "b"]).set_axis(pd.MultiIndex.from_tuples([(None, "01")])),
            "A row has no period or no unit.",
        ),
        (
            panel([["1", 1.0], ["12o", 1.0]], ["a", "b"]),
            "The indicator a of 02 in 2023 is '12o', which is not a number.",
        ),
    ],
)
def test_what_cannot_be_scored_is_named(values, message):
    tree = framework(node("a", points=1), node("b", points=1, rule='{ kind = "ratio_to_max" }'))
    with pytest.raises(ScoringError) as raised:
        score(tree, values)
    assert str(raised.value) == message


def test_a_denominator_of_zero_names_the_cell():
    inputs = ", ".join(
        f'{{ code = "{c}", names = {{ vi = "{c}", en = "{c}", es = "{c}" }} }}' for c in ("top", "below")
    )
    tree = framework(node("a", points=1, rule='{ kind = "ratio" }', extra=f"inputs = [{inputs}]"))
    with pytest.raises(ScoringError) as raised:
        score(tree, panel([[1.0, 2.0], [1.0, 0.0]], ["top", "below"]))
    assert str(raised.value) == "The indicator a of 02 in 2023 has a denominator of 0; correct it, or leave it empty."


def test_rows_may_stand_in_any_order():
    tree = load_framework("demo-province-components")
    rng = np.random.default_rng(9)
    index = pd.MultiIndex.from_product([["2023-02", "2022-11", "2023-01"], [f"{n:02d}" for n in range(9)]])
    values = pd.DataFrame({c.code: rng.uniform(1, c.high or 50, len(index)) for c in tree.inputs}, index=index)
    expected, found = score(tree, values), score(tree, values.sample(frac=1, random_state=2))
    for name in ("scores", "coverage", "ranks", "zeroed"):
        pd.testing.assert_frame_equal(getattr(found, name).loc[index], getattr(expected, name), rtol=1e-13)
