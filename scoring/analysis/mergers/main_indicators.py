"""The main indicators of a framework: the level at which the index is published, merged and explained."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.engine.aggregate import Nodes, aggregate
from scoring.engine.means import AMONG_RIVALS
from scoring.engine.shares import Shares
from scoring.engine.tree import branches
from scoring.frameworks import Framework, Input, Mean, Node

Array = np.ndarray


def main_indicators(framework: Framework) -> tuple[str, ...]:
    """Codes of the main indicators, in the order of the file.

    They are the nodes that the composites weigh, and elsewhere the leaves: a cut of the tree, so that every leaf which
    counts in the headline lies under exactly one. A headline that is given is its own only main indicator. Nodes of 0
    points, which count in nothing, are left out.

    >>> from scoring import load_framework
    >>> main_indicators(load_framework("dti-922-province-published"))
    ('ha_tang_so', 'nen_tang_khac', 'hd_chinh_quyen_so', 'hd_kinh_te_so', 'hd_xa_hoi_so')
    """
    return tuple(node.code for node in headline_tree(framework).nodes if node.is_leaf)


def carried_nodes(framework: Framework) -> tuple[str, ...]:
    """The nodes whose scores stand for everything below them: the main indicators, and what is only shown.

    The latter are nodes of 0 points and the leaves beside a given headline.
    """
    return tuple(node.code for node in cut_off(framework).nodes if node.is_leaf)


def cut_off(framework: Framework) -> Framework:
    """The framework without what lies below its main indicators: these become leaves that take a finished score.

    Points, means and composites above stay as they are; steps before scoring go, and so do ranks that were given, for
    they belong to other units or other values.
    """
    closed: set[str] = set()
    kept = []
    for node in framework.nodes:
        if node.parent in closed:
            closed.add(node.code)
        elif node.points == 0 or _is_cut(framework, node):
            kept.append(_as_leaf(node))
            if not node.given:
                closed.add(node.code)
        else:
            kept.append(replace(node, rank=None))
    return replace(framework, nodes=tuple(kept), text="", steps=(), columns=())


def headline_tree(framework: Framework) -> Framework:
    """`cut_off` with nothing but what counts in the headline: the main indicators and the nodes above them."""
    beside: set[str] = set()
    kept: list[Node] = []
    for node in cut_off(framework).nodes:
        if node.points == 0 or node.parent in beside or any(node.parent == leaf.code and leaf.given for leaf in kept):
            beside.add(node.code)
        else:
            kept.append(node)
    return replace(framework, nodes=tuple(kept), composites=(), text="", steps=(), columns=())


def aggregate_main(tree: Framework, scores: Array, groups: Array, index: pd.MultiIndex) -> Nodes:
    """The nodes of a cut tree from the scores of its leaves, rows × leaves in their order; `groups` are ranked apart.

    `index` (period, unit) names the rows if a mean refuses one.
    """
    leaves = tuple(node.code for node in tree.nodes if node.is_leaf)
    return aggregate(tree, Shares(index, groups, leaves, scores))


def points_of_headline(framework: Framework) -> dict[str, float]:
    """Code → the share of the headline's points that a node holds, 0..1; nodes that count in nothing are left out."""
    parts = {framework.headline.code: 1.0}
    for branch in reversed(branches(replace(framework, composites=()))):
        shares = branch.points / branch.points.sum()
        if branch.code in parts:
            parts |= {child: parts[branch.code] * share for child, share in zip(branch.children, shares, strict=True)}
    return parts


class Top(NamedTuple):
    """What is above the main indicators: the tree, and each main indicator's part of the headline where that is one."""

    tree: Framework
    decimals: int
    weights: Array | None

    @classmethod
    def of(cls, framework: Framework) -> "Top":
        tree = headline_tree(framework)
        parts = points_of_headline(tree)
        means = [node for node in tree.nodes if not node.is_leaf]
        plain = all(node.mean.kind == "arithmetic" and node.round is None for node in means)
        weights = np.array([parts[node.code] for node in tree.nodes if node.is_leaf])
        return cls(tree, framework.rank_decimals, weights if plain else None)

    @property
    def among_rivals(self) -> bool:
        return any(node.mean.kind in AMONG_RIVALS for node in self.tree.nodes if not node.is_leaf)

    def headline(self, main: Array, units: Sequence[str], at: Array) -> Array:
        """Headlines of a cube … × rows × main indicators, each … a ranking of its own; `at` is the unit of each row."""
        if self.weights is not None and not np.isnan(main).any():
            plain: Array = main @ self.weights
            return plain
        groups = np.repeat(np.arange(int(np.prod(main.shape[:-2]))), main.shape[-2])
        # Made from its parts: nothing reads it unless a mean refuses a row.
        codes = [np.zeros(len(groups), dtype=np.intp), np.broadcast_to(at, main.shape[:-1]).ravel()]
        index = pd.MultiIndex(levels=[["a mixture"], list(units)], codes=codes, verify_integrity=False)
        nodes = aggregate_main(self.tree, main.reshape(-1, main.shape[-1]), groups, index)
        return nodes.scores[:, 0].reshape(main.shape[:-1])


def _is_cut(framework: Framework, node: Node) -> bool:
    return node.is_leaf or any(node.code in composite.points for composite in framework.composites)


def _as_leaf(node: Node) -> Node:
    column = Input(node.code, node.names, low=0.0, high=1.0, required=node.points != 0)
    missing = "none" if node.missing == "none" else "skip"  # what counts as 0 without evidence is 0 already
    return replace(
        node, rule="share", parameters={}, inputs=(column,), missing=missing, rank=None, measure={}, mean=Mean(),
        round=None,
    )  # fmt: skip
