"""What it takes to climb: the points needed, the indicators that give most, and whether the rivals' pace eats it.

found = climb(scores.of("2023"), "48", places=3, pace=monthly_pace, horizon=6)
found.reason or (found.needed, found.plan, found.against_pace.eaten)
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from scoring.analysis.reasons.raising import Way
from scoring.engine.normalise import NORMALISATIONS
from scoring.engine.ranks import NOISE, by_row
from scoring.engine.score import Scores
from scoring.frameworks import Framework

_TRIES = 3  # a plan that noise leaves short of its place is drawn again, a last decimal higher


@dataclass(frozen=True)
class AgainstPace:
    """The same place after `horizon` periods in which every rival goes on at its pace.

    aim and needed as in `Climb`, for the place then; rank, the place that today's aim would give then; eaten, whether
    that is short of the target; reachable, whether the indicators have room for it; unknown, rivals without a pace,
    taken as standing still.
    """

    horizon: float
    aim: float
    needed: float
    rank: int
    eaten: bool
    reachable: bool
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Climb:
    """What one unit needs for a better place.

    rank now and the `target` rank; `aim`, the headline that shares the target place, rounded as ranks are, and so at
    most half a last decimal above the least that does; `needed`, points of headline from now to there; `rivals`, those
    it would pass or draw level with. `gains` has all indicators, most useful first: score, ceiling, headroom (ceiling −
    score, or the ceiling of an indicator without a value), weight (headline points a point of the indicator is worth on
    that way) and most (their product: what the headline gains with this one alone at its ceiling). `plan` has those to
    raise: score, to, gain; `rank_reached` is the place it gives if the rivals stand still.

    The plan is greedy: the largest gains first, the last one only as far as needed. `fewest` is true where gains add up
    (arithmetic means without rounding, nothing missing): then no other choice needs fewer indicators. Otherwise each
    step is what scoring gives, but another choice might need fewer.

    `reason` says why it is out of reach: "unscored" (the unit has no place), "top" (not so many places are above it),
    "ceiling" (all indicators at their ceilings fall short); or "given": the headline was published as it is, so that no
    plan follows from it. Empty otherwise.
    """

    unit: str
    rank: int | None
    target: int | None
    aim: float = np.nan
    needed: float = np.nan
    rivals: tuple[str, ...] = ()
    gains: pd.DataFrame = field(default_factory=pd.DataFrame)
    plan: pd.DataFrame = field(default_factory=pd.DataFrame)
    rank_reached: int | None = None
    fewest: bool = False
    reason: str = ""
    against_pace: AgainstPace | None = None


def climb(
    scores: Scores,
    unit: str,
    places: int = 1,
    pace: pd.Series | None = None,
    horizon: float = 1,
    ceilings: pd.Series | None = None,
    main: bool = False,
) -> Climb:
    """What `unit` needs to climb `places`, all rivals' indicator scores standing as they are.

    `scores` hold one period. `pace` is the headline's gain a period by unit, over `horizon` periods; without it nothing
    is said of the future. `ceilings` bound the indicators by code (`scores.scores.max()`: the best of any unit); by
    default the most that its rule can give (1, or the highest share of its steps or choices), and the best of any unit
    for an indicator that is normalised, or a main indicator with such a one under it. `main` raises main indicators
    instead of leaves; leaves that take certain shares only (choices, steps, counts) are raised to the next one. Raises
    ValueError for `places` that are no whole number above 0, and for scores of several periods.
    """
    if places != int(places) or places < 1:
        raise ValueError(f"The places to climb are {places}; they must be a whole number above 0.")
    framework = scores.framework
    headline = scores.scores[framework.headline.code].droplevel(0)
    if headline.index.has_duplicates:
        raise ValueError("The scores must hold one period: choose it with `Scores.of`.")
    if unit not in headline.index or np.isnan(headline[unit]):
        return Climb(unit, None, None, reason="unscored")
    rank = _rank(headline[unit], headline.drop(unit), framework)
    target = rank - places
    if target < 1:
        return Climb(unit, rank, target, reason="top")
    rivals, own = headline.drop(unit).dropna(), float(headline[unit])
    aim = _aim(rivals, target, framework)
    placed = np.round(rivals, framework.rank_decimals)
    passed = placed[(placed <= aim) & (placed > np.round(own, framework.rank_decimals))]
    found = Climb(unit, rank, target, aim, aim - own, tuple(passed.sort_values(ascending=False).index))
    if framework.headline.is_leaf:
        against = _against(found, rivals, framework, pace, horizon, np.inf)
        return replace(found, reason="given", against_pace=against)
    way = Way.of(scores, unit, ceilings, main)
    most = float(way.headline(way.ceiling[None])[0])
    found = replace(found, gains=way.gains(), against_pace=_against(found, rivals, framework, pace, horizon, most))
    for more in range(_TRIES):
        aim = found.aim + more * _last(framework)
        plan = way.plan(list(found.gains.index), aim)
        if plan is None:
            break
        reached = _rank(float(way.headline(way.raised(plan["to"])[None])[0]), rivals, framework)
        if reached <= target:
            return replace(found, aim=aim, needed=aim - own, plan=plan, rank_reached=reached, fewest=way.adds_up)
    return replace(found, reason="ceiling")


def _rank(own: float, rivals: pd.Series, framework: Framework) -> int:
    return int(by_row(np.array([[own, *rivals]]), framework.rank_decimals)[0, 0])


def _aim(rivals: pd.Series, target: int, framework: Framework) -> float:
    """The headline that shares the place: that of the rival who would be in it, rounded as ranks are judged.

    A rival within NOISE of a higher one counts as that one, and so may stand a last decimal above its own rounding.
    """
    decimals = framework.rank_decimals
    aim = float(np.round(np.round(np.sort(rivals.to_numpy())[-target], max(12, decimals)), decimals))
    return aim if _rank(aim, rivals, framework) <= target else aim + _last(framework)


def _last(framework: Framework) -> float:
    """One unit of the last decimal that ranks tell apart."""
    return max(10.0**-framework.rank_decimals, 2 * NOISE)


def _against(
    found: Climb, rivals: pd.Series, framework: Framework, pace: pd.Series | None, horizon: float, most: float
) -> AgainstPace | None:
    if pace is None or found.target is None:
        return None
    known = pace.reindex(rivals.index)
    then = rivals + known.fillna(0.0) * horizon
    if not any(node.rule in NORMALISATIONS for node in framework.nodes):
        then = then.clip(0.0, 1.0)
    aim, rank = _aim(then, found.target, framework), _rank(found.aim, then, framework)
    return AgainstPace(
        horizon=horizon,
        aim=aim,
        needed=aim - (found.aim - found.needed),
        rank=rank,
        eaten=rank > found.target,
        reachable=bool(most >= aim - NOISE),
        unknown=tuple(known.index[known.isna()]),
    )
