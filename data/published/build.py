"""Make the published tables of this folder from the collected reference CSVs.

    python data/published/build.py REFERENCE_FOLDER [OUT_FOLDER]

Writes one workbook a table, `averages.csv`, `pillar-places.csv`, `publication-dates.csv` and `catalogue.csv`.
The same input gives the same bytes. How a workbook is written is in `workbooks.py`.
"""

import argparse
from pathlib import Path

import pandas as pd
from workbooks import Published, codes_of, unit_codes, workbook

HERE = Path(__file__).resolve().parent
UNITS = HERE.parent / "units.csv"

DTI, RANK = "Chỉ số chuyển đổi số (DTI)", "Hạng"
OTHER_BASES = "Bốn nền tảng khác"
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
FIVE_922 = {"ha_tang_so": "Hạ tầng số", "other_bases": OTHER_BASES} | ACTIVITIES
FOUR_405 = {"dti": DTI, "rank": RANK, "ha_tang_so": "Hạ tầng số"} | ACTIVITIES
PILLARS = {"pillar_cqs": "Chính quyền số", "pillar_kts": "Kinh tế số", "pillar_xhs": "Xã hội số"}
PILLARS_AND_RANKS = {
    "dti": DTI,
    "rank": RANK,
    "pillar_cqs": "Chính quyền số",
    "rank_cqs": "Hạng Chính quyền số",
    "pillar_kts": "Kinh tế số",
    "rank_kts": "Hạng Kinh tế số",
    "pillar_xhs": "Xã hội số",
    "rank_xhs": "Hạng Xã hội số",
}
HEADLINE = {"dti": DTI, "rank": RANK}

MINISTRY_BLOCKS = {
    "co_dich_vu_cong": ("ministry-services", "có dịch vụ công"),
    "khong_dich_vu_cong": ("ministry-other", "không có dịch vụ công"),
}
MEMBERS = {  # how many bodies were assessed, as stated by the press; missing where no source says so
    ("ministry-services", "2020"): 18,
    ("ministry-services", "2021"): 17,
    ("ministry-services", "2022"): 17,
    ("ministry-services", "2023"): 17,
    ("ministry-other", "2020"): 7,
    ("ministry-other", "2021"): 9,
    ("ministry-other", "2023"): 8,
}
REMARKS = {  # values worked out from a stated change instead of read from a table
    ("province", "2020", "Thanh Hóa"): "DERIVED: hạng suy từ hạng 2021 và mức tăng 3 bậc.",
    ("province", "2020", "Bến Tre"): "DERIVED: các hạng suy từ hạng 2021 và mức thay đổi báo nêu.",
    ("province", "2021", "Tiền Giang"): "DERIVED: hạng suy từ hạng 2022 và mức tăng 3 bậc.",
    ("province", "2021", "Trà Vinh"): "DERIVED: giá trị 2022 trừ mức tăng báo nêu (0,6077 − 0,1783).",
    ("ministry-other", "2020", "Viện Hàn lâm Khoa học và Công nghệ Việt Nam"): (
        "DERIVED: hạng suy từ việc tăng 2 bậc lên hạng 1 năm 2021; giá trị là giá trị công bố."
    ),
}
SERIES = {
    "quoc_gia": "national",
    "quoc_gia_pillars_growth": "national-pillars-growth",
    "tinh_avg": "province-mean",
    "tinh_pillar_cqs_avg": "province-mean-digital-government",
    "tinh_pillar_kts_avg": "province-mean-digital-economy",
    "tinh_pillar_xhs_avg": "province-mean-digital-society",
    "bo_co_dvc_avg": "ministry-services-mean",
    "bo_khong_dvc_avg": "ministry-other-mean",
}
OWN_DATE = "ngày công bố của bảng 63 đơn vị mà bảng này được tính từ đó"
def build(reference: Path, out: Path = HERE, units: Path = UNITS) -> None:
    """Write every table into `out`. Raises `ValueError` for a name that is not one unit of its block and division."""
    out.mkdir(parents=True, exist_ok=True)
    codes = unit_codes(units)
    dates = publication_dates(reference)
    tables = [*province_922(reference), *province_405(reference), *province_1726(reference), *ministries(reference)]
    for table in tables:
        (out / table.file).write_bytes(workbook(table, codes))
    write_csv(dates, out / "publication-dates.csv")
    write_csv(catalogue(tables, dates), out / "catalogue.csv")
    write_csv(averages(reference), out / "averages.csv")
    write_csv(pillar_places(reference, codes), out / "pillar-places.csv")


