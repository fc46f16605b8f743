"""Alpha, components, weights and distributions: worked by hand, and against SciPy, NumPy and pandas."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from scoring import load_framework, score
from scoring.analysis.coherence.statistics import (
    alphas,
    cronbach_alpha,
    distribution,
    effective_weights,
    global_weights,
    indicator_distributions,
    principal_components,
)
from tests.scoring.trees import panel, tree

NAN = np.nan


def test_alpha_worked_by_hand():
    # var x = var y = 5/3; x + y = 3, 3, 7, 7 with variance 16/3: 2/1 · (1 − (10/3)/(16/3)) = 3/4, the fifth left out.
    alpha, n = cronbach_alpha(pd.DataFrame({"x": [1, 2, 3, 4, 9], "y": [2, 1, 4, 3, NAN]}))
    assert (alpha, n) == (pytest.approx(0.75, rel=1e-14), 4)


def test_alpha_of_yes_and_no_is_kuder_and_richardsons():
    """KR-20: k/(k − 1) · (1 − Σ p(1 − p) / var), the variances over n."""
    answers = np.random.default_rng(5).integers(0, 2, (30, 4))
    p = answers.mean(axis=0)
    expected = 4 / 3 * (1 - (p * (1 - p)).sum() / answers.sum(axis=1).var())
    assert cronbach_alpha(pd.DataFrame(answers))[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    "values", [{"x": [1, 2, 3]}, {"x": [1, NAN], "y": [2, 1]}, {"x": [1, 2, 3], "y": [3, 2, 1]}, {"x": [], "y": []}]
)
def test_alpha_is_missing_where_it_means_nothing(values):
    assert np.isnan(cronbach_alpha(pd.DataFrame(values, dtype=float))[0])


def test_alphas_of_every_group_of_the_tree():
    framework = tree(("g", "dti", 1), ("x", "g", 1), ("y", "g", 1), ("z", "dti", 1), ("shown", "g", 0))
    values = {"x": [0.1, 0.2, 0.3, 0.4], "y": [0.2, 0.1, 0.4, 0.3], "z": [0.5] * 4, "shown": [NAN] * 4}
    table = alphas(score(framework, panel(values)))
    assert table["node"].tolist() == ["dti", "g"]
    assert table["children"].tolist() == [2, 2]
    assert table["alpha"].iloc[1] == pytest.approx(0.75, rel=1e-12)


def test_two_columns_have_the_components_one_plus_and_minus_r():
    values = pd.DataFrame({"x": [1, 2, 3, 4.0], "y": [2, 1, 4, 3.0]})  # r = 3/5
    found = principal_components(values)
    np.testing.assert_allclose(found.explained["eigenvalue"], [1.6, 0.4], rtol=1e-14)
    np.testing.assert_allclose(found.explained["cumulative"], [0.8, 1], rtol=1e-14)
    np.testing.assert_allclose(found.loadings["PC1"], [np.sqrt(0.8)] * 2, rtol=1e-14)
    np.testing.assert_allclose(found.loadings["PC2"].abs(), [np.sqrt(0.2)] * 2, rtol=1e-14)


@pytest.mark.parametrize("shape", [(50, 7), (5, 9)])
def test_components_are_those_of_the_correlation_matrix(shape):
    rng = np.random.default_rng(8)
    values = pd.DataFrame(rng.normal(size=shape) @ rng.normal(size=(shape[1],) * 2))
    values["still"] = 3.0
    found = principal_components(values)
    expected = np.linalg.eigvalsh(values.drop(columns="still").corr().to_numpy())[::-1]
    assert len(found.explained) == min(shape[0] - 1, shape[1])
    np.testing.assert_allclose(found.explained["eigenvalue"], expected[: len(found.explained)], atol=1e-12)
    assert found.explained["share"].sum() == pytest.approx(1, rel=1e-12)
    assert (found.left_out, found.n) == (("still",), shape[0])
    assert (found.loadings.sum() > -1e-12).all()
    # Loadings are correlations with the component and give the correlation matrix back.
    np.testing.assert_allclose(found.loadings @ found.loadings.T, values.drop(columns="still").corr(), atol=1e-12)


def test_components_of_nothing_are_nothing():
    found = principal_components(pd.DataFrame({"x": [1.0, 1.0], "y": [NAN, 2.0]}))
    assert found.explained.empty and found.loadings.empty and found.left_out == ("x", "y")


def test_global_weights_are_products_down_the_tree():
    framework = tree(("g", "dti", 30), ("g1", "g", 1), ("g2", "g", 3), ("h", "dti", 70))
    weights = global_weights(framework)
    np.testing.assert_allclose(weights, [1, 0.3, 0.3 / 4, 0.9 / 4, 0.7], rtol=1e-14)
    assert list(weights.index) == ["dti", "g", "g1", "g2", "h"]
    given = global_weights(load_framework("dti-405-province-published"))
    assert given["dti"] == 1 and given.drop("dti").isna().all()


def test_effective_weights_are_shares_of_the_variance():
    framework = tree(("a", "dti", 1), ("b", "dti", 3), ("c", "dti", 0), composites={"p": {"a": 1, "b": 1}})
    values = pd.DataFrame({"a": [0.0, 0.4, 0.8], "b": [0.5, 0.5, 0.5], "c": [0.1, 0.2, 0.3]})
    table = effective_weights(score(framework, panel(values.to_dict("list"))))
    # b does not vary, so everything comes through a, whatever its points say.
    assert table[["parent", "node", "n"]].to_numpy().tolist() == [
        ["dti", "a", 3], ["dti", "b", 3], ["p", "a", 3], ["p", "b", 3],
    ]  # fmt: skip
    np.testing.assert_allclose(table["nominal"], [0.25, 0.75, 0.5, 0.5])
    np.testing.assert_allclose(table["effective"], [1, 0, 1, 0], atol=1e-15)
    np.testing.assert_allclose(table["gap"], [0.75, -0.75, 0.5, -0.5], atol=1e-15)
    np.testing.assert_allclose(table["r_squared"], [1, NAN, 1, NAN])


def test_effective_weights_add_up_to_the_variance_of_the_headline():
    framework = load_framework("dti-922-province")
    rng = np.random.default_rng(2)
    columns = [c.code for c in framework.inputs if c.required]
    scores = score(framework, panel({code: rng.uniform(0, 1, 63) for code in columns}))
    table = effective_weights(scores).set_index(["parent", "node"])
    np.testing.assert_allclose(table.groupby("parent")[["nominal", "effective"]].sum(), 1, rtol=1e-12)
    headline = scores.scores["dti"]
    for node in ("nen_tang", "hoat_dong"):
        share = 0.5 * headline.cov(scores.scores[node]) / headline.var()
        assert table.loc[("dti", node), "effective"] == pytest.approx(share, rel=1e-11)
        assert table.loc[("dti", node), "r_squared"] == pytest.approx(
            headline.corr(scores.scores[node]) ** 2, rel=1e-11
        )


def test_a_given_headline_has_no_effective_weights():
    framework = load_framework("dti-405-province-published")
    scores = score(framework, panel({code.code: [0.5, 0.7, 0.6] for code in framework.inputs}))
    assert effective_weights(scores).empty


def test_skewness_and_kurtosis_worked_by_hand():
    # Mean 4, deviations −3, −2, −1, 6: m2 = 12.5, m3 = 45, m4 = 348.5.
    row = distribution(pd.DataFrame({"x": [1, 2, 3, 10, NAN]})).iloc[0]
    assert row["skewness"] == pytest.approx(45 / 12.5**1.5 * np.sqrt(4 * 3) / 2, rel=1e-14)
    assert row["kurtosis"] == pytest.approx(3 / 2 * (5 * (348.5 / 12.5**2 - 3) + 6), rel=1e-14)
    assert (row["n"], row["missing"], row["mean"]) == (4, pytest.approx(0.2), 4)
    assert row["deviation"] == pytest.approx(np.sqrt(50 / 3), rel=1e-14)


def test_distributions_agree_with_scipy_and_numpy_column_by_column():
    rng = np.random.default_rng(6)
    values = pd.DataFrame(rng.gamma(1, 1, (30, 5)), columns=list("abcde"))
    values = values.mask(rng.random(values.shape) < 0.2)
    table = distribution(values).set_index("node")
    for code in values:
        known = values[code].dropna()
        assert table.loc[code, "skewness"] == pytest.approx(stats.skew(known, bias=False), rel=1e-12)
        assert table.loc[code, "kurtosis"] == pytest.approx(stats.kurtosis(known, bias=False), rel=1e-12)
        expected = np.quantile(known, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1])
        np.testing.assert_allclose(table.loc[code, "lowest":"highest"].astype(float), expected, rtol=1e-14)
        assert table.loc[code, ["at_floor", "at_ceiling"]].tolist() == pytest.approx([1 / len(known)] * 2)


def test_shares_at_the_floor_and_the_ceiling_and_zeros_for_want_of_evidence():
    framework = tree(("a", "dti", 1), ("b", "dti", 1, 'rule = { kind = "share" }\nmissing = "zero"'))
    scores = score(framework, panel({"a": [1, 1, 1, 0.5], "b": [NAN, 0, 0.5, 1.2]}))
    table = indicator_distributions(scores).set_index("node")
    assert table.loc["a", ["n", "missing", "at_floor", "at_ceiling"]].tolist() == [4, 0, 0, 0.75]
    assert table.loc["b", ["n", "missing", "at_floor", "at_ceiling"]].tolist() == [3, 0.25, 1 / 3, 1 / 3]


def test_a_normalisation_has_its_own_floor_and_ceiling():
    framework = tree(("z", "dti", 1, 'rule = { kind = "z_score" }'), ("a", "dti", 1), head='mean = "arithmetic"')
    table = indicator_distributions(score(framework, panel({"z": [1, 1, 2, 4], "a": [0.1, 0.2, 0.3, 1]})))
    assert table["node"].tolist() == ["z", "a"]
    assert table[["at_floor", "at_ceiling"]].to_numpy().tolist() == [[0.5, 0.25], [0, 0.25]]


def test_a_column_of_one_value_or_none_has_no_shape():
    table = distribution(pd.DataFrame({"one": [0.3] * 5, "none": [NAN] * 5})).set_index("node")
    assert table.loc["one", ["skewness", "kurtosis"]].isna().all() and table.loc["one", "deviation"] == 0
    assert table.loc["none", "n"] == 0 and table.loc["none", "missing"] == 1
    assert table.loc["none", ["at_floor", "median", "skewness"]].isna().all()
