"""Make the demonstration workbooks, January to June 2023, from a seed.

    OPENPYXL_LXML=False python -m data.demo.build [OUT_FOLDER]

Provinces lie between their published levels of 2022 and 2023, ministries around the published means of their blocks and
in the published order where one is known. Everything here is invented between those levels and says so.
"""

import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from data.demo.raw_values import raw_values
from data.published.workbooks import MADE_UP, NOTE, pinned, write_data
from scoring import Framework, load_framework, load_units, read_workbook, score

HERE = Path(__file__).resolve().parent
PUBLISHED = HERE.parent / "published"
SEED = 20230630
PERIODS = [f"2023-{month:02d}" for month in range(1, 7)]
MAIN = {  # main indicator of demo-province-components → its column in the published tables
    "1": "nen_tang_khac", "2": "nen_tang_khac", "3": "ha_tang_so", "4": "nen_tang_khac", "5": "nen_tang_khac",
    "7": "hd_chinh_quyen_so", "8": "hd_kinh_te_so", "9": "hd_xa_hoi_so",
}  # fmt: skip
ABSENT = ("2023-04", "54")  # one province sends nothing in April, so that a gap can be seen
MINISTRIES = {  # block → mean of 2022 and 2023; where a year has none, the line through its neighbours or stated growth
    "ministry-services": ((0.4595 + 0.6355) / 2, 0.6355),
    "ministry-other": (0.4347 / 1.345, 0.4347),
}


def build(out: Path = HERE) -> None:
    """Write the workbooks and their catalogue into `out`."""
    rng = np.random.default_rng(SEED)
    rows = []
    for number, period in enumerate(PERIODS, start=1):
        rows.append(_write(out, "province", "63", period, _provinces(number, period, rng)))
    for block in MINISTRIES:
        order = _order(block, rng)
        for number, period in enumerate(PERIODS, start=1):
            rows.append(_write(out, block, "", period, _ministries(block, order, number, rng)))
    catalogue = pd.DataFrame(rows)
    catalogue.to_csv(out / "catalogue.csv", index=False, lineterminator="\n")


def _provinces(number: int, period: str, rng: np.random.Generator) -> pd.DataFrame:
    """Raw columns of all provinces for one month: levels `number`/7 of the way from 2022 to 2023, give or take."""
    framework = load_framework("demo-province-components")
    before, after = (_published(year) for year in (2022, 2023))
    way = np.clip(number / 7 + rng.normal(0, 0.02, len(before)), 0.02, 0.98)
    levels = before.mul(1 - way, axis=0) + after.mul(way, axis=0)
    targets = pd.DataFrame({code: levels[column] for code, column in MAIN.items()})
    values = raw_values(framework, targets, rng)
    if period == ABSENT[0]:
        values = values.drop(ABSENT[1])
    return values


def _ministries(block: str, order: list[str], number: int, rng: np.random.Generator) -> pd.DataFrame:
    """Percentages of the six main indicators: the block's mean on the way from 2022 to 2023, spread by place."""
    framework = load_framework(f"demo-{block}")
    low, high = MINISTRIES[block]
    mean = low + (high - low) * number / 7
    spread = np.linspace(0.16, -0.16, len(order))
    noise = rng.normal(0, 0.03, (len(order), len(framework.inputs)))
    shares = mean + spread[:, None] + noise - noise.mean(axis=1, keepdims=True)
    columns = [column.code for column in framework.inputs]
    return pd.DataFrame(np.round(100 * np.clip(shares, 0, 1), 2), index=order, columns=columns)


def _order(block: str, rng: np.random.Generator) -> list[str]:
    """Published places of 2023 first where known, the other bodies by chance."""
    table, _ = read_workbook(PUBLISHED / f"{block}-2023.xlsx", load_framework(f"{block}-published"), load_units())
    known = list(table.values["dti.rank"].droplevel(0).sort_values().index)
    others = [code for code in load_units().in_force(block, "", "2023")["code"] if code not in known]
    return known + list(rng.permutation(others))


def _published(year: int) -> pd.DataFrame:
    framework = load_framework("dti-922-province-published")
    table, _ = read_workbook(PUBLISHED / f"province-{year}.xlsx", framework, load_units())
    return score(framework, table.values).scores.droplevel(0)


def _write(out: Path, block: str, division: str, period: str, values: pd.DataFrame) -> dict[str, str]:
    framework = load_framework("demo-province-components" if block == "province" else f"demo-{block}")
    file = f"{block}-{period}.xlsx"
    (out / file).write_bytes(_workbook(framework, division, period, values))
    return {
        "file": file, "framework": framework.id, "block": block, "division": division, "period": period,
        "origin": "demonstration", "stage": "provisional", "published_at": "", "release": "yes",
    }  # fmt: skip


def _workbook(framework: Framework, division: str, period: str, values: pd.DataFrame) -> bytes:
    units = load_units().of(framework.block, division).loc[values.index]
    data = pd.DataFrame({"Mã": units["code"], "Đơn vị": units["name_vi"], "Kỳ": period})
    for column in framework.inputs:
        if column.code in values:
            data[f"{column.code}" if "." in column.code else column.names["vi"]] = _labels(values, column)
    data["Ghi chú"] = NOTE
    book = openpyxl.Workbook()
    write_data(book.active, data.reset_index(drop=True))
    _percentages(book.active)
    about = {
        "framework": framework.id, "origin": "demonstration", "stage": "provisional",
        "title": f"{framework.names['vi']}, {period}", "source": MADE_UP,
        "licence": "CC0 1.0", "note": NOTE,
    }  # fmt: skip
    sheet = book.create_sheet("Thông tin")
    for pair in about.items():
        sheet.append(pair)
    guide = book.create_sheet("Danh mục")
    for column in framework.inputs:
        guide.append([column.code, column.names["vi"], column.names["en"], column.names["es"]])
    raw = BytesIO()
    book.save(raw)
    return pinned(raw.getvalue())


def _labels(values: pd.DataFrame, column) -> pd.Series:
    if not column.choices:
        return values[column.code]
    return values[column.code].map({share: names["vi"] for share, names in column.choices}).fillna("")


def _percentages(sheet) -> None:
    """Plain figures instead of the four decimals of published scores."""
    for row in sheet.iter_rows(min_row=2, min_col=4):
        for cell in row:
            if cell.number_format == "0.0000":
                cell.number_format = "General"


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