def province_922(reference: Path) -> list[Published]:
    """2022 and 2023 under Decision 922: five columns for all 63, and the five rows of 2022 that have all eight scores."""
    tables = []
    for year in ("2022", "2023"):
        rows = published(read(reference, f"dti_province_{year}_63"), "province", year)
        rows["other_bases"] = other_bases(rows)
        rows["remark"] = f"Cột “{OTHER_BASES}”: DERIVED từ chỉ số công bố."
        note = (
            f"“{OTHER_BASES}” là trung bình của Nhận thức số, Thể chế số, Nhân lực số và An toàn thông tin mạng, "
            "DERIVED từ chỉ số công bố: (1000·DTI − 100·Hạ tầng số − 200·HĐ chính quyền số − 150·HĐ kinh tế số "
            "− 150·HĐ xã hội số) / 400. Bốn chỉ số đó không được công bố riêng cho cả 63 tỉnh."
        )
        title = f"Chỉ số chuyển đổi số cấp tỉnh năm {year}: 63 tỉnh, thành phố"
        tables.append(
            Published(
                f"province-{year}.xlsx", "dti-922-province-published", "province", "63", year, title, note, rows, FIVE_922
            )
        )
        complete = rows[rows[list(EIGHT)].notna().all(axis="columns")].assign(remark="")
        if len(complete):
            title = f"Chỉ số chuyển đổi số cấp tỉnh năm {year}: các tỉnh, thành phố công bố đủ tám chỉ số chính"
            note = f"{len(complete)} dòng có đủ tám chỉ số chính, đọc từ bản lưu của trang công bố; dùng để kiểm công thức."
            tables.append(
                Published(
                    f"province-{year}-complete.xlsx",
                    "dti-922-province",
                    "province",
                    "63",
                    year,
                    title,
                    note,
                    complete,
                    EIGHT,
                    release=False,
                )
            )
    return tables


def other_bases(rows: pd.DataFrame) -> pd.Series:
    """Mean of the four base scores that are not published, 0..1.

    (1000·DTI − 100·infrastructure − 200·government − 150·economy − 150·society) / 400. Four-decimal inputs make
    it an exact multiple of 0.0000125, so seven decimals are its full precision.
    """
    points = (
        1000 * rows["dti"]
        - 100 * rows["ha_tang_so"]
        - 200 * rows["hd_chinh_quyen_so"]
        - 150 * rows["hd_kinh_te_so"]
        - 150 * rows["hd_xa_hoi_so"]
    )
    return (points / 400).round(7)


def province_405(reference: Path) -> list[Published]:
    """2024 under Decision 405: the 63 as published, and the 34 recomputed by the ministry's rule."""
    rows = published(read(reference, "dti_province_2024_63"), "province", "2024")
    note = "Điểm của từng chỉ số chính theo Quyết định 405/QĐ-BKHCN chưa tìm thấy: chỉ số và hạng lấy như công bố."
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2024: 63 tỉnh, thành phố"
    of_63 = Published(
        "province-2024.xlsx", "dti-405-province-published", "province", "63", "2024", title, note, rows, FOUR_405
    )

    merged = read(reference, "dti_province_2024_34_merged_derived")
    off = merged["published_dti"].notna() & (merged["published_dti"] != merged["derived_dti"])
    joined = merged["merged_from"].str.contains("+", regex=False)
    remark = ("DERIVED: trung bình của " + merged["merged_from"] + ".").where(joined, "DERIVED: không sáp nhập, giữ nguyên.")
    off_by = (merged["published_dti"] - merged["derived_dti"]).abs().map("{:.4f}".format).str.replace(".", ",")
    remark = remark.where(~off, remark + " Lệch " + off_by + " so với giá trị công bố.")
    rows = merged.rename(columns=lambda column: column.removeprefix("derived_")).assign(
        name=merged["province_34"],
        headline=merged["published_dti"],
        place=merged["published_rank"],
        remark=remark,
    )
    note = (
        "DERIVED theo quy tắc của Bộ Khoa học và Công nghệ: tỉnh sau sáp nhập nhận trung bình cộng giá trị của các tỉnh cũ. "
        f"{merged['published_rank'].notna().sum()} hạng và {merged['published_dti'].notna().sum()} giá trị đã công bố được "
        f"ghi ở hai cột công bố: mọi hạng khớp, {off.sum()} giá trị lệch 0,0001 ({', '.join(merged.loc[off, 'province_34'])}). "
        "Không so hạng trong 34 với hạng trong 63."
    )
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2024 quy về 34 tỉnh, thành phố"
    of_34 = Published(
        "province-2024-34.xlsx",
        "dti-405-province-published",
        "province",
        "34",
        "2024",
        title,
        note,
        rows,
        FOUR_405,
        origin="own",
    )
    return [of_63, of_34]


