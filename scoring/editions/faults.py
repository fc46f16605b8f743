"""Faults of an edition's workbook that can be told from its rows, each at its cell; those of codes above all."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from scoring.editions.cells import Row, Tables
from scoring.editions.words import NEEDED
from scoring.text import fold
from scoring.workbooks.problems import Problem

MOST_LEVELS = 12
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RANGES: dict[tuple[str, str], tuple[float, float | None]] = {
    ("settings", "rank_decimals"): (0, 15),
    ("settings", "least_coverage"): (0, 1),
    ("nodes", "points"): (0, None),
    ("options", "share"): (0, 1),
    ("steps", "share"): (0, 1),
    ("weights", "points"): (0, None),
}


def settings(rows: Iterable[Row]) -> dict[str, Row]:
    """Key → its row; the first where there are several."""
    found: dict[str, Row] = {}
    for row in rows:
        for key in row.columns:
            found.setdefault(key, row)
    return found


def check_rows(tables: Tables, told: set[tuple[str, str]], spoilt: frozenset[str] = frozenset()) -> list[Problem]:
    """All faults of the rows, but for cells (sheet, cell) that are already told of.

    Where a code's own cell is told of, rows that refer to one of the codes in `spoilt` are not faulted as well.
    """
    rows = tables.rows
    lost = spoilt if any((row.sheet, row.cell("code")) in told for row in rows["nodes"]) else frozenset()
    codes = {row.found["code"] for row in rows["nodes"] if "code" in row.found} | lost
    composites = {row.found["code"] for row in rows["composites"] if "code" in row.found}
    inputs = [row for row in rows["inputs"] if "code" in row.found]
    problems = [*_needed(tables), *_ranges(tables), *_identity(rows["settings"])]
    problems += [*_twice(rows["nodes"], rows["composites"]), *_twice(inputs)]
    for table in ("inputs", "options", "steps", "weights"):
        problems += _unknown(rows[table], "node", codes)
    problems += _unknown(rows["weights"], "composite", composites)
    shape = [p for p in parents(rows["nodes"]) if p.code != "framework_code_unknown" or p.value not in lost]
    problems += [*shape, *_steps(rows["steps"]), *_shared(rows["nodes"], inputs)]
    return [problem for problem in problems if (problem.sheet, problem.cell) not in told]


def _needed(tables: Tables) -> Iterator[Problem]:
    for table, keys in NEEDED.items():
        if table == "settings":
            continue
        for row in tables.rows[table]:
            for key in keys:
                if key not in row.found:
                    yield row.problem("framework_missing", key, row.head(key))
    found, rows = settings(tables.rows["settings"]), tables.rows["settings"]
    for key in NEEDED["settings"]:
        if rows and key not in found:
            yield Problem("framework_missing", rows[0].sheet, "", key)
        elif key in found and not found[key].found:
            yield found[key].problem("framework_missing", key, key)


def _ranges(tables: Tables) -> Iterator[Problem]:
    for (table, key), (low, high) in _RANGES.items():
        for row in tables.rows[table]:
            value = row.found.get(key)
            if value is not None and not (low <= value and (high is None or value <= high)):
                limits = {"low": f"{low:g}", "high": "∞" if high is None else f"{high:g}", "name": row.head(key)}
                yield row.problem("out_of_range", key, f"{value:g}", **limits)


def _identity(rows: list[Row]) -> Iterator[Problem]:
    row = settings(rows).get("id")
    if row and "id" in row.found and not (ID.fullmatch(row.found["id"]) and len(row.found["id"]) <= 80):
        yield row.problem("framework_id", "id", row.found["id"])


def _twice(*tables: list[Row]) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in (row for rows in tables for row in rows if "code" in row.found):
        code = row.found["code"]
        if code in first:
            yield row.problem("framework_twice", "code", code, row=first[code].line + 1)
        first.setdefault(code, row)


def _unknown(rows: list[Row], key: str, codes: set[str]) -> Iterator[Problem]:
    for row in rows:
        if key in row.found and row.found[key] not in codes:
            yield row.problem("framework_code_unknown", key, row.found[key], hint=_near(row.found[key], codes))


def _near(code: str, codes: Iterable[str]) -> str:
    """A code that differs in marks or case only, or a long one in a letter or two; numbers are not guessed at."""
    known = list(codes)
    same = [other for other in known if fold(other) == fold(code)]
    near = difflib.get_close_matches(code, [other for other in known if len(other) > 4], n=1, cutoff=0.85)
    return next(iter([*same, *(near if len(code) > 4 and not code[0].isdigit() else [])]), "")


def parents(rows: list[Row]) -> list[Problem]:
    """Faults of the tree's shape: what is no parent, stands below, goes round in a circle or lies too deep."""
    codes = [row.found.get("code") for row in rows]
    place = {code: number for number, code in reversed(list(enumerate(codes))) if code is not None}
    above = {code: rows[number].found.get("parent") for code, number in place.items()}
    problems = []
    for number, row in enumerate(rows):
        code, parent = codes[number], row.found.get("parent")
        if number == 0:
            if code is not None and (code != "dti" or parent is not None):
                problems.append(row.problem("framework_headline", "code", code))
        elif parent is None:
            problems.append(row.problem("framework_parent_missing", "parent", code or ""))
        elif parent not in place:
            problems.append(row.problem("framework_code_unknown", "parent", parent, hint=_near(parent, place)))
        elif code is not None and place[code] == number:
            path = _path(code, above)
            if path[-1] == code:
                problems.append(row.problem("framework_circular", "parent", code, path=" → ".join(path)))
            elif place[parent] > number:
                problems.append(row.problem("framework_parent_below", "parent", parent))
            elif len(path) > MOST_LEVELS + 1 and path[-1] not in path[:-1]:
                problems.append(row.problem("framework_deep", "parent", code, limit=MOST_LEVELS))
    return problems


def _path(code: str, above: Mapping[str, str | None]) -> list[str]:
    """The code and its ancestors, until there is none or one comes again."""
    path = [code]
    while (parent := above.get(path[-1])) is not None:
        path.append(parent)
        if parent in path[:-1]:
            break
    return path


def _steps(rows: list[Row]) -> Iterator[Problem]:
    last: dict[str, float] = {}
    for row in rows:
        node, start = row.found.get("node"), row.found.get("from")
        if node is None or start is None:
            continue
        if node in last and start <= last[node]:
            words = {"before": f"{last[node]:g}", "node": node}
            yield row.problem("framework_steps", "from", f"{start:g}", **words)
        last[node] = start


def _shared(nodes: list[Row], inputs: list[Row]) -> Iterator[Problem]:
    """Names and spellings by which two columns of a workbook would be known."""
    listed = {row.found.get("node") for row in inputs}
    measured = ("rule.kind", "given")
    heads = [row for row in nodes if any(key in row.found for key in measured) and row.found.get("code") not in listed]
    owners: dict[str, str] = {}
    for row in (*heads, *inputs):
        code = row.found.get("code")
        for key in ("names.vi", "names.en", "names.es", "spellings"):
            held = row.found.get(key, [])
            for name in held if isinstance(held, list) else [held]:
                owner = owners.setdefault(fold(name), code or "")
                if code is not None and owner != code:
                    yield row.problem("framework_name_shared", key, name, other=f"'{owner}'")
