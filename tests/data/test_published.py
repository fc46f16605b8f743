"""data/published: what the workbooks hold, where it comes from, and that they can be made again exactly."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "data" / "published"
REFERENCE = ROOT.parent / "shared" / "reference" / "dti"
needs_reference = pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference folder only exists beside a development checkout"
)

DTI, RANK = "Chỉ số chuyển đổi số (DTI)", "Hạng"
ACTIVITIES = {
    "hd_chinh_quyen_so": "Hoạt động chính quyền số",
    "hd_kinh_te_so": "Hoạt động kinh tế số",
    "hd_xa_hoi_so": "Hoạt động xã hội số",
}
EIGHT = {
    "nhan_thuc_so": "Nhận thức số",
    "the_che_so": "Thể chế số",
    "ha_tang_so": "Hạ tầng số",
    "nhan_luc_so": "Nhân lực số",
    "an_toan_ttm": "An toàn thông tin mạng",
} | ACTIVITIES
FOUR = {"ha_tang_so": "Hạ tầng số"} | ACTIVITIES
HEADLINE = {"dti": DTI, "rank": RANK}
PILLARS = {"pillar_cqs": "Chính quyền số", "pillar_kts": "Kinh tế số", "pillar_xhs": "Xã hội số"}
PILLAR_RANKS = {
    "rank_cqs": "Hạng Chính quyền số",
    "rank_kts": "Hạng Kinh tế số",
    "rank_xhs": "Hạng Xã hội số",
}
HEADINGS = {
    "dti-922-province-published": [EIGHT["ha_tang_so"], "Bốn nền tảng khác", *ACTIVITIES.values()],
    "dti-922-province": list(EIGHT.values()),
    "dti-405-province-published": [DTI, RANK, *FOUR.values()],
    "dti-1726-province": list(PILLARS.values()),
    "province-published": [
        DTI,
        RANK,
        *(heading for pair in zip(PILLARS.values(), PILLAR_RANKS.values(), strict=True) for heading in pair),
    ],
    "ministry-services-published": [DTI, RANK],
    "ministry-other-published": [DTI, RANK],
}
ROWS = {
    "province-2020": 19,
    "province-2020-complete": 9,
    "province-2021": 14,
    "province-2022": 63,
    "province-2022-complete": 5,
    "province-2023": 63,
    "province-2024": 63,
    "province-2024-34": 34,
    "ministry-services-2020": 13,
    "ministry-services-2021": 10,
    "ministry-services-2022": 6,
    "ministry-services-2023": 5,
    "ministry-other-2020": 3,
    "ministry-other-2021": 5,
    "ministry-other-2022": 1,
    "ministry-other-2023": 5,
}
every_table = pytest.mark.parametrize("name", ROWS)


def rows_of(name: str) -> pd.DataFrame:
    sheet = openpyxl.load_workbook(PUBLISHED / f"{name}.xlsx")["Dữ liệu"]
    header, *rows = sheet.iter_rows(values_only=True)
    return pd.DataFrame(rows, columns=list(header))


def info_of(name: str) -> dict[str, str]:
    return dict(openpyxl.load_workbook(PUBLISHED / f"{name}.xlsx")["Thông tin"].iter_rows(values_only=True))


def numbers(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values).astype(float).rename(None)


def text_csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def catalogue() -> pd.DataFrame:
    return text_csv(PUBLISHED / "catalogue.csv").set_index("file")


@pytest.fixture(scope="module")
def units() -> pd.DataFrame:
    return text_csv(ROOT / "data" / "units.csv")


def test_the_catalogue_names_every_workbook_and_no_other(catalogue):
    assert sorted(catalogue.index) == sorted(path.name for path in PUBLISHED.glob("*.xlsx"))
    assert sorted(catalogue.index) == sorted(f"{name}.xlsx" for name in ROWS)


def test_all_but_the_complete_tables_are_releases(catalogue):
    assert catalogue.index[catalogue["release"] == "no"].tolist() == [
        "province-2022-complete.xlsx",
        "province-2020-complete.xlsx",
    ]
    assert set(catalogue["release"]) == {"yes", "no"}


def test_a_publication_date_is_a_day_or_empty_with_a_note(catalogue):
    pd.to_datetime(catalogue["published_at"].replace("", None), format="%Y-%m-%d")
    assert catalogue.loc[catalogue["published_at"] == "", "note"].unique().tolist() == [
        "2025-02 (press from 2025-02-07)"
    ]
    assert (catalogue["published_at_source"] != "").all()


@every_table
def test_rows_and_columns(name, catalogue):
    rows = rows_of(name)
    framework = catalogue.loc[f"{name}.xlsx", "framework"]
    assert len(rows) == ROWS[name]
    assert list(rows.columns) == [
        *("Mã", "Đơn vị", "Kỳ"),
        *HEADINGS[framework],
        *("Chỉ số công bố", "Hạng công bố", "Nguồn", "Ghi chú"),
    ]


@every_table
def test_information_agrees_with_the_catalogue(name, catalogue):
    info = info_of(name)
    assert list(info) == ["framework", "origin", "stage", "title", "source", "licence", "note"]
    assert all(info.values())
    listed = catalogue.loc[f"{name}.xlsx"]
    assert [info[key] for key in ("framework", "origin", "stage")] == [
        listed[key] for key in ("framework", "origin", "stage")
    ]
    assert info["origin"] == ("own" if name == "province-2024-34" else "published")


@every_table
def test_every_row_has_a_known_unit_a_period_and_a_source(name, catalogue, units):
    rows, listed = rows_of(name), catalogue.loc[f"{name}.xlsx"]
    known = units[(units["block"] == listed["block"]) & (units["division"] == listed["division"])]
    assert set(rows["Mã"]) <= set(known["code"])
    assert rows["Mã"].is_unique
    named = rows["Mã"].map(known.set_index("code")["name_vi"])
    differs = rows["Đơn vị"].str.removeprefix("TP. ") != named.str.removeprefix("TP. ")
    assert set(rows.loc[differs, "Đơn vị"]) <= {"TP. Huế"}  # Thừa Thiên Huế until 2024
    assert set(rows["Kỳ"]) == {listed["period"]}
    assert rows["Nguồn"].str.contains(r"https?://", na=False).all()


@every_table
def test_scores_lie_between_0_and_1_and_nothing_unknown_is_zero(name):
    rows = rows_of(name)
    scores = [column for column in rows.columns[3:-2] if not column.startswith("Hạng")]
    values = rows[scores].apply(pd.to_numeric).stack().dropna()
    assert values.between(0, 1).all()
    assert not (values == 0).any()


@every_table
def test_the_first_sheet_is_ready_to_read(name):
    sheet = openpyxl.load_workbook(PUBLISHED / f"{name}.xlsx").worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("Dữ liệu", "C2")
    assert {cell.data_type for cell in sheet["A"]} == {cell.data_type for cell in sheet["C"]} == {"s"}


@pytest.mark.parametrize("name", ["province-2022", "province-2023", "province-2024", "province-2024-34"])
def test_ranks_are_competition_ranks(name):
    rows = rows_of(name)
    score, rank = ("Chỉ số công bố", "Hạng công bố") if DTI not in rows else (DTI, RANK)
    assert rows[rank].tolist() == rows[score].rank(method="min", ascending=False).tolist()


@pytest.mark.parametrize("name", ["province-2022", "province-2023"])
def test_the_derived_column_gives_back_the_published_headline(name):
    rows = rows_of(name)
    points = (
        100 * rows["Hạ tầng số"]
        + 400 * rows["Bốn nền tảng khác"]
        + 200 * rows["Hoạt động chính quyền số"]
        + 150 * rows["Hoạt động kinh tế số"]
        + 150 * rows["Hoạt động xã hội số"]
    )
    assert (points / 1000 - rows["Chỉ số công bố"]).abs().max() < 1e-12
    assert rows["Ghi chú"].str.contains("DERIVED").all()


def test_the_derived_column_agrees_with_the_scores_that_are_published():
    complete = rows_of("province-2022-complete").set_index("Mã")
    four = complete[["Nhận thức số", "Thể chế số", "Nhân lực số", "An toàn thông tin mạng"]].mean(axis="columns")
    derived = rows_of("province-2022").set_index("Mã")["Bốn nền tảng khác"]
    assert (derived.loc[four.index] - four).abs().max() < 0.0001 * 1000 / 400


def test_the_formula_of_922_gives_the_five_complete_rows():
    rows = rows_of("province-2022-complete")
    points = pd.Series([100] * 5 + [200, 150, 150], index=list(EIGHT.values()))
    assert ((rows[points.index] @ points) / 1000 - rows["Chỉ số công bố"]).abs().max() <= 0.0001


def test_the_formula_of_1726_gives_the_nine_complete_rows():
    rows = rows_of("province-2020-complete")
    weights = pd.Series([0.4, 0.3, 0.3], index=list(PILLARS.values()))
    assert (rows[weights.index] @ weights - rows["Chỉ số công bố"]).abs().max() <= 0.0001


def test_the_34_are_the_means_of_the_63_and_one_published_value_is_off(units):
    successor = units[(units["block"] == "province") & (units["division"] == "63")].set_index("code")
    old, new = rows_of("province-2024"), rows_of("province-2024-34").set_index("Mã")
    means = old.groupby(old["Mã"].map(successor["successor_code"]))[[DTI, *FOUR.values()]].mean()
    assert (means - new[means.columns]).abs().max(axis=None) <= 0.00005 + 1e-12
    known = new[new["Chỉ số công bố"].notna()]
    off = known[known[DTI] != known["Chỉ số công bố"]]
    assert off["Đơn vị"].tolist() == ["TP. Hồ Chí Minh"]
    assert off[[DTI, "Chỉ số công bố"]].to_numpy().tolist() == [[0.7769, 0.777]]
    ranked = new[new["Hạng công bố"].notna()]
    assert len(ranked) == 11
    assert ranked[RANK].tolist() == ranked["Hạng công bố"].tolist()


def test_rows_worked_out_from_a_stated_change_say_so():
    derived = {
        (name, unit)
        for name in ROWS
        for unit in rows_of(name).loc[lambda rows: rows["Ghi chú"].str.contains("suy từ|trừ", na=False), "Đơn vị"]
    }
    assert derived == {
        ("province-2020", "Thanh Hóa"),
        ("province-2020", "Bến Tre"),
        ("province-2021", "Tiền Giang"),
        ("province-2021", "Trà Vinh"),
        ("ministry-other-2020", "Viện Hàn lâm Khoa học và Công nghệ Việt Nam"),
    }


@pytest.mark.parametrize("year", ["2022", "2023", "2024"])
def test_the_stated_province_mean_is_the_mean_of_the_rows(year):
    averages = text_csv(PUBLISHED / "averages.csv").set_index(["year", "series"])["value"]
    mean = rows_of(f"province-{year}")["Chỉ số công bố"].mean()
    assert float(averages[year, "province-mean"]) == pytest.approx(mean, abs=0.00005)


@pytest.mark.parametrize("name", ["averages", "editions", "pillar-places", "publication-dates"])
def test_every_row_of_the_lists_has_a_source(name):
    assert text_csv(PUBLISHED / f"{name}.csv")["source"].str.contains("https?://").all()


def test_no_clock_and_no_compression_in_the_files():
    for path in PUBLISHED.glob("*.xlsx"):
        with ZipFile(path) as parts:
            assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert {part.compress_type for part in parts.infolist()} == {ZIP_STORED}


PROVINCE_PILLARS = HEADLINE | PILLARS | PILLAR_RANKS
SAME_CELLS = {
    "province-2020": ("dti_province_2020_partial", PROVINCE_PILLARS),
    "province-2020-complete": ("dti_province_2020_partial", PILLARS),
    "province-2021": ("dti_province_2021_partial", HEADLINE | PILLAR_RANKS),
    "province-2022": ("dti_province_2022_63", FOUR),
    "province-2022-complete": ("dti_province_2022_63", EIGHT),
    "province-2023": ("dti_province_2023_63", FOUR),
    "province-2024": ("dti_province_2024_63", HEADLINE | FOUR),
}
PUBLISHED_CELLS = {"dti": "Chỉ số công bố", "rank": "Hạng công bố"}


def assert_same_cells(rows: pd.DataFrame, reference: pd.DataFrame, name: str, columns: list[tuple[str, str]]):
    """Order, names and sources are the same text, `columns` (reference, heading) the same numbers."""
    assert rows["Đơn vị"].tolist() == reference[name].tolist()
    stored = r" \((?:all 8 values in )?stored page excerpt\)"
    assert rows["Nguồn"].tolist() == reference["source"].str.replace(stored, "", regex=True).tolist()
    for column, heading in columns:
        pd.testing.assert_series_equal(
            numbers(rows[heading]), numbers(reference[column].replace("", None)), check_exact=True
        )


@pytest.mark.conformance
@needs_reference
@pytest.mark.parametrize("name", SAME_CELLS)
def test_province_tables_equal_the_reference_cell_by_cell(name):
    file, columns = SAME_CELLS[name]
    reference = text_csv(REFERENCE / f"{file}.csv")
    if name.endswith("-complete"):
        reference = reference[(reference[list(columns)] != "").all(axis="columns")].reset_index(drop=True)
    pairs = [*columns.items(), *PUBLISHED_CELLS.items()]
    assert_same_cells(rows_of(name), reference, "province", pairs)


@pytest.mark.conformance
@needs_reference
def test_the_table_of_34_equals_the_reference_cell_by_cell():
    reference = text_csv(REFERENCE / "dti_province_2024_34_merged_derived.csv")
    derived = [(f"derived_{column}", heading) for column, heading in (HEADLINE | FOUR).items()]
    given = [("published_dti", "Chỉ số công bố"), ("published_rank", "Hạng công bố")]
    assert_same_cells(rows_of("province-2024-34"), reference, "province_34", [*derived, *given])


@pytest.mark.conformance
@needs_reference
@pytest.mark.parametrize("year", ["2020", "2021", "2022", "2023"])
@pytest.mark.parametrize(
    ("block", "group"), [("ministry-services", "co_dich_vu_cong"), ("ministry-other", "khong_dich_vu_cong")]
)
def test_ministry_tables_equal_the_reference_cell_by_cell(block, group, year):
    reference = text_csv(REFERENCE / "dti_ministry_2020_2023_partial.csv")
    reference = reference[(reference["block"] == group) & (reference["year"] == year)].reset_index(drop=True)
    pairs = [*HEADLINE.items(), *PUBLISHED_CELLS.items()]
    assert_same_cells(rows_of(f"{block}-{year}"), reference, "ministry", pairs)


@pytest.mark.conformance
@needs_reference
@pytest.mark.parametrize(
    ("ours", "theirs", "columns"),
    [
        ("averages", "dti_averages", ["year", "value", "note", "source"]),
        ("pillar-places", "published_pillar_places", [*PILLAR_RANKS, *PILLARS, "source"]),
    ],
)
def test_the_lists_equal_the_reference_cell_by_cell(ours, theirs, columns):
    pd.testing.assert_frame_equal(
        text_csv(PUBLISHED / f"{ours}.csv")[columns], text_csv(REFERENCE / f"{theirs}.csv")[columns]
    )


@pytest.mark.conformance
@needs_reference
def test_building_again_gives_the_same_bytes(tmp_path):
    command = [sys.executable, "-W", "error", PUBLISHED / "build.py", REFERENCE, tmp_path]
    subprocess.run(command, check=True, env=os.environ | {"OPENPYXL_LXML": "False"})
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in PUBLISHED.iterdir() if path.suffix in (".csv", ".xlsx")}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
