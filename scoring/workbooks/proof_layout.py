"""Where everything stands in the workbook that proves itself, and which of its cells are worked out there.

A node has one column, and a unit one row, the same on every sheet. The children of a node stand side by side, so that
a mean names one range; composites come last.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.engine.rules import BY_PERIOD, RULES
from scoring.engine.score import Scores
from scoring.engine.shares import ASSESSED
from scoring.engine.tree import Branch, branches
from scoring.frameworks import Composite, Framework, Names, Node, Step
from scoring.workbooks.problems import column_letter

FIRST_ROW = 3  # under code and name
FIRST_COLUMN = 3  # behind the unit's code and name
# Rows of the sheet Framework.
PARENT, POINTS, REQUIRED, TOTAL, PARTS, LEAST_POINTS, LEAST_PARTS, DECIMALS, METHOD, MISSING = range(3, 13)
FIRST_COMPOSITE = 14


@dataclass(frozen=True)
class Layout:
    """The places of `scores`, which are of one period."""

    scores: Scores

    @property
    def framework(self) -> Framework:
        return self.scores.framework

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The headline, then level by level the children of one node after those of another, then composites."""
        found = [self.framework.headline.code]
        for code in found:  # grows as it is read
            found += [child.code for child in self.framework.children[code]]
        return (*found, *(composite.code for composite in self.framework.composites))

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {code: column_letter(at) for at, code in enumerate(self.codes, FIRST_COLUMN)}

    @cached_property
    def inputs(self) -> dict[str, Names]:
        """Columns of the sheet Inputs → their names: the framework's, and points that leaves were assessed with."""
        assessed = {node.code + ASSESSED: node.names for node in self.framework.nodes if self.is_assessed(node)}
        return {**{column.code: column.names for column in self.framework.inputs}, **assessed}

    def is_assessed(self, node: Node) -> bool:
        """Whether a form gives points for the leaf, which then go before its rule."""
        return node.is_leaf and bool(node.points) and node.code + ASSESSED in self.scores.values

    @cached_property
    def _inputs(self) -> dict[str, str]:
        return {code: column_letter(at) for at, code in enumerate(self.inputs, FIRST_COLUMN)}

    @property
    def rows(self) -> range:
        return range(FIRST_ROW, FIRST_ROW + len(self.scores.scores))

    def cell(self, sheet: str, code: str, row: int) -> str:
        return f"{sheet}!{self._letters[code]}{row}"

    def fixed(self, code: str, row: int) -> str:
        """A cell of the sheet Framework, whose row stays when the formula is copied downwards."""
        return f"Framework!{self._letters[code]}${row}"

    def column(self, sheet: str, code: str) -> str:
        letter = self._letters[code]
        return f"{sheet}!{letter}${self.rows[0]}:{letter}${self.rows[-1]}"

    def all_of(self, sheet: str) -> str:
        first, last = self._letters[self.codes[0]], self._letters[self.codes[-1]]
        return f"{sheet}!{first}{self.rows[0]}:{last}{self.rows[-1]}"

    def input_cell(self, code: str, row: int) -> str:
        return f"Inputs!{self._inputs[code]}{row}"

    def input_column(self, code: str) -> str:
        letter = self._inputs[code]
        return f"Inputs!{letter}${self.rows[0]}:{letter}${self.rows[-1]}"

    def scores_of(self, code: str, row: int) -> str:
        """The scores of what a node or composite is made of."""
        first, last = self._ends(code)
        return f"Scores!{first}{row}:{last}{row}"

    def points_of(self, code: str) -> str:
        """Their points, 0 or empty for what does not count."""
        composites = [composite.code for composite in self.framework.composites]
        row = FIRST_COMPOSITE + composites.index(code) if code in composites else POINTS
        return self._across(code, row)

    def weight_of(self, code: str) -> float | None:
        """The node's own points; None for a composite, and where they are not known."""
        node = self.framework.by_code[code]
        return node.points if isinstance(node, Node) else None

    def required_of(self, code: str) -> str:
        """1 for those that may not be missing."""
        return self._across(code, REQUIRED)

    def _across(self, code: str, row: int) -> str:
        first, last = self._ends(code)
        return f"Framework!{first}${row}:{last}${row}"

    def _ends(self, code: str) -> tuple[str, str]:
        """First and last column of the children; of the whole tree for a composite."""
        below = self.framework.children.get(code)
        codes = [child.code for child in below] if below else self.codes[: len(self.framework.nodes)]
        return self._letters[codes[0]], self._letters[codes[-1]]

    @cached_property
    def branches(self) -> dict[str, Branch]:
        return {branch.code: branch for branch in branches(self.framework)}

    def is_mean(self, code: str) -> bool:
        return code in self.branches and bool(self.branches[code].children)

    def is_live(self, code: str, row: int) -> bool:
        """Whether the node of that row is worked out in the workbook."""
        return code not in self.carried and not self.screened[row - FIRST_ROW]

    @cached_property
    def screened(self) -> np.ndarray:
        """Of each row, whether the unit was left out."""
        return self.scores.flagged("screened").to_numpy(bool).any(axis=1)

    @cached_property
    def carried(self) -> dict[str, str]:
        """Nodes whose cells carry the engine's values → what works them out, as the framework calls it."""
        return {code: why for code in self.codes if (why := self._method_beside(self.framework.by_code[code]))}

    def _method_beside(self, node: Node | Composite) -> str:
        """The method of a node that no formula here follows; empty where one does."""
        if isinstance(node, Composite) or not node.is_leaf:
            return "" if node.mean.kind == "arithmetic" else node.mean.kind
        if node.rule not in RULES:
            return str(node.rule)
        columns = {column.code for column in node.inputs}
        for step in self.framework.steps:
            if step.family == "screen":  # the highest is sought among those that stay
                if node.rule in BY_PERIOD and step.settings["kind"] != "none":
                    return step.family
            elif any(_kind(step, code) != "none" for code in columns & set(step.indicators)):
                return step.family
        return ""


def _kind(step: Step, code: str) -> str:
    return str(step.differing.get(code, step.settings).get("kind", ""))
