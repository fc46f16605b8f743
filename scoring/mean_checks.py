"""Every fault in how nodes are made of their children: means, thresholds and rounding, by node, level or file."""

from collections.abc import Mapping
from typing import Any

from scoring.engine.means import PARAMETERS
from scoring.engine.settings import NUMBER, SHARE, Form
from scoring.engine.settings import faults as settings_faults

# The keys that a node, a composite, a level and (save `round`) the whole file may have.
MADE_OF = ("mean", "least_coverage", "least_children", "round")
FORMS: dict[str, Form] = {
    "offset": ("a number of 0 or more", lambda value: NUMBER[1](value) and value >= 0),
    "exponent": ("a number other than 0", lambda value: NUMBER[1](value) and value != 0),
}


def mean_faults(entry: Mapping[str, Any], place: str, above: bool = False) -> list[str]:
    """Sentences naming what is wrong with the `MADE_OF` keys of an entry; `above` for the file itself."""
    found = []
    for key in ("least_coverage", "least_children"):
        if key in entry and not SHARE[1](entry[key]):
            found.append(
                f"'{key}' must lie between 0 and 1." if above else f"{place}: '{key}' must lie between 0 and 1."
            )
    decimals = entry.get("round", 0)
    if not isinstance(decimals, int) or isinstance(decimals, bool) or not 0 <= decimals <= 15:
        found.append(f"{place}: 'round' is {decimals!r}; it must be a whole number from 0 to 15.")
    if "mean" in entry:
        mean = {"kind": entry["mean"]} if isinstance(entry["mean"], str) else entry["mean"]
        if isinstance(mean, dict):
            found += [f"{place}: {fault}" for fault in settings_faults(mean, "mean", PARAMETERS, FORMS)]
        else:
            found.append(f"{place}: 'mean' is {mean!r}; write the name of a mean, or {{ kind = …, exponent = … }}.")
    return found


def level_faults(raw: Mapping[str, Any], nodes: list[dict[str, Any]]) -> list[str]:
    """Sentences naming what is wrong with [[levels]], and means that stand where nothing is computed."""
    depth: dict[str, int] = {}
    for node in nodes:
        depth[node["code"]] = depth.get(node.get("parent", ""), -1) + 1
    parents = {node.get("parent") for node in nodes}
    found = [
        f"Node {node['code']}: 'mean' says nothing about a node that is not computed from children."
        for node in nodes
        if "mean" in node and (node["code"] not in parents or node.get("given", False))
    ]
    levels, deepest = raw.get("levels", []), max(depth.values())
    if not isinstance(levels, list) or not all(isinstance(level, dict) for level in levels):
        return [*found, "'levels' must be a list of tables ([[levels]])."]
    seen = set()
    for number, level in enumerate(levels, 1):
        place, which = f"Level entry {number}", level.get("level")
        if not isinstance(which, int) or isinstance(which, bool) or not 0 <= which <= deepest:
            found.append(
                f"{place}: 'level' is {which!r}; it must be a whole number from 0 (the headline) to {deepest}."
            )
            continue
        if which in seen:
            found.append(f"{place}: the level {which} stands twice.")
        seen.add(which)
        found += [f"{place}: '{key}' is not known." for key in sorted(set(level) - {"level", *MADE_OF})]
        found += mean_faults(level, f"Level {which}")
    return found
