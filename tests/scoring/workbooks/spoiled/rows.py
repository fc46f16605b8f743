"""Tables with one row an indicator: the long layout and the departments' working form; several files at once."""

import datetime

from tests.scoring.workbooks.spoiled.make import (
    CODES,
    FIGURES,
    HEADER,
    NONE,
    ROWS,
    Case,
    book,
    good,
)  # fmt: skip

LONG = ["Tỉnh", "Mã chỉ số", "Kỳ", "Giá trị", "Cờ", "Ghi chú", "Nguồn"]
FORM = ["Mã", "Chỉ số", "Nhóm", "Điểm tối đa", "Tự chấm", "Thẩm định", "Chênh lệch", "Trạng thái", "Đơn vị chủ trì",
        "Thời hạn", "Minh chứng", "Ghi chú"]  # fmt: skip
_EVERY = [[row[0], code, "2023", cell] for row in ROWS for code, cell in zip(CODES, row[2:], strict=True)]
NOTHING = dict.fromkeys(FIGURES, NONE)
# Code, name, most points, self-score, verified score of Hà Giang's form.
POINTS = [
    ("1", "Nền tảng", 60, 45, None), ("1.1", "Hộ có cáp quang", 20, 15, 14), ("1.2", "Cuộc họp", 20, 20, None),
    ("1.10", "Kế hoạch", 20, 10, 10), ("4.22.2", "Hồ sơ trực tuyến", 10, 6.5, 6), ("4.22.11", "Hồ sơ đúng hạn", 30, 30,
        24),
]  # fmt: skip
_SCORES = {"1.1": 14.0, "1.2": 20.0, "1.10": 10.0, "4.22.2": 6.0, "4.22.11": 24.0}


def long(*more: list, rows: list[list] = _EVERY, header: list[str] = LONG) -> bytes:
    return book(("S", [header, *rows, *more]))


def form_rows() -> list[list]:
    """A department's form, header and all, below its title."""
    return [FORM, *([code, name, "", most, own, checked, None if checked is None else checked - own, "xong", "Sở TTTT",
                     "31/12/2023", "https://a.vn", ""] for code, name, most, own, checked in POINTS)]  # fmt: skip


def form(title: list[list] | None = None, sheet: str = "Biểu", change=None) -> bytes:  # type: ignore[no-untyped-def]
    above = [["Đơn vị: Hà Giang"], ["Kỳ: 2023"]] if title is None else title
    return book((sheet, [*above, *form_rows()]), change=change)


def assessed(*units: str) -> dict[tuple[str, str], float]:
    """What a form's points are in the table, beside raw figures that nobody gave."""
    return {**NOTHING, **{(unit, f"{code}.assessed"): points for unit in units for code, points in _SCORES.items()}}


def _cells(**cells: object):  # type: ignore[no-untyped-def]
    def change(made) -> None:  # type: ignore[no-untyped-def]
        for name, value in cells.items():
            made.worksheets[0][name] = value

    return change


def _twice(cell: str, value: str, name: str, other: str, place: str) -> str:
    return f"Sheet 'S', cell {cell}: {value} for '{name}' stands elsewhere as {other} ({place}). Keep one of them."


