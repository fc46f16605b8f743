"""Every fault in how nodes hang together: codes, parents, sums of points, and composites over them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from scoring.forms import STRING, TABLE, form_faults, is_list_of, is_points, names_faults
from scoring.mean_checks import MADE_OF, mean_faults
from scoring.step_checks import measured

Nodes = list[dict[str, Any]]


def tree_faults(raw: Mapping[str, Any], nodes: Nodes) -> list[str]:
    """Sentences naming what is wrong with the tree of `nodes`, whose codes, parents and points have their form."""
    counts = Counter(node["code"] for node in nodes)
    faults = [f"The code '{code}' stands {count} times." for code, count in counts.items() if count > 1]
    ranks = [f"{node['code']}.rank" for node in nodes if "rank" in node]
    columns = Counter([*measured(nodes), *ranks])
    faults += [
        f"The input '{code}' stands {count} times." for code, count in columns.items() if count > 1 >= counts[code]
    ]
    if nodes[0]["code"] != "dti" or "parent" in nodes[0]:
        faults.append("The first node must be the headline 'dti', without a parent.")
    seen: dict[str, dict[str, Any]] = {}
    children: dict[str | None, Nodes] = {}
    for node in nodes:
        if seen and node.get("parent") not in seen:
            faults.append(f"Node {node['code']}: its parent {node.get('parent')!r} must stand before it.")
        elif node["code"] not in seen:
            children.setdefault(node["parent"] if seen else None, []).append(node)
        seen.setdefault(node["code"], node)
    for code, node in seen.items():
        faults += _node(code, node, children, node is nodes[0])
    return faults


def _node(code: str, node: Mapping[str, Any], children: Mapping[str | None, Nodes], is_headline: bool) -> list[str]:
    below = children.get(code, [])
    measured_itself = "rule" in node or node.get("given", False)
    if not below:
        return [] if measured_itself else [f"Node {code} has neither children nor a rule."]
    if measured_itself:
        both = f"Node {code} has children and a rule; only a given node may have both."
        return [] if node.get("given", False) else [both]
    unknown = [child["code"] for child in below if _points(child, children) is None]
    if unknown:
        return [f"Node {child}: points are missing, and its parent {code} is computed." for child in unknown]
    scored = _points(node, children) != 0 or is_headline
    if scored and sum(_points(child, children) or 0 for child in below) == 0:
        return [f"Node {code}: the points of its children are all 0."]
    return []


def _points(node: Mapping[str, Any], children: Mapping[str | None, Nodes]) -> float | None:
    if "points" in node or not children.get(node["code"]):
        return node.get("points")
    below = [_points(child, children) for child in children[node["code"]]]
    return None if None in below else sum(p for p in below if p is not None)


def composite_faults(raw: Mapping[str, Any], nodes: Nodes) -> list[str]:
    """Sentences naming what is wrong with [[composites]]."""
    composites = raw.get("composites", [])
    faults = []
    taken = {node["code"] for node in nodes}
    for number, composite in enumerate(composites if is_list_of(dict, composites) else [], 1):
        code, points = composite.get("code"), composite.get("points")
        place = f"Composite {code}" if isinstance(code, str) else f"Composite {number}"
        faults += names_faults(composite.get("names"), place)
        without = {key: composite[key] for key in composite if key != "names"}
        faults += form_faults(without, {"code": STRING, "points": TABLE, **MADE_OF}, place, needed=("code", "points"))
        faults += mean_faults(composite, place)
        if isinstance(code, str) and code in taken:
            faults.append(f"{place}: the code is taken.")
        taken |= {code} if isinstance(code, str) else set()
        if isinstance(points, dict):
            tree = {node["code"] for node in nodes}
            faults += [f"{place}: the node '{part}' is not in the tree." for part in points if part not in tree]
            if not points or not all(map(is_points, points.values())):
                faults.append(f"{place}: points must be numbers of 0 or more.")
            elif sum(points.values()) == 0:
                faults.append(f"{place}: the points are all 0.")
    return faults
