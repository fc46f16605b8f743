"""Why a rank moved between two releases: an exact split into reasons, and the unit's own part by main indicator.

answer = comparability(earlier, later, ("63", "34"), load_units())
found = moves(earlier, later, answer)
found.places.loc["48"], found.places_by_indicator.loc["48"], found.passed_by["48"]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.comparability import Comparability, same_method
from scoring.analysis.mergers.lineage import Lineage
from scoring.analysis.mergers.main_indicators import headline_tree
from scoring.analysis.reasons.mixtures import Sides, mixtures, starts
from scoring.analysis.reasons.shapley import owen, shapley
from scoring.engine.score import Scores
from scoring.frameworks import Framework

FACTORS = ("own", "rivals", "method", "merger", "revision")
MOST_MEMBERS = 10  # 2¹⁰ coalitions; beyond that the own part is divided among the groups under the headline

Array = np.ndarray


class NotComparable(ValueError):
    """Two releases between which no change of rank can be explained; `answer` says why."""

    def __init__(self, answer: Comparability):
        super().__init__(f"The releases are not comparable ({answer.reason}): {', '.join(answer.concerned)}.")
        self.answer = answer


@dataclass(frozen=True)
class Moves:
    """Why the units moved; every frame is indexed by unit, places and points are gains (positive is up).

    summary: old_unit (whose place it started from; "" for none), rank_before, rank_back_cast (its place among the new
    units by the earlier values; the same where nothing is carried), rank_after, places, score_before,
    score_back_cast, score_after, points, reason; the reason says why a row has no parts: "unranked" (it has no place
    in one of the releases), "unscored" (it would have none in a mixture), "not reproduced" (the places as released do
    not follow from the values, as where they were given). places and points: a column a factor, adding up to the
    change; places_by_indicator and points_by_indicator divide the own part among the main indicators (or the groups
    under the headline, where they are more than MOST_MEMBERS). passed and passed_by: by unit, those that
    were ahead and no longer are, and those that were not and now are; between the places among one set of units
    rank_back_cast − rank_after = passed − passed_by, in numbers.
    """

    summary: pd.DataFrame
    places: pd.DataFrame
    points: pd.DataFrame
    places_by_indicator: pd.DataFrame
    points_by_indicator: pd.DataFrame
    passed: Mapping[str, tuple[str, ...]]
    passed_by: Mapping[str, tuple[str, ...]]


def moves(
    earlier: Scores,
    later: Scores,
    answer: Comparability,
    revised: pd.DataFrame | None = None,
    units: Sequence[str] | None = None,
    from_unit: Mapping[str, str] | None = None,
) -> Moves:
    """Split the change in rank and in score of the headline into five factors.

    The result of a coalition of factors is a place, and each factor gets its Shapley value over the 2⁵ coalitions, each
    main indicator its Owen value within the own part; so the parts add up to the change:

        place(own, rivals, method, merger, revision)
            = start(method, merger, revision) + mixed(own, rivals, method) − mixed(none, none, method)

    start is the place by the earlier values, as first published or `revised` (as known now, rows as in
    `earlier.values`), under the earlier or the later points and rules, of the old unit among the old ones or of the new
    one among the new ones. mixed is the place among the new units where the unit's own and its rivals' values are each
    the earlier ones as known now or the later ones. So own and rivals are what changed in fact; what was only learnt is
    revision; and no later value is made up for units that no longer exist.

    Both releases hold one period; `answer` is `comparability(earlier, later, …)`. `units` chooses new units (all
    otherwise); `from_unit` says from which old unit's place a new unit starts, by default the one that goes on in it;
    a unit founded by the merger starts from its place among the new units. Raises NotComparable.
    """
    if not answer.explained:
        raise NotComparable(answer)
    links = answer.links
    cast = back_cast(earlier, links).scores if links else earlier
    every = _units_of(cast, later)
    chosen = list(every if units is None else units)
    unchanged = same_method(earlier.framework, later.framework)
    known = [earlier.values] if revised is None else [earlier.values, revised]
    sides = Sides(
        frameworks=(later.framework,) if unchanged else (_aligned(earlier.framework, later.framework), later.framework),
        earlier=tuple(_rows(values, None if links else every) for values in known),
        later=_rows(later.values, every),
        units=every,
        links=links,
    )
    names, members = _members(later)
    olds = _olds(links, chosen, from_unit or {})
    mixed, start = mixtures(sides, chosen, members), starts(sides, chosen, olds)
    summary = _summary(earlier, cast, later, chosen, olds)
    ranks, scores = _game(start.ranks, mixed.ranks), _game(start.scores, mixed.scores)
    summary["reason"] = _reasons(summary, ranks)
    told = (summary["reason"] == "").to_numpy()
    ranks[~told], scores[~told] = np.nan, np.nan

    def frames(game: Array) -> tuple[pd.DataFrame, pd.DataFrame]:
        # The coalitions of own members run along the last axis; all of them or none is the factor as a whole.
        whole = shapley(game[..., [0, -1]].reshape(len(chosen), -1))
        divided = owen(game.reshape(len(chosen), -1, game.shape[-1]))
        return pd.DataFrame(whole, index=summary.index, columns=list(FACTORS)), pd.DataFrame(
            divided, index=summary.index, columns=list(names)
        )

    places, places_by_indicator = frames(-ranks)
    points, points_by_indicator = frames(scores)
    passed, passed_by = _passed(cast, later, every, chosen)
    return Moves(summary, places, points, places_by_indicator, points_by_indicator, passed, passed_by)


def _aligned(before: Framework, after: Framework) -> Framework:
    """`before` with its nodes in the order of `after` and, by the same composites, the same main indicators."""
    order = {node.code: at for at, node in enumerate(after.nodes)}
    nodes = sorted(before.nodes, key=lambda node: order.get(node.code, len(order)))
    return replace(before, nodes=tuple(nodes), composites=after.composites)


def _units_of(cast: Scores, later: Scores) -> tuple[str, ...]:
    after, before = (scores.scores.index.get_level_values(1) for scores in (later, cast))
    return (*after, *before.difference(after))


def _rows(values: pd.DataFrame, units: Sequence[str] | None) -> pd.DataFrame:
    """The rows of one period, in the order of `units` where given."""
    periods = values.index.get_level_values(0).unique()
    if len(periods) != 1:
        raise ValueError(f"Each release must hold one period; here are {', '.join(map(str, periods))}.")
    if units is None:
        return values
    return values.reindex(pd.MultiIndex.from_product([periods, units], names=values.index.names))


def _members(later: Scores) -> tuple[tuple[str, ...], Array]:
    """Names of what the own part is divided among, and the number of the one each main indicator belongs to."""
    tree = headline_tree(later.framework)
    main = [node.code for node in tree.nodes if node.is_leaf]
    if len(main) <= MOST_MEMBERS:
        return tuple(main), np.arange(len(main))
    parent = {node.code: node.parent for node in tree.nodes}
    top = list(main)
    for _ in tree.nodes:
        top = [code if parent[code] == tree.headline.code else str(parent[code]) for code in top]
    names = tuple(dict.fromkeys(top))
    return names, np.array([names.index(code) for code in top])


def _olds(links: Lineage | None, chosen: Sequence[str], from_unit: Mapping[str, str]) -> list[str]:
    if links is None:
        return list(chosen)
    for new, old in from_unit.items():
        if old not in links.predecessors.get(new, ()):
            went = ", ".join(links.predecessors.get(new, ()))
            raise ValueError(f"{old} is not one of the units that went into {new}: {went}.")
    return [from_unit.get(unit, links.namesakes.get(unit, "")) for unit in chosen]


def _game(start: Array, mixed: Array) -> Array:
    """Results units × revision × merger × method × rivals × coalition of own members, each of the first four 0 or 1."""
    new = np.broadcast_to(mixed, (len(mixed), 2, *mixed.shape[2:]))
    first = np.broadcast_to(start, (len(start), 2, 2, 2)).copy()
    # One number for one thing, so that what has no effect has exactly none.
    first[:, -1, -1] = new[:, :, 0, 0]
    if start.shape[1] == 1:
        first[:, 0, -1] = first[:, -1, -1]
    founded = np.isnan(first[:, :, :1]).all(axis=(1, 3), keepdims=True)
    first = np.where(founded | (start.shape[2] == 1), first[:, :, 1:], first)
    game: Array = first[..., None, None] + (new - new[..., :1, :1])[:, None, None]
    game[:, -1, -1] = new
    return game


def _summary(earlier: Scores, cast: Scores, later: Scores, chosen: Sequence[str], olds: Sequence[str]) -> pd.DataFrame:
    columns: dict[str, Array] = {"old_unit": np.array(olds, dtype=object)}
    headline = later.framework.headline.code
    for name, frames in (("rank", "ranks"), ("score", "scores")):
        first, carried, last = (
            getattr(scores, frames)[headline].droplevel(0).reindex(codes).to_numpy()
            for scores, codes in ((earlier, olds), (cast, chosen), (later, chosen))
        )
        first = np.where(np.array(olds) == "", carried, first)
        gained = first - last if name == "rank" else last - first
        columns |= {f"{name}_before": first, f"{name}_back_cast": carried, f"{name}_after": last}
        columns["places" if name == "rank" else "points"] = gained
    return pd.DataFrame(columns, index=pd.Index(chosen, name="unit"))


def _reasons(summary: pd.DataFrame, ranks: Array) -> Array:
    """Why a unit's change has no parts; empty where it has."""
    first, last = ranks[:, 0, 0, 0, 0, 0], ranks[:, -1, -1, -1, -1, -1]
    unranked = summary[["rank_before", "rank_back_cast", "rank_after"]].isna().any(axis=1).to_numpy()
    differs = (first != summary["rank_before"].to_numpy()) | (last != summary["rank_after"].to_numpy())
    unscored = np.isnan(ranks).reshape(len(ranks), -1).any(axis=1)
    return np.select([unranked, unscored, differs], ["unranked", "unscored", "not reproduced"], default="")


def _passed(
    cast: Scores, later: Scores, every: Sequence[str], chosen: Sequence[str]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """By unit: who was ahead and no longer is, who was not and now is; among the units ranked in both."""
    codes = np.array(every, dtype=object)
    before, after = (
        scores.ranks[later.framework.headline.code].droplevel(0).reindex(every).to_numpy() for scores in (cast, later)
    )
    at = [every.index(unit) for unit in chosen]
    was, now = (ranks[None, :] < ranks[at, None] for ranks in (before, after))
    found = []
    for crossed in (was & ~now & ~np.isnan(after), ~was & now & ~np.isnan(before)):
        found.append({unit: tuple(codes[row]) for unit, row in zip(chosen, crossed, strict=True)})
    return found[0], found[1]
