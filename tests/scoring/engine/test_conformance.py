"""Means, thresholds, ranks and sets of weights against the reference folder, and an account of every file in it."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring import score
from scoring.engine.aggregate import aggregate
from scoring.engine.draws import scores_by_draw
from scoring.engine.means import MEANS
from scoring.engine.ranks import by_row, competition
from scoring.engine.shares import shares
from tests.scoring.trees import tree

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT.parent / "shared" / "reference" / "engine"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference folder is not beside this checkout"),
]

HERE, TREATMENTS = "engine/test_conformance.py", "engine/test_treatments_reference.py"
WHOLE, STATISTICS = "engine/test_whole_frameworks_reference.py", "analysis/coherence/test_statistics_reference.py"
# Every file of the reference: the tests that read it, by their place under tests/scoring.
ACCOUNT = {
    "agg_amean_W1": HERE,
    "agg_copeland_W1": HERE,
    "agg_genmean_p2_W1": HERE,
    "agg_gmean_W1": HERE,
    "agg_hmean_W1": HERE,
    "agg_input_minmax_1_100": HERE,
    "agg_mixed_agh_W1": HERE,
    "agg_rounded0": HERE,
    "corr_L1_L2": STATISTICS,
    "cronbach": STATISTICS,
    "ex_EffWeights": STATISTICS,
    "holes25_a_amean_thresh_0.6": HERE,
    "holes25_a_amean_thresh_none": HERE,
    "holes25_a_gmean_thresh_0.6": HERE,
    "holes25_norm": HERE,
    "imp_i_mean": TREATMENTS,
    "imp_i_mean_grp_GDPgroup": TREATMENTS,
    "imp_i_median": TREATMENTS,
    "in_ASEM_iData": WHOLE,
    "in_ASEM_iData_holes25": HERE,
    "in_ASEM_iData_p": TREATMENTS,
    "in_ASEM_iMeta": HERE,
    "in_ASEM_iMeta_goalposts": TREATMENTS,
    "in_weights_W1": HERE,
    "norm_borda": TREATMENTS,
    "norm_dist2max": TREATMENTS,
    "norm_dist2targ_iMeta_cap": TREATMENTS,
    "norm_fracmax": TREATMENTS,
    "norm_goalposts_iMeta": TREATMENTS,
    "norm_minmax_0_100": TREATMENTS,
    "norm_mixed_indiv": TREATMENTS,
    "norm_prank": TREATMENTS,
    "norm_rank": TREATMENTS,
    "norm_scaled_0_100": TREATMENTS,
    "norm_zscore_0_1": TREATMENTS,
    "panel_Normalised_peryear": TREATMENTS,
    "panel_ex_Normalised_global": TREATMENTS,
    "rank_agg_amean_W1": HERE,
    "rank_agg_rounded0_ties": HERE,
    "rank_raw_desc_bygroup_ties_NA": HERE,
    "rank_raw_desc_ties_NA": HERE,
    "remove_L2_ranks": HERE,
    "skew_kurt_raw": TREATMENTS,
    "tiny_aggregate_w_.2_.3_.5": HERE,
    "tiny_normalise": TREATMENTS,
    "treat_default": TREATMENTS,
    "treat_default_details": TREATMENTS,
    "ua_wonly_ranks_1000": HERE,
    "ua_wonly_weightsets_1000": HERE,
}
# Files that are not reproduced, each with the reason.
NOT_REPRODUCED: dict[str, str] = {}


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", keep_default_na=False, na_values=[""])


def by_unit(name: str) -> pd.DataFrame:
    return read(name).rename(columns={"Index": "dti"}).set_index("uCode")


def asem(head: str, rule: str = '{ kind = "none" }'):
    """The example's tree: indicators taken as they are, or by a rule; weights from a file of their own."""
    meta = read("in_ASEM_iMeta").replace({"Index": "dti"})
    meta = meta[meta["Level"].notna() & (meta["iCode"] != "dti")].iloc[::-1]
    points = read("in_weights_W1").set_index("iCode")["Weight"]
    way = {1: "higher", -1: "lower"}
    nodes = []
    for row in meta.itertuples():
        own = f"rule = {rule}".replace("WAY", way[row.Direction]) if row.Type == "Indicator" else ""
        nodes.append((row.iCode, row.Parent, points[row.iCode], own))
    return tree(*nodes, head=head)


def scored(head: str, name: str) -> pd.DataFrame:
    values = by_unit(name)
    values.index = pd.MultiIndex.from_product([["2018"], values.index], names=["period", "unit"])
    return score(asem(head), values).scores.droplevel(0)


def compare(found: pd.DataFrame, name: str, back=lambda x: x) -> None:
    expected = by_unit(name)
    expected = expected[[code for code in expected.columns if code in found.columns]]
    assert expected.shape == (51, 60)
    np.testing.assert_allclose(back(found.loc[expected.index, expected.columns]), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("", "agg_amean_W1"),
        ('mean = "geometric"', "agg_gmean_W1"),
        ('mean = "harmonic"', "agg_hmean_W1"),
        ('mean = { kind = "power", exponent = 2 }', "agg_genmean_p2_W1"),
        (
            'levels = [{ level = 1, mean = "geometric" }, { level = 0, mean = "harmonic" }]',
            "agg_mixed_agh_W1",
        ),
    ],
)
def test_means(head, name):
    compare(scored(head, "agg_input_minmax_1_100"), name)


