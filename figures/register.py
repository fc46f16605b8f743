"""A change of blocks and units as a table that a person reads."""

import pandas as pd

from figures.words import Words
from scoring import Units
from scoring.register import difference
from scoring.register.words import book_words

_COUNTED = ("new", "ended", "merged", "renamed")


def changes(old: Units, new: Units, words: Words) -> pd.DataFrame:
    """One row a change: what happened, to which unit or block, in which column, before and after; titles in the
    language, empty where nothing changes."""
    t, lang = words.t, words.lang
    found = difference(old, new, lang)
    names = {(row.block, row.division, row.code): getattr(row, f"name_{lang}") for row in new.table.itertuples()}
    keys = [(row.block, row.division, row.code) for row in found.itertuples()]
    return pd.DataFrame(
        {
            t("ground.change"): [t(f"ground.{change}") for change in found["change"]],
            t("ground.unit"): [_named(key, names, new, lang) for key in keys],
            t("ground.what"): [_column(row.what, bool(row.code), lang) for row in found.itertuples()],
            t("ground.before"): found["before"],
            t("ground.after"): found["after"],
        }
    )


def summary(old: Units, new: Units, words: Words) -> str:
    """How many units and blocks are new, ended, merged, renamed or otherwise changed, in a sentence."""
    kinds = difference(old, new, words.lang)["change"]
    counted = {kind: int((kinds == kind).sum()) for kind in _COUNTED}
    return words.t("ground.summary", **counted, other=len(kinds) - sum(counted.values()))


def _named(key: tuple[str, str, str], names: dict[tuple[str, str, str], str], units: Units, lang: str) -> str:
    block, _, code = key
    if code:
        return f"{names.get(key, code)} ({'/'.join(part for part in key if part)})"
    return f"{units.blocks[f'name_{lang}'].get(block, block)} ({block})"


def _column(key: str, of_unit: bool, lang: str) -> str:
    field = book_words().fields["units" if of_unit else "blocks"].get(key)
    return field.labels[lang] if field else key
