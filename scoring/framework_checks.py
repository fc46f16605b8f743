"""Every fault of a framework file, each named with its place. Nothing here builds anything."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from scoring.engine import normalise
from scoring.engine.rules import PARAMETERS, RULES
from scoring.mean_checks import MADE_OF, level_faults, mean_faults
from scoring.step_checks import column_faults, step_faults

KINDS = ("official", "published", "illustrative")
MISSING = ("skip", "zero", "none")
_NEEDS = {"choice": "options", "steps": "steps", "ratio_to_target": "target", "capped_count": "most"}
_TEXTS = ("id", "block", "kind", "decision")
_KNOWN = {
    "code", "parent", "names", "points", "rule", "inputs", "missing", "given", "rank", "measure", "spellings",
    "low", "high", *MADE_OF,
}  # fmt: skip
_KNOWN_ABOVE = {
    *_TEXTS, "names", "notes", "years", "sources", "rank_decimals", "missing", "mean", "least_coverage",
    "least_children", "levels", "columns", "steps", "nodes", "composites",
}  # fmt: skip


def check(raw: Mapping[str, Any]) -> list[str]:
    """Sentences naming every fault of the parsed file; empty where there is none."""
    faults = [f"'{key}' must be a text." for key in _TEXTS if not isinstance(raw.get(key), str)]
    faults += _names(raw.get("names"), "The framework")
    faults += [f"'{key}' must be a list." for key in ("years", "sources") if not isinstance(raw.get(key), list)]
    if raw.get("kind") not in KINDS:
        faults.append(f"'kind' is {raw.get('kind')!r}; it must be one of {', '.join(KINDS)}.")
    if raw.get("missing", "skip") not in MISSING:
        faults.append(f"'missing' is {raw['missing']!r}; it must be one of {', '.join(MISSING)}.")
    faults += mean_faults(raw, "The framework", above=True)
    faults += [f"'{key}' is not known." for key in sorted(set(raw) - _KNOWN_ABOVE)]
    if not isinstance(raw.get("rank_decimals", 12), int) or not 0 <= raw.get("rank_decimals", 12) <= 15:
        faults.append("'rank_decimals' must be a whole number from 0 to 15.")
    nodes = raw.get("nodes")
    if not isinstance(nodes, list) or not nodes or not all(isinstance(node, dict) for node in nodes):
        return [*faults, "There is no list of nodes ([[nodes]])."]
    for number, node in enumerate(nodes, 1):
        faults += _node(node, f"Node {number} ({node.get('code', 'without a code')})")
    if any("is missing a text" in fault for fault in faults):
        return faults
    faults += _tree(nodes) + _composites(raw.get("composites", []), nodes)
    return faults + level_faults(raw, nodes) + column_faults(raw, nodes) + step_faults(raw, nodes)


def _names(names: Any, place: str) -> list[str]:
    if not isinstance(names, dict):
        return [f"{place} is missing its names."]
    lacking = [lang for lang in ("vi", "en", "es") if not isinstance(names.get(lang), str) or not names[lang].strip()]
    return [f"{place} has no name in '{lang}'." for lang in lacking]


def _node(node: Mapping[str, Any], place: str) -> list[str]:
    if not isinstance(node.get("code"), str):
        return [f"{place} is missing a text 'code' (put it in quotes: \"1.1\")."]
    faults = _names(node.get("names"), place)
    faults += [f"{place}: '{key}' is not known." for key in sorted(set(node) - _KNOWN)]
    points = node.get("points")
    if points is not None and not _is_points(points):
        faults.append(f"{place}: points are {points!r}; they must be a number of 0 or more.")
    faults += mean_faults(node, place)
    if node.get("missing", "skip") not in MISSING:
        faults.append(f"{place}: 'missing' is {node['missing']!r}; it must be one of {', '.join(MISSING)}.")
    if "rank" in node:
        faults += _names(node["rank"], f"{place}, rank")
    for column in node.get("inputs", []):
        faults += _names(column.get("names"), f"{place}, input {column.get('code', 'without a code')}")
        if not isinstance(column.get("code"), str):
            faults.append(f"{place}: an input is missing a text 'code'.")
    return faults + (_rule(node["rule"], len(node.get("inputs", [0])), place) if "rule" in node else [])


def _is_points(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < float("inf")


def _rule(rule: Any, inputs: int, place: str) -> list[str]:
    kind = rule.get("kind") if isinstance(rule, dict) else rule
    if isinstance(rule, dict) and kind in normalise.NORMALISATIONS:
        several = [f"{place}: the rule '{kind}' takes one input."] if inputs != 1 else []
        return several + [f"{place}: {fault}" for fault in normalise.faults(rule)]
    if not isinstance(rule, dict) or kind not in RULES:
        return [
            f"{place}: the rule {kind!r} is not known. Known are: {', '.join([*RULES, *normalise.NORMALISATIONS])}."
        ]
    strange = sorted(set(rule) - {"kind", "direction", *PARAMETERS[kind]})
    faults = [f"{place}: the rule '{kind}' takes no '{name}'." for name in strange]
    needed = _NEEDS.get(kind)
    if needed and not rule.get(needed):
        faults.append(f"{place}: the rule '{kind}' needs '{needed}', not 0 or empty.")
    if kind == "ratio" and inputs != 2:
        faults.append(f"{place}: the rule 'ratio' needs two inputs, a numerator and a denominator.")
    if kind == "sum_of_parts" and (len(rule.get("parts", [])) != inputs or min(rule.get("parts", [0])) <= 0):
        faults.append(f"{place}: the rule 'sum_of_parts' needs one part above 0 for each input.")
    if kind not in ("ratio", "sum_of_parts") and inputs != 1:
        faults.append(f"{place}: the rule '{kind}' takes one input.")
    if rule.get("direction", "higher") not in ("higher", "lower"):
        faults.append(f"{place}: 'direction' must be 'higher' or 'lower'.")
    thresholds = [step[0] for step in rule.get("steps", [])]
    if thresholds != sorted(set(thresholds)):
        faults.append(f"{place}: the thresholds of 'steps' must rise.")
    shares = [step[1] for step in rule.get("steps", [])] + [o.get("share", -1) for o in rule.get("options", [])]
    if any(not 0 <= share <= 1 for share in shares):
        faults.append(f"{place}: a share of the rule '{kind}' lies outside 0 to 1.")
    for option in rule.get("options", []):
        faults += _names(option.get("names"), f"{place}, option {option.get('share')}")
    return faults


def _tree(nodes: list[dict[str, Any]]) -> list[str]:
    counts = Counter(node["code"] for node in nodes)
    faults = [f"The code '{code}' stands {count} times." for code, count in counts.items() if count > 1]
    columns = Counter(column["code"] for node in nodes for column in node.get("inputs", []) if "code" in column)
    faults += [f"The input '{code}' stands {count} times." for code, count in columns.items() if count > 1]
    if nodes[0]["code"] != "dti" or "parent" in nodes[0]:
        faults.append("The first node must be the headline 'dti', without a parent.")
    seen: dict[str, dict[str, Any]] = {}
    children: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        if seen and node.get("parent") not in seen:
            faults.append(f"Node {node['code']}: its parent {node.get('parent')!r} must stand before it.")
        children.setdefault(node.get("parent", ""), []).append(node)
        seen[node["code"]] = node
    for code, node in seen.items():
        below = children.get(code, [])
        measured = "rule" in node or node.get("given", False)
        if not below and not measured:
            faults.append(f"Node {code} has neither children nor a rule.")
        if below and measured and not node.get("given", False):
            faults.append(f"Node {code} has children and a rule; only a given node may have both.")
        if below and not measured:
            unknown = [child["code"] for child in below if _points(child, children) is None]
            faults += [f"Node {child}: points are missing, and its parent {code} is computed." for child in unknown]
            scored = _points(node, children) != 0 or node is nodes[0]
            if not unknown and scored and sum(_points(child, children) or 0 for child in below) == 0:
                faults.append(f"Node {code}: the points of its children are all 0.")
    return faults


def _points(node: Mapping[str, Any], children: Mapping[str, list[dict[str, Any]]]) -> float | None:
    if "points" in node or not children.get(node["code"]):
        return node.get("points")
    below = [_points(child, children) for child in children[node["code"]]]
    return None if None in below else sum(p for p in below if p is not None)


def _composites(composites: Any, nodes: list[dict[str, Any]]) -> list[str]:
    faults = []
    taken = {node["code"] for node in nodes}
    for composite in composites:
        code = composite.get("code", "without a code")
        place = f"Composite {code}"
        faults += [
            f"{place}: '{key}' is not known." for key in sorted(set(composite) - {"code", "names", "points", *MADE_OF})
        ]
        faults += mean_faults(composite, place)
        faults += _names(composite.get("names"), place)
        points = composite.get("points", {})
        faults += [f"{place}: the node '{part}' is not in the tree." for part in points if part not in taken]
        if code in taken:
            faults.append(f"{place}: the code is taken by a node.")
        if not points or not all(map(_is_points, points.values())):
            faults.append(f"{place}: points must be numbers of 0 or more.")
        elif sum(points.values()) == 0:
            faults.append(f"{place}: the points are all 0.")
    return faults
