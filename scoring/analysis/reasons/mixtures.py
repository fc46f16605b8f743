"""Ranks and scores of worlds that never were: some of a later release's values and methods among an earlier one's.

Results are indexed by [method, rivals, coalition] and belong to one unit, the focus: method is the earlier or the later
framework, rivals all other units' earlier or later values, and coalition bit m the focus's later values of its member m
(a main indicator, or a group of them).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.mergers.back_cast import carry
from scoring.analysis.mergers.lineage import Lineage
from scoring.analysis.mergers.main_indicators import Top, main_indicators
from scoring.engine.aggregate import aggregate
from scoring.engine.means import AMONG_RIVALS
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.ranks import by_row
from scoring.engine.rules import BY_PERIOD
from scoring.engine.shares import read_by, shares
from scoring.frameworks import Framework

Array = np.ndarray
_ROWS = 20_000  # of mixed panels worked on at once


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

    Earlier values are those known now. `members` gives the number of its member for each main indicator. Where rivals'
    values enter a unit's scores (a normalisation, a highest value, a step before scoring), the values themselves are
    mixed and scored again for each focus, so that what its own values do to its rivals' scores is its own doing; save
    where values are carried over a merger, for carried scores cannot be scored again.
    """
    coalitions = np.arange(1 << int(members.max() + 1))
    taken = (coalitions[:, None] >> members & 1).astype(bool)
    at = np.array([sides.units.index(focus) for focus in foci], dtype=np.intp)
    shape = (len(at), len(sides.frameworks), 2, len(taken))
    found = Results(np.empty(shape), np.empty(shape))
    block = max(1, _ROWS // len(sides.units))
    for method, framework in enumerate(sides.frameworks):
        top = Top.of(framework)
        pure = (_main_scores(framework, sides.earlier[-1], sides.links), _main_scores(framework, sides.later))
        for start in range(0, len(at), block):
            chosen = at[start : start + block]
            for rivals, (off, on) in enumerate(_panels(sides, framework, pure, chosen)):
                cell = np.s_[start : start + block, method, rivals]
                found.scores[cell], found.ranks[cell] = _mixed(top, sides.units, pure[rivals], off, on, chosen, taken)
    return found


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
        top = Top.of(framework)
        for revision, values in enumerate(sides.earlier):
            for merger, (codes, units, links) in enumerate(among):
                at = units.get_indexer(pd.Index(codes))
                main = _main_scores(framework, values, links)
                headline = top.headline(main[None], list(units), np.arange(len(units)))
                for found, every in ((scores, headline), (ranks, _ranks(headline, top.decimals))):
                    found[:, revision, merger, method] = np.where(at >= 0, every[0][at], np.nan)
    return Results(scores, ranks)


def _main_scores(framework: Framework, values: pd.DataFrame, links: Lineage | None = None) -> Array:
    """Rows × main indicators; of the new units where the values are of old ones."""
    nodes = aggregate(framework, shares(framework, read_by(framework, values)))
    found = nodes.scores[:, [nodes.codes.index(code) for code in main_indicators(framework)]]
    if links is None:
        return found
    return carry(pd.DataFrame(found, index=values.index), links).values.to_numpy()


def _panels(sides: Sides, framework: Framework, pure: tuple[Array, Array], foci: Array) -> list[tuple[Array, Array]]:
    """Main scores, foci × units × main indicators, with each focus's own earlier and its own later values: among the
    earlier rivals, then among the later ones."""
    before, after = (np.broadcast_to(panel, (len(foci), *panel.shape)) for panel in pure)
    if sides.links is not None or _alone(framework):
        return [(before, _exchanged(before, after, foci)), (_exchanged(after, before, foci), after)]
    both = pd.concat([read_by(framework, side) for side in (sides.earlier[-1], sides.later)])
    first = np.broadcast_to(np.arange(len(sides.units)), (len(foci), len(sides.units)))
    last = first + len(sides.units)
    on, off_later = (
        _scored_again(framework, both, _exchanged(*rows, foci), sides.later.index)
        for rows in ((first, last), (last, first))
    )
    return [(before, on), (off_later, after)]


def _alone(framework: Framework) -> bool:
    """True where what a unit scores in its indicators follows from its own values alone."""
    rules = {node.rule for node in framework.nodes if node.is_leaf}
    inner = {node.mean.kind for node in framework.nodes if not node.is_leaf}
    return not framework.steps and not rules & (BY_PERIOD | set(NORMALISATIONS)) and not inner & AMONG_RIVALS


def _exchanged(panels: Array, others: Array, foci: Array) -> Array:
    """The panels, one a focus, with the focus's row from the others."""
    found = panels.copy()
    each = np.arange(len(foci))
    found[each, foci] = others[each, foci]
    return found


def _scored_again(framework: Framework, both: pd.DataFrame, rows: Array, index: pd.MultiIndex) -> Array:
    """Main scores of the panels, one a focus, that hold these rows of the values."""
    over = {node.parameters.get("over", "period") for node in framework.nodes if node.is_leaf}
    if framework.steps or over != {"period"}:  # these may look beyond the period, so each panel stands alone
        return np.stack([_main_scores(framework, both.iloc[chosen].set_axis(index)) for chosen in rows])
    units = index.get_level_values(1)
    apart = pd.MultiIndex.from_product([[f"{at:06d}" for at in range(len(rows))], units], names=index.names)
    found = _main_scores(framework, both.iloc[rows.ravel()].set_axis(apart))
    return found.reshape(*rows.shape, -1)


def _mixed(
    top: Top, units: Sequence[str], rivals: Array, off: Array, on: Array, foci: Array, taken: Array
) -> tuple[Array, Array]:
    """Headline and rank of each focus, foci × coalitions, between its panels `off` and `on` (foci × units × main).

    Where the panels differ in the focus's row alone, `rivals` (units × main) stands for all others.
    """
    every, each = np.arange(len(units)), np.arange(len(foci))
    own = np.where(taken, on[each, foci, None], off[each, foci, None])
    scores = top.headline(own, units, foci[:, None])
    others = top.headline(rivals[None], units, every)[0]
    ranks = _places(scores, others, foci, top.decimals)
    differs = (on != off) & ~(np.isnan(on) & np.isnan(off))
    differs[each, foci] = False
    for at in each if top.among_rivals else np.flatnonzero(differs.any(axis=(1, 2))):
        panel = np.where(taken[:, None, :], on[at], off[at])
        headline = top.headline(panel, units, every)
        scores[at], ranks[at] = headline[:, foci[at]], _ranks(headline, top.decimals)[:, foci[at]]
    return scores, ranks


def _ranks(scores: Array, decimals: int) -> Array:
    ranks = by_row(scores, decimals, float)
    ranks[np.isnan(scores)] = np.nan
    return ranks


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
