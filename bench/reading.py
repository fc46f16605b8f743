"""Reading a workbook of 3,321 × 100, child process and all, against pandas with openpyxl."""

import io

import numpy as np
import openpyxl
import pandas as pd

from bench.timing import alternate
from scoring.workbooks.cells import read_cells


def reading() -> tuple[float, str, float, str]:
    """How many times faster than `pandas.read_excel` the cells arrive in this process."""
    content = _workbook(3_321, 100)

    def pandas_reads() -> pd.DataFrame:
        return pd.read_excel(io.BytesIO(content), engine="openpyxl")

    ours, theirs = read_cells([content])[0], pandas_reads()
    rows = np.arange(1, ours[0].height)
    cells = [ours[0].listed(column, rows) for column in range(1, ours[0].width)]
    np.testing.assert_allclose(np.array(cells, dtype=float).T, theirs.iloc[:, 1:])
    return alternate(pandas_reads, lambda: read_cells([content]), pairs=5), "times faster than pandas", 4, "higher"


def _workbook(rows: int, columns: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Dữ liệu")
    sheet.append(["Đơn vị", *(f"i{n}" for n in range(columns))])
    figures = np.random.default_rng(5).uniform(0, 100, (rows, columns)).round(2)
    for number, row in enumerate(figures.tolist()):
        sheet.append([f"u{number}", *row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
