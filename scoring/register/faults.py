"""Faults of a workbook of units, each at its cell: keys, divisions, days, names, mergers, and what may not go away."""

import difflib
import re
from collections.abc import Iterable, Iterator

from scoring.editions.cells import Row
from scoring.register.mergers import Key
from scoring.register.words import NEEDED
from scoring.text import fold
from scoring.units import Units, bare_name
from scoring.workbooks.problems import Problem

_ID, _CODE = re.compile(r"[a-z][a-z0-9-]{0,39}"), re.compile(r"[\w.-]{1,20}")
_NUMBERS = ("population_nq202_2025", "population_avg_2024_nso", "area_km2")
Rows = dict[str, list[Row]]


def faults(rows: Rows, present: Units) -> list[Problem]:
    """All faults of the rows against one another and against what is in use."""
    divisions = {row.found["id"]: row.found.get("divisions", "").split() for row in rows["blocks"] if _has(row, "id")}
    units = {key(row): row for row in reversed(rows["units"]) if _has(row, "block", "code")}
    return [
        *_needed(rows),
        *_blocks(rows["blocks"], present),
        *_units(rows["units"], divisions),
        *_twice(rows["units"], divisions),
        *_shared(rows["units"]),
        *_gone(rows, units, present),
        *_closed(units, present),
        *_mergers(rows["mergers"], units, divisions),
        *_circles(rows["mergers"]),
    ]


def key(row: Row, end: str = "") -> Key:
    block, division, code = (str(row.found.get(f"{name}{end}", "")) for name in ("block", "division", "code"))
    return block, division, code


def _has(row: Row, *names: str) -> bool:
    return all(name in row.found for name in names)


def _said(key: Key) -> str:
    return "/".join(part for part in key if part)


def _needed(rows: Rows) -> Iterator[Problem]:
    for table, names in NEEDED.items():
        for row in rows[table]:
            yield from (row.problem("framework_missing", n, row.head(n)) for n in names if n not in row.found)


def _blocks(rows: list[Row], present: Units) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in (row for row in rows if _has(row, "id")):
        block = row.found["id"]
        if not _ID.fullmatch(block):
            yield row.problem("units_block_id", "id", block)
        if block in first:
            yield row.problem("framework_twice", "id", block, row=first[block].line + 1)
        first.setdefault(block, row)
        before = present.blocks.at[block, "divisions"].split() if block in present.blocks.index else []
        if row.found.get("divisions", "").split()[: len(before)] != before:
            yield row.problem("units_divisions", "divisions", row.found.get("divisions", ""), before=" ".join(before))
    for row in first.values():
        twice = row.found.get("divisions", "").split()
        if len(set(twice)) < len(twice):
            yield row.problem("framework_twice", "divisions", row.found["divisions"], row=row.line + 1)


def _units(rows: list[Row], divisions: dict[str, list[str]]) -> Iterator[Problem]:
    for row in (row for row in rows if _has(row, "block", "code")):
        block, division, code = key(row)
        if block not in divisions:
            near = _near(block, divisions)
            yield row.problem("units_block_unknown", "block", block, hint=near)
        elif division not in (divisions[block] or [""]):
            known = ", ".join(divisions[block]) or "–"
            yield row.problem("units_division_unknown", "division", division, name=block, known=known)
        if not _CODE.fullmatch(code):
            yield row.problem("units_code", "code", code)
        start, end = row.found.get("valid_from"), row.found.get("valid_to")
        if start and end and end < start:
            yield row.problem("units_days", "valid_to", end, before=start)
        for name in _NUMBERS:
            if row.found.get(name, 0) < 0:
                yield row.problem("out_of_range", name, row.found[name], low="0", high="∞", name=row.head(name))


def _twice(rows: list[Row], divisions: dict[str, list[str]]) -> Iterator[Problem]:
    """The key is block, division and code; blocks without divisions share their codes, for units move between them."""
    first: dict[Key, Row] = {}
    for row in (row for row in rows if _has(row, "block", "code")):
        block, division, code = key(row)
        owner = (block if divisions.get(block) else "", division, code.casefold())
        if owner in first:
            yield row.problem("framework_twice", "code", code, row=first[owner].line + 1)
        first.setdefault(owner, row)


