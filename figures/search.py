"""What a reader may look for, units by every name they ever had and nodes of the tree, and what fits a few letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from figures.words import Words, sort_key
from scoring.frameworks import Framework
from scoring.text import fold
from scoring.units import Units


@dataclass(frozen=True)
class Entry:
    """A thing to be found: its name, what is said beside it, and where it stands.

    `codes` gives the code of a unit by division (of one block), of a node by the id of its framework. `own` are its
    folded names, `former` those of units that went into it.
    """

    kind: str
    block: str
    name: str
    said: str
    codes: Mapping[str, str] = field(hash=False)
    own: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


def units_of(units: Units, words: Words) -> list[Entry]:
    """One entry a name and block; of a unit that goes on under its name in a later division, one entry for both.

    A unit that went into another says when, and which; the other one is found by the old names too.
    """
    name = f"name_{words.lang}"
    table = units.table
    by_code = table[table["valid_to"] == ""].drop_duplicates("code").set_index("code")
    found: dict[tuple[str, str], Entry] = {}
    for row in table.itertuples():
        title = getattr(row, name)
        successor = by_code[name].get(row.successor_code) if row.successor_code else None
        gone = row.valid_to and successor and fold(successor) != fold(title)
        old = _predecessors(row, table, name)
        said = [units.blocks.loc[row.block, name]]
        if gone:
            said.append(words.t("search.went_into", date=words.date(date.fromisoformat(row.valid_to)), name=successor))
        if old:
            names = ", ".join(getattr(one, name) for one in old)
            since = max(date.fromisoformat(one.valid_to) for one in old) + timedelta(days=1)
            said.append(words.t("search.with", date=words.date(since), names=names))
        spellings = (row.name_vi, row.name_en, row.name_es, row.code, *row.spellings.split(";"))
        key = (row.block, fold(title))
        before = found.get(key)
        found[key] = Entry(
            "unit",
            row.block,
            title,
            " · ".join(said),
            {**(before.codes if before else {}), row.division: row.code},
            tuple({*(before.own if before else ()), *(fold(text) for text in spellings if text)}),
            tuple(fold(getattr(one, name)) for one in old),
        )
    return list(found.values())


def nodes_of(frameworks: Iterable[Framework], units: Units, words: Words) -> list[Entry]:
    """One entry a name and block, of all editions; the first framework that has a node gives its place in the tree."""
    found: dict[tuple[str, str], Entry] = {}
    for framework in frameworks:
        for code in framework.codes:
            title = framework.name(code, words.lang)
            names = framework.by_code[code].names
            key = (framework.block, fold(title))
            before = found.get(key)
            found[key] = Entry(
                "node",
                framework.block,
                title,
                units.blocks.loc[framework.block, f"name_{words.lang}"],
                {framework.id: code, **(before.codes if before else {})},
                tuple({*(before.own if before else ()), *(fold(text) for text in names.values()), fold(code)}),
            )
    return list(found.values())


def matches(entries: Iterable[Entry], wanted: str, most: int = 8) -> list[Entry]:
    """The entries that fit, best first: the whole name, its beginning, a word's beginning, old names, any part."""
    asked = fold(wanted)
    if not asked:
        return []
    rated = [(_fit(entry, asked), entry) for entry in entries]
    fitting = [(fit, entry) for fit, entry in rated if fit is not None]
    fitting.sort(key=lambda pair: (pair[0], pair[1].kind != "unit", len(pair[1].name), sort_key(pair[1].name)))
    return [entry for _, entry in fitting[:most]]


def _fit(entry: Entry, asked: str) -> int | None:
    if asked in entry.own:
        return 0
    if any(name.startswith(asked) for name in entry.own):
        return 1
    if any(f" {asked}" in name for name in entry.own):
        return 2
    if any(name.startswith(asked) for name in entry.former):
        return 3
    words = asked.split()
    if len(asked) > 2 and any(all(word in name for word in words) for name in (*entry.own, *entry.former)):
        return 4
    return None


def _predecessors(row: Any, table: pd.DataFrame, name: str) -> list[Any]:
    """Rows of the units that ended in this one; the one that goes on in it under the same name is left out."""
    if not row.predecessor_codes:
        return []
    ended = table[table["code"].isin(row.predecessor_codes.split()) & (table["valid_to"] != "")]
    if row.division:  # the codes are those of the division before
        ended = ended[(ended["block"] == row.block) & (ended["division"] != row.division)]
    return [one for one in ended.itertuples() if fold(getattr(one, name)) != fold(getattr(row, name))]
