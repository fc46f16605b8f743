"""The published tables: which rows and columns each one has, and what its notes say."""

from pathlib import Path

import pandas as pd
from workbooks import Published

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
GIVEN_1726 = {
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
FRAMEWORK_922 = "dti-922-province-published"
FRAMEWORK_405 = "dti-405-province-published"

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


def province_922(reference: Path) -> list[Published]:
    """2022 and 2023 under Decision 922: five columns for all 63, and the rows with all eight scores."""
    tables = []
    for year in ("2022", "2023"):
        rows = published(read(reference, f"dti_province_{year}_63"), "province", year)
        rows["other_bases"] = other_bases(rows)
        rows["remark"] = f"Cột “{OTHER_BASES}”: DERIVED từ chỉ số công bố."
        title = f"Chỉ số chuyển đổi số cấp tỉnh năm {year}: 63 tỉnh, thành phố"
        note = (
            f"“{OTHER_BASES}” là trung bình của Nhận thức số, Thể chế số, Nhân lực số và An toàn thông tin "
            "mạng, DERIVED từ chỉ số công bố: (1000·DTI − 100·Hạ tầng số − 200·HĐ chính quyền số "
            "− 150·HĐ kinh tế số − 150·HĐ xã hội số) / 400. Bốn chỉ số đó không được công bố riêng cho cả "
            "63 tỉnh."
        )
        tables.append(of_63(f"province-{year}", FRAMEWORK_922, year, title, note, rows, FIVE_922))
    of_2022 = read(reference, "dti_province_2022_63")
    rows = published(of_2022[of_2022[list(EIGHT)].notna().all(axis="columns")], "province", "2022")
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2022: các tỉnh, thành phố có đủ tám chỉ số chính"
    note = f"{len(rows)} dòng có đủ tám chỉ số chính, đọc từ bản lưu trang công bố; dùng để kiểm công thức."
    complete = of_63("province-2022-complete", "dti-922-province", "2022", title, note, rows, EIGHT, release=False)
    return [*tables, complete]


def other_bases(rows: pd.DataFrame) -> pd.Series:
    """Mean of the four base scores that are not published, 0..1.

    (1000·DTI − 100·infrastructure − 200·government − 150·economy − 150·society) / 400. Four-decimal inputs
    make it a whole multiple of 0.0000125, so seven decimals are its full precision.
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
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2024: 63 tỉnh, thành phố"
    note = "Chưa tìm thấy điểm tối đa của từng chỉ số chính (Quyết định 405/QĐ-BKHCN): lấy chỉ số như công bố."
    before = of_63("province-2024", FRAMEWORK_405, "2024", title, note, rows, FOUR_405)

    merged = read(reference, "dti_province_2024_34_merged_derived")
    joined = merged["merged_from"].str.contains("+", regex=False)
    off = merged["published_dti"].notna() & (merged["published_dti"] != merged["derived_dti"])
    same_rank = merged["published_rank"] == merged["derived_rank"]
    gap = (merged["published_dti"] - merged["derived_dti"]).abs()
    mean_of = "DERIVED: trung bình của " + merged["merged_from"] + "."
    mean_of = mean_of.where(joined, "Không sáp nhập: giữ nguyên giá trị.")
    rows = merged.rename(columns=lambda column: column.removeprefix("derived_")).assign(
        name=merged["province_34"],
        headline=merged["published_dti"],
        place=merged["published_rank"],
        remark=mean_of + gap.map(" Lệch {:.4f} so với giá trị công bố.".format).where(off, ""),
    )
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2024 quy về 34 tỉnh, thành phố"
    note = (
        "DERIVED theo quy tắc của Bộ Khoa học và Công nghệ: tỉnh sau sáp nhập nhận trung bình cộng giá trị "
        f"của các tỉnh cũ. Hai cột công bố giữ {merged['published_rank'].notna().sum()} hạng và "
        f"{merged['published_dti'].notna().sum()} giá trị đã công bố: {same_rank.sum()} hạng khớp, "
        f"{off.sum()} giá trị lệch {gap.max():.4f} ({', '.join(merged.loc[off, 'province_34'])}). "
        "Không so hạng trong 34 với hạng trong 63."
    )
    after = Published(
        "province-2024-34.xlsx", FRAMEWORK_405, "province", "34", "2024", title, note, rows, FOUR_405, "own"
    )
    return [before, after]


def province_1726(reference: Path) -> list[Published]:
    """2020 and 2021 as far as the press gives them, and the rows of 2020 with all three pillars."""
    tables = []
    for year in ("2020", "2021"):
        rows = published(read(reference, f"dti_province_{year}_partial"), "province", year)
        rows = rows.reindex(columns=list(dict.fromkeys([*rows.columns, *PILLARS])))
        title = f"Chỉ số chuyển đổi số cấp tỉnh năm {year}: các tỉnh, thành phố có số liệu"
        note = f"Tìm được số liệu của {len(rows)} trong 63 tỉnh, thành phố; ô trống là chưa biết, không phải 0."
        tables.append(of_63(f"province-{year}", "province-published", year, title, note, rows, GIVEN_1726))
    of_2020 = tables[0].rows
    rows = of_2020[of_2020[["dti", *PILLARS]].notna().all(axis="columns")]
    title = "Chỉ số chuyển đổi số cấp tỉnh năm 2020: các tỉnh, thành phố có đủ ba trụ cột"
    note = f"{len(rows)} dòng có đủ ba trụ cột; dùng để kiểm công thức 0,4/0,3/0,3 (DERIVED)."
    complete = of_63("province-2020-complete", "dti-1726-province", "2020", title, note, rows, PILLARS, release=False)
    return [*tables, complete]


def of_63(name, framework, period, title, note, rows, columns, release=True) -> Published:
    return Published(f"{name}.xlsx", framework, "province", "63", period, title, note, rows, columns, release=release)


def ministries(reference: Path) -> list[Published]:
    """One table a block and year, with the bodies whose rank is known."""
    tables = []
    known = read(reference, "dti_ministry_2020_2023_partial").rename(columns={"ministry": "province"})
    for (group, year), rows in known.groupby(["block", "year"], sort=False):
        block, kind = MINISTRY_BLOCKS[group]
        members = MEMBERS.get((block, year))
        share = f"{len(rows)} trong {members} cơ quan" if members else f"{len(rows)} cơ quan"
        title = f"Chỉ số chuyển đổi số cấp bộ năm {year}: khối {kind}"
        note = f"Tìm được hạng của {share}. Hạng không kèm giá trị thì để trống giá trị, không phải 0."
        rows, framework = published(rows, block, year), f"{block}-published"
        tables.append(Published(f"{block}-{year}.xlsx", framework, block, "", year, title, note, rows, HEADLINE))
    return tables


def read(reference: Path, name: str) -> pd.DataFrame:
    """A reference CSV: scores as numbers, ranks as whole numbers or missing, the year as text."""
    return pd.read_csv(reference / f"{name}.csv", dtype={"year": str}).convert_dtypes()


def published(rows: pd.DataFrame, block: str, year: str) -> pd.DataFrame:
    """`rows` with the columns every table has: name, headline, place, source and remark."""
    remarks = {unit: text for (b, y, unit), text in REMARKS.items() if (b, y) == (block, year)}
    names = rows["province"]
    remark = names.map(lambda name: remarks.get(name, ""))
    return rows.assign(name=names, headline=rows["dti"], place=rows["rank"], remark=remark)
