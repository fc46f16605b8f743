"""What a set of blocks and units changes of the one in use."""

from collections.abc import Iterator

import pandas as pd

from scoring.register.mergers import Key, keys, pairs
from scoring.units import Units

COLUMNS = ("change", "block", "division", "code", "what", "before", "after")
_NAMES = ("name_vi", "name_en", "name_es")
_MERGED = ("successor_code", "predecessor_codes")
_LAST_DAY = "valid_to"


def difference(old: Units, new: Units, lang: str = "vi") -> pd.DataFrame:
    """One row a change: blocks, then units, then mergers, each in the order of the new set.

    change: "new" (`after` is its name in `lang`), "ended" (a last day that was not there), "renamed", "changed"
    (another column, `what`), "merged" (`after` is the unit that it went into) or "parted" (a merger taken back). A
    block's change has no code.
    """
    rows = [*_of_blocks(old, new, lang), *_of_units(old, new, lang), *_of_mergers(old, new)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _of_blocks(old: Units, new: Units, lang: str) -> Iterator[tuple[str, ...]]:
    before = old.blocks.to_dict("index")
    for block, row in new.blocks.to_dict("index").items():
        key = (str(block), "", "")
        if block not in before:
            yield ("new", *key, "", "", row[f"name_{lang}"])
        else:
            yield from _changes(key, before[block], row, list(new.blocks.columns))


def _of_units(old: Units, new: Units, lang: str) -> Iterator[tuple[str, ...]]:
    before = dict(zip(keys(old.table), old.table.to_dict("records"), strict=True))
    columns = [name for name in new.table.columns if name not in _MERGED]
    for key, row in zip(keys(new.table), new.table.to_dict("records"), strict=True):
        if key not in before:
            yield ("new", *key, "", "", row[f"name_{lang}"])
        else:
            yield from _changes(key, before[key], row, columns)


def _changes(key: Key, before: dict, after: dict, columns: list[str]) -> Iterator[tuple[str, ...]]:
    for name in columns:
        if before.get(name, "") == after[name]:
            continue
        ended = name == _LAST_DAY and not before[name]
        kind = "renamed" if name in _NAMES else "ended" if ended else "changed"
        yield (kind, *key, name, before.get(name, ""), after[name])


def _of_mergers(old: Units, new: Units) -> Iterator[tuple[str, ...]]:
    before, after = pairs(old), pairs(new)
    for unit, into in after:
        if (unit, into) not in before:
            yield ("merged", *unit, "", "", "/".join(part for part in into if part))
    for unit, into in before:
        if (unit, into) not in after:
            yield ("parted", *unit, "", "/".join(part for part in into if part), "")
