"""Bytes and cells at random: nothing raises, every problem can be said, and what is read is within its range."""

import csv
import datetime
import io
import math
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from figures.problems import sentences
from figures.words import words
from scoring import Framework, load_frameworks, load_units
from scoring.intake import examine
from scoring.units import DATA, Units
from scoring.workbooks import read
from scoring.workbooks.cells import read_cells
from scoring.workbooks.columns import outside
from scoring.workbooks.marks import mark
from scoring.workbooks.read import Reading
from tests.needs import SOAK
from tests.scoring.workbooks.mutated import mutated
from tests.scoring.workbooks.spoiled.make import FRAMEWORK, HEADER, ROWS, UNITS, book, good
from tests.scoring.workbooks.spoiled.rows import form, long
from tests.scoring.workbooks.spoiled.texts import GOOD
from tests.writes import written_outside

pytestmark = [pytest.mark.fuzz, pytest.mark.filterwarnings("ignore:Duplicate name")]
SAID = words("vi")
quick = settings(
    max_examples=2_000 if SOAK else 40,
    deadline=None,
    derandomize=not SOAK,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
FILES = 10_000 if SOAK else 500
AT_ONCE = 50  # that one child reads
MARKED_EVERY = 25
REAL = {
    f"{folder}/{row['file']}": row["framework"]
    for folder in ("published", "demo", "programme")
    for row in csv.DictReader((DATA / folder / "catalogue.csv").open(encoding="utf-8"))
    # Large ones cost time and hold nothing that small ones do not.
    if (DATA / folder / row["file"]).stat().st_size < (200_000 if SOAK else 36_000)
}
FIXTURES = Path(__file__).parent / "fixtures"
MADE = {
    "good.xlsx": good(), "good.csv": GOOD.encode(), "long.xlsx": long(), "form.xlsx": form(),
    **{path.name: path.read_bytes() for path in sorted(FIXTURES.glob("good.*"))},
}  # fmt: skip


@pytest.fixture(scope="module")
def seeds() -> tuple[list[tuple[str, bytes, Framework]], ...]:
    """Real files, and small ones in the other formats and layouts, each with the framework that reads it."""
    frameworks = load_frameworks()
    found = [(name, (DATA / name).read_bytes(), frameworks[framework]) for name, framework in REAL.items()]
    return found, [(name, content, FRAMEWORK) for name, content in MADE.items()]


def test_every_format_is_among_them():
    assert {Path(name).suffix for name in MADE} == {".xlsx", ".xlsb", ".xls", ".ods", ".csv"}


def test_real_files_with_faults_at_random(seeds, monkeypatch, tmp_path):
    """What a child reads of them goes all the way that an upload goes, and nothing is left behind anywhere."""
    known, answers = load_units(), {}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(read, "read_cells", lambda contents: [answers[content] for content in contents])
    scored: Counter[str] = Counter()
    for first in range(0, FILES, AT_ONCE):
        chosen = []
        for number in range(first, first + AT_ONCE):
            chance = random.Random(number)
            name, content, framework = chance.choice(chance.choice(seeds))
            chosen.append((number, name, mutated(chance, content), framework))
        contents = [content for _, _, content, _ in chosen]
        answers = dict(zip(contents, read_cells(contents), strict=True))
        for number, name, content, framework in chosen:
            with written_outside() as written:
                scored[Path(name).suffix] += is_answered(number, name, content, framework, known)
            assert written == [], number
    assert scored.total() > FILES / 20 and min(scored[Path(name).suffix] for name in MADE) > 0, scored
    assert list(tmp_path.iterdir()) == [] and not (tmp_path.parent / "x").exists() and not Path("/etc/x").exists()


def is_answered(number: int, name: str, content: bytes, framework: Framework, known: Units) -> bool:
    """Whether it was scored; everything that is said of it can be said, and what is scored is within its range."""
    try:
        intake = examine([(name, content)], framework, known)
        said = sentences(list(intake.reading.problems), SAID, framework)
        if number % MARKED_EVERY == 0:
            mark(content, intake.reading.problems, said, ["List"], ["a", "b", "c", "d"], {"error": "e", "warning": "w"})
    except Exception as fault:
        raise AssertionError(f"file {number}, of {name}") from fault
    assert not [sentence for sentence in said if re.search(r"\{\w*\}", sentence) or "Traceback" in sentence], number
    if intake.scores is None:
        assert said or intake.refusal, number
        return False
    assert_within(intake.reading, framework)
    cells = intake.scores.scores.to_numpy(float)
    most = np.inf if framework.is_programme else 1 + 1e-9  # a promise can be kept many times over
    assert ((cells >= -1e-9) & (cells <= most) | np.isnan(cells)).all(), number
    return True


def assert_within(reading: Reading, framework: Framework) -> None:
    """What was read is a number in the range of its column, or missing."""
    assert reading.table is not None
    for column in framework.inputs:
        assert not outside(reading.table.values[column.code].to_numpy(), column).any(), column.code


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
    assert_within(intake.reading, FRAMEWORK)
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
