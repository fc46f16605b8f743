"""One unit's best or worst rank over all admissible weights, as a mixed-integer program solved by HiGHS.

For the unit u and its rivals v, over the admissible weights y (`admissible`), s = Σ y · x:

    best   1 + min Σ z_v      s_v − s_u ≤ M_v · z_v              z_v = 1 where the rival ranks above u
    worst  1 + max Σ z_v      s_v − s_u ≥ ε − M_v · (1 − z_v)

Rivals that are above u under all weights, or under none, are settled first, in closed form; M_v is the most or least
that the difference can be. Where ranks compare scores of so few decimals that rounding makes ties, u stands at a whole
number k of steps h = 10^−decimals,  |s_u − h · k| ≤ h / 2,  and v ranks above it where  s_v ≥ h · (k + ½).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array, diags_array, hstack, vstack

from scoring.analysis.uncertainty.admissible import Admissible

Array = np.ndarray

# Scores closer than this are one score: far above what the solver leaves open, far below what a table shows.
RESOLUTION = 1e-9
# HiGHS keeps a row to 1e-7; rows are multiplied, so that this is 1e-11 of a score.
SCALE = 1e4
# Up to so many decimals rounding is part of the program; beyond, it moves scores by less than a millionth.
GRID_DECIMALS = 6
# Solutions that do not stand up to a closer look and are cut off, before a rank is given as not exact.
ATTEMPTS = 20


@dataclass(frozen=True)
class Field:
    """All ranked units: `x` their scores at the ends of the opened tree (units × ends), and the admissible weights.

    decimals, what ranks compare; seconds, the solver's time for one program.
    """

    weights: Admissible
    x: Array
    decimals: int
    seconds: float

    @property
    def step(self) -> float:
        """The width of the grid that scores are rounded to; 0 where it is too fine to matter."""
        return 10.0**-self.decimals if self.decimals <= GRID_DECIMALS else 0.0


class End(NamedTuple):
    """A rank, and whether it is attained, by `points`, or is only a limit that no admissible weights pass."""

    rank: int
    exact: bool
    points: dict[str, float]


class _Program(NamedTuple):
    """Variables: y of every code, t of every group, k where scores are rounded; and z of every contested rival.

    `rows` @ (y, t, k) ≤ `limits` − `margin` places u on the grid, then says of every rival that it stays below (best)
    or above (worst), from which `slack` lets it go; `k` is the range of k. The solver looks as far as `margin`: a
    little beyond rounding edges, where the last bit of a score decides. A rank is attained where the margin can be
    `clear`.
    """

    rows: csr_array
    limits: Array
    slack: Array
    margin: float
    clear: float
    k: tuple[float, float] | None


def both_ends(field: Field, unit: int) -> tuple[End, End]:
    """The best and the worst end of the unit in that row of `field.x`."""
    return _end(field, unit, best=True), _end(field, unit, best=False)


def _end(field: Field, unit: int, best: bool) -> End:
    ahead = np.delete(field.x - field.x[unit], unit, axis=0)
    most, least = field.weights.highest(ahead), -field.weights.highest(-ahead)
    always = least >= field.step + RESOLUTION
    contested = ~always & (most > (0.0 if best or field.step else RESOLUTION))
    program = _program(field, field.x[unit], ahead[contested], most[contested], least[contested], best)
    first, limit = 1 + int(always.sum()), 0 if best else int(contested.sum())
    cuts: list[Array] = []
    on_edge: int | None = None
    while len(cuts) < ATTEMPTS:
        found = _solve(field, program, cuts, best)
        if found.status != 0:
            if found.mip_dual_bound is not None and np.isfinite(found.mip_dual_bound):
                limit = int(np.ceil(found.mip_dual_bound - 1e-6) if best else np.floor(1e-6 - found.mip_dual_bound))
            break
        above = found.x[program.rows.shape[1] :] > 0.5
        number = int(above.sum())
        if on_edge is not None and number != on_edge:
            break
        margin, y = _closer(field, program, above, best)
        if margin >= program.clear:
            return End(first + number, True, field.weights.points(y))
        if margin >= 2 * program.margin - RESOLUTION / 10:
            on_edge = number
        cuts.append(above)
    return End(first + (limit if on_edge is None else on_edge), False, {})


def _program(field: Field, own: Array, ahead: Array, most: Array, least: Array, best: bool) -> _Program:
    """`own` are the scores of u at the ends, `ahead` those of contested rivals less its own."""
    weights, h, sign = field.weights, field.step, 1.0 if best else -1.0
    scores = sign * (ahead + own if h else ahead)
    slack = most + h if best else h - least + RESOLUTION
    limits = np.full(len(ahead), sign * h / 2)
    if not h:
        margin, clear = (0.0, -RESOLUTION / 10) if best else (RESOLUTION, RESOLUTION / 2)
        return _Program(_over(weights, scores), limits, slack, margin, clear, None)
    lowest, highest = -weights.highest(-own[None])[0] / h, weights.highest(own[None])[0] / h
    return _Program(
        hstack(
            [
                _over(weights, np.concatenate([own[None], -own[None], scores])),
                csr_array(np.concatenate([[-h, h], np.full(len(ahead), -sign * h)])[:, None]),
            ]
        ).tocsr(),
        np.concatenate([[h / 2, h / 2], limits]),
        slack,
        -RESOLUTION,
        RESOLUTION / 2,
        (float(np.floor(lowest - 0.5)), float(np.ceil(highest + 0.5))),
    )


def _over(weights: Admissible, x: Array) -> csr_array:
    """Rows over y and t from rows over the ends of the tree."""
    found = np.zeros((len(x), len(weights.codes) + len(weights.groups)))
    found[:, weights.ends] = x
    return csr_array(found)


def _solve(field: Field, program: _Program, cuts: list[Array], best: bool) -> OptimizeResult:
    """The least (most) rivals above u; `cuts` are sets of rivals above it that are not to come again."""
    inner, rivals = program.rows.shape[1], len(program.slack)
    sign, place = 1.0 if best else -1.0, len(program.limits) - rivals
    free = vstack([csr_array((place, rivals)), diags_array(-sign * program.slack)]) if rivals else csr_array((place, 0))
    limits = program.limits - program.margin
    limits[place:] += 0.0 if best else program.slack
    constraints = [
        *_rules(field, inner + rivals),
        LinearConstraint(SCALE * hstack([program.rows, free]), ub=SCALE * limits),
    ]
    for above in cuts:  # one that was not above has to be (best), or one that was must not (worst)
        row = np.append(np.zeros(inner), ~above if best else -above.astype(float))
        constraints.append(LinearConstraint(row[None], lb=1.0 if best else 1.0 - above.sum()))
    lower, upper = _range(field, program)
    bounds = Bounds(np.append(lower, np.zeros(rivals)), np.append(upper, np.ones(rivals)))
    whole = np.append(np.zeros(inner), np.ones(rivals))
    whole[inner - 1] = program.k is not None
    cost = np.append(np.zeros(inner), np.full(rivals, sign))
    options = {"time_limit": field.seconds, "mip_rel_gap": 0.0}
    return milp(cost, integrality=whole, bounds=bounds, constraints=constraints, options=options)


def _closer(field: Field, program: _Program, above: Array, best: bool) -> tuple[float, Array]:
    """How far from any tie or edge the same rivals can be above u, and weights that have it so.

    The solver counts 0.999999 as a whole number, which lets a rival go by a little. Here the z are what they stand for,
    and so is k, once it is found; what remains is a linear program.
    """
    inner = program.rows.shape[1]
    held = np.append(np.ones(len(program.limits) - len(above), dtype=bool), ~above if best else above)
    rows = hstack([SCALE * program.rows[held], csr_array(np.ones((int(held.sum()), 1)))])
    constraints = [*_rules(field, inner + 1), LinearConstraint(rows, ub=SCALE * program.limits[held])]
    lower, upper = _range(field, program)
    lower, upper = np.append(lower, -1.0), np.append(upper, SCALE)
    cost, whole = np.append(np.zeros(inner), -1.0), np.zeros(inner + 1)
    if program.k is not None:
        whole[inner - 1] = 1
        found = milp(cost, integrality=whole, bounds=Bounds(lower, upper), constraints=constraints)
        if found.status != 0:
            return -np.inf, lower
        lower[inner - 1] = upper[inner - 1] = np.round(found.x[inner - 1])
    found = milp(cost, bounds=Bounds(lower, upper), constraints=constraints)
    if found.status != 0:
        return -np.inf, lower
    return float(found.x[-1]) / SCALE, found.x[: len(field.weights.codes)]


def _rules(field: Field, size: int) -> list[LinearConstraint]:
    """What makes weights admissible, over `size` variables."""
    equal, right, under = field.weights.rules
    more = [csr_array((matrix.shape[0], size - matrix.shape[1])) for matrix in (equal, under)]
    return [
        LinearConstraint(SCALE * hstack([equal, more[0]]), lb=SCALE * right, ub=SCALE * right),
        LinearConstraint(SCALE * hstack([under, more[1]]), ub=0.0),
    ]


def _range(field: Field, program: _Program) -> tuple[Array, Array]:
    """The least and the most of y, t and k."""
    lower, upper = np.zeros(program.rows.shape[1]), np.full(program.rows.shape[1], np.inf)
    upper[: len(field.weights.codes)] = 1.0
    if program.k is not None:
        lower[-1], upper[-1] = program.k
    return lower, upper
