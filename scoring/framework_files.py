"""Framework files (`data/frameworks/*.toml`): read, checked and made into frameworks.

Every fault is named with its place; all are reported at once. The format is told in `docs/frameworks.md`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scoring.engine.normalise import NORMALISATIONS
from scoring.framework_checks import check
from scoring.frameworks import Composite, Framework, Input, Mean, Node, Promise, Step
from scoring.step_checks import DEFAULT_KIND, measured
from scoring.units import folders


class FrameworkError(ValueError):
    """A framework file with faults; `faults` lists every one with its place."""

    def __init__(self, source: str, faults: list[str]):
        super().__init__(f"{source}: " + " ".join(faults))
        self.faults = faults


def parse_framework(text: str, source: str = "framework") -> Framework:
    """Framework from the text of its TOML file. Raises FrameworkError that names every fault."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FrameworkError(source, [f"The file is not TOML: {fault}."]) from None
    if faults := check(raw):
        raise FrameworkError(source, faults)
    return _framework(raw, text)


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


def _framework(raw: Mapping[str, Any], text: str) -> Framework:
    """The framework of a file that has no faults."""
    levels = {level["level"]: level for level in raw.get("levels", [])}
    depth: dict[str, int] = {}
    nodes = []
    for entry in raw["nodes"]:
        depth[entry["code"]] = depth[entry["parent"]] + 1 if "parent" in entry else 0
        nodes.append(_node(entry, levels.get(depth[entry["code"]], {}), raw))
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
        nodes=_with_sums(tuple(nodes)),
        composites=tuple(
            Composite(c["code"], c["names"], c["points"], **_mean(c, {}, raw)) for c in raw.get("composites", [])
        ),
        text=text,
        columns=tuple(_column(column) for column in raw.get("columns", [])),
        steps=tuple(_step(step, raw) for step in raw.get("steps", [])),
    )


def _node(entry: Mapping[str, Any], level: Mapping[str, Any], raw: Mapping[str, Any]) -> Node:
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
        promise=_promise(entry["promise"]) if "promise" in entry else None,
        **_mean(entry, level, raw),
    )


def _promise(entry: Mapping[str, Any]) -> Promise:
    growth = tuple(entry["growth"]) if "growth" in entry else None
    return Promise(**{**entry, "growth": growth})


def _mean(entry: Mapping[str, Any], level: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """How a node or composite is made of its children: what itself says, else its level, else the whole file."""
    said = {**raw, **level, **entry}
    if "rule" in entry or entry.get("given"):  # nothing is made of children here
        return {"round": said.get("round")}
    mean = said.get("mean", "arithmetic")
    kind, parameters = (
        (mean, {}) if isinstance(mean, str) else (mean["kind"], {k: mean[k] for k in mean if k != "kind"})
    )
    return {
        "mean": Mean(kind, parameters),
        "least_coverage": said.get("least_coverage", 0.5),
        "least_children": said.get("least_children", 0.0),
        "round": said.get("round"),
    }


def _column(entry: Mapping[str, Any]) -> Input:
    return Input(
        code=entry["code"],
        names=entry["names"],
        spellings=tuple(entry.get("spellings", ())),
        low=entry.get("low"),
        high=entry.get("high"),
        measure=entry.get("measure", {}),
        choices=tuple((option["value"], option["names"]) for option in entry.get("options", ())),
    )


def _step(entry: Mapping[str, Any], raw: Mapping[str, Any]) -> Step:
    family = entry["step"]
    settings = {key: entry[key] for key in entry if key not in ("step", "indicators", "for")}
    usual = DEFAULT_KIND.get(family, {})
    return Step(
        family,
        usual | settings,
        tuple(entry.get("indicators", measured(raw["nodes"]))),
        {code: usual | own for code, own in entry.get("for", {}).items()},
    )


def _inputs(entry: Mapping[str, Any], kind: str, rule: Mapping[str, Any]) -> tuple[Input, ...]:
    """The columns of an indicator: those it lists, or one of its own code and names; ranges follow from the rule."""
    low, high = None if kind in NORMALISATIONS else 0.0, None
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
