"""Values carried over the mergers: by the ministry's rule, by a weight, and what is missing with its reason."""

import numpy as np
import pandas as pd
import pytest

from scoring import load_framework, score
from scoring.analysis.mergers.back_cast import back_cast, back_cast_series, carry
from scoring.analysis.mergers.lineage import LineageError, lineage
from scoring.analysis.over_time.series import series
from tests.scoring.analysis.mergers.test_lineage import units
from tests.scoring.analysis.small_index import PUBLISHED, UNITS, published, table
from tests.scoring.trees import tree

ROWS = [
    *[("province", "3", code, code, "", "", new, "") for code, new in (("a", "x"), ("b", "x"), ("c", "y"))],
    ("province", "2", "x", "a", "", "", "", "a b"),
    ("province", "2", "y", "c", "", "", "", "c"),
    ("province", "2", "z", "founded", "", "", "", ""),
]
LINKS = lineage(units(ROWS), "province", "3", "2")
VALUES = table({"a": [0.2, 0.4], "b": [0.8, np.nan], "c": [0.5, 0.6]}, ["i", "j"])


def test_the_34_of_2024_take_the_published_places():
    """The 63 rows of 2024 alone give the eleven places that were published for the 34, and our own table of all."""
    found = back_cast(published("province-2024"), lineage(UNITS, "province", "63", "34"))
    rows = pd.read_excel(PUBLISHED / "province-2024-34.xlsx", dtype={"Mã": str}, engine="openpyxl").set_index("Mã")
    ranks = found.scores.ranks["dti"].droplevel(0)
    places = rows["Hạng công bố"].dropna()
    assert len(places) == 11 and ranks[places.index].tolist() == places.tolist()
    assert ranks[rows.index].tolist() == rows["Hạng"].tolist()
    ours = published("province-2024-34").scores
    assert (found.scores.scores - ours).abs().max(axis=None) <= 0.00005 + 1e-12
    assert found.absent.empty


def test_the_headline_follows_from_the_means_of_the_main_indicators():
    found = back_cast(published("province-2023"), lineage(UNITS, "province", "63", "34")).scores
    old = published("province-2023").values.droplevel(0)
    new = old.groupby(UNITS.of("province", "63")["successor_code"]).mean()
    points = {
        "ha_tang_so": 100,
        "nen_tang_khac": 400,
        "hd_chinh_quyen_so": 200,
        "hd_kinh_te_so": 150,
        "hd_xa_hoi_so": 150,
    }
    expected = sum(new[code] * weight for code, weight in points.items()) / 1000
    np.testing.assert_allclose(
        found.scores["dti"].droplevel(0), expected[list(UNITS.of("province", "34").index)], rtol=1e-12
    )
    expected_ranks = expected.round(4).rank(method="min", ascending=False)
    assert found.ranks["dti"].droplevel(0).to_dict() == expected_ranks.to_dict()


def test_a_missing_predecessor_leaves_the_value_missing_with_the_reason():
    carried = carry(VALUES, LINKS)
    # x, i: (0.2 + 0.8) / 2; x, j: b has none; y: as c; z: founded.
    np.testing.assert_array_equal(carried.values, [[0.5, np.nan], [0.5, 0.6], [np.nan, np.nan]])
    np.testing.assert_array_equal(carried.share, [[1, 0.5], [1, 1], [np.nan, np.nan]])
    absent = carried.absent
    assert absent[["period", "unit", "column", "reason", "lacking"]].to_numpy().tolist() == [
        ["2023", "x", "j", "predecessors", ("b",)],
        ["2023", "z", "i", "founded", ()],
        ["2023", "z", "j", "founded", ()],
    ]
    np.testing.assert_array_equal(absent["share"], [0.5, np.nan, np.nan])


def test_a_stated_share_is_enough():
    assert carry(VALUES, LINKS, least_share=0.5).values.loc[("2023", "x"), "j"] == 0.4
    assert np.isnan(carry(VALUES, LINKS, least_share=0.51).values.loc[("2023", "x"), "j"])


def test_a_row_that_is_not_there_is_a_missing_predecessor_too():
    absent = carry(VALUES.drop(("2023", "a")), LINKS).absent
    assert absent.loc[absent["unit"] == "x", "lacking"].tolist() == [("a",), ("a", "b")]


def test_a_weight_takes_the_place_of_the_plain_mean():
    weights = pd.Series({"a": 3.0, "b": 1.0})  # c goes on alone and needs none
    carried = carry(VALUES, LINKS, weights, least_share=0.75)
    # (3·0.2 + 1·0.8) / 4 = 0.35; j rests on a alone, three quarters of the weight.
    np.testing.assert_allclose(carried.values, [[0.35, 0.4], [0.5, 0.6], [np.nan, np.nan]], rtol=1e-15)
    assert carried.share.loc[("2023", "x"), "j"] == 0.75


