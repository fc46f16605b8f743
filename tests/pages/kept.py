"""Shipped tables put into a test's own store, published."""

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

    frameworks, units = load_frameworks(), load_units()
    with engine().begin() as connection:
        for file in files:
            framework, content = frameworks[FRAMEWORKS[file]], (DATA / file).read_bytes()
            table, _ = read_workbook(content, framework, units)
            load_shipped(Draft(((file, content),), table, score(framework, table.values)), clock.now(), connection)
    return {(r.period, r.division): r.id for r in visible(Viewer(), clock.now())}
