"""Roles and rights as a person says them: 'Officer: Đà Nẵng (34 provinces)', and the table of who may do what."""

from collections.abc import Iterable

import pandas as pd

from figures.words import Words
from scoring import Units

# Roles that are for everything, so that no block is said of them.
_WITHOUT_BLOCK = ("press", "administrator")


def role(name: str, block: str, division: str, unit: str, units: Units, words: Words) -> str:
    """The role and where it counts; a block or unit that is not known any more by its code."""
    return f"{words.t(f'role.{name}')}{_where(name, block, division, unit, units, words)}"


def _where(name: str, block: str, division: str, unit: str, units: Units, words: Words) -> str:
    if not block:
        return "" if name in _WITHOUT_BLOCK else f": {words.t('role.every_block')}"
    blocks = units.blocks[f"name_{words.lang}"]
    if not unit:
        return f": {blocks.get(block, block)}"
    names = units.names(block, division, words.lang)
    several = block in blocks.index and len(units.divisions(block)) > 1
    of = words.t("choose.division", count=division) if several else blocks.get(block, block)
    return f": {names.get(unit, unit)} ({of})"


def rights(rules: Iterable[tuple[str, str, str, str, str, str]], words: Words) -> pd.DataFrame:
    """Who may do what: one row for what, action and state; `rules` are (role, action, on, state, scope, except).

    Columns carry their titles in the language.
    """
    t = words.t
    found: dict[tuple[str, str, str], list[str]] = {}
    for who, action, on, state, scope, but in rules:
        reach = "" if scope == "any" else f" ({t(f'scope.{scope}')}{', ' + t('scope.not_own') if but else ''})"
        found.setdefault((on, action, state), []).append(f"{t(f'role.{who}')}{reach}")
    rows = []
    for (on, action, state), held in sorted(found.items()):
        done = t(f"action.{action.replace(' ', '_')}")
        rows.append((_thing(on, words), done, t(f"state.{state}") if state else "", "; ".join(held)))
    return pd.DataFrame(rows, columns=[t(f"rights.{column}") for column in ("on", "action", "state", "who")])


def _thing(on: str, words: Words) -> str:
    kind, _, page = on.partition(":")
    return f"{words.t('thing.page')}: {page}" if page else words.t(f"thing.{kind}")
