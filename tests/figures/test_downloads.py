"""Tables as files, read as their readers read them; more in the tests of rankings."""

import io

import openpyxl
import pandas as pd

from figures import downloads


def test_a_sign_of_comments_in_a_text_cuts_no_line_off():
    table = pd.DataFrame({"source": ["https://x.vn/a#b, c", None], "value": [0.25, None]})
    content = downloads.csv(table, {"Source": "a #1"})
    read = pd.read_csv(io.BytesIO(content), comment="#")
    pd.testing.assert_frame_equal(read, table, check_dtype=False)


def test_no_text_becomes_a_formula_neither_in_a_cell_nor_in_a_heading():
    bad = ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"]
    table = pd.DataFrame({"plain": bad, "=HYPERLINK(A1)": range(6)})
    about = {"Source": "=1+1\n=2+2"}
    lines = downloads.csv(table, about).decode("utf-8-sig").split("\n")
    assert lines[:3] == ["# Source: =1+1 =2+2", "plain,'=HYPERLINK(A1)", "'=cmd|' /C calc'!A0,0"]
    read = pd.read_csv(io.BytesIO(downloads.csv(table, about)), comment="#", dtype=str)
    assert all(text.startswith("'") for text in read["plain"])
    book = openpyxl.load_workbook(io.BytesIO(downloads.xlsx(table, about, "=S", "About")))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"} and book.worksheets[0]["A2"].value == bad[0]
