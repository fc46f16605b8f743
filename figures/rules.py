"""An indicator's rule in a sentence."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from figures.words import Words
from scoring.engine.normalise import PARAMETERS
from scoring.engine.rules import RULES
from scoring.frameworks import Node


def plain(value: float, words: Words) -> str:
    """A parameter of a framework as it was decided: 20 as "20", 0.25 as "0,25", never rounded."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return words.number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def sentence(node: Node, words: Words) -> str:
    """The rule of a node in the language of `words`, with its parameters."""
    t = words.t
    if node.given:
        return t("rule.given")
    if node.rule is None:
        kind, parameters = node.mean.kind, node.mean.parameters
        told = {"offset": plain(0.0, words), **{key: plain(value, words) for key, value in parameters.items()}}
        return t("rule.mean") if kind == "arithmetic" else t(f"rule.mean_{kind}", **told)
    lower = node.parameters.get("direction") == "lower"
    turned = lower and node.rule == "ratio_to_target"
    said = t(f"rule.{node.rule}{'_lower' if turned else ''}", **_told(node, words))
    if not lower or turned:
        return said
    return f"{said} {t('rule.lower' if node.rule in RULES else 'rule.lower_values')}"


def _told(node: Node, words: Words) -> Mapping[str, Any]:
    """The parameters as the sentence names them."""
    given = {**PARAMETERS.get(node.rule or "", {}), **node.parameters}
    told: dict[str, Any] = {
        key: plain(value, words)
        for key, value in given.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
    told["reference"] = given.get("reference", "")
    if node.rule == "steps":
        told["steps"] = "; ".join(f"≥ {plain(a, words)} → {words.percent(b)}" for a, b in given["steps"])
    if node.rule == "choice":
        options = given["options"]
        told["options"] = "; ".join(f"{o['names'][words.lang]} → {words.percent(o['share'])}" for o in options)
    if node.rule == "sum_of_parts":
        parts = zip(node.inputs, given["parts"], strict=True)
        told["parts"] = "; ".join(f"{column.names[words.lang]} ≤ {plain(part, words)}" for column, part in parts)
    if given.get("posts"):
        told["low"], told["high"] = (plain(post, words) for post in given["posts"])
    if node.rule == "ratio":
        told["numerator"], told["denominator"] = (column.names[words.lang] for column in node.inputs)
    return told
