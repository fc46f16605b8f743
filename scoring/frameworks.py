"""Frameworks: an edition of the index as data, read from a file by `framework_files`.

A framework names the decision, the years, the tree of nodes with points, rules and means, what is done to the values
before, and the composites. It is the only place where codes, names, points and methods stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

LANGUAGES = ("vi", "en", "es")
Names = Mapping[str, str]


@dataclass(frozen=True)
class Input:
    """A raw column of the workbook: code, names, further spellings, range, choices (folded label → share)."""

    code: str
    names: Names
    spellings: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    measure: Names = field(default_factory=dict)
    choices: tuple[tuple[float, Names], ...] = ()
    required: bool = True
    percent: bool = False


@dataclass(frozen=True)
class Mean:
    """How a node's score is made of its children's: a kind of `MEANS` with its parameters."""

    kind: str = "arithmetic"
    parameters: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """Something done to the values before they are scored.

    `family` is denominate, screen, impute, treat or normalise; `settings` (kind and parameters) hold for the columns
    `indicators`, save those that `differing` gives settings of their own.
    """

    family: str
    settings: Mapping[str, Any]
    indicators: tuple[str, ...]
    differing: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Promise:
    """What a programme promises of an indicator, beside the target that its rule names.

    `deadline` and `since` are periods, at whose ends the target is due and the baseline was counted; `growth` the
    lowest and highest monthly rate that is aimed at, where the figure is meant to grow by a rate.
    """

    deadline: str | None = None
    baseline: float | None = None
    since: str | None = None
    growth: tuple[float, float] | None = None
    owner: Names = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class Node:
    """Anything in the tree with a score. `points` is its weight among its siblings, None where it is not known.

    `least_coverage` and `least_children` are the shares of its children's points and number that must have a score for
    it to have one; `round` the decimals its score is rounded to, None where it is not.
    """

    code: str
    parent: str | None
    names: Names
    points: float | None
    rule: str | None
    parameters: Mapping[str, Any]
    inputs: tuple[Input, ...]
    missing: str
    given: bool
    rank: Input | None
    measure: Names
    mean: Mean = Mean()
    least_coverage: float = 0.5
    least_children: float = 0.0
    round: int | None = None
    promise: Promise | None = None

    @property
    def is_leaf(self) -> bool:
        """True where the score comes from the workbook: an indicator, or a node that is given."""
        return self.rule is not None


@dataclass(frozen=True)
class Composite:
    """A second weighting over the same nodes: code of node → points."""

    code: str
    names: Names
    points: Mapping[str, float]
    mean: Mean = Mean()
    least_coverage: float = 0.5
    least_children: float = 0.0
    round: int | None = None
    missing: str = "skip"


@dataclass(frozen=True)
class Framework:
    """An edition of the index. `kind` is official, published (as far as public tables allow) or illustrative; or
    programme, where nothing is ranked and indicators carry promises.

    `columns` are read beside the indicators: denominators, and what units are grouped by; `steps` are in their order.
    """

    id: str
    block: str
    kind: str
    names: Names
    decision: str
    years: tuple[int, ...]
    sources: tuple[str, ...]
    notes: Names
    rank_decimals: int
    missing: str
    least_coverage: float
    nodes: tuple[Node, ...]
    composites: tuple[Composite, ...]
    text: str = field(repr=False, default="")
    columns: tuple[Input, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def headline(self) -> Node:
        return self.nodes[0]

    @property
    def illustrative(self) -> bool:
        return self.kind == "illustrative"

    @property
    def is_programme(self) -> bool:
        return self.kind == "programme"

    @cached_property
    def promised(self) -> tuple[Node, ...]:
        """The indicators that carry a promise, in the order of the file."""
        return tuple(node for node in self.nodes if node.promise is not None)

    @cached_property
    def by_code(self) -> dict[str, Node | Composite]:
        return {**{node.code: node for node in self.nodes}, **{c.code: c for c in self.composites}}

    @cached_property
    def children(self) -> dict[str, tuple[Node, ...]]:
        """Code → its children in the order of the file; leaves have none."""
        return {node.code: tuple(c for c in self.nodes if c.parent == node.code) for node in self.nodes}

    @cached_property
    def depth(self) -> dict[str, int]:
        """Code → level under the headline (0)."""
        levels: dict[str, int] = {}
        for node in self.nodes:
            levels[node.code] = 0 if node.parent is None else levels[node.parent] + 1
        return levels

    @cached_property
    def main(self) -> dict[str, Node]:
        """Code → the main indicator it belongs to: the node right under the headline, which belongs to itself."""
        found: dict[str, Node] = {}
        for node in self.nodes[1:]:
            found[node.code] = found.get(node.parent or "", node)  # parents stand before their children
        return found

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """Every column a workbook may have, in the order of the tree."""
        of_nodes = [column for node in self.nodes for column in (*node.inputs, *([node.rank] if node.rank else []))]
        return (*of_nodes, *self.columns)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of all nodes and composites: headline first, then the composites, then the tree."""
        return (self.headline.code, *(c.code for c in self.composites), *(n.code for n in self.nodes[1:]))

    def name(self, code: str, lang: str) -> str:
        return self.by_code[code].names[lang]