def province_1726(reference: Path) -> list[Published]:
    """2020 and 2021 as far as the press gives them, and the rows of 2020 with all three pillars."""
    rows = published(read(reference, "dti_province_2020_partial"), "province", "2020")
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2020: các tỉnh, thành phố có số liệu"
    note = f"Chỉ {len(rows)} trong 63 tỉnh, thành phố có số liệu tìm được; ô trống là chưa biết, không phải bằng 0."
    tables = [
        Published(
            "province-2020.xlsx", "province-published", "province", "63", "2020", title, note, rows, PILLARS_AND_RANKS
        )
    ]
    complete = rows[rows[["dti", *PILLARS]].notna().all(axis="columns")]
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2020: các tỉnh, thành phố có đủ ba trụ cột"
    note = f"{len(complete)} dòng có đủ ba trụ cột; dùng để kiểm công thức 0,4/0,3/0,3 (DERIVED)."
    tables.append(
        Published(
            "province-2020-complete.xlsx",
            "dti-1726-province",
            "province",
            "63",
            "2020",
            title,
            note,
            complete,
            PILLARS,
            release=False,
        )
    )
    rows = published(read(reference, "dti_province_2021_partial"), "province", "2021")
    rows = rows.reindex(columns=[*rows.columns, *PILLARS])
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2021: các tỉnh, thành phố có số liệu"
    note = f"Chỉ {len(rows)} trong 63 tỉnh, thành phố có số liệu tìm được; ô trống là chưa biết, không phải bằng 0."
    tables.append(
        Published(
            "province-2021.xlsx", "province-published", "province", "63", "2021", title, note, rows, PILLARS_AND_RANKS
        )
    )
    return tables


def ministries(reference: Path) -> list[Published]:
    """One table a block and year, with the bodies whose rank is known."""
    tables = []
    everything = read(reference, "dti_ministry_2020_2023_partial").rename(columns={"ministry": "province"})
    for (group, year), rows in everything.groupby(["block", "year"], sort=False):
        block, kind = MINISTRY_BLOCKS[group]
        members = MEMBERS.get((block, year))
        share = f"{len(rows)} trong {members} cơ quan" if members else f"{len(rows)} cơ quan"
        note = f"Chỉ {share} có hạng tìm được. Hạng không kèm giá trị thì để trống giá trị, không phải bằng 0."
        title = f"Chỉ số chuyển đổi số cấp bộ năm {year}: khối {kind}"
        rows = published(rows, block, year)
        tables.append(
            Published(f"{block}-{year}.xlsx", f"{block}-published", block, "", year, title, note, rows, HEADLINE)
        )
    return tables


def read(reference: Path, name: str) -> pd.DataFrame:
    """A reference CSV: scores as numbers, ranks as whole numbers or missing, the year as text."""
    return pd.read_csv(reference / f"{name}.csv", dtype={"year": str}).convert_dtypes()


def published(rows: pd.DataFrame, block: str, year: str) -> pd.DataFrame:
    """`rows` with the columns every table has: name, headline, place, source and remark."""
    remarks = {unit: text for (b, y, unit), text in REMARKS.items() if (b, y) == (block, year)}
    names = rows["province"]
    return rows.assign(name=names, headline=rows["dti"], place=rows["rank"], remark=names.map(lambda name: remarks.get(name, "")))


def publication_dates(reference: Path) -> pd.DataFrame:
    """period, published_at (ISO date, empty where only the month is known), note, source."""
    dates = pd.read_csv(reference / "dti_publication_dates.csv", dtype=str)
    day = dates["published"].str.extract(r"^(\d{4}-\d{2}-\d{2})")[0].fillna("")
    note = dates["published"].where(dates["published"] != day, "")
    return pd.DataFrame(
        {"period": dates["index_year"], "published_at": day, "note": note, "source": dates["source"]}
    )


def catalogue(tables: list[Published], dates: pd.DataFrame) -> pd.DataFrame:
    """One row a workbook; `release` says which are loaded as releases."""
    rows = pd.DataFrame(
        {
            "file": [table.file for table in tables],
            "framework": [table.framework for table in tables],
            "block": [table.block for table in tables],
            "division": [table.division for table in tables],
            "period": [table.period for table in tables],
            "origin": [table.origin for table in tables],
            "stage": "final",
            "release": ["yes" if table.release else "no" for table in tables],
        }
    )
    dated = rows.merge(dates.rename(columns={"source": "published_at_source"}), on="period", how="left")
    dated["note"] = dated["note"].mask(dated["origin"] == "own", OWN_DATE)
    order = ["file", "framework", "block", "division", "period", "origin", "stage", "published_at"]
    return dated[[*order, "published_at_source", "release", "note"]]


def averages(reference: Path) -> pd.DataFrame:
    """year, series, value, note, source: national values and block means, as stated."""
    table = pd.read_csv(reference / "dti_averages.csv", dtype=str, keep_default_na=False)
    table["series"] = table["series"].map(SERIES)
    return table[["year", "series", "value", "note", "source"]]


def pillar_places(reference: Path, codes: pd.Series) -> pd.DataFrame:
    """Published places (and for one row values) in the three pillars, by year and province."""
    table = pd.read_csv(reference / "published_pillar_places.csv", dtype=str, keep_default_na=False)
    table = table.rename(columns={"year": "period", "province": "name"})
    table.insert(1, "division", "63")
    table.insert(2, "code", codes_of(table["name"], "province", "63", codes))
    return table


def write_csv(table: pd.DataFrame, path: Path) -> None:
    path.write_bytes(table.to_csv(index=False, lineterminator="\n").encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=Path, help="folder with the reference CSVs")
    parser.add_argument("out", type=Path, nargs="?", default=HERE, help="where to write (default: this folder)")
    arguments = parser.parse_args()
    build(arguments.reference, arguments.out)
