"""Make the workbooks of the national programme: the sourced figures, and a demonstration month by month.

    OPENPYXL_LXML=False python -m data.programme.build [OUT_FOLDER]

`project06-2023.xlsx` holds figures.csv as it stands. `project06-2023-demo.xlsx` holds January to June 2023: a sourced
figure where one is known for that month, between them figures that are invented and say so: accounts activated grow at
one rate from the 1.4 million of November 2022 to the 49.7 million of December 2023, the others by equal steps from a
level of January, set below, to their sourced figure.
"""

import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.styles import Alignment, Font, PatternFill

from data.published.workbooks import LICENCE, MADE_UP, NOTE, pinned
from scoring import Framework, load_framework
from scoring.programme.targets import target_of

HERE = Path(__file__).resolve().parent
MONTHS = [f"2023-{month:02d}" for month in range(1, 7)]
# Level of January from which a demonstration climbs to the sourced figure of the month named there, and on.
JANUARY = {
    "vneid_cap": 21.0, "cbccvc_ket_noi": 31, "dvc_thiet_yeu": 21, "dvc_co_ho_so": 45.0, "ho_so_truc_tuyen": 47.0,
    "dvc_toan_trinh": 78.0,
}  # fmt: skip
HEADINGS = (
    "Mã chỉ tiêu", "Chỉ tiêu", "Mã đơn vị", "Đơn vị", "Đơn vị tính", "Mốc ban đầu", "Mục tiêu", "Thời hạn",
    "Cơ quan chủ trì", "Kỳ", "Giá trị", "Nguồn", "Ghi chú",
)  # fmt: skip


def build(out: Path = HERE) -> None:
    """Write both workbooks into `out`."""
    framework = load_framework("project06-2023")
    sourced = pd.read_csv(HERE / "figures.csv", dtype={"period": str})
    sourced = sourced.rename(columns={"said": "note"}).sort_values(["period", "code"])
    texts = {
        "origin": "published",
        "stage": "final",
        "source": "Nguồn của từng dòng: xem cột Nguồn",
        "licence": LICENCE,
    }
    title = f"{framework.names['vi']}: số liệu có nguồn"
    (out / "project06-2023.xlsx").write_bytes(_workbook(framework, sourced, {**texts, "title": title, "note": ""}))
    texts = {
        "origin": "demonstration",
        "stage": "provisional",
        "source": MADE_UP,
        "licence": "CC0 1.0",
    }
    title = f"{framework.names['vi']}: minh họa tháng 1 đến tháng 6 năm 2023"
    made = _workbook(framework, demonstration(sourced), {**texts, "title": title, "note": NOTE})
    (out / "project06-2023-demo.xlsx").write_bytes(made)


def demonstration(sourced: pd.DataFrame) -> pd.DataFrame:
    """code, period, value, note, source of every month from January to June 2023."""
    known = sourced.set_index(["code", "period"])
    first, last = known.loc[("vneid_kich_hoat", "2022-11"), "value"], known.loc[("vneid_kich_hoat", "2023-12"), "value"]
    rows = [
        {"code": "vneid_kich_hoat", "period": month, "value": round(first * (last / first) ** ((number + 2) / 13), 2)}
        for number, month in enumerate(MONTHS)
    ]
    for code, start in JANUARY.items():
        until, figure = next((p, known.loc[(code, p), "value"]) for p in MONTHS if (code, p) in known.index)
        step = (figure - start) / MONTHS.index(until)
        digits = 0 if float(start).is_integer() and float(figure).is_integer() and code != "vneid_cap" else 1
        rows += [
            {"code": code, "period": month, "value": round(start + step * number, digits)}
            for number, month in enumerate(MONTHS)
        ]
    table = pd.DataFrame(rows).assign(note=NOTE, source=MADE_UP).set_index(["code", "period"])
    for key in table.index.intersection(known.index):
        table.loc[key, ["value", "note", "source"]] = known.loc[key, ["value", "note", "source"]].to_numpy()
    return table.reset_index().sort_values(["period", "code"], ignore_index=True)


def _workbook(framework: Framework, figures: pd.DataFrame, about: dict[str, str]) -> bytes:
    """A long table: one row a promise and period, with what was promised beside it."""
    nodes = {node.code: node for node in framework.promised}
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Dữ liệu"
    sheet.append(HEADINGS)
    for row in figures.to_dict("records"):
        node, promise = nodes[row["code"]], nodes[row["code"]].promise
        target = target_of(node)
        sheet.append([
            node.code, node.names["vi"], "VN", "Việt Nam", node.measure.get("vi"), promise.baseline,
            None if pd.isna(target) else target, promise.deadline, promise.owner.get("vi"),
            row["period"], row["value"], row["source"], row["note"],
        ])  # fmt: skip
    for letter, width in zip("ABCDEFGHIJKLM", (18, 52, 8, 12, 16, 12, 10, 10, 20, 9, 10, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    info = book.create_sheet("Thông tin")
    for pair in {"framework": framework.id, **about}.items():
        info.append(pair)
    info.column_dimensions["A"].width, info.column_dimensions["B"].width = 14, 110
    book.properties.creator, book.properties.title = "data/programme/build.py", about["title"]
    raw = BytesIO()
    book.save(raw)
    return pinned(raw.getvalue())


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
