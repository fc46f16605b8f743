"""The tree as the engine climbs it: one branch a computed node, children before parents, composites last."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.engine.errors import ScoringError
from scoring.frameworks import Composite, Framework, Node


@dataclass(frozen=True)
class Branch:
    """A node that is a mean: the codes of its children that have points, these points, and how it is made of them.

    `required` says which of the children may not be missing.
    """

    node: Node | Composite
    children: tuple[str, ...]
    points: np.ndarray
    required: np.ndarray

    @property
    def code(self) -> str:
        return self.node.code


def branches(framework: Framework, points: Mapping[str, float] | None = None) -> list[Branch]:
    """Every mean of the framework in the order it can be computed.

    `points` (code of a node → points) takes the place of the tree's; nodes it does not name keep theirs, and so do the
    composites. Raises ScoringError for an unknown node, for points that are negative or not finite, and for a parent
    whose children then have none.
    """
    changed = dict(points or {})
    _refuse(framework, changed)
    required = {node.code for node in framework.nodes if node.missing == "none"}
    found = []
    for node in reversed(framework.nodes):
        if not node.is_leaf:
            below = {child.code: changed.get(child.code, child.points) for child in framework.children[node.code]}
            found.append(_branch(node, below, required))
            counts = node is framework.headline or changed.get(node.code, node.points) != 0
            if counts and not found[-1].children:
                raise ScoringError(f"The points of all children of {node.code} are 0: give one of them points.")
    return found + [_branch(composite, composite.points, required) for composite in framework.composites]


def under(framework: Framework, node: str, points: Mapping[str, float] | None = None) -> list[Branch]:
    """The branches that the score of `node` rests on, itself last."""
    every = {branch.code: branch for branch in branches(framework, points)}
    wanted, waiting = set(), [node]
    while waiting:
        code = waiting.pop()
        if code in every and code not in wanted:
            wanted.add(code)
            waiting += every[code].children
    return [branch for code, branch in every.items() if code in wanted]


def _branch(node: Node | Composite, points: Mapping[str, float | None], required: set[str]) -> Branch:
    weighted = {child: p for child, p in points.items() if p}
    return Branch(
        node,
        tuple(weighted),
        np.array(list(weighted.values()), dtype=float),
        np.array([child in required for child in weighted], dtype=bool),
    )


def _refuse(framework: Framework, points: Mapping[str, float]) -> None:
    for code, value in points.items():
        if code not in framework.by_code or isinstance(framework.by_code[code], Composite):
            raise ScoringError(f"Points are given for {code!r}, which is no node of the framework {framework.id}.")
        if not 0 <= value < float("inf"):
            raise ScoringError(f"The points of {code} are {value!r}; they must be a number of 0 or more.")
