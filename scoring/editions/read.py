"""The workbook of an edition → the framework, or every fault at its cell."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from scoring import Framework, FrameworkError, parse_framework
from scoring.editions.cells import Row, Tables, tables
from scoring.editions.faults import check_rows, parents, settings
from scoring.editions.words import choices
from scoring.framework_checks import check
from scoring.text import fold
from scoring.toml_text import read_key, write
from scoring.workbooks.cells import File, Sheet, content, read_cells
from scoring.workbooks.problems import Problem

_QUOTED = re.compile(r"'([\w.-]+)'")
_NUMBERED = re.compile(r"Node (\d+) \(")
# How the sentences of `framework_checks` name a row, most particular first.
_CODES = (
    (re.compile(r"input '?([^\s':]+)"), "inputs"),
    (re.compile(r"^The code '([^']+)'"), "nodes"),
    (re.compile(r"^Node ([^(:]+?)(?::| has )"), "nodes"),
    (re.compile(r"^Composite ([^:]+):"), "composites"),
)
# Tables whose rows belong to a node or composite, and what is said of one whose rows are wrong.
_BELOW = (("inputs", "node"), ("options", "node"), ("steps", "node"), ("weights", "composite"))
_FOLLOWS = re.compile(r"rule|^Composite .* points|not in the tree|input|option")


def read_framework(
    file: File, base: Framework | None = None, taken: Collection[str] = (), blocks: Collection[str] | None = None
) -> tuple[Framework | None, list[Problem]]:
    """The edition that a workbook made by `framework_workbook` describes, and all problems; none where one blocks.

    `base` is the edition it was made from: its codes are proposed where a spreadsheet has spoilt one. `taken` are the
    ids of the editions that exist, which are never overwritten; that of `base` is one of them. `blocks` are those that
    it may be for, the shipped ones unless told. The framework's `text`
    is TOML that `parse_framework` accepts. Nothing raises on a bad file.
    """
    (cells,) = read_cells([content(file)])
    return (None, [cells]) if isinstance(cells, Problem) else edition_of(cells, base, taken, blocks)


def edition_of(
    sheets: list[Sheet],
    base: Framework | None = None,
    taken: Collection[str] = (),
    blocks: Collection[str] | None = None,
) -> tuple[Framework | None, list[Problem]]:
    """`read_framework` for sheets whose cells are known."""
    found = tables(sheets)
    problems = [_with_hint(problem, found, base) for problem in found.problems]
    if not found.rows["nodes"] or not found.rows["settings"]:
        return None, problems or [Problem("empty")]
    told = {(problem.sheet, problem.cell) for problem in problems}
    problems += check_rows(found, told, frozenset(node.code for node in base.nodes) if base else frozenset())
    problems += _taken(found, {*taken, *([base.id] if base else [])})
    problems += _block(found, choices("block") if blocks is None else blocks)
    raw, astray = document(found)
    problems += astray
    problems += _faults(raw, found, problems)
    if any(problem.blocks for problem in problems):
        return None, problems
    return parse_framework(write(raw), str(raw["id"])), problems


def document(found: Tables) -> tuple[dict[str, Any], list[Problem]]:
    """The framework file's content. What its rows leave unknown is left out; `_faults` says so."""
    rows, problems = found.rows, list[Problem]()
    raw: dict[str, Any] = {}
    for row in rows["settings"]:
        if "sources" in row.columns:
            raw.setdefault("sources", []).extend(row.found.values())
        elif "years" in row.columns:
            raw["years"] = row.found.get("years", [])
        else:
            _put(raw, row, problems)
    raw.setdefault("years", [])
    raw.setdefault("sources", [])
    raw["nodes"] = [_put({}, row, problems) for row in rows["nodes"]]
    by_code = {entry["code"]: entry for entry in reversed(raw["nodes"]) if "code" in entry}
    for row in rows["inputs"]:
        if (node := by_code.get(row.found.get("node", ""))) is not None:
            _append(node, "inputs", _put({}, row, problems, leave=("node", "part")))
            if "part" in row.found:
                _append(_rule(node), "parts", row.found["part"])
    for row in rows["options"]:
        if (node := by_code.get(row.found.get("node", ""))) is not None:
            _append(_rule(node), "options", _put({}, row, problems, leave=("node",)))
    for row in rows["steps"]:
        if (node := by_code.get(row.found.get("node", ""))) is not None and {"from", "share"} <= row.found.keys():
            _append(_rule(node), "steps", [row.found["from"], row.found["share"]])
    composites = [{**_put({}, row, problems), "points": {}} for row in rows["composites"]]
    by_composite = {entry["code"]: entry for entry in reversed(composites) if "code" in entry}
    for row in rows["weights"]:
        composite = by_composite.get(row.found.get("composite", ""))
        if composite is not None and {"node", "points"} <= row.found.keys():
            composite["points"][row.found["node"]] = row.found["points"]
    return {**raw, **({"composites": composites} if composites else {})}, problems


def _rule(node: dict[str, Any]) -> dict[str, Any]:
    found = node.setdefault("rule", {})
    return found if isinstance(found, dict) else {}


def _append(table: dict[str, Any], key: str, value: Any) -> None:
    """Add to the list of that key; what a column of that key holds instead is left for the checks."""
    if isinstance(table.setdefault(key, []), list):
        table[key].append(value)


