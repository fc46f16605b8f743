"""Normalisation, imputation, outliers and screening against the reference folder beside a development checkout."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring import ScoringError
from scoring.engine.denominate import denominate
from scoring.engine.impute import impute
from scoring.engine.moments import skewness_and_kurtosis
from scoring.engine.normalise import normalise
from scoring.engine.outliers import treat
from scoring.engine.panel import Panel
from scoring.engine.screen import screen

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "engine"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference folder is not beside this checkout"),
]


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def meta():
    table = read("in_ASEM_iMeta_goalposts")
    return table[table["Level"] == 1].set_index("iCode")


@pytest.fixture(scope="module")
def lower(meta):
    return ["lower" if direction < 0 else "higher" for direction in meta["Direction"]]


@pytest.fixture(scope="module")
def raw(meta):
    return of("in_ASEM_iData", meta.index)


def of(name: str, columns) -> Panel:
    table = read(name).astype({"Time": str})
    return Panel.of(table.set_index(["Time", "uCode"])[list(columns)])


def compare(found: Panel, name: str, rtol: float = 1e-12, atol: float = 0.0) -> None:
    expected = read(name)
    index = ["Time", "uCode"] if "Time" in expected else ["uCode"]
    table = found.frame() if "Time" in expected else found.frame().droplevel(0)
    expected = expected.astype({"Time": str} if "Time" in expected else {}).set_index(index)
    assert len(expected) == len(table)
    np.testing.assert_allclose(table.loc[expected.index, expected.columns], expected, rtol=rtol, atol=atol)


@pytest.mark.parametrize(
    ("name", "method", "atol"),
    [
        ("norm_minmax_0_100", {"kind": "min_max", "to": [0, 100]}, 0),
        ("norm_zscore_0_1", {"kind": "z_score"}, 0),
        # Theirs is 1 minus a share, which leaves a rounding of 1e-16 in shares near 0.
        ("norm_dist2max", {"kind": "distance_to_max"}, 4e-16),
    ],
)
def test_methods_without_parameters(raw, lower, name, method, atol):
    compare(normalise(raw, [method | {"direction": direction} for direction in lower]), name, atol=atol)


@pytest.mark.parametrize(
    ("name", "kind"), [("norm_rank", "rank"), ("norm_borda", "borda"), ("norm_prank", "percentile_rank")]
)
def test_ranks_agree_save_where_the_peer_parts_equal_figures(raw, lower, name, kind):
    """The peer ranks 5.1 and 5.1000000000000005 apart, and 3.4 and 3.4000000000000004."""
    found = normalise(raw, [{"kind": kind, "direction": direction} for direction in lower]).frame().droplevel(0)
    expected = read(name).set_index("uCode").loc[found.index]
    apart = {"GRC": "BGR", "JPN": "NOR"}
    differ = ~np.isclose(found, expected, rtol=1e-12, atol=0, equal_nan=True)
    places = {(found.index[row], found.columns[column]) for row, column in np.argwhere(differ)}
    assert places == {("BGR", "TolMin"), ("CZE", "TolMin"), ("NOR", "TolMin")}
    for ours, theirs in apart.items():
        assert found.loc[ours, "TolMin"] == found.loc[theirs, "TolMin"]


def test_a_fraction_of_the_maximum_where_higher_is_better(raw, meta, lower):
    """Where lower is better the peer divides −x by the highest −x: infinities, and a best value of 1 among 14."""
    found = normalise(raw, [{"kind": "fraction_of_max", "direction": direction} for direction in lower])
    higher = meta.index[meta["Direction"] > 0]
    expected = read("norm_fracmax").set_index("uCode")[higher].astype(float)
    np.testing.assert_allclose(found.frame().droplevel(0).loc[expected.index, higher], expected, rtol=1e-12)
    assert np.isfinite(found.values[~np.isnan(raw.values)]).all()
    assert (read("norm_fracmax") == "Inf").any(axis=None)


def test_methods_with_parameters(raw, meta, lower):
    targets = [
        {"kind": "distance_to_target", "target": target, "direction": direction}
        for target, direction in zip(meta["Target"], lower, strict=True)
    ]
    compare(normalise(raw, targets), "norm_dist2targ_iMeta_cap")
    posts = [
        {"kind": "goalposts", "posts": [low, high], "to": [0, 100], "direction": direction}
        for low, high, direction in zip(meta["goalpost_lower"], meta["goalpost_upper"], lower, strict=True)
    ]
    compare(normalise(raw, posts), "norm_goalposts_iMeta")
    # The peer turns the indicator round first, so that its bounds 0 and 50 of −x are −50 and 0 of x.
    bounds = {"higher": [0, 50], "lower": [-50, 0]}
    scaled = [{"kind": "scaled", "posts": bounds[way], "to": [0, 100], "direction": way} for way in lower]
    compare(normalise(raw, scaled), "norm_scaled_0_100")
    own = {"LPI": {"kind": "z_score", "mean": 10, "sd": 2}, "Flights": {"kind": "none"}}
    mixed = [
        own.get(code, {"kind": "min_max", "to": [0, 100]}) | {"direction": way}
        for code, way in zip(meta.index, lower, strict=True)
    ]
    compare(normalise(raw, mixed), "norm_mixed_indiv")


@pytest.mark.parametrize(
    ("column", "method"),
    [
        ("minmax", {"kind": "min_max", "to": [0, 100]}),
        ("z", {"kind": "z_score"}),
        ("rank", {"kind": "rank"}),
        ("borda", {"kind": "borda"}),
        ("prank", {"kind": "percentile_rank"}),
        ("dist2max", {"kind": "distance_to_max"}),
        ("fracmax", {"kind": "fraction_of_max"}),
        ("targ30", {"kind": "distance_to_target", "target": 30, "cap": False}),
        ("targ30cap", {"kind": "distance_to_target", "target": 30}),
        ("gp_10_30", {"kind": "goalposts", "posts": [10, 30]}),
        ("gp_10_30_notrunc", {"kind": "goalposts", "posts": [10, 30], "truncate": False}),
        ("gp_neg", {"kind": "goalposts", "posts": [10, 30], "direction": "lower"}),
        ("scaled_0_40", {"kind": "scaled", "posts": [0, 40], "to": [0, 100]}),
        ("rank_desc_min", {"kind": "rank", "direction": "lower"}),
    ],
)
def test_the_small_table(column, method):
    table = read("tiny_normalise")
    x = Panel.of(table.assign(period="2018").set_index(["period", "unit"])[["x"]])
    np.testing.assert_allclose(normalise(x, [method]).values[:, 0], table[column], rtol=1e-12, atol=1e-16)


@pytest.mark.parametrize(
    ("name", "over"), [("panel_Normalised_peryear", "period"), ("panel_ex_Normalised_global", "panel")]
)
def test_a_panel_screened_treated_and_normalised(meta, lower, name, over):
    kept = screen(of("in_ASEM_iData_p", meta.index), {"kind": "coverage", "least_known": 0.9}).panel
    treated = treat(kept, [{"kind": "limits"}] * 49).panel
    compare(
        normalise(treated, [{"kind": "min_max", "to": [0, 100], "direction": way, "over": over} for way in lower]), name
    )


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("imp_i_mean", {"kind": "mean"}),
        ("imp_i_median", {"kind": "median"}),
        ("imp_i_mean_grp_GDPgroup", {"kind": "mean", "by": "GDP_group"}),
    ],
)
def test_imputed_after_denominating(raw, meta, name, method):
    sizes = of("in_ASEM_iData", ["Area", "Energy", "GDP", "Population"])
    ways = [
        {"kind": "divide", "by": by, "without": "missing"} if isinstance(by, str) else {"kind": "none"}
        for by in meta["Denominator"]
    ]
    with pytest.raises(ScoringError, match="The indicator Elec of LAO in 2018: its denominator Energy is missing"):
        denominate(raw, sizes, [way | ({"without": "refuse"} if "by" in way else {}) for way in ways])
    divided = denominate(raw, sizes, ways)
    assert divided.lost[["unit", "indicator"]].to_numpy().tolist() == [["LAO", "Elec"], ["LAO", "Gas"]]
    compare(impute(divided.panel, [method] * 49, read("in_ASEM_iData").set_index("uCode")).panel, name)


def test_outliers(raw, meta):
    found = treat(raw, [{"kind": "limits"}] * 49)
    compare(found.panel, "treat_default")
    expected, report = read("treat_default_details"), found.report
    assert report["indicator"].tolist() == expected["iCode"].tolist()
    failed = ~expected["check_SkewKurt0.Pass"].to_numpy(bool)
    assert ((report["treatment"] == "winsorise") == failed).all() and failed.sum() == 18
    np.testing.assert_array_equal(report["points"], expected["winsorise.nwin"].fillna(0))
    for ours, theirs in (("skewness", "Skew"), ("kurtosis", "Kurt")):
        np.testing.assert_allclose(report[ours], expected[f"check_SkewKurt0.{theirs}"], rtol=1e-12)
        np.testing.assert_allclose(
            report[f"{ours}_after"][failed], expected[f"check_SkewKurt1.{theirs}"][failed], rtol=1e-12
        )
    assert report["passed"].all()


def test_skewness_and_kurtosis(raw):
    np.testing.assert_allclose(
        np.transpose(skewness_and_kurtosis(raw.values)), read("skew_kurt_raw")[["skew", "kurt"]], rtol=1e-12
    )