_LONG = [
    Case("the good table, one row a figure", long),
    Case("by names, without codes, in another order", lambda: book(("S", [
        ["Period", "Indicator", "Value", "Province"],
        *[["2023", name, cell, row[0]] for name, at in zip(HEADER[2:], range(2, 8), strict=True) for row in ROWS
          for cell in [row[at]]]]))),
    Case("a figure twice, the same", lambda: long(["Hà Giang", "1.2", "2023", 4]), (
        "Sheet 'S', cell D26: 4 for 'Cuộc họp' stands a second time (first at S!D9; 1 such cells in the column). "
        "Delete "
        "one.",)),
    Case("a figure twice, not the same", lambda: long(["Hà Giang", "1.2", "2023", 5]), (
        _twice("D26", "5", "Cuộc họp", "4", "S!D9"),), None),
    Case("a figure twice, once blank", lambda: long(["Hà Giang", "1.2", "2023", None])),
    Case("reported by the unit and verified", lambda: long(
        ["Hà Giang", "1.2", "2023", 9, "tự khai"], rows=[[*row, *(["đã thẩm định"] if row[:2] == ["Hà Giang",
            "1.2"] else [])]
                                                        for row in _EVERY])),
    Case("verified after it was reported", lambda: long(
        ["Hà Giang", "1.2", "2023", 9, "verified"], rows=[[*row, *(["self-reported"] if row[:2] == ["Hà Giang",
            "1.2"] else [])]
                                                         for row in _EVERY]), (), {("02", "1.2"): 9}),
    Case("a flag that nobody knows", lambda: long(rows=[[*row, *(["chắc"] if n == 7 else [])] for n,
        row in enumerate(_EVERY)]), (
        "Sheet 'S', cell E9: 'chắc' is no flag. Use one of: measured, self-reported, verified, estimated, provisional, "
        "not-applicable, confidential.",)),
    Case("an indicator that does not exist", lambda: long(["Hà Giang", "9.9", "2023", 5]), (
        "Sheet 'S', cell B26: '9.9' is no indicator of this framework. Correct it.",), None),
    Case("a figure of no indicator", lambda: long(["Hà Giang", None, "2023", 5]), (
        "Sheet 'S', cell B26: '' is no indicator of this framework. Correct it.",), None),
    Case("a misspelt indicator", lambda: long(
        ["Hà Giang", "Cuộc họpp", "2023", 5], header=["Tỉnh", "Chỉ số", *LONG[2:]],
        rows=[[row[0], dict(zip(CODES, HEADER[2:], strict=True))[row[1]], *row[2:]] for row in _EVERY]), (
        "Sheet 'S', cell B26: 'Cuộc họpp' is no indicator of this framework. Correct it. Did you mean '1.2'?",), None),
    Case("a group where an indicator belongs", lambda: long(["Hà Giang", "4.22", "2023", 5]), (
        "Sheet 'S', cell B26: '4.22' is no indicator of this framework. Correct it.",), None),
    Case("a code and a name of two indicators", lambda: book(("S", [
        ["Tỉnh", "Mã chỉ số", "Tên chỉ số", "Kỳ", "Giá trị"], ["Hà Giang", "1.1", "Cuộc họp", "2023", 4]])), (
        "Sheet 'S', cell B2: code '1.1' and name 'Cuộc họp' are two different indicators. Correct one of them.",),
        None),
    Case("codes that have become numbers, with names", lambda: book(("S", [
        ["Tỉnh", "Mã chỉ số", "Tên chỉ số", "Kỳ", "Giá trị"],
        *[[unit, float(code) if code.count(".") == 1 else code, name, "2023", cell]
          for unit, code, _, cell in _EVERY for name in [dict(zip(CODES, HEADER[2:], strict=True))[code]]]]))),
    Case("a code that has become a number, without a name", lambda: long(
        rows=[[unit, 1.1 if code == "1.10" else code, *rest] for unit, code, *rest in _EVERY]), tuple(
        f"Sheet 'S', cell B{row}: the code 1.1 has become a number and may stand for 1.1, 1.10. Format the column as "
        f"text "
        "and type the code again." for row in (4, 10, 16, 22)), None),
    Case("a period that is none, in one row", lambda: long(["Cao Bằng", "1.2", "quý lớn", 5]), (
        "Sheet 'S', cell C26: 'quý lớn' is no period. Write 2023, 2023-H1 or 2023-06.",), None),
    Case("figures of a unit that does not exist", lambda: long(["Hải Châu", "1.2", "2023", 5]), (
        "Sheet 'S', cell A26: 'Hải Châu' is no unit of this block. Correct it. Did you mean 'Lai Châu'?",), None),
]  # fmt: skip
_FORMS = [
    Case("a form, its unit above the table", form, (), assessed("02")),
    Case("a form, its unit in the title", lambda: form([["BIỂU TỰ CHẤM ĐIỂM CỦA TỈNH HÀ GIANG"], ["Năm", 2023]]), (),
        assessed("02")),
    Case("a form, its unit and period by cells beside each other", lambda: form([["Đơn vị", "Hà Giang"],
        ["Kỳ báo cáo:", 2023]]), (), assessed("02")),
    Case("a form, its unit by the name of the sheet", lambda: form([["Kỳ: 2023"]], "Hà Giang"), (), assessed("02")),
    Case("a form, its unit by the name of the file", lambda: form([["Kỳ: 2023"]]), (), assessed("02"),
        filename="bieu-ha-giang-2023.xlsx"),
    Case("a form that names two units in its title", lambda: form([["Hà Giang, Cao Bằng"], ["Kỳ: 2023"]]), (
        "Sheet 'Biểu': the form does not say whose it is. Write the unit above the table, for example 'Đơn vị: Hà "
        "Giang', or "
        "name the sheet by it.",), None),
    Case("a form of nobody", lambda: form([["Kỳ: 2023"]]), (
        "Sheet 'Biểu': the form does not say whose it is. Write the unit above the table, for example 'Đơn vị: Hà "
        "Giang', or "
        "name the sheet by it.",), None),
    Case("a form without a period", lambda: form([["Đơn vị: Hà Giang"]]), (
        "Sheet 'Biểu': no period is given. Add a column 'Period' or name the sheet by its period, for example "
        "2023-06.",), None),
    Case("the period of a form from the page", lambda: form([["Đơn vị: Hà Giang"]]), (), assessed("02"), period="2023"),
    Case("forms of two units, a sheet each", lambda: book(
        ("Hà Giang", [["Kỳ: 2023"], *form_rows()]), ("Cao Bằng", [["Kỳ: 2023"], *form_rows()])), (), assessed("02",
            "04")),
    Case("forms of two units, a file each", lambda: {
        "ha-giang.xlsx": form(), "cao-bang.xlsx": form([["Đơn vị: Cao Bằng"], ["Kỳ: 2023"]])}, (), assessed("02",
        "04")),
    Case("two forms of one unit", lambda: {"a.xlsx": form(), "b.xlsx": form(change=_cells(F5=13, G5=-2))}, (
        "Sheet 'Biểu', cell F5: 13 for 'Hộ có cáp quang' stands elsewhere as 14 (a.xlsx: Biểu!F5). Keep one of them.",
        *(f"Sheet 'Biểu', cell {cell}: {value} for '{name}' stands a second time (first at a.xlsx: Biểu!{cell}; 1 "
          f"such cells "
          "in the column). Delete one." for cell, value, name in (
              ("E6", 20, "Cuộc họp"), ("F7", 10, "Kế hoạch"), ("F8", 6, "Hồ sơ trực tuyến"), ("F9", 24, "Hồ sơ đúng "
                  "hạn")))), None),
    Case("a sum that is wrong", lambda: form(change=_cells(E4=44)), (
        "Sheet 'Biểu', cell E4: the total 44 of 'Nền tảng' differs from the sum of the rows, 45. Correct the total "
        "or a row.",),
        assessed("02")),
    Case("a difference that is wrong", lambda: form(change=_cells(G9=-5)), (
        "Sheet 'Biểu', cell G9: the difference -5 is not verified less self-score, -6. Correct it.",), assessed("02")),
    Case("the form of another edition", lambda: form(change=_cells(D5=25)), (
        "Sheet 'Biểu', cell D5: the form gives 'Hộ có cáp quang' at most 25 points, the framework 20. Use the form "
        "of this "
        "framework.",), None),
    Case("more points than there are", lambda: form(change=_cells(F9=31, G9=1)), (
        "Sheet 'Biểu', cell F9: 31 is outside the range 0 to 30 of 'Hồ sơ đúng hạn'. Correct the figure.",), None),
    Case("a score as a text", lambda: form(change=_cells(E8="6,5")), (
        "Sheet 'Biểu', cell E8: 6,5 is a text; it was read as 6.5 (such cells of 'Hồ sơ trực tuyến': 1). Format the "
        "cells as numbers.",), assessed("02")),
    Case("codes as numbers and dates, with names", lambda: form(
        change=_cells(A4=1, A5=1.1, A6=1.2, A7=1.1, A8=datetime.date(2002, 4, 22), A9=datetime.date(2011, 4, 22))), (),
            assessed("02")),
    Case("a date for a code, without a name", lambda: form(change=_cells(A9=datetime.date(2011, 4, 22), B9=None)), (
        "Sheet 'Biểu', cell A9: '2011-04-22' is no indicator of this framework. Correct it.",), None),
]  # fmt: skip


