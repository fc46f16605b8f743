"""Units of shipped tables, read and scored as an upload is."""

from functools import cache

from figures.one_unit import OneUnit
from figures.words import words
from scoring import Scores, load_framework, load_units, read_workbook, score
from scoring.units import DATA
from store import start

FRAMEWORKS = {row["file"]: row["framework"] for row in start.shipped()}


@cache
def scores_of(file: str) -> Scores:
    """The scores of one shipped workbook."""
    framework = load_framework(FRAMEWORKS[file])
    table, _ = read_workbook((DATA / file).read_bytes(), framework, load_units())
    return score(framework, table.values)


def one(file: str, unit: str, lang: str = "en", division: str = "63") -> OneUnit:
    """A unit of a shipped workbook; ministries have no division."""
    division = division if file.split("/")[1].startswith("province") else ""
    return OneUnit(scores_of(file), load_units(), division, unit, words(lang))
