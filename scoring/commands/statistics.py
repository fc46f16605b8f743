"""statistics: what an auditor asks of one period's scores."""

import argparse
import sys
from collections.abc import Callable

import pandas as pd

from scoring.analysis.coherence.correlation import (
    KINDS,
    StatisticsError,
    evidence,
    node_correlations,
    nodes_at,
    redundant,
)
from scoring.analysis.coherence.statistics import (
    Components,
    alphas,
    effective_weights,
    indicator_distributions,
    principal_components,
)
from scoring.commands.reading import Read, add_workbook, read_one
from scoring.commands.writing import add_out, write_csv

REFUSALS = (StatisticsError,)


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("statistics", help="correlations, alpha, components, weights, distributions")
    add_workbook(command, one_period=True)
    command.add_argument("--of", choices=list(_TABLES), default="correlations", help="the table wanted")
    level = "level of the nodes: 0, 1, …, indicators (default) or composites"
    command.add_argument("--level", default="indicators", help=level)
    command.add_argument("--against", metavar="LEVEL", help="level to correlate with; the same where none is given")
    command.add_argument("--kind", choices=list(KINDS), default="pearson", help="kind of correlation")
    command.add_argument("--least", type=float, default=0.95, help="from where on a pair is redundant")
    add_out(command)
    command.set_defaults(run=_statistics)


def _statistics(call: argparse.Namespace) -> int:
    return write_csv(_TABLES[call.of](read_one(call), call), call.csv)


def _correlations(found: Read, call: argparse.Namespace) -> pd.DataFrame:
    return node_correlations(found.scores, call.level, call.against, call.kind)


def _explained(found: Read, call: argparse.Namespace) -> pd.DataFrame:
    return _components(found, call).explained


def _loadings(found: Read, call: argparse.Namespace) -> pd.DataFrame:
    return _components(found, call).loadings.rename_axis("node").reset_index()


def _components(found: Read, call: argparse.Namespace) -> Components:
    """The components; how many units they rest on, and what varies too little to count, goes to standard error."""
    components = principal_components(_at_level(found, call))
    without = f"; without {', '.join(components.left_out)}" if components.left_out else ""
    print(f"{components.n} units with every figure{without}", file=sys.stderr)
    return components


def _at_level(found: Read, call: argparse.Namespace) -> pd.DataFrame:
    return evidence(found.scores)[nodes_at(found.framework, call.level)]


def _redundant(found: Read, call: argparse.Namespace) -> pd.DataFrame:
    return redundant(found.scores, nodes_at(found.framework, call.level), call.least)


_TABLES: dict[str, Callable[[Read, argparse.Namespace], pd.DataFrame]] = {
    "correlations": _correlations,
    "alpha": lambda found, call: alphas(found.scores),
    "components": _explained,
    "loadings": _loadings,
    "weights": lambda found, call: effective_weights(found.scores),
    "redundancy": _redundant,
    "distribution": lambda found, call: indicator_distributions(found.scores),
}
