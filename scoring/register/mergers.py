"""Mergers as pairs of units: what the columns `successor_code` and `predecessor_codes` say together."""

from collections.abc import Iterable

import pandas as pd

from scoring.units import Units

Key = tuple[str, str, str]  # block, division, code
Pair = tuple[Key, Key]  # an old unit, and the new one that it went into


def keys(table: pd.DataFrame) -> list[Key]:
    """Of every row."""
    return list(table[["block", "division", "code"]].itertuples(index=False, name=None))


def pairs(units: Units) -> list[Pair]:
    """Every pair, in the order of the new units; an old unit whose successor is not known has none."""
    every = keys(units.table)
    known = dict.fromkeys(every)
    found: list[Pair] = []
    for new, listed in zip(every, units.table["predecessor_codes"], strict=True):
        found += [(old, new) for code in listed.split() for old in _beside(new, code, -1, units, known)]
    for old, listed in zip(every, units.table["successor_code"], strict=True):
        found += [(old, new) for code in listed.split() for new in _beside(old, code, 1, units, known)]
    return list(dict.fromkeys(found))


def joined(table: pd.DataFrame, found: Iterable[Pair]) -> pd.DataFrame:
    """The table with its two columns of mergers filled from pairs."""
    before: dict[Key, list[str]] = {}
    after: dict[Key, list[str]] = {}
    for old, new in found:
        before.setdefault(new, []).append(old[2])
        after.setdefault(old, []).append(new[2])
    every = keys(table)
    return table.assign(
        successor_code=[" ".join(after.get(key, ())) for key in every],
        predecessor_codes=[" ".join(before.get(key, ())) for key in every],
    )


def _beside(key: Key, code: str, step: int, units: Units, known: dict[Key, None]) -> list[Key]:
    """The units of that code in the division after (or before) a unit's, or in the blocks without divisions."""
    block, division, _ = key
    if division:
        order = units.divisions(block)
        at = order.index(division) + step
        wanted = [(block, order[at], code)] if 0 <= at < len(order) else []
    else:
        wanted = [(other, "", code) for other in units.blocks.index if units.divisions(other) == [""]]
    return [each for each in wanted if each in known]
