"""Where an indicator is to get to, as its rule says."""

import math

from scoring.frameworks import Node


def target_of(node: Node) -> float:
    """The figure at which the indicator's share is full: the target, the most counted, the best choice; else missing.

    A share or a normalisation names no target.
    """
    if node.rule == "ratio_to_target":
        return float(node.parameters["target"])
    if node.rule == "capped_count":
        return float(node.parameters["most"])
    return 1.0 if node.rule == "choice" else math.nan


def lower_is_better(node: Node) -> bool:
    return node.parameters.get("direction") == "lower"
