"""Units of shipped tables, read and scored as an upload is."""

from functools import cache

from figures.one_unit import OneUnit
from figures.words import words
from scoring import Scores, load_framework, load_units, read_workbook, score
from scoring.units import DATA

FRAMEWORKS = {
    "published/province-2020.xlsx": "province-published",
    "published/province-2022.xlsx": "dti-922-province-published",
    "published/province-2023.xlsx": "dti-922-province-published",
    "published/province-2024.xlsx": "dti-405-province-published",
    "published/province-2024-34.xlsx": "dti-405-province-published",
    "published/ministry-services-2023.xlsx": "ministry-services-published",
    "demo/province-2023-01.xlsx": "demo-province-components",
    "demo/province-2023-05.xlsx": "demo-province-components",
    "demo/province-2023-06.xlsx": "demo-province-components",
    "demo/ministry-other-2023-01.xlsx": "demo-ministry-other",
    "demo/ministry-other-2023-06.xlsx": "demo-ministry-other",
}


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