_FILES = [
    Case("two files that have units in common", lambda: {"a.xlsx": good(), "b.xlsx": good(A2="Bắc Kạn", D4=7)}, (
        _twice("D4", "7", "Cuộc họp", "6", "a.xlsx: S!D4"),
        *(f"Sheet 'S', cell {column}3: {value} for '{name}' stands a second time (first at a.xlsx: S!{column}3; "
          f"{count} such "
          "cells in the column). Delete one." for column, value, name, count in zip(
              "CDEFGH", (55, 4, 0.5, 0.31, 80, 160), HEADER[2:], (3, 2, 3, 3, 3, 3), strict=True))), None),
    Case("a good file and one with a password", lambda: {
        "a.xlsx": good(), "b.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")}, (
        "The workbook is protected with a password. Save a copy without a password.",), None),
    Case("a workbook and a text file", lambda: {
        "a.xlsx": book(("S", [HEADER, *ROWS[:2]])),
        "b.csv": ("\n".join(",".join(map(str, row)) for row in [HEADER, *ROWS[2:]])).encode()}),
    Case("old provinces in one file, a new one in another", lambda: {
        "a.xlsx": good(), "b.xlsx": book(("S", [["Mã", *HEADER], ["15", "Lào Cai", *ROWS[0][1:]]]))}, (
        "Sheet 'S', cell B2: 'Lào Cai' belongs to the division into 34, the other rows to the division into 63. Use "
        "one "
        "division in a workbook.",), None),
]  # fmt: skip
CASES = [*_LONG, *_FORMS, *_FILES]
