"""The long table and the departments' form: what each row says of its figure, and how a form is checked."""

import pytest

from scoring import score
from scoring.workbooks.read import read_files
from tests.scoring.workbooks.spoiled.make import FRAMEWORK, UNITS, book
from tests.scoring.workbooks.spoiled.rows import POINTS, form, form_rows, long

SAID = ["flag", "note", "source", "as_of", "status", "owner", "deadline"]


def read(content: bytes):  # type: ignore[no-untyped-def]
    return read_files([("bieu.xlsx", content)], FRAMEWORK, UNITS)


@pytest.fixture(autouse=True)
def here(without_children):
    """All files of these tests are tame."""


def test_a_long_table_keeps_flag_note_source_and_date_of_every_figure():
    header = ["Tỉnh", "Mã chỉ số", "Kỳ", "Giá trị", "Cờ", "Ghi chú", "Nguồn", "Số liệu đến"]
    rows = [["Hà Nội", "1.1", "2023", 50, "ước tính", "theo quý III", "Cục VT", "2023-09"],
            ["Hà Nội", "1.2", "2023", "4 (p)", None, None, "Sở", None],
            ["Hà Nội", "4.22.2", "2023", None, "không áp dụng", None, None, None]]  # fmt: skip
    table = read(book(("S", [header, *rows]))).table
    said = table.remarks.set_index("column")[SAID[:4]]
    assert said.loc["1.1"].tolist() == ["estimated", "theo quý III", "Cục VT", "2023-09"]
    assert said.loc["1.2"].tolist() == ["provisional", "", "Sở", ""]
    assert said.loc["4.22.2"].tolist() == ["not-applicable", "", "", ""]
    assert table.values.loc[("2023", "01"), ["1.1", "1.2"]].tolist() == [50, 4]
    assert table.cell("2023", "01", "1.2") == ("", "S", "D3")


def test_a_form_keeps_status_owner_deadline_and_evidence():
    table = read(form()).table
    said = table.remarks.set_index("column").loc["1.1.assessed", SAID].tolist()
    assert said == ["verified", "https://a.vn", "", "", "xong", "Sở TTTT", "31/12/2023"]
    flags = table.remarks.set_index("column")["flag"]
    assert flags["1.2.assessed"] == "self-reported" and flags["1.10.assessed"] == "verified"


def test_self_scores_stand_beside_the_verified_ones():
    found = read(form()).table.self_reported.set_index("column")[["self_reported", "verified"]]
    assert found.to_dict("index") == {
        f"{code}.assessed": {"self_reported": own, "verified": checked}
        for code, _, _, own, checked in POINTS
        if checked is not None
    }


def test_a_form_is_scored_by_its_points():
    # 1 = (14 + 20 + 10) / 60, 4 = (6 + 24) / 40; the headline weighs them 60 : 40.
    scores = score(FRAMEWORK, read(form()).table.values).scores.loc[("2023", "02")]
    assert scores["1"] == pytest.approx(44 / 60) and scores["4"] == pytest.approx(30 / 40)
    assert scores["dti"] == pytest.approx((44 + 30) / 100)


def test_a_self_score_counts_only_while_it_is_not_verified():
    def change(made) -> None:  # type: ignore[no-untyped-def]
        made.worksheets[0]["F5"] = None
        made.worksheets[0]["G5"] = None

    table = read(form(change=change)).table
    assert table.values.loc[("2023", "02"), "1.1.assessed"] == 15
    assert table.cell("2023", "02", "1.1.assessed") == ("", "Biểu", "E5")


def test_codes_three_levels_deep_come_in_the_order_of_the_tree():
    columns = [column for column in read(form()).table.values.columns if column.endswith(".assessed")]
    assert columns == [f"{code}.assessed" for code in ("1.1", "1.2", "1.10", "4.22.2", "4.22.11")]


def test_evidence_and_note_of_one_row_are_joined():
    rows = form_rows()
    rows[2][11] = "xem phụ lục"
    said = read(book(("Hà Giang", [["Kỳ: 2023"], *rows]))).table.remarks.set_index("column")
    assert said.loc["1.1.assessed", "note"] == "https://a.vn; xem phụ lục"


def test_a_form_with_a_column_of_units_holds_many():
    header = ["Đơn vị", "Mã", "Tự chấm"]
    rows = [["Hà Nội", "1.1", 10], ["Hà Giang", "1.1", 12], ["Hà Nội", "1.2", 5]]
    values = read(book(("2023", [header, *rows]))).table.values
    assert values["1.1.assessed"].tolist() == [10, 12] and values.loc[("2023", "01"), "1.2.assessed"] == 5


def test_units_and_periods_of_a_long_table_become_rows_of_a_panel():
    table = read(long(["Hà Giang", "1.2", "2024", 7])).table
    assert len(table.values) == 5 and table.values.loc[("2024", "02"), "1.2"] == 7


def test_a_sum_is_checked_only_where_all_its_parts_are_given():
    rows = [row for row in form_rows() if row[0] != "1.2"]
    rows[1][4] = 99 - 50  # "1" says 49; without 1.2 nobody knows
    assert [p.code for p in read(book(("Hà Giang", [["Kỳ: 2023"], *rows]))).problems if p.code != "unit_missing"] == []