def _shared(rows: list[Row]) -> Iterator[Problem]:
    """Names by which a workbook of figures could not tell two units apart."""
    owners: dict[tuple[str, str, str], Row] = {}
    told: set[tuple[int, int]] = set()
    for row in (row for row in rows if _has(row, "block", "code")):
        named = [(name, row.found[name]) for name in NEEDED["units"] if name.startswith("name_") and name in row.found]
        named += [("spellings", each) for each in row.found.get("spellings", "").split(";") if each.strip()]
        for column, name in named:
            owner = owners.setdefault((*key(row)[:2], bare_name(name)), row)
            pair = (owner.line, row.line)
            if owner.found["code"] != row.found["code"] and pair not in told:
                told.add(pair)
                yield row.problem("units_name_shared", column, name, other=owner.found["code"])


def _gone(rows: Rows, units: dict[Key, Row], present: Units) -> Iterator[Problem]:
    """Blocks and units in use that have no row: their releases would be about nothing."""
    blocks = {row.found.get("id") for row in rows["blocks"]}
    sheets = {table: rows[table][0].sheet if rows[table] else "" for table in ("blocks", "units")}
    for block in present.blocks.index:
        if block not in blocks:
            yield Problem("units_gone", sheets["blocks"], "", str(block))
    for row in present.table.itertuples():
        if row.block in blocks and (row.block, row.division, row.code) not in units:
            yield Problem("units_gone", sheets["units"], "", f"{_said((row.block, row.division, row.code))}")


def _closed(units: dict[Key, Row], present: Units) -> Iterator[Problem]:
    """A division is a set of units: a further one makes another division."""
    known = {(row.block, row.division) for row in present.table.itertuples() if row.division}
    before = {(row.block, row.division, row.code) for row in present.table.itertuples()}
    for unit, row in units.items():
        if unit[:2] in known and unit not in before:
            yield row.problem("units_division_closed", "code", unit[2], division=unit[1])


def _mergers(rows: list[Row], units: dict[Key, Row], divisions: dict[str, list[str]]) -> Iterator[Problem]:
    seen: dict[tuple[Key, Key], Row] = {}
    into: dict[Key, Key] = {}
    for row in (row for row in rows if _has(row, "block_from", "code_from", "block_to", "code_to")):
        old, new = key(row, "_from"), key(row, "_to")
        lost = [end for end, unit in (("_from", old), ("_to", new)) if unit not in units]
        for end in lost:
            yield row.problem("units_merger_unknown", f"code{end}", _said(key(row, end)))
        if lost:
            continue
        if (old, new) in seen:
            yield row.problem("framework_twice", "code_from", old[2], row=seen[old, new].line + 1)
        seen.setdefault((old, new), row)
        order = divisions.get(old[0], [])
        if bool(order) != bool(divisions.get(new[0])) or (order and _after(order, old, new) != 1):
            yield row.problem("units_merger_order", "division_to", _said(new), other=_said(old))
        elif order and into.setdefault(old, new) != new:
            yield row.problem("units_split", "code_to", _said(old), other=_said(into[old]))


def _after(order: list[str], old: Key, new: Key) -> int:
    """How many divisions a merger goes on; 0 for another block's."""
    known = old[0] == new[0] and old[1] in order and new[1] in order
    return order.index(new[1]) - order.index(old[1]) if known else 0


def _circles(rows: list[Row]) -> Iterator[Problem]:
    """Units of blocks without divisions that would be their own successors; divisions follow on one another."""
    after: dict[Key, list[Key]] = {}
    for row in (row for row in rows if _has(row, "code_from", "code_to") and not row.found.get("division_from")):
        old, new = key(row, "_from"), key(row, "_to")
        path = [old] if old == new else _way(new, old, after)
        if path:
            yield row.problem("units_circular", "code_to", old[2], path=" → ".join(k[2] for k in [old, *path]))
        else:
            after.setdefault(old, []).append(new)


def _way(start: Key, end: Key, after: dict[Key, list[Key]]) -> list[Key]:
    """A way from one unit to another along mergers; empty where there is none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        if way[-1] == end:
            return way
        fresh = [each for each in after.get(way[-1], ()) if each not in seen]
        seen.update(fresh)
        ways += [[*way, each] for each in fresh]
    return []


def _near(text: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(fold(text), list(known), n=1, cutoff=0.6)), "")
