"""Calls of `python -m scoring` in this process, and workbooks to call it with."""

import io
import re
from pathlib import Path

import openpyxl
import pandas as pd

from scoring import Framework, Scores, Table, load_framework, load_units, read_workbook, score
from scoring.__main__ import main

DATA = Path(__file__).resolve().parents[3] / "data"
UNITS = load_units()
DEMO = "demo-province-components"
PUBLISHED = "dti-922-province-published"
REMARK = re.compile(r"Dữ liệu!(B\d+): Sheet 'Dữ liệu', cell \1: 'TP\. Huế' is written 'Thừa Thiên Huế' .*\n")


def demo(month: int) -> str:
    return str(DATA / "demo" / f"province-2023-{month:02d}.xlsx")


def published(year: str) -> str:
    return str(DATA / "published" / f"province-{year}.xlsx")


def called(capsysbinary, *words: object) -> tuple[int, pd.DataFrame, str]:
    """Exit status, the table on standard output (units and periods as text) and what standard error says, without the
    remark that the published tables always bring."""
    status = main([str(word) for word in words])
    out, err = capsysbinary.readouterr()
    texts = dict.fromkeys(("unit", "old_unit", "period", "since", "until", "node", "against", "parent"), str)
    table = pd.read_csv(io.BytesIO(out), dtype=texts, keep_default_na=True) if out else pd.DataFrame()
    return status, table, REMARK.sub("", err.decode())


def refused(capsysbinary, *words: object) -> tuple[int, str]:
    """Exit status and standard error of a call that writes nothing."""
    status, table, err = called(capsysbinary, *words)
    assert table.empty
    return status, err


def scored(file: str, framework: str) -> tuple[Framework, Table, Scores]:
    known = load_framework(framework)
    table, problems = read_workbook(file, known, UNITS)
    assert table is not None, problems
    return known, table, score(known, table.values)


def two_months(folder: Path) -> str:
    """May and June of the demonstration in one workbook."""
    book, more = openpyxl.load_workbook(demo(5)), openpyxl.load_workbook(demo(6))
    for row in more.worksheets[0].iter_rows(min_row=2, values_only=True):
        book.worksheets[0].append(row)
    path = folder / "two.xlsx"
    book.save(path)
    return str(path)
