"""Shipped tables put into a test's own store, published."""

from functools import cache

from scoring import load_frameworks, load_units, read_workbook, score
from scoring.units import DATA
from store import clock
from store.database import engine
from store.gate import visible
from store.saving import Draft, load_shipped
from store.viewers import Viewer
from tests.figures.shipped import FRAMEWORKS


def keep(*files: str) -> dict[tuple[str, str], str]:
    """Load the workbooks as the first start does; (period, division) → the id of the release."""
    with engine().begin() as connection:
        for file in files:
            load_shipped(_read(file), clock.now(), connection)
    return {(r.period, r.division): r.id for r in visible(Viewer(), clock.now())}


@cache
def _read(file: str) -> Draft:
    """A workbook as it is uploaded, read once for all tests."""
    framework, content = load_frameworks()[FRAMEWORKS[file]], (DATA / file).read_bytes()
    table, _ = read_workbook(content, framework, load_units())
    return Draft(((file, content),), table, score(framework, table.values))
