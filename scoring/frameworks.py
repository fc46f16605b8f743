"""Frameworks: an edition of the index as data (`data/frameworks/*.toml`), checked on loading.

A file names the decision, the years, the tree of nodes with points and rules, and the composites. Every fault is named
with its place; all are reported at once. The framework is the only place where codes, names, points and rules stand.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from scoring.framework_checks import check
from scoring.units import folders

LANGUAGES = ("vi", "en", "es")
Names = Mapping[str, str]


class FrameworkError(ValueError):
    """A framework file with faults; `faults` lists every one with its place."""

    def __init__(self, source: str, faults: list[str]):
        super().__init__(f"{source}: " + " ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Input:
    """A raw column of the workbook: code, names, further spellings, range, choices (folded label → share)."""

    code: str
    names: Names
    spellings: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    measure: Names = field(default_factory=dict)
    choices: tuple[tuple[float, Names], ...] = ()
    required: bool = True
    percent: bool = False


@dataclass(frozen=True)
class Node:
    """Anything in the tree with a score. `points` is its weight among its siblings, None where it is not known."""

    code: str
    parent: str | None
    names: Names
    points: float | None
    rule: str | None
    parameters: Mapping[str, Any]
    inputs: tuple[Input, ...]
    missing: str
    given: bool
    rank: Input | None
    measure: Names

    @property
    def is_leaf(self) -> bool:
        """True where the score comes from the workbook: an indicator, or a node that is given."""
        return self.rule is not None


@dataclass(frozen=True)
class Composite:
    """A second weighting over the same nodes: code of node → points."""

    code: str
    names: Names
    points: Mapping[str, float]


@dataclass(frozen=True)
class Framework:
    """An edition of the index. `kind` is official, published (as far as public tables allow) or illustrative."""

    id: str
    block: str
    kind: str
    names: Names
    decision: str
    years: tuple[int, ...]
    sources: tuple[str, ...]
    notes: Names
    rank_decimals: int
    missing: str
    least_coverage: float
    nodes: tuple[Node, ...]
    composites: tuple[Composite, ...]
    text: str = field(repr=False, default="")

    @property
    def headline(self) -> Node:
        return self.nodes[0]

    @property
    def illustrative(self) -> bool:
        return self.kind == "illustrative"

    @cached_property
    def by_code(self) -> dict[str, Node | Composite]:
        return {**{node.code: node for node in self.nodes}, **{c.code: c for c in self.composites}}

    @cached_property
    def children(self) -> dict[str, tuple[Node, ...]]:
        """Code → its children in the order of the file; leaves have none."""
        return {node.code: tuple(c for c in self.nodes if c.parent == node.code) for node in self.nodes}

    @cached_property
    def depth(self) -> dict[str, int]:
        """Code → level under the headline (0)."""
        levels: dict[str, int] = {}
        for node in self.nodes:
            levels[node.code] = 0 if node.parent is None else levels[node.parent] + 1
        return levels

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """Every column a workbook may have, in the order of the tree."""
        columns = [column for node in self.nodes for column in (*node.inputs, *([node.rank] if node.rank else []))]
        return tuple(columns)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of all nodes and composites: headline first, then the composites, then the tree."""
        return (self.headline.code, *(c.code for c in self.composites), *(n.code for n in self.nodes[1:]))

    def name(self, code: str, lang: str) -> str:
        return self.by_code[code].names[lang]


def parse_framework(text: str, source: str = "framework") -> Framework:
    """Framework from the text of its TOML file. Raises FrameworkError that names every fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FrameworkError(source, [f"The file is not TOML: {fault}."]) from None
    if faults := check(raw):
        raise FrameworkError(source, faults)
    nodes = tuple(_node(entry, raw) for entry in raw["nodes"])
    return Framework(
        id=raw["id"],
        block=raw["block"],
        kind=raw["kind"],
        names=raw["names"],
        decision=raw["decision"],
        years=tuple(raw["years"]),
        sources=tuple(raw["sources"]),
        notes=raw.get("notes", {}),
        rank_decimals=raw.get("rank_decimals", 12),
        missing=raw.get("missing", "skip"),
        least_coverage=raw.get("least_coverage", 0.5),
        nodes=_with_sums(nodes),
        composites=tuple(Composite(c["code"], c["names"], c["points"]) for c in raw.get("composites", [])),
        text=text,
    )


def load_framework(name: str | Path) -> Framework:
    """The framework of that id, shipped or the operator's own, or of the file at that path."""
    path, where = Path(name), [folder / "frameworks" for folder in folders()]
    if path.suffix != ".toml":
        path = next((folder / f"{name}.toml" for folder in where if (folder / f"{name}.toml").is_file()), path)
    if not path.is_file():
        known = ", ".join(sorted(found.stem for folder in where for found in folder.glob("*.toml")))
        raise FrameworkError(str(name), [f"There is no such framework. Known are: {known}."])
    return parse_framework(path.read_text(encoding="utf-8"), path.name)


def load_frameworks() -> dict[str, Framework]:
    """All frameworks by id: those shipped, then the operator's own."""
    return _read_frameworks(tuple(folder / "frameworks" for folder in folders()))


@cache
def _read_frameworks(where: tuple[Path, ...]) -> dict[str, Framework]:
    found = [load_framework(path) for folder in where for path in sorted(folder.glob("*.toml"))]
    return {framework.id: framework for framework in found}


def _node(entry: Mapping[str, Any], raw: Mapping[str, Any]) -> Node:
    rule = dict(entry["rule"]) if "rule" in entry else {"kind": "share"} if entry.get("given") else {}
    kind = rule.pop("kind", None)
    rank = entry.get("rank")
    return Node(
        code=entry["code"],
        parent=entry.get("parent"),
        names=entry["names"],
        points=entry.get("points"),
        rule=kind,
        parameters=rule,
        inputs=_inputs(entry, kind, rule) if kind else (),
        missing=entry.get("missing", raw.get("missing", "skip")),
        given=entry.get("given", False),
        rank=Input(f"{entry['code']}.rank", rank, low=1, high=10_000) if rank else None,
        measure=entry.get("measure", {}),
    )


def _inputs(entry: Mapping[str, Any], kind: str, rule: Mapping[str, Any]) -> tuple[Input, ...]:
    """The columns of an indicator: those it lists, or one of its own code and names; ranges follow from the rule."""
    low, high = 0.0, None
    if kind == "share":
        high = float(rule.get("scale", 1))
    if kind == "choice":
        high = 1.0
    listed = entry.get("inputs") or [{"code": entry["code"], "names": entry["names"]}]
    parts = rule.get("parts", [None] * len(listed))
    return tuple(
        Input(
            code=column["code"],
            names=column["names"],
            spellings=tuple(column.get("spellings", entry.get("spellings", ()))),
            low=column.get("low", entry.get("low", low)),
            high=column.get("high", entry.get("high", part if part is not None else high)),
            measure=column.get("measure", entry.get("measure", {})),
            choices=tuple((option["share"], option["names"]) for option in rule.get("options", ())),
            required=entry.get("points") != 0,
            percent=rule.get("scale") == 100,
        )
        for column, part in zip(listed, parts, strict=True)
    )


def _with_sums(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Where a parent gives no points, its points are the sum of its children's (unknown while one is unknown)."""
    points = {node.code: node.points for node in nodes}
    for node in reversed(nodes):
        below = [points[child.code] for child in nodes if child.parent == node.code]
        if points[node.code] is None and below and not node.given and all(p is not None for p in below):
            points[node.code] = sum(p for p in below if p is not None)
    return tuple(Node(**{**vars(node), "points": points[node.code]}) for node in nodes)
