"""A panel that is larger than memory likes, scored part by part: what the method must allow, and why it may not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.engine import rules
from scoring.engine.aggregate import aggregate
from scoring.engine.errors import ScoringError, sentences
from scoring.engine.means import AMONG_RIVALS
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.ranks import competition
from scoring.engine.score import Scores
from scoring.engine.shares import FLAGS, shares
from scoring.engine.tree import branches
from scoring.frameworks import Framework, Node, Step

# Normalisations that look at nothing but the value itself.
BY_VALUE = frozenset({"goalposts", "scaled", "none"})


def across_rows(framework: Framework) -> list[str]:
    """Sentences naming what compares a row with others, so that parts cannot be scored alone; empty where nothing does.

    Ranks do too, but they are made at the end, over all rows.
    """
    found = [
        f"Step {number} ({step.family}) {why}."
        for number, step in enumerate(framework.steps, 1)
        if (why := compares_rows(step))
    ]
    for node in framework.nodes:
        if against_others(node):
            found.append(f"The indicator {node.code} is measured against other units by its rule '{node.rule}'.")
    for branch in branches(framework):
        if branch.node.mean.kind in AMONG_RIVALS:
            found.append(f"The node {branch.code} compares units by its mean '{branch.node.mean.kind}'.")
    return found


def score_chunks(framework: Framework, parts: Iterable[pd.DataFrame], nodes: Sequence[str] | None = None) -> Scores:
    """Score a panel that arrives in parts, each with some of its rows and all its columns (see `score`).

    Every part is scored alone and forgotten; scores, coverage and flags of `nodes` (all of them by default) are kept,
    and ranked at the end over all rows. The same scores as from the panel at once; `values` of the result has the rows
    and no columns. Memory: 24 bytes a row and node kept, and what one part needs. Raises ScoringError where the method
    compares rows (see `across_rows`), for a unit that stands in two parts, and as `score` does.
    """
    if why := across_rows(framework):
        raise ScoringError(f"The framework {framework.id} cannot be scored in parts. {sentences(why)}")
    kept = list(framework.codes if nodes is None else nodes)
    if unknown := [code for code in kept if code not in framework.by_code]:
        raise ScoringError(f"There is no node {', '.join(unknown)} in the framework {framework.id}.")
    found = [_part(framework, part, kept) for part in parts]
    if not found:
        raise ScoringError("There are no parts to score.")
    index = found[0].index.append([part.index for part in found[1:]])
    if not index.is_unique:
        twice = index[index.duplicated()].unique()
        raise ScoringError(sentences([f"The unit {unit} stands twice in {period}." for period, unit in twice]))
    frames = {}
    for name in ("scores", "coverage", "zeroed", *FLAGS):
        if any(name in part.matrices for part in found):  # a flag that no part knows is in use nowhere
            joined = np.concatenate([part.matrices.pop(name, np.zeros(part.shape, dtype=bool)) for part in found])
            frames[name] = pd.DataFrame(joined, index=index, columns=kept, copy=False)
    ranks = _ranks(framework, frames["scores"])
    for code in {code for part in found for code in part.given} & set(kept):
        ranks[code] = np.concatenate([part.given[code] for part in found])
    flags = {flag: frames[flag] for flag in FLAGS if flag in frames}
    empty = pd.DataFrame(index=index)
    return Scores(framework, empty, frames["scores"], frames["coverage"], ranks, frames["zeroed"], flags)


class _Part(NamedTuple):
    """What is kept of a part: rows × kept nodes of everything by name, and the given ranks by node."""

    index: pd.MultiIndex
    matrices: dict[str, np.ndarray]
    given: Mapping[str, np.ndarray]
    shape: tuple[int, int]


def _part(framework: Framework, values: pd.DataFrame, kept: list[str]) -> _Part:
    found = shares(framework, values)
    scored = aggregate(framework, found)
    at = [scored.codes.index(code) for code in kept]
    matrices = {name: getattr(scored, name)[:, at] for name in ("scores", "coverage", "zeroed")}
    for flag in found.flags.keys() & set(FLAGS):
        cells = np.zeros(scored.zeroed.shape, dtype=bool)
        cells[:, [scored.codes.index(code) for code in found.leaves]] = found.flags[flag]
        matrices[flag] = cells[:, at]
    return _Part(found.index, matrices, found.ranks, matrices["scores"].shape)


def _ranks(framework: Framework, scores: pd.DataFrame) -> pd.DataFrame:
    """Node by node, so that what sorting needs is one column's."""
    names = scores.index.levels[0].astype(str)
    place = np.argsort(np.argsort(names))
    groups = place[scores.index.codes[0]]
    ranks = np.empty(scores.shape, order="F")
    matrix = scores.to_numpy()
    for at in range(scores.shape[1]):
        ranks[:, [at]] = competition(matrix[:, [at]], groups, framework.rank_decimals)
    return pd.DataFrame(ranks, index=scores.index, columns=scores.columns, copy=False)


def against_others(node: Node) -> bool:
    """Whether an indicator is measured against other units by its rule."""
    return node.rule in rules.BY_PERIOD or (node.rule in NORMALISATIONS and node.rule not in BY_VALUE)


def compares_rows(step: Step) -> str:
    """Why a step cannot be done part by part; empty where it can."""
    every = [step.settings, *step.differing.values()]
    kinds = {setting["kind"] for setting in every} - {"none"}
    if not kinds or step.family == "denominate":
        return ""
    if step.family == "normalise":
        return f"measures against other units by {', '.join(sorted(kinds - BY_VALUE))}" if kinds - BY_VALUE else ""
    if step.family == "screen":
        alone = step.settings.get("over", "period") == "period" and not step.settings.keys() & {"keep", "drop"}
        return "" if alone else "looks beyond the row"
    return "compares rows"
