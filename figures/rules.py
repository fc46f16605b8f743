"""How a node gets its score, in sentences: the rule of an indicator, or the mean of what lies under it."""

from collections.abc import Mapping
from typing import Any

from figures import means, normalisations
from figures.parameters import plain, share
from figures.words import Words
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.rules import PARAMETERS
from scoring.frameworks import Composite, Framework, Node


def sentence(node: Node | Composite, words: Words, units: Mapping[str, str] | None = None) -> str:
    """The rule or mean of a node in the language of `words`, with its parameters and the decimals it is rounded to.

    `units` has the names of units by code, for a rule that refers to one.
    """
    said = _rule(node, words, units) if isinstance(node, Node) and node.is_leaf else means.sentence(node.mean, words)
    return said if node.round is None else f"{said} {words.t('rule.rounded', n=node.round)}"


def within_unit(framework: Framework) -> bool:
    """Whether every score lies between 0 and 1: rules of points and means keep it there, not every normalisation."""
    return all(
        normalisations.within_unit({"kind": node.rule, **node.parameters})
        for node in framework.nodes
        if node.rule in NORMALISATIONS
    )


def _rule(node: Node, words: Words, units: Mapping[str, str] | None) -> str:
    if node.given:
        return words.t("rule.given")
    if node.rule in NORMALISATIONS:
        return normalisations.sentence({"kind": node.rule, **node.parameters}, words, units)
    lower = node.parameters.get("direction") == "lower"
    turned = lower and node.rule == "ratio_to_target"
    scaled = node.rule == "share" and node.parameters.get("scale", 1) != 1
    variant = "_lower" if turned else "_scale" if scaled else ""
    said = words.t(f"rule.{node.rule}{variant}", **_told(node, words))
    return f"{said} {words.t('rule.lower')}" if lower and not turned else said


def _told(node: Node, words: Words) -> Mapping[str, Any]:
    """The parameters as the sentence names them."""
    given = {**PARAMETERS[str(node.rule)], **node.parameters}
    told: dict[str, Any] = {key: plain(given[key], words) for key in ("scale", "target", "most") if key in given}
    if node.rule == "steps":
        told["steps"] = "; ".join(f"≥ {plain(a, words)} → {share(b, words)}" for a, b in given["steps"])
    if node.rule == "choice":
        options = given["options"]
        told["options"] = "; ".join(f"{o['names'][words.lang]} → {share(o['share'], words)}" for o in options)
    if node.rule == "sum_of_parts":
        parts = zip(node.inputs, given["parts"], strict=True)
        told["parts"] = "; ".join(f"{column.names[words.lang]} ≤ {plain(part, words)}" for column, part in parts)
    if node.rule == "ratio":
        told["numerator"], told["denominator"] = (column.names[words.lang] for column in node.inputs)
    return told
