"""One unit's indicators raised one after the other, and what its headline makes of it."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from scoring.analysis.mergers.main_indicators import aggregate_main, headline_tree
from scoring.engine.aggregate import aggregate
from scoring.engine.means import AMONG_RIVALS
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.ranks import NOISE
from scoring.engine.score import Scores
from scoring.engine.shares import Shares
from scoring.engine.tree import branches
from scoring.frameworks import Framework, Node

Array = np.ndarray
_GRID = 64  # an indicator's part rise is found by dividing its range so often …
_ROUNDS = 6  # … and again


@dataclass(frozen=True)
class Way:
    """The unit's scores in what can be raised, and how far; `tree` ends with these nodes."""

    tree: Framework
    leaves: tuple[Node, ...]
    score: Array
    ceiling: Array

    @classmethod
    def of(cls, scores: Scores, unit: str, ceilings: pd.Series | None, main: bool) -> "Way":
        framework = scores.framework
        tree = headline_tree(framework) if main else _counting(framework)
        leaves = tuple(node for node in tree.nodes if node.is_leaf)
        codes = [node.code for node in leaves]
        of_all = scores.scores[codes].droplevel(0)
        score = of_all.loc[unit].to_numpy(float)
        most = np.where(_normalised(framework)[codes], of_all.max(), _most(framework)[codes])
        given = np.full(len(codes), np.nan) if ceilings is None else ceilings.reindex(codes).to_numpy(float)
        ceiling = np.where(np.isnan(given), most, given)
        return cls(tree, leaves, score, np.fmax(ceiling, score))

    @property
    def adds_up(self) -> bool:
        """True where what one indicator adds does not depend on the others."""
        plain = all(b.node.mean.kind == "arithmetic" and b.node.round is None for b in branches(self.tree))
        return plain and not np.isnan(self.score).any()

    def headline(self, rows: Array) -> Array:
        """The headline of each row of scores, in the order of `leaves`."""
        index = pd.MultiIndex.from_product([["a plan"], range(len(rows))])
        return aggregate_main(self.tree, rows, np.zeros(len(rows), dtype=np.intp), index).scores[:, 0]

    def raised(self, to: pd.Series) -> Array:
        """The unit's scores with some of them changed, by code."""
        at = [node.code for node in self.leaves]
        return to.reindex(at).fillna(pd.Series(self.score, index=at)).to_numpy()

    def gains(self) -> pd.DataFrame:
        """By indicator, the largest gain first: score, ceiling, headroom, weight, most (see `Climb`)."""
        rows = np.tile(self.score, (len(self.leaves) + 1, 1))
        np.fill_diagonal(rows[1:], self.ceiling)
        found = self.headline(rows)
        most = found[1:] - found[0]
        headroom = self.ceiling - np.nan_to_num(self.score)
        weight = np.divide(most, headroom, out=np.zeros_like(most), where=headroom > 0)
        columns = {"score": self.score, "ceiling": self.ceiling, "headroom": headroom, "weight": weight, "most": most}
        table = pd.DataFrame(columns, index=pd.Index([node.code for node in self.leaves], name="indicator"))
        return table.sort_values("most", ascending=False, kind="stable")

    def plan(self, order: list[str], aim: float) -> pd.DataFrame | None:
        """The first of the `order` at their ceilings, the last as far as needed; None where all of them fall short."""
        codes = [node.code for node in self.leaves]
        at = np.array([codes.index(code) for code in order])
        position = np.empty(len(at), dtype=np.intp)
        position[at] = np.arange(len(at))
        steps = np.arange(len(at) + 1)[:, None]
        rows = np.where(position[None, :] < steps, self.ceiling, self.score)
        found = self.headline(rows)
        enough = found >= aim - NOISE
        if not enough.any():
            return None
        number = int(enough.argmax())
        last = at[number - 1]
        rows[number, last] = self._least(rows[number - 1], last, aim)
        found = self.headline(rows[: number + 1])
        columns = {"score": self.score[at[:number]], "to": rows[number][at[:number]], "gain": np.diff(found)}
        return pd.DataFrame(columns, index=pd.Index(order[:number], name="indicator"))

    def _least(self, row: Array, at: int, aim: float) -> float:
        """The least score of one indicator that reaches the aim, or the next share its rule can give."""
        low, high = (0.0 if np.isnan(row[at]) else row[at]), self.ceiling[at]
        for _ in range(_ROUNDS):
            tried = np.linspace(low, high, _GRID + 1)
            rows = np.tile(row, (len(tried), 1))
            rows[:, at] = tried
            enough = self.headline(rows) >= aim - NOISE
            first = int(enough.argmax())
            low, high = tried[max(first - 1, 0)], tried[first]
        return min(_attainable(self.leaves[at], high), self.ceiling[at])


def _attainable(node: Node, share: float) -> float:
    """The least share of the indicator's rule that is not below `share`."""
    possible = _possible(node)
    return share if possible is None else float(possible[possible >= share - NOISE].min(initial=1.0))


def _possible(node: Node) -> Array | None:
    """The only shares that the indicator's rule gives; None where it gives any."""
    parameters = node.parameters
    if node.rule == "capped_count":
        possible = np.minimum(np.arange(parameters["most"] + 1) / parameters["most"], 1.0)
    elif node.rule == "choice":
        possible = np.array([option["share"] for option in parameters["options"]], dtype=float)
    elif node.rule == "steps":
        possible = np.array([0.0, *(step[1] for step in parameters["steps"])])
    else:
        return None
    return 1 - possible if parameters.get("direction") == "lower" else possible


def _most(framework: Framework) -> pd.Series:
    """The most that every node can have: its rule's highest share, or what its leaves at theirs make of it."""
    leaves = [node for node in framework.nodes if node.is_leaf]
    possible = [_possible(node) for node in leaves]
    best = np.array([1.0 if shares is None else shares.max() for shares in possible])
    found = pd.Series(1.0, index=list(framework.codes))
    # A count of victories over rivals is not bounded by what its own leaves can have.
    if (best < 1).any() and not any(branch.node.mean.kind in AMONG_RIVALS for branch in branches(framework)):
        index = pd.MultiIndex.from_tuples([("the most", "")])
        at_most = Shares(index, np.zeros(1, dtype=np.intp), tuple(node.code for node in leaves), best[None])
        found[:] = aggregate(framework, at_most).scores[0]
    found[[node.code for node in leaves]] = best
    return found


def _normalised(framework: Framework) -> pd.Series:
    """Of every node, whether it is normalised itself, or rests on an indicator that is."""
    kinds = {code for code in framework.codes if getattr(framework.by_code[code], "rule", None) in NORMALISATIONS}
    for branch in branches(framework):
        if kinds & set(branch.children):
            kinds.add(branch.code)
    return pd.Series([code in kinds for code in framework.codes], index=list(framework.codes))


def _counting(framework: Framework) -> Framework:
    """The framework without composites and nodes of 0 points."""
    beside: set[str | None] = set()
    for node in framework.nodes:
        if node.points == 0 or node.parent in beside:
            beside.add(node.code)
    kept = tuple(node for node in framework.nodes if node.code not in beside)
    return replace(framework, nodes=kept, composites=())
