"""Every fault in how nodes are made of their children: means, thresholds and rounding, by node, level or file."""

from collections.abc import Mapping
from typing import Any

from scoring.engine.means import PARAMETERS
from scoring.engine.settings import NUMBER, SHARE, Form
from scoring.engine.settings import faults as settings_faults
from scoring.forms import DECIMALS, form_faults, is_list_of, is_whole

# The keys that a node, a composite, a level and (save `round`) the whole file may have.
MADE_OF: dict[str, Form] = {
    "mean": (
        "the name of a mean, or a table { kind = …, exponent = … }",
        lambda value: isinstance(value, (str, dict)),
    ),
    "least_coverage": SHARE,
    "least_children": SHARE,
    "round": DECIMALS,
}
FORMS: dict[str, Form] = {
    "offset": ("a number of 0 or more", lambda value: NUMBER[1](value) and value >= 0),
    "exponent": ("a number other than 0", lambda value: NUMBER[1](value) and value != 0),
}


def mean_faults(entry: Mapping[str, Any], place: str) -> list[str]:
    """Sentences naming what is wrong with the mean an entry asks for."""
    mean = entry.get("mean", "arithmetic")
    given = {"kind": mean} if isinstance(mean, str) else mean
    if not isinstance(given, dict):
        return []  # its form is looked at elsewhere
    return [f"{place}: {fault}" for fault in settings_faults(given, "mean", PARAMETERS, FORMS)]


def level_faults(raw: Mapping[str, Any], nodes: list[dict[str, Any]]) -> list[str]:
    """Sentences naming what is wrong with [[levels]], and means that stand where nothing is computed."""
    depth: dict[str, int] = {}
    for node in nodes:
        depth[node["code"]] = depth.get(node.get("parent", ""), -1) + 1
    deepest = max(depth.values())
    parents = {node.get("parent") for node in nodes}
    found = [
        f"Node {node['code']}: 'mean' says nothing about a node that is not computed from children."
        for node in nodes
        if "mean" in node and (node["code"] not in parents or node.get("given", False))
    ]
    levels, seen = raw.get("levels", []), set()
    among: Form = (f"a whole number from 0 (the headline) to {deepest}", lambda value: is_whole(value, deepest))
    for number, level in enumerate(levels if is_list_of(dict, levels) else [], 1):
        which = level.get("level")
        place = f"Level {which}" if is_whole(which, deepest) else f"Level entry {number}"
        found += form_faults(level, {"level": among, **MADE_OF}, place, needed=("level",)) + mean_faults(level, place)
        if is_whole(which) and which in seen:
            found.append(f"{place} stands twice.")
        seen |= {which} if is_whole(which) else set()
    return found