def test_copeland():
    """The reference counts wins less losses, −50 to 50; ours is the share of rivals outranked."""
    expected = by_unit("agg_copeland_W1")
    found = scored('mean = "copeland"', "agg_input_minmax_1_100").loc[expected.index]
    nodes = [code for code in found.columns if code in expected.columns and code not in by_unit("holes25_norm").columns]
    assert len(nodes) == 11
    np.testing.assert_allclose(50 * (2 * found[nodes] - 1), expected[nodes], rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("least_coverage = 0\nleast_children = 0.6", "holes25_a_amean_thresh_0.6"),
        ("least_coverage = 0", "holes25_a_amean_thresh_none"),
        ('mean = "geometric"\nleast_coverage = 0\nleast_children = 0.6', "holes25_a_gmean_thresh_0.6"),
    ],
)
def test_thresholds(head, name):
    compare(scored(head, "holes25_norm"), name)


def test_figures_with_holes_are_normalised():
    expected = by_unit("holes25_norm")
    values = read("in_ASEM_iData_holes25").astype({"Time": str}).set_index(["Time", "uCode"])
    framework = asem("least_coverage = 0", '{ kind = "min_max", to = [1, 100], direction = "WAY" }')
    found = score(framework, values).scores.droplevel(0).loc[expected.index, expected.columns]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize(("kind", "column"), [("arithmetic", "amean"), ("geometric", "gmean"), ("harmonic", "hmean")])
def test_tiny_means(kind, column):
    table = read("tiny_aggregate_w_.2_.3_.5")
    found = MEANS[kind](table[["x1", "x2", "x3"]].to_numpy(), np.array([0.2, 0.3, 0.5]))
    np.testing.assert_allclose(found, table[column], rtol=1e-12)


def test_ranks_of_scores():
    expected = by_unit("rank_agg_amean_W1")
    scores = by_unit("agg_amean_W1")[expected.columns]
    places = competition(scores.loc[expected.index].to_numpy(), np.zeros(51, dtype=int), 12)
    nodes = [code for code in expected.columns if code != "TolMin"]  # see test_ranks_of_raw_values
    np.testing.assert_array_equal(places[:, [expected.columns.get_loc(code) for code in nodes]], expected[nodes])


def test_ranks_of_ties():
    expected = by_unit("rank_agg_rounded0_ties")
    scores = by_unit("agg_rounded0").loc[expected.index, expected.columns]
    np.testing.assert_array_equal(competition(scores.to_numpy(), np.zeros(51, dtype=int), 12), expected)


@pytest.mark.parametrize(
    ("name", "group"), [("rank_raw_desc_ties_NA", None), ("rank_raw_desc_bygroup_ties_NA", "EurAsia_group")]
)
def test_ranks_of_raw_values(name, group):
    expected = by_unit(name)
    raw = by_unit("in_ASEM_iData").loc[expected.index]
    groups = np.zeros(51, dtype=int) if group is None else pd.factorize(raw[group])[0]
    columns = [code for code in expected.columns if code in asem("").by_code]
    assert len(columns) == 49
    places = competition(raw[columns].to_numpy(float), groups, 12)
    apart = places != expected[columns].to_numpy()
    apart &= ~(np.isnan(places) & expected[columns].isna().to_numpy())
    # The peer parts figures that differ by the noise of floating point (0.1 + 0.2 and 0.3), here in one indicator.
    assert {columns[at] for at in np.flatnonzero(apart.any(axis=0))} <= {"TolMin"}
    noisy = np.sort(raw["TolMin"].dropna().unique())
    assert ((np.diff(noisy) > 0) & (np.diff(noisy) < 1e-12)).any()


def example():
    """The example's framework with the shares of its normalised figures."""
    framework = asem("")
    values = by_unit("agg_input_minmax_1_100")
    units = values.index
    values.index = pd.MultiIndex.from_product([["2018"], units], names=["period", "unit"])
    return framework, shares(framework, values), units


def test_thousand_sets_of_weights():
    framework, found, units = example()
    sets = read("ua_wonly_weightsets_1000").replace({"Index": "dti"}).set_index("iCode").drop(columns="Level")
    points = sets.loc[[node.code for node in framework.nodes]].to_numpy().T
    expected = by_unit("ua_wonly_ranks_1000").loc[units, sets.columns]
    assert points.shape == (1000, 60) and expected.shape == (51, 1000)
    np.testing.assert_array_equal(by_row(scores_by_draw(framework, found, points), 12).T, expected)


def test_ranks_without_each_pillar():
    framework, found, units = example()
    expected = by_unit("remove_L2_ranks").loc[units]
    pillars = [code for code in expected.columns if code != "Nominal"]
    assert len(pillars) == 8
    even = {node.code: 1.0 for node in framework.nodes}
    for column, without in {"Nominal": {}, **{code: {code: 0.0} for code in pillars}}.items():
        scores = aggregate(framework, found, even | without).scores[:, [0]]
        np.testing.assert_array_equal(competition(scores, found.groups, 12)[:, 0], expected[column])


def test_every_file_is_accounted_for():
    manifest = pd.read_csv(REFERENCE / "MANIFEST.csv")
    stems = {name.removesuffix(".csv") for name in manifest["file"]}
    assert stems == set(ACCOUNT) | set(NOT_REPRODUCED) and not set(ACCOUNT) & set(NOT_REPRODUCED)
    assert all(isinstance(json.loads(settings), dict) for settings in manifest["settings"].dropna())
    unread = [
        f"{stem} in {place}"
        for stem, place in ACCOUNT.items()
        if f'"{stem}"' not in (ROOT / "tests" / "scoring" / place).read_text(encoding="utf-8")
    ]
    assert not unread, "\n".join(unread)
