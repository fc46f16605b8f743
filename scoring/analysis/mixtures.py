"""Ranks and scores of worlds that never were: some of a later release's values and methods among an earlier one's.

Results are indexed by [method, rivals, coalition] and belong to one unit, the focus: method is the earlier or the later
framework, rivals all other units' earlier or later values, and coalition bit m the focus's later values of its member m
(a main indicator, or a group of them).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.back_cast import carry
from scoring.analysis.lineage import Lineage
from scoring.analysis.main_indicators import aggregate_main, headline_tree, main_indicators
from scoring.engine.aggregate import aggregate
from scoring.engine.means import AMONG_RIVALS
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.ranks import by_row
from scoring.engine.rules import BY_PERIOD
from scoring.engine.shares import shares
from scoring.frameworks import Framework

Array = np.ndarray


@dataclass(frozen=True)
class Sides:
    """What is mixed: values by (period, unit) of one period each.

    `frameworks` are the earlier and the later one, or one where the method did not change; `earlier` the earlier
    values as first published and as known now, or one of them where nothing was revised; `links` carry the earlier
    units to `units`, the later ones. Without `links` all values have their rows in the order of `units`.
    """

    frameworks: tuple[Framework, ...]
    earlier: tuple[pd.DataFrame, ...]
    later: pd.DataFrame
    units: tuple[str, ...]
    links: Lineage | None = None


@dataclass(frozen=True)
class Results:
    """Headlines and ranks of the foci, of one shape with the foci first; a rank is missing with its score."""

    scores: Array
    ranks: Array


def mixtures(sides: Sides, foci: Sequence[str], members: Array) -> Results:
    """Headline and rank of each focus in every mixture, foci × method × rivals × coalition.

    Earlier values are those known now. `members` gives the number of its member for each main indicator. Where a unit's
    scores follow from its own values alone, all foci are worked out together; where rivals' values enter them (a
    normalisation, a highest value, a step before scoring, Copeland), the values themselves are mixed and scored again
    for each focus.
    """
    coalitions = np.arange(1 << int(members.max() + 1))
    taken = (coalitions[:, None] >> members & 1).astype(bool)
    at = [sides.units.index(focus) for focus in foci]
    if all(_alone(framework) for framework in sides.frameworks):
        return _together(sides, np.array(at, dtype=np.intp), taken)
    found = [_one(sides, focus, taken) for focus in at]
    return Results(np.stack([part.scores for part in found]), np.stack([part.ranks for part in found]))


def starts(sides: Sides, foci: Sequence[str], olds: Sequence[str]) -> Results:
    """Headline and rank by the earlier values alone, foci × revision × merger × method.

    Merger 0 is the place of the old unit (missing where there is none, "") among the old ones, 1 that of the focus
    among the later ones; where nothing is carried there is only the one.
    """
    among = [(foci, pd.Index(sides.units), sides.links)]
    if sides.links is not None:
        among = [(olds, sides.earlier[0].index.get_level_values(1), None), *among]
    shape = (len(foci), len(sides.earlier), len(among), len(sides.frameworks))
    scores, ranks = np.empty(shape), np.empty(shape)
    for method, framework in enumerate(sides.frameworks):
        for revision, values in enumerate(sides.earlier):
            for merger, (codes, units, links) in enumerate(among):
                at = units.get_indexer(pd.Index(codes))
                main = _main_scores(framework, values, links)
                headline = _headline(framework, main[None], list(units), np.arange(len(units)))
                for found, every in ((scores, headline), (ranks, _ranks(headline, framework))):
                    found[:, revision, merger, method] = np.where(at >= 0, every[0][at], np.nan)
    return Results(scores, ranks)


def _alone(framework: Framework) -> bool:
    """True where a unit's scores follow from its own values alone."""
    rules = {node.rule for node in framework.nodes if node.is_leaf}
    means = {node.mean.kind for node in framework.nodes if not node.is_leaf}
    return not framework.steps and not rules & (BY_PERIOD | set(NORMALISATIONS)) and not means & AMONG_RIVALS


def _main_scores(framework: Framework, values: pd.DataFrame, links: Lineage | None = None) -> Array:
    """Rows × main indicators; of the new units where the values are of old ones."""
    nodes = aggregate(framework, shares(framework, values))
    columns = [nodes.codes.index(code) for code in main_indicators(framework)]
    found = nodes.scores[:, columns]
    if links is None:
        return found
    return carry(pd.DataFrame(found, index=values.index), links).values.to_numpy()


