"""Which scores tell something of other units: whoever knows one unit's figure and such a score can work out another's.

A share of 0.8 by `ratio_to_max` and one's own figure of 40 give away that the best unit has 50.
"""

from scoring.engine.chunks import against_others, compares_rows
from scoring.engine.means import AMONG_RIVALS
from scoring.engine.tree import branches
from scoring.frameworks import Framework


def compared(framework: Framework) -> frozenset[str]:
    """The codes of all nodes, from the indicators up, whose score rests on the figures of other units."""
    changed = {code for step in framework.steps if compares_rows(step) for code in step.indicators}
    found = {
        node.code
        for node in framework.nodes
        if node.is_leaf and (against_others(node) or any(column.code in changed for column in node.inputs))
    }
    for branch in branches(framework):  # children before parents
        if branch.node.mean.kind in AMONG_RIVALS or found.intersection(branch.children):
            found.add(branch.code)
    return frozenset(found)
