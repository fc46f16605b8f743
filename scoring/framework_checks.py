"""Every fault of a framework file, each named with its place. Nothing here builds anything."""

from collections.abc import Mapping
from typing import Any

from scoring.engine import normalise
from scoring.engine.rules import FORMS, PARAMETERS, RULES
from scoring.engine.settings import FLAG, NUMBER, Form, one_of
from scoring.engine.settings import faults as settings_faults
from scoring.forms import (
    DECIMALS,
    NAMES,
    POINTS,
    STRING,
    STRINGS,
    TABLE,
    TABLES,
    form_faults,
    is_list_of,
    is_whole,
    names_faults,
)
from scoring.mean_checks import MADE_OF, level_faults, mean_faults
from scoring.promise_checks import promise_faults
from scoring.step_checks import column_faults, step_faults
from scoring.tree_checks import composite_faults, tree_faults

KINDS = ("official", "published", "illustrative", "programme")
MISSING = ("skip", "zero", "none")
_TEXTS = ("id", "block", "kind", "decision")
_FILE: dict[str, Form] = {
    **dict.fromkeys(_TEXTS, STRING),
    "kind": one_of(*KINDS),
    "names": TABLE,
    "notes": NAMES,
    "years": ("a list of years", lambda value: isinstance(value, list) and all(map(is_whole, value))),
    "sources": STRINGS,
    "rank_decimals": DECIMALS,
    "missing": one_of(*MISSING),
    **{key: form for key, form in MADE_OF.items() if key != "round"},
    **dict.fromkeys(("nodes", "composites", "levels", "columns", "steps"), TABLES),
}
_NODE: dict[str, Form] = {
    "code": STRING,
    "parent": STRING,
    "names": TABLE,
    "points": POINTS,
    "rule": TABLE,
    "inputs": TABLES,
    "missing": one_of(*MISSING),
    "given": FLAG,
    "rank": NAMES,
    "measure": NAMES,
    "promise": TABLE,
    "spellings": STRINGS,
    "low": NUMBER,
    "high": NUMBER,
    **MADE_OF,
}
_INPUT = {key: _NODE[key] for key in ("code", "names", "measure", "spellings", "low", "high")}


def check(raw: Mapping[str, Any]) -> list[str]:
    """Sentences naming every fault of the parsed file; empty where there is none.

    What depends on the tree (parents, sums of points, levels, codes of columns) is looked at once its nodes have codes,
    parents and points of the right form.
    """
    faults = form_faults(raw, _FILE, "", needed=(*_TEXTS, "years", "sources"))
    faults += names_faults(raw.get("names"), "The framework") + mean_faults(raw, "The framework")
    nodes = raw.get("nodes")
    if not is_list_of(dict, nodes) or not nodes:
        return [*faults, "There is no list of nodes ([[nodes]])."]
    for number, node in enumerate(nodes, 1):
        faults += _node(node, f"Node {number} ({node.get('code', 'without a code')})")
    if not all(isinstance(node.get("code"), str) and _has_form(node) for node in nodes):
        return faults
    for among in (tree_faults, composite_faults, level_faults, column_faults, step_faults):
        faults += among(raw, nodes)
    return faults


def _has_form(node: Mapping[str, Any]) -> bool:
    """Whether a node can take its place in the tree."""
    return all(key not in node or _NODE[key][1](node[key]) for key in ("parent", "points", "rule", "inputs", "given"))


def _node(node: Mapping[str, Any], place: str) -> list[str]:
    if not isinstance(node.get("code"), str):
        return [f"{place} is missing a text 'code' (put it in quotes: \"1.1\")."]
    faults = names_faults(node.get("names"), place)
    faults += form_faults({key: node[key] for key in node if key != "names"}, _NODE, place)
    faults += mean_faults(node, place)
    inputs = node.get("inputs", [])
    for column in inputs if is_list_of(dict, inputs) else []:
        at = f"{place}, input {column.get('code', 'without a code')}"
        faults += names_faults(column.get("names"), at)
        faults += form_faults({key: column[key] for key in column if key != "names"}, _INPUT, at, needed=("code",))
    if isinstance(node.get("rule"), dict):
        faults += _rule(node["rule"], len(inputs) if isinstance(inputs, list) and inputs else 1, place)
    if isinstance(node.get("promise"), dict):
        faults += promise_faults(node, place)
    return faults


def _rule(rule: Mapping[str, Any], inputs: int, place: str) -> list[str]:
    kind = rule.get("kind")
    if isinstance(kind, str) and kind in normalise.NORMALISATIONS:
        faults = normalise.faults(rule)
    elif isinstance(kind, str) and kind in RULES:
        faults = settings_faults(rule, "rule", PARAMETERS, FORMS)
    else:
        return [
            f"{place}: the rule {kind!r} is not known. Known are: {', '.join([*RULES, *normalise.NORMALISATIONS])}."
        ]
    parts = rule.get("parts")
    if kind == "ratio" and inputs != 2:
        faults.append("the rule 'ratio' needs two inputs, a numerator and a denominator.")
    elif kind == "sum_of_parts" and isinstance(parts, list) and len(parts) != inputs:
        faults.append("the rule 'sum_of_parts' needs one part for each input.")
    elif kind not in ("ratio", "sum_of_parts") and inputs != 1:
        faults.append(f"the rule '{kind}' takes one input.")
    return [f"{place}: {fault}" for fault in faults]
