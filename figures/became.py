"""What became of a unit in the mergers, dated: sentences for whoever looks at the old one or the new."""

from datetime import date, timedelta

import pandas as pd

from figures.words import Words
from scoring.analysis.mergers.lineage import lineage
from scoring.text import fold
from scoring.units import Units


def became(units: Units, block: str, division: str, code: str, words: Words) -> str:
    """What became of a unit, dated, in a sentence: "Quảng Nam has been part of Đà Nẵng since 1 July 2025."; else empty.

    A unit that goes on under the same name is said to have taken others in.
    """
    row = units.of(block, division).loc[code]
    new = _successor(units, row)
    if new is None or not row["valid_to"]:
        return ""
    since = words.date(date.fromisoformat(row["valid_to"]) + timedelta(days=1))
    name, into = row[f"name_{words.lang}"], new[f"name_{words.lang}"]
    if fold(row["name_vi"]) != fold(new["name_vi"]):
        return words.t("unit.became", name=name, into=into, since=since)
    others = _merged(units, new, words.lang, without=code)
    return words.t("unit.took_in", name=name, others=", ".join(others), since=since) if others else ""


def consists_of(units: Units, block: str, division: str, code: str, words: Words) -> str:
    """Which old units a unit was made from, dated, in a sentence; empty where it was made from itself alone."""
    row = units.of(block, division).loc[code]
    names = _merged(units, row, words.lang)
    if len(names) < 2:
        return ""
    since = words.date(date.fromisoformat(row["valid_from"]))
    return words.t("unit.made_of", name=row[f"name_{words.lang}"], old=", ".join(names), since=since)


def _merged(units: Units, row: pd.Series, lang: str, without: str = "") -> list[str]:
    """Names of the old units that the unit of this row was made from, in the order of the table."""
    codes = row["predecessor_codes"].split()
    divisions = units.divisions(row["block"])
    at = divisions.index(row["division"]) if row["division"] in divisions else 0
    if at == 0 or not codes:
        return []
    old = units.of(row["block"], divisions[at - 1])
    return [old.at[code, f"name_{lang}"] for code in codes if code in old.index and code != without]


def _successor(units: Units, row: pd.Series) -> pd.Series | None:
    codes = row["successor_code"].split()
    if not codes:
        return None
    divisions = units.divisions(row["block"])
    later = divisions[divisions.index(row["division"]) + 1 :][:1] if row["division"] in divisions else [""]
    table = units.table
    chosen = table[(table["code"] == codes[0]) & (table["division"] == (later or [""])[0])]
    if divisions != [""]:
        chosen = chosen[chosen["block"] == row["block"]]
    return None if chosen.empty else chosen.iloc[0]


def counterpart(units: Units, block: str, division: str, code: str, other: str) -> str:
    """The code of a unit in another division: what it went into, or the old one that goes on in it; empty for none."""
    known = units.divisions(block)
    if not {division, other} <= set(known) or code not in units.of(block, division).index:
        return ""
    if known.index(division) <= known.index(other):
        return str(lineage(units, block, division, other).links.at[code, "new"])
    return lineage(units, block, other, division).namesakes.get(code, "")


def old_names(units: Units, block: str, division: str, words: Words) -> dict[str, tuple[str, str]]:
    """Names that no unit of this division has: "63/49" → the code it has here and "Quảng Nam (nay thuộc Đà Nẵng)"."""
    name = f"name_{words.lang}"
    here = units.of(block, division)[name]
    divisions, found = units.divisions(block), {}
    for other in divisions:
        for code, title in units.of(block, other)[name].items():
            new = "" if title in set(here) else counterpart(units, block, other, str(code), division)
            if new:
                older = divisions.index(other) < divisions.index(division)
                said = words.t("unit.now_in" if older else "unit.other_name", other=title, name=here[new])
                found[f"{other}/{code}"] = (new, said)
    return found
