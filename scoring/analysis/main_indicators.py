"""The main indicators of a framework: the level at which the index is published, merged and explained."""

from dataclasses import replace

from scoring.frameworks import Framework, Input, Node


def main_indicators(framework: Framework) -> tuple[str, ...]:
    """Codes of the main indicators, in the order of the file.

    They are the nodes that the composites weigh, and elsewhere the leaves: a cut of the tree, so that every leaf which
    counts in the headline lies under exactly one. A headline that is given is its own only main indicator. Nodes of 0
    points, which count in nothing, are left out.

    >>> from scoring import load_framework
    >>> main_indicators(load_framework("dti-922-province-published"))
    ('ha_tang_so', 'nen_tang_khac', 'hd_chinh_quyen_so', 'hd_kinh_te_so', 'hd_xa_hoi_so')
    """
    below: set[str] = set()
    found = []
    for node in framework.nodes:
        if node.parent in below or node.points == 0:
            below.add(node.code)
        elif _is_cut(framework, node):
            found.append(node.code)
            below.add(node.code)
    return tuple(found)


def carried_nodes(framework: Framework) -> tuple[str, ...]:
    """The nodes whose scores stand for everything below them: the main indicators, and what is only shown.

    The latter are nodes of 0 points and the leaves beside a given headline.
    """
    return tuple(node.code for node in cut_off(framework).nodes if node.is_leaf)


def cut_off(framework: Framework) -> Framework:
    """The framework without what lies below its main indicators: these become leaves that take a score 0..1.

    Points, means and composites above stay as they are; ranks that were given go, for they belong to other units or
    other values.
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
    return replace(framework, nodes=tuple(kept), text="")


def _is_cut(framework: Framework, node: Node) -> bool:
    return node.is_leaf or any(node.code in composite.points for composite in framework.composites)


def _as_leaf(node: Node) -> Node:
    column = Input(node.code, node.names, low=0.0, high=1.0, required=node.points != 0)
    return replace(node, rule="share", parameters={}, inputs=(column,), missing="skip", rank=None, measure={})
