"""Make the published tables of this folder from the collected reference CSVs.

    OPENPYXL_LXML=False python data/published/build.py REFERENCE_FOLDER [OUT_FOLDER]

Writes one workbook a table, `averages.csv`, `editions.csv`, `pillar-places.csv`, `publication-dates.csv` and
`catalogue.csv`.
The same input gives the same bytes. What the tables hold is in `tables.py`,
how a workbook is written in `workbooks.py`.
"""

import argparse
from pathlib import Path

import pandas as pd
from tables import ministries, province_405, province_922, province_1726
from workbooks import Published, codes_of, unit_codes, workbook

HERE = Path(__file__).resolve().parent
UNITS = HERE.parent / "units.csv"
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
LEVELS = {"tinh": "province", "bo": "ministry-services ministry-other", "quoc_gia": "national"}
OWN_DATE = "ngày công bố của bảng 63 đơn vị mà bảng này được tính từ đó"


def build(reference: Path, out: Path = HERE, units: Path = UNITS) -> None:
    """Write every table into `out`. Raises `ValueError` for a name that is not in units.csv."""
    out.mkdir(parents=True, exist_ok=True)
    codes = unit_codes(units)
    dates = publication_dates(reference)
    tables = [
        *province_922(reference),
        *province_405(reference),
        *province_1726(reference),
        *ministries(reference),
    ]
    for table in tables:
        (out / table.file).write_bytes(workbook(table, codes))
    write_csv(dates, out / "publication-dates.csv")
    write_csv(catalogue(tables, dates), out / "catalogue.csv")
    write_csv(averages(reference), out / "averages.csv")
    write_csv(editions(reference), out / "editions.csv")
    write_csv(pillar_places(reference, codes), out / "pillar-places.csv")


def publication_dates(reference: Path) -> pd.DataFrame:
    """period, published_at (ISO date, empty where only the month is known), note, source."""
    dates = pd.read_csv(reference / "dti_publication_dates.csv", dtype=str)
    day = dates["published"].str.extract(r"^(\d{4}-\d{2}-\d{2})")[0].fillna("")
    note = dates["published"].where(dates["published"] != day, "")
    return pd.DataFrame({"period": dates["index_year"], "published_at": day, "note": note, "source": dates["source"]})


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


def editions(reference: Path) -> pd.DataFrame:
    """decision, date, first_year, last_year, blocks, components, criteria, points (of the parts, where they are known),
    source: how much each edition counts."""
    table = pd.read_csv(reference / "methodology_decisions_levels.csv", dtype=str, keep_default_na=False)
    years = table["index_years"].str.extract(r"^(?P<first_year>\d{4})(?:-(?P<last_year>\d{4}))?$")
    table = table.assign(first_year=years["first_year"], last_year=years["last_year"].fillna(years["first_year"]))
    table["blocks"] = table["level"].map(LEVELS)
    table["points"] = table["main_indicators"].str.extract(r"pillars (\d+(?:/\d+)+)")[0].fillna("")
    order = ["decision", "date", "first_year", "last_year", "blocks", "components", "criteria", "points", "source"]
    return table[order]


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
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("reference", type=Path, help="folder with the reference CSVs")
    parser.add_argument("out", type=Path, nargs="?", default=HERE, help="where to write; this folder if left out")
    arguments = parser.parse_args()
    build(arguments.reference, arguments.out)
