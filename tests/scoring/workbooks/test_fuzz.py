"""Bytes and cells at random: nothing raises, every problem can be said, and what is read is within its range."""

import datetime
import io
import math
import re
import zipfile

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from figures.problems import sentences
from figures.words import words
from scoring.intake import examine
from scoring.workbooks.cells import read_cells
from scoring.workbooks.columns import outside
from scoring.workbooks.problems import Problem
from tests.needs import SOAK
from tests.scoring.workbooks.spoiled.make import FRAMEWORK, HEADER, ROWS, UNITS, XLSB, book, good
from tests.scoring.workbooks.spoiled.rows import form, long
from tests.scoring.workbooks.spoiled.texts import GOOD

pytestmark = pytest.mark.fuzz
SAID = words("vi")
quick = settings(
    max_examples=2_000 if SOAK else 40,
    deadline=None,
    derandomize=not SOAK,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
PIECES = [b"", b"<", b">", b'"', b"&", b"9999999", b"\0", b"</row>", b"<c r=", b"e9"]
SEEDS = [good(), XLSB, GOOD.encode(), long(), form()]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with bytes changed, left out or put in; of some the XML alone, checksums right."""
    content = draw(st.sampled_from(SEEDS))
    if content.startswith(b"PK") and draw(st.booleans()):
        return _with_xml_mutated(draw, content)
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        data[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return bytes(data)


def _with_xml_mutated(draw: st.DrawFn, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        chosen = draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            data = bytearray(old.read(name))
            for _ in range(draw(st.integers(1, 6)) if name == chosen else 0):
                at = draw(st.integers(0, max(0, len(data) - 1)))
                part = draw(
                    st.sampled_from([b"", b"<", b">", b'"', b"&", b"9999999", b"\0", b"</row>", b"<c r=", b"e9"])
                )
                data[at : at + draw(st.integers(0, 3))] = part
            new.writestr(name, bytes(data))
    return buffer.getvalue()


@quick
@given(st.lists(mutated(), min_size=10, max_size=20))
def test_files_with_bytes_at_random_are_answered_one_by_one(files):
    answers = read_cells(files)
    assert len(answers) == len(files)
    for answer in answers:
        if isinstance(answer, Problem):
            assert answer.message()
        else:
            assert all(len(row) == sheet.width for sheet in answer for row in sheet.head)


letters = st.text(alphabet="0123456789.,-+%()' \u00a0eE#=/:NaĐà\u0300\u200b−（", max_size=12)
cell = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**12), 10**12),
    letters,
    st.sampled_from(
        ["Hà Nội", "Lào Cai", "2023", "2025-07", "Có", "không có", "1.1", "Tổng", "(e)", "Tự chấm", *HEADER]
    ),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1)),
)
rows = st.lists(st.lists(cell, max_size=9), max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> list[list]:
    """The good table with cells changed and rows put in."""
    table = [list(row) for row in [HEADER, *ROWS]]
    for _ in range(draw(st.integers(0, 6))):
        row = draw(st.integers(0, len(table) - 1))
        if draw(st.booleans()):
            table[row][draw(st.integers(0, len(table[row]) - 1))] = draw(cell)
        else:
            table.insert(row, draw(st.lists(cell, min_size=1, max_size=9)))
    return table


def holds(content: bytes, decimal: str | None = None) -> None:
    intake = examine([("", content)], FRAMEWORK, UNITS, decimal=decimal)
    for problem in intake.reading.problems:
        assert not re.search(r"\{\w*\}", sentences([problem], SAID, FRAMEWORK)[0])
    table = intake.reading.table
    if table is None or intake.reading.blocked:
        assert intake.scores is None
        return
    for column in FRAMEWORK.inputs:
        assert not outside(table.values[column.code].to_numpy(), column).any()
    assert intake.quality is not None
    shares = intake.quality.upload.to_numpy(float)
    assert ((shares >= 0) & (shares <= 1) | np.isnan(shares)).all()
    assert len(intake.quality.losses) == 0 or (shares < 1).any() or math.isnan(shares[3])


@quick
@given(tables(), st.sampled_from([None, ",", "."]))
def test_tables_with_cells_at_random(without_children, table, decimal):
    holds(book(("S", table)), decimal)


@quick
@given(rows)
def test_sheets_at_random(without_children, table):
    holds(book(("S", [HEADER, *table]), ("T", table)))


@quick
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 24), cell), max_size=6), st.sampled_from([form(), long()]))
def test_forms_and_long_tables_with_cells_at_random(without_children, changes, content):
    made = openpyxl.load_workbook(io.BytesIO(content))
    for column, row, value in changes:
        made.worksheets[0].cell(row, column).value = value
    buffer = io.BytesIO()
    made.save(buffer)
    holds(buffer.getvalue())
