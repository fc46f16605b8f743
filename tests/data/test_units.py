"""data/blocks.csv and data/units.csv: complete, unambiguous, and joined up through the mergers."""

from pathlib import Path

import pandas as pd
import pytest

from scoring.units import bare_name, load_units

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "reference" / "geo" / "units.csv"
MINISTRIES = ["ministry-services", "ministry-other"]
needs_reference = pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference folder only exists beside a development checkout"
)


@pytest.fixture(scope="module")
def units() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / "units.csv", dtype=str, keep_default_na=False)


def provinces(units: pd.DataFrame, division: str) -> pd.DataFrame:
    return units[(units["block"] == "province") & (units["division"] == division)].set_index("code")


def ministries(units: pd.DataFrame) -> pd.DataFrame:
    return units[units["block"].isin(MINISTRIES)].set_index("code")


def test_three_blocks_with_their_divisions():
    blocks = pd.read_csv(ROOT / "data" / "blocks.csv", dtype=str, keep_default_na=False).set_index("id")
    assert blocks["divisions"].to_dict() == {
        "province": "63 34",
        "ministry-services": "",
        "ministry-other": "",
        "nation": "",
    }
    assert blocks["territory"].to_dict() == {
        "province": "yes",
        "ministry-services": "no",
        "ministry-other": "no",
        "nation": "no",
    }
    assert not (blocks[["name_vi", "name_en", "name_es"]] == "").any(axis=None)


def test_number_of_units(units):
    assert units.groupby(["block", "division"]).size().to_dict() == {
        ("province", "63"): 63,
        ("province", "34"): 34,
        ("ministry-services", ""): 19,  # 18 bodies of 2020 and one founded in 2025
        ("ministry-other", ""): 10,  # 9 bodies of 2021 and one founded in 2025
        ("nation", ""): 1,
    }


def test_block_division_and_code_are_the_key(units):
    assert not units.duplicated(["block", "division", "code"]).any()
    assert ministries(units).index.is_unique  # a successor may stand in the other block of ministries


@pytest.mark.parametrize("column", ["name_vi", "name_en", "name_es", "type_vi", "source"])
def test_every_unit_has(units, column):
    assert units.loc[units[column].str.strip() == "", "code"].tolist() == []


def test_unknown_is_empty(units):
    assert not units.isin(["0", "nan", "NaN", "None", "?", "-"]).any(axis=None)
    assert not units.apply(lambda column: column != column.str.strip()).any(axis=None)


def test_every_old_province_has_its_successor_and_every_new_one_its_predecessors(units):
    old, new = provinces(units, "63"), provinces(units, "34")
    assert set(old["successor_code"]) == set(new.index)
    joined = old.groupby("successor_code").apply(lambda rows: " ".join(rows.index), include_groups=False)
    assert joined.to_dict() == new["predecessor_codes"].to_dict()


def test_seven_codes_mean_another_province_since_the_merger(units):
    names = provinces(units, "63")["name_vi"].to_frame("old").join(provinces(units, "34")["name_vi"])
    reused = names[names["name_vi"].notna() & (names["name_vi"] != names["old"])]
    assert reused.index.tolist() == ["15", "24", "44", "46", "52", "80", "82", "91"]  # 46 was only renamed
    assert names.loc["46"].tolist() == ["Thừa Thiên Huế", "Huế"]


def test_every_ended_ministry_has_its_successor_and_every_successor_its_predecessors(units):
    table = ministries(units)
    ended = table[table["successor_code"] != ""]
    assert (ended["valid_to"] == "2025-02-28").all()
    assert table.index[(table["valid_to"] != "") & (table["successor_code"] == "")].tolist() == []
    joined = ended.groupby("successor_code").apply(lambda rows: " ".join(sorted(rows.index)), include_groups=False)
    formed = table.loc[table["predecessor_codes"] != "", "predecessor_codes"]
    assert joined.to_dict() == formed.to_dict()


def test_dates_are_days_and_in_order(units):
    begin, end = (
        pd.to_datetime(units[column].replace("", None), format="%Y-%m-%d") for column in ("valid_from", "valid_to")
    )
    assert not (begin > end).any()


@pytest.mark.parametrize(
    ("block", "division", "spelling", "code"),
    [
        ("province", "63", "TP. HCM", "79"),
        ("province", "63", "TPHCM", "79"),
        ("province", "34", "TP Hồ Chí Minh", "79"),
        ("province", "34", "Ciudad Ho Chi Minh", "79"),
        ("province", "63", "Hanoi", "01"),
        ("province", "63", "Hoà Bình", "17"),
        ("province", "63", "TP. Huế", "46"),
        ("province", "63", "Thừa Thiên - Huế", "46"),
        ("province", "63", "TT-Huế", "46"),
        ("province", "34", "Thừa Thiên Huế", "46"),
        ("province", "63", "BR-VT", "77"),
        ("province", "63", "Bà Rịa–Vũng Tàu", "77"),
        ("province", "63", "Bắc Cạn", "06"),
        ("province", "34", "Đắc Lắc", "66"),
        ("province", "63", "Daklak", "66"),
        ("province", "63", "Đắc Nông", "67"),
        ("province", "63", "Kontum", "62"),
        ("province", "34", "Quảng Nam", None),  # joined Đà Nẵng: not a unit of this division
        ("ministry-services", "", "Bộ KH&ĐT", "MPI"),
        ("ministry-services", "", "Bộ TT&TT", "MIC"),
        ("ministry-services", "", "BHXH Việt Nam", "VSS"),
        ("ministry-services", "", "NHNN", "SBV"),
        ("ministry-services", "", "Nông nghiệp", None),  # two ministries begin so
        ("ministry-other", "", "TTXVN", "VNA"),
    ],
)
def test_spellings_that_analysts_type(block, division, spelling, code):
    assert load_units().by_name(block, division, spelling) == code


def test_no_spelling_names_two_units_of_a_division(units):
    names = units["name_vi"] + ";" + units["name_en"] + ";" + units["name_es"] + ";" + units["spellings"]
    spelt = units.assign(spelling=names.str.rstrip(";").str.split(";")).explode("spelling")
    spelt["spelling"] = spelt["spelling"].map(bare_name)
    owners = spelt.groupby(["block", "division", "spelling"])["code"].nunique()
    assert owners[owners > 1].index.tolist() == []
    assert (spelt["spelling"] != "").all()


@pytest.mark.conformance
@needs_reference
def test_provinces_keep_every_fact_of_the_reference(units):
    reference = pd.read_csv(REFERENCE, dtype=str, keep_default_na=False).drop(columns="level")
    ours = units.loc[units["block"] == "province", reference.columns].reset_index(drop=True)
    reference["area_source"] = reference["area_source"].str.replace(" (see SOURCES.md)", "")
    pd.testing.assert_frame_equal(ours, reference)