def test_a_predecessor_without_a_weight_is_the_reason():
    carried = carry(VALUES, LINKS, pd.Series({"a": 3.0}))
    assert carried.values.loc["2023"].loc["x"].isna().all()
    first = carried.absent.iloc[0]
    assert (first["unit"], first["reason"], first["lacking"]) == ("x", "weights", ("b",))


@pytest.mark.parametrize(
    ("values", "weights", "message"),
    [
        (table({"q": [1, 1]}, ["i", "j"]), None, "The unit q is not one of the 3 that are carried to 2."),
        (VALUES, {"a": -1.0, "b": 1.0}, "The weight of a is -1; it must be a number of 0 or more."),
        (VALUES, {"a": 1.0, "b": np.inf}, "The weight of b is inf; it must be a number of 0 or more."),
        (VALUES, {"a": 0.0, "b": 0.0}, "The weights of all predecessors of x are 0: give one of them a weight."),
    ],
)
def test_what_cannot_be_carried_is_named(values, weights, message):
    with pytest.raises(LineageError) as raised:
        carry(values, LINKS, None if weights is None else pd.Series(weights))
    assert str(raised.value) == message


def test_a_panel_is_carried_period_by_period_and_the_input_is_left_alone():
    later = VALUES.rename(index={"2023": "2024"}) / 2
    panel = pd.concat([VALUES, later])
    before = panel.copy()
    carried = carry(panel.sample(frac=1, random_state=1), LINKS).values
    pd.testing.assert_frame_equal(panel, before)
    for part in (VALUES, later):
        alone = carry(part, LINKS).values
        pd.testing.assert_frame_equal(carried.loc[alone.index], alone)


def test_coverage_is_the_mean_of_the_old_units():
    index = tree(("i", "dti", 1), ("j", "dti", 3))
    found = back_cast(score(index, VALUES), LINKS, least_share=0.5).scores
    # b covers a quarter of the points, a all of them; y covers all, z nothing.
    assert found.coverage["dti"].tolist() == [0.625, 1.0, 0.0]
    # x: i 0.5, j 0.4 from a alone → (0.5 + 3·0.4) / 4
    assert found.scores["dti"].iloc[0] == pytest.approx(1.7 / 4)


def test_a_series_over_the_merger():
    by_period = {"2022": published("province-2022"), "2023": published("province-2023")}
    found = back_cast_series(by_period, {"2022": "63", "2023": "63"}, "34", UNITS)
    line = series({period: cast.scores for period, cast in found.items()}, "dti").values
    old = published("province-2022").scores["dti"].droplevel(0)
    assert line.shape == (2, 34)
    assert line.loc["2022", "01"] == pytest.approx(old["01"])
    assert line.loc["2022", "48"] == pytest.approx((old["48"] + old["49"]) / 2)
    same = back_cast_series(by_period, {"2022": "63", "2023": "63"}, "63", UNITS)
    assert same["2022"].scores is by_period["2022"] and same["2022"].absent.empty


def test_ministries_are_carried_by_period_and_a_body_of_the_other_block_is_named():
    framework = load_framework("demo-ministry-services")
    codes = UNITS.in_force("ministry-services", "", "2025-01").index
    columns = [column.code for column in framework.inputs]
    rng = np.random.default_rng(5)
    values = table(dict(zip(codes, rng.uniform(0, 100, (len(codes), len(columns))), strict=True)), columns, "2025-01")
    scored = score(framework, values)
    found = back_cast_series({"2025-01": scored}, {"2025-01": "2025-01"}, "2025-03", UNITS)["2025-01"]
    headline = found.scores.scores["dti"].droplevel(0)
    old = scored.scores["dti"].droplevel(0)
    assert headline["MAE"] == pytest.approx((old["MARD"] + old["MONRE"]) / 2)
    assert found.absent["unit"].unique().tolist() == ["MOF"]
    assert found.absent["lacking"].unique().tolist() == [("CMSC",)] and np.isnan(headline["MOF"])
    stated = back_cast_series({"2025-01": scored}, {"2025-01": "2025-01"}, "2025-03", UNITS, least_share=0.75)
    mean = old[["MOF", "MPI", "VSS"]].mean()
    assert stated["2025-01"].scores.scores["dti"].droplevel(0)["MOF"] == pytest.approx(mean)


def test_scores_on_another_scale_are_carried_as_they_are():
    index = tree(("i", "dti", 1, 'rule = { kind = "z_score" }'), ("j", "dti", 1, 'rule = { kind = "z_score" }'))
    scores = score(index, VALUES.fillna(0.1))
    found = back_cast(scores, LINKS).scores
    old = scores.scores.droplevel(0)
    assert old.loc["a", "i"] < 0
    assert found.scores.loc[("2023", "x"), "i"] == pytest.approx((old.loc["a", "i"] + old.loc["b", "i"]) / 2)
    assert found.scores.loc[("2023", "y"), "dti"] == pytest.approx((old.loc["c", "i"] + old.loc["c", "j"]) / 2)
