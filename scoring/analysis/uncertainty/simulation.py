"""From uniform numbers to ranks: what the random draws, their replay and the sensitivity analysis all evaluate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from scoring.analysis.uncertainty.assumptions import Assumption, MissingData, Reweighting, Scenarios, nominal
from scoring.analysis.uncertainty.methods import Methods
from scoring.engine.draws import points_of, ranks_by_draw
from scoring.engine.errors import ScoringError
from scoring.engine.shares import ASSESSED, Shares, shares
from scoring.engine.tree import under
from scoring.frameworks import Framework

Array = np.ndarray


@dataclass(frozen=True)
class Case:
    """One release to be drawn: the units of one period, the node whose ranks are asked for, and what is assumed.

    nominal, the ranks as decided, one a unit, 0 for none; variants, of every choice of methods the framework and, where
    no cells are to be lost, its shares of the period; values, the whole panel where cells are to be lost from it, and
    rows, the places of the period's rows in it.
    """

    framework: Framework
    period: str
    node: str
    assumptions: tuple[Assumption, ...]
    units: pd.Index
    nominal: Array
    variants: Mapping[tuple[int, ...], tuple[Framework, Shares | None]]
    values: pd.DataFrame | None
    rows: Array

    @property
    def dimensions(self) -> tuple[int, ...]:
        """Uniform numbers a draw takes, assumption by assumption."""
        return tuple(assumption.dimensions(self.framework) for assumption in self.assumptions)

    @property
    def methods(self) -> tuple[Methods, ...]:
        return tuple(assumption for assumption in self.assumptions if isinstance(assumption, Methods))


def case(
    framework: Framework,
    values: pd.DataFrame,
    assumptions: Sequence[Assumption],
    period: str | None = None,
    node: str | None = None,
) -> Case:
    """The case of one period of a panel (`values` as `score` takes them) and one node, the headline by default.

    Raises ScoringError where the period or the node is not there, where the node is no mean, where two assumptions have
    one name, and where an assumption finds nothing to draw under the node.
    """
    node = node or framework.headline.code
    _check(framework, node, assumptions)
    period = _period(values, period)
    rows = np.flatnonzero(values.index.get_level_values(0).astype(str) == period)
    decided = _of(shares(framework, values), rows)
    loses = any(isinstance(assumption, MissingData) for assumption in assumptions)
    methods = [assumption for assumption in assumptions if isinstance(assumption, Methods)]
    variants: dict[tuple[int, ...], tuple[Framework, Shares | None]] = {}
    for choices in product(*(range(len(method.choices)) for method in methods)):
        changed = framework
        for method, choice in zip(methods, choices, strict=True):
            changed = method.change(changed, choice)
        own = decided if changed is framework or loses else _of(shares(changed, values), rows)
        variants[choices] = (changed, None if loses else own)
    return Case(
        framework=framework,
        period=period,
        node=node,
        assumptions=tuple(assumptions),
        units=values.index.get_level_values(1)[rows],
        nominal=ranks_by_draw(framework, decided, points_of(framework)[None], node)[0],
        variants=variants,
        values=values if loses else None,
        rows=rows,
    )


def plain_case(
    framework: Framework, values: pd.DataFrame, period: str | None = None, node: str | None = None
) -> tuple[Case, Shares]:
    """The case with nothing assumed, and the shares of its period: for points that are given, not drawn."""
    found = case(framework, values, (), period, node)
    own = found.variants[()][1]
    assert own is not None
    return found, own


def ranks(case: Case, uniform: Array) -> Array:
    """Ranks of the units, draws × units: whole numbers, 0 for no score; `uniform` is draws × dimensions."""
    scenarios, start = nominal(case.framework, len(uniform)), 0
    for assumption, dimensions in zip(case.assumptions, case.dimensions, strict=True):
        scenarios = assumption.apply(case.framework, scenarios, uniform[:, start : start + dimensions])
        start += dimensions
    return of_scenarios(case, scenarios)


def of_scenarios(case: Case, scenarios: Scenarios) -> Array:
    """Ranks of the units, draws × units, under scenarios already drawn."""
    draws = len(scenarios.points)
    chosen = np.array([scenarios.methods[method.name] for method in case.methods], int).reshape(-1, draws).T
    found = np.empty((draws, len(case.units)), dtype=np.int32)
    for choices, (framework, own) in case.variants.items():
        at = np.flatnonzero((chosen == choices).all(axis=1))
        if own is not None:
            found[at] = ranks_by_draw(framework, own, scenarios.points[at], case.node)
            continue
        for draw in at.tolist():
            left = _of(shares(framework, _with_holes(case, scenarios, draw)), case.rows)
            found[draw] = ranks_by_draw(framework, left, scenarios.points[[draw]], case.node)[0]
    return found


def _with_holes(case: Case, scenarios: Scenarios, draw: int) -> pd.DataFrame:
    """The panel without what the draw loses: all columns of an indicator for a unit, in the rows of the period."""
    assert case.values is not None
    owners: dict[str, int] = {}  # column → number of its indicator
    for number, node in enumerate(node for node in case.framework.nodes if node.is_leaf):
        owners |= dict.fromkeys([*(column.code for column in node.inputs), node.code + ASSESSED], number)
    columns = [code for code in owners if code in case.values.columns]
    owner: Array = np.array([owners[code] for code in columns], dtype=np.intp)
    cells = case.values[columns].to_numpy(float, na_value=np.nan, copy=True)
    for assumption in case.assumptions:
        if isinstance(assumption, MissingData):
            known = np.zeros((len(case.rows), owner.max(initial=-1) + 1), dtype=bool)
            for column, number in enumerate(owner):
                known[:, number] |= ~np.isnan(cells[case.rows, column])
            lost = assumption.lost(known, int(scenarios.holes[assumption.name][draw]))
            cells[case.rows] = np.where(lost[:, owner], np.nan, cells[case.rows])
    return pd.DataFrame(cells, case.values.index, columns).join(case.values.drop(columns=columns))


def _of(found: Shares, rows: Array) -> Shares:
    """The shares of some rows."""
    return replace(
        found,
        index=found.index[rows],
        groups=found.groups[rows],
        matrix=found.matrix[rows],
        flags={flag: cells[rows] for flag, cells in found.flags.items()},
        ranks={},
    )


def _period(values: pd.DataFrame, period: str | None) -> str:
    there = list(dict.fromkeys(values.index.get_level_values(0).astype(str)))
    if period is None and len(there) == 1:
        return there[0]
    if period is None or period not in there:
        asked = "None was chosen" if period is None else f"{period} is not among them"
        raise ScoringError(f"The values are of the periods {', '.join(there)}. {asked}: name one of them.")
    return period


def _check(framework: Framework, node: str, assumptions: Sequence[Assumption]) -> None:
    if node not in framework.by_code:
        raise ScoringError(f"The framework {framework.id} has no node {node}. Known are: {', '.join(framework.codes)}.")
    if node in framework.children and not framework.children[node]:
        raise ScoringError(
            f"The score of {node} comes from the data as it is and not from other nodes, so there is nothing to draw."
            " Choose a node that is a mean of others."
        )
    names = [assumption.name for assumption in assumptions]
    if len(set(names)) < len(names):
        raise ScoringError(f"Two assumptions have one name ({', '.join(names)}): give each its own.")
    counted = {child for branch in under(framework, node) for child in branch.children}
    for assumption in assumptions:
        assumption.dimensions(framework)
        if isinstance(assumption, Reweighting):
            drawn = {framework.nodes[place].code for place in assumption.places(framework)}
            if not drawn & counted:
                raise ScoringError(
                    f"The assumption '{assumption.name}' draws no points under {node}: choose other levels."
                )