def _put(entry: dict[str, Any], row: Row, problems: list[Problem], leave: tuple[str, ...] = ()) -> dict[str, Any]:
    """Write the row's cells into the entry: `rule.kind` into its table `rule`."""
    for key, value in row.found.items():
        path, at = read_key(key) or (key,), entry
        if key in leave:
            continue
        for part in path[:-1]:
            at = at.setdefault(part, {}) if isinstance(at, dict) else at
        if isinstance(at, dict) and path[-1] not in at:
            at[path[-1]] = value
        else:
            problems.append(row.problem("framework_column_unknown", key, key, hint=""))
    return entry


def _taken(found: Tables, ids: set[str]) -> list[Problem]:
    row = settings(found.rows["settings"]).get("id")
    return [row.problem("framework_id_taken", "id", row.found["id"])] if row and row.found.get("id") in ids else []


def _block(found: Tables, known: Collection[str]) -> list[Problem]:
    row = settings(found.rows["settings"]).get("block")
    if row is None or row.found.get("block", "") in ("", *known):
        return []
    return [row.problem("not_a_choice", "block", row.found["block"], choices=", ".join(known))]


def _with_hint(problem: Problem, found: Tables, base: Framework | None) -> Problem:
    """For a code that became a number or a date: the base's code of the same name, or else of the same number."""
    if base is None or problem.code not in ("framework_code_number", "framework_date"):
        return problem
    row = next((r for r in found.rows["nodes"] if (r.sheet, r.cell("code")) == (problem.sheet, problem.cell)), None)
    name = fold(row.found.get("names.vi", "")) if row else ""
    written = {r.found.get("code") for r in found.rows["nodes"]}
    free = [node for node in base.nodes if node.code not in written]
    near = [node.code for node in free if name and fold(node.names["vi"]) == name]
    near = near or [node.code for node in base.nodes if _number(node.code) == _number(problem.value) is not None]
    hint = near[0] if len(near) == 1 else ""
    return Problem(problem.code, problem.sheet, problem.cell, problem.value, {**problem.words, "hint": hint})


def _number(code: str) -> float | None:
    return float(code) if re.fullmatch(r"\d+\.\d+", code) else None


def _faults(raw: Mapping[str, Any], found: Tables, problems: list[Problem]) -> list[Problem]:
    """What `framework_checks` says of the file, at the cells it means; a tree that is none is first made one.

    What follows from a problem that is already told, at the same cell or in the rows of a rule or composite, is not
    told again.
    """
    told = {(problem.sheet, problem.cell) for problem in problems if problem.blocks}
    lines = {(sheet, int(re.sub(r"\D", "", cell) or 0) - 1) for sheet, cell in told}
    troubled = {
        row.found.get(key)
        for table, key in _BELOW
        for row in found.rows[table]
        if (row.sheet, row.line) in lines
    }  # fmt: skip
    broken = _broken(found.rows["nodes"])
    nodes = []
    for at, (entry, row) in enumerate(zip(raw["nodes"], found.rows["nodes"], strict=True)):
        parent = {"parent": "dti"} if at in broken else {}
        points = {"points": 1} if (row.sheet, row.cell("points")) in told else {}
        nodes.append({**entry, **parent, **points})
    try:
        sentences = check({**raw, "nodes": nodes})
        if not sentences:
            parse_framework(write({**raw, "nodes": nodes}))
    except FrameworkError as fault:
        sentences = fault.faults
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as fault:
        sentences = [f"The settings cannot be understood ({fault}). Correct the keys such as rule.floor."]
    placed = []
    for sentence in dict.fromkeys(sentences):
        row, key = _place(sentence, found)
        follows = row.found.get("code") in troubled and _FOLLOWS.search(sentence)
        if not follows and (row.sheet, row.cell(key)) not in told:
            placed.append(row.problem("framework_fault", key, sentence))
    return placed


def _broken(rows: list[Row]) -> set[int]:
    """Numbers of the rows whose parent is wrong."""
    places = {problem.cell for problem in parents(rows) if problem.code != "framework_headline"}
    return {number for number, row in enumerate(rows) if number and row.cell("parent") in places}


def _place(sentence: str, found: Tables) -> tuple[Row, str]:
    """The cell that a sentence means: its row by number or code, its column by the key in quotes."""
    row = _row(sentence, found)
    keys = _QUOTED.findall(sentence)
    if row is None:
        rows = settings(found.rows["settings"])
        row = next((rows[key] for key in keys if key in rows), None) or found.rows["nodes"][0]
    spoken = (("rule", "rule.kind"), ("points", "points"), ("parent", "parent"))
    named = [*keys, *(f"rule.{key}" for key in keys), *(f"names.{key}" for key in keys)]
    named += [key for word, key in spoken if word in sentence]
    return row, next((key for key in named if key in row.columns), "code")


def _row(sentence: str, found: Tables) -> Row | None:
    rows = found.rows
    for pattern, table in _CODES:
        if (named := pattern.search(sentence)) is not None:
            row = next((row for row in reversed(rows[table]) if row.found.get("code") == named[1]), None)
            if row is not None:
                return row
    if (numbered := _NUMBERED.match(sentence)) is not None and int(numbered[1]) <= len(rows["nodes"]):
        return rows["nodes"][int(numbered[1]) - 1]
    return None