def _headline(framework: Framework, main: Array, units: Sequence[str], at: Array) -> Array:
    """Headlines of a cube … × rows × main indicators, each … a ranking of its own; `at` gives the unit of each row."""
    rankings = int(np.prod(main.shape[:-2]))
    groups = np.repeat(np.arange(rankings), main.shape[-2])
    # Made from its parts: nothing reads it unless a mean refuses a row.
    codes = [np.zeros(len(groups), dtype=np.intp), np.broadcast_to(at, main.shape[:-1]).ravel()]
    index = pd.MultiIndex(levels=[["a mixture"], list(units)], codes=codes, verify_integrity=False)
    tree = headline_tree(framework)
    nodes = aggregate_main(tree, main.reshape(-1, main.shape[-1]), groups, index)
    return nodes.scores[:, 0].reshape(main.shape[:-1])


def _ranks(scores: Array, framework: Framework) -> Array:
    ranks = by_row(scores, framework.rank_decimals, float)
    ranks[np.isnan(scores)] = np.nan
    return ranks


def _together(sides: Sides, foci: Array, taken: Array) -> Results:
    shape = (len(foci), len(sides.frameworks), 2, len(taken))
    scores, ranks = np.empty(shape), np.empty(shape)
    every = np.arange(len(sides.units))
    for method, framework in enumerate(sides.frameworks):
        before = _main_scores(framework, sides.earlier[-1], sides.links)
        after = _main_scores(framework, sides.later)
        own = np.where(taken, after[foci, None, :], before[foci, None, :])
        found = _headline(framework, own, sides.units, foci[:, None])
        scores[:, method] = found[:, None, :]
        for rivals, panel in enumerate((before, after)):
            others = _headline(framework, panel[None], sides.units, every)[0]
            ranks[:, method, rivals] = _places(found, others, foci, framework.rank_decimals)
    return Results(scores, ranks)


def _places(own: Array, others: Array, foci: Array, decimals: int) -> Array:
    """Rank of own scores, foci × coalitions, among all others but the focus itself."""
    own, others = _rounded(own, decimals), _rounded(others, decimals)
    known = np.sort(others[~np.isnan(others)])
    ahead = len(known) - np.searchsorted(known, own, side="right")
    ahead = ahead - (others[foci, None] > own)
    return np.where(np.isnan(own), np.nan, 1.0 + ahead)


def _rounded(values: Array, decimals: int) -> Array:
    """As ranks are judged: floating-point noise goes first."""
    return np.round(np.round(values, max(12, decimals)), decimals)


def _one(sides: Sides, focus: int, taken: Array) -> Results:
    """The values themselves are mixed, so that what a unit's own values do to its rivals' scores is its own doing."""
    shape = (len(sides.frameworks), 2, len(taken))
    scores, ranks = np.empty(shape), np.empty(shape)
    every = np.arange(len(sides.units))
    for method, framework in enumerate(sides.frameworks):
        for rivals, (off, on) in enumerate(_panels(sides, framework, focus)):
            panel = np.where(taken[:, None, :], on, off)
            headline = _headline(framework, panel, sides.units, every)
            scores[method, rivals] = headline[:, focus]
            ranks[method, rivals] = _ranks(headline, framework)[:, focus]
    return Results(scores, ranks)


def _panels(sides: Sides, framework: Framework, focus: int) -> list[tuple[Array, Array]]:
    """Main scores with the focus's earlier and later values: among the earlier rivals, then among the later ones."""
    values = sides.earlier[-1]
    if sides.links is not None:  # carried scores cannot be scored again: each side keeps its own normalisation
        before, after = _main_scores(framework, values, sides.links), _main_scores(framework, sides.later)
        return [(before, _exchanged(before, after, focus)), (_exchanged(after, before, focus), after)]
    columns = [column.code for column in framework.inputs]
    both = pd.concat([values.reindex(columns=columns), sides.later.reindex(columns=columns)])
    before, after = np.arange(len(values)), np.arange(len(values), len(both))
    rows = (before, _exchanged(before, after, focus), _exchanged(after, before, focus), after)
    off, on, off_later, on_later = (
        _main_scores(framework, both.iloc[chosen].set_axis(sides.later.index)) for chosen in rows
    )
    return [(off, on), (off_later, on_later)]


def _exchanged(panel: Array, other: Array, row: int) -> Array:
    found = panel.copy()
    found[row] = other[row]
    return found
