"""May two releases be compared, and if not, why: an answer with its reason, never a bare yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.lineage import Lineage, LineageError, lineage
from scoring.engine.score import Scores
from scoring.frameworks import Framework, Input, Node
from scoring.units import Units


@dataclass(frozen=True)
class Comparability:
    """The answer about an earlier and a later release, each with the rows of one period.

    verdict "comparable" (ranks and scores as they are), "back-cast" (through `links`: the earlier units' values carried
    to the later units) or "not". Reasons, with what is `concerned`:

    ============ ==================================================================================
    block        the releases are about different blocks
    nodes        the trees differ: codes of nodes or columns that stand in one framework only
    framework    the same tree, but other points or rules: codes of the nodes (empty: of the whole)
    division     the earlier units cannot be carried to the later ones; `detail` says why
    units        other units are ranked: their codes
    merger       why it is "back-cast": the new units that several old ones went into
    ============ ==================================================================================

    `explained` is true where a change of rank can still be split into its reasons (see `moves`): between comparable
    and back-cast releases, and across a change of points or rules.
    """

    verdict: Literal["comparable", "back-cast", "not"]
    reason: str = ""
    concerned: tuple[str, ...] = ()
    detail: str = ""
    links: Lineage | None = None
    explained: bool = True

    @property
    def merged(self) -> Mapping[str, tuple[str, ...]]:
        """New unit → the old ones it is the mean of; empty where nothing is carried."""
        return self.links.merged if self.links else {}


def comparability(earlier: Scores, later: Scores, sets: tuple[str, str], units: Units) -> Comparability:
    """Whether two releases may be compared as they are, through the mergers, or not.

    `sets` names the unit set of each: its division, or its period for a block without divisions.
    """
    before, after = earlier.framework, later.framework
    if before.block != after.block:
        return Comparability("not", "block", (before.block, after.block), explained=False)
    if apart := _without_counterpart(before, after):
        return Comparability("not", "nodes", apart, explained=False)
    try:
        links = lineage(units, after.block, *sets)
    except LineageError as fault:
        return Comparability("not", "division", sets, str(fault), explained=False)
    merger = not links.changes_nothing
    ranked = [_ranked(back_cast(earlier, links).scores if merger else earlier), _ranked(later)]
    if apart := tuple(sorted(ranked[0] ^ ranked[1])):
        return Comparability("not", "units", apart, links=links if merger else None, explained=False)
    changed = _method_of(before) != _method_of(after)
    if changed:
        return Comparability("not", "framework", _changed(before, after), links=links if merger else None)
    if merger:
        return Comparability("back-cast", "merger", tuple(links.merged), links=links)
    return Comparability("comparable")


def same_method(one: Framework, other: Framework) -> bool:
    """True where two frameworks give the same scores and ranks from the same values, whatever they are called."""
    return _method_of(one) == _method_of(other)


def _ranked(scores: Scores) -> set[str]:
    """The units with a place in the headline."""
    return set(scores.ranks[scores.framework.headline.code].dropna().index.get_level_values(1))


def _without_counterpart(before: Framework, after: Framework) -> tuple[str, ...]:
    """Codes of scored nodes, and of the columns they are made from, that stand in one of the trees only."""
    trees = [
        {
            (node.code, node.parent, tuple(column.code for column in node.inputs))
            for node in tree.nodes
            if node.points != 0
        }
        | {(column.code, None, ()) for column in tree.columns}
        for tree in (before, after)
    ]
    return tuple(dict.fromkeys(code for code, *_ in sorted(trees[0] ^ trees[1], key=str)))


def _changed(before: Framework, after: Framework) -> tuple[str, ...]:
    """Codes of the nodes whose points or rules differ."""
    old = {node.code: _bare(node) for node in before.nodes}
    return tuple(node.code for node in after.nodes if old.get(node.code) != _bare(node))


def _method_of(framework: Framework) -> Framework:
    """What scores follow from: the framework without its names, sources and notes."""
    nodes = sorted((_bare(node) for node in framework.nodes), key=lambda node: node.code)
    composites = sorted((replace(each, names={}) for each in framework.composites), key=lambda each: each.code)
    return replace(
        framework, id="", kind="", decision="", names={}, years=(), sources=(), notes={}, text="",
        missing="", least_coverage=0.0,  # what a node does not say itself; every node holds what holds for it
        nodes=tuple(nodes), composites=tuple(composites),
        columns=tuple(sorted((Input(column.code, {}) for column in framework.columns), key=lambda each: each.code)),
    )  # fmt: skip


def _bare(node: Node) -> Node:
    columns = tuple(Input(column.code, {}) for column in node.inputs)
    rank = node.rank and Input(node.rank.code, {})
    options = [{"share": option["share"]} for option in node.parameters.get("options", ())]
    parameters = {**node.parameters, "options": options} if options else node.parameters
    points = node.points if node.parent else None  # the headline has no siblings to be weighed against
    return replace(node, names={}, measure={}, inputs=columns, rank=rank, parameters=parameters, points=points)
