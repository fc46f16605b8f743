"""Whose points can be drawn, and what a change of points does to the rest of the tree."""

import numpy as np

from scoring.engine.errors import ScoringError
from scoring.frameworks import Framework

Array = np.ndarray


def siblings(framework: Framework, levels: tuple[int, ...] | None = None) -> list[Array]:
    """Places in `framework.nodes` of nodes with points that share a parent, at least two together, by parent.

    Raises ScoringError where one of the levels holds none.
    """
    place = {node.code: at for at, node in enumerate(framework.nodes)}
    families = {
        parent: np.array([place[child.code] for child in children if child.points])
        for parent, children in framework.children.items()
    }
    by_level = {parent: framework.depth[parent] + 1 for parent, family in families.items() if len(family) > 1}
    absent = [level for level in levels or () if level not in by_level.values()]
    found = [families[parent] for parent, level in by_level.items() if levels is None or level in levels]
    if absent or not found:
        where = "" if levels is None else f" at level {', '.join(map(str, absent or levels))}"
        deepest = max(framework.depth.values())
        raise ScoringError(
            f"The framework {framework.id} has no two nodes with points under one parent{where}, so there are no"
            f" weights to draw. Its levels are 1 to {deepest}."
        )
    return found


def at_level(framework: Framework, level: int) -> list[int]:
    """Places in `framework.nodes` of the nodes with points at that level. Raises ScoringError where there are none."""
    found = [at for at, node in enumerate(framework.nodes) if node.points and framework.depth[node.code] == level]
    if level < 1 or len(found) < 2:
        deepest = max(framework.depth.values())
        raise ScoringError(
            f"The framework {framework.id} has no two nodes with points at level {level}, so none can be left out."
            f" Its levels are 1 to {deepest}."
        )
    return found


def rescaled(before: Array, after: Array, groups: list[Array]) -> Array:
    """`after` (draws × nodes) with every group of siblings scaled to the sum it had before."""
    for group in groups:
        had, has = before[:, group].sum(axis=1), after[:, group].sum(axis=1)
        after[:, group] *= np.divide(had, has, out=np.ones_like(has), where=has > 0)[:, None]
    return after


def without(framework: Framework, points: Array, nodes: Array) -> Array:
    """`points` (draws × nodes) with one node a draw at 0, none where its place is −1; its siblings share its weight.

    A parent with no other child to rest on goes with it.
    """
    points = points.copy()
    for node in np.unique(nodes[nodes >= 0]):
        points[np.ix_(nodes == node, _with_emptied(framework, int(node)))] = 0.0
    return points


def _with_emptied(framework: Framework, at: int) -> list[int]:
    """The node's place and those of the parents that rest on it alone."""
    place = {node.code: number for number, node in enumerate(framework.nodes)}
    found = [at]
    node = framework.nodes[at]
    while node.parent is not None and sum(bool(c.points) for c in framework.children[node.parent]) == 1:
        found.append(place[node.parent])
        node = framework.nodes[found[-1]]
    return found
