"""What the search for a unit offers: every unit of today, and the old ones with what they went into."""

from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from figures.words import Words, sort_key
from scoring import Units
from scoring.analysis.mergers.lineage import lineage


class Found(NamedTuple):
    """A unit by its key; in the address "block/division/code"."""

    block: str
    division: str
    code: str

    def __str__(self) -> str:
        return "/".join(self)


@lru_cache(maxsize=16)
def offered(units: Units, words: Words) -> dict[Found, str]:
    """Unit → label, in the alphabet's order within each block; an old unit says what it belongs to now."""
    found: dict[Found, str] = {}
    for block in units.blocks.index:
        divisions = units.divisions(block)
        labels: dict[Found, str] = {}
        for division in divisions:
            table, newest = units.of(block, division), units.of(block, divisions[-1])
            for row in table.itertuples():
                name, now = getattr(row, f"name_{words.lang}"), _successor(row, newest, words.lang)
                if division != divisions[-1] and now in ("", name):
                    continue  # it goes on under its name
                label = words.t("search.joined", name=name, now=now) if now else name
                labels[Found(block, division, str(row.code))] = label
        found |= dict(sorted(labels.items(), key=lambda item: sort_key(item[1])))
    return found


def code_in(units: Units, unit: Found, division: str) -> str:
    """The code of the unit in another division: what it went into, or the old one that goes on in it; "" for none."""
    if division == unit.division:
        return unit.code
    divisions = units.divisions(unit.block)
    if divisions.index(unit.division) < divisions.index(division):
        links = lineage(units, unit.block, unit.division, division).links
        return str(links.loc[unit.code, "new"]) if unit.code in links.index else ""
    return lineage(units, unit.block, division, unit.division).namesakes.get(unit.code, "")


def _successor(row: object, newest: pd.DataFrame, lang: str) -> str:
    codes = [code for code in getattr(row, "successor_code", "").split() if code in newest.index]
    return ", ".join(newest.loc[codes, f"name_{lang}"]) if codes else ""
