"""`python -m scoring robustness`: its options, and the table that answers them.

For the command line: `options(parser)` adds what can be asked, `table(chosen, framework, values)` answers with a table
of which `period` and `unit` are columns, ready for CSV.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from typing import Any

import pandas as pd

from scoring.analysis.uncertainty.assumptions import Assumption, Dirichlet, LeaveOneOut, MissingData, Weights
from scoring.analysis.uncertainty.bounds import rank_bounds
from scoring.analysis.uncertainty.methods import Means, Normalisations
from scoring.analysis.uncertainty.rank_statistics import pairwise, rank_shares, summary, top_shares
from scoring.analysis.uncertainty.robustness import Robustness, leave_one_out, robustness
from scoring.analysis.uncertainty.sensitivity import sensitivity
from scoring.engine.errors import ScoringError
from scoring.frameworks import Framework

WITHIN = 0.25
# What `mean:value` sets.
_PARAMETER = {"geometric": "offset", "harmonic": "offset", "power": "exponent"}


def options(command: argparse.ArgumentParser) -> None:
    """What can be asked, added to a parser that already takes the file, the framework and the period."""
    command.add_argument("--show", choices=SHOWN, default="summary", help="the table to write (default: summary)")
    command.add_argument("--node", metavar="CODE", help="whose ranks; the headline unless named")
    command.add_argument("--units", type=_listed, metavar="U,U", help="for pairs and bounds: these units only")
    command.add_argument("--draws", type=int, default=1000, metavar="N", help="random draws, or Sobol points (1000)")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="the same seed gives the same draws (0)")
    command.add_argument("--within", type=float, metavar="P", help=f"weights uniform within ±P, a share ({WITHIN})")
    command.add_argument(
        "--concentration", type=float, metavar="C", help="weights from a Dirichlet distribution instead"
    )
    command.add_argument("--levels", type=_numbers, metavar="L,L", help="weights of these levels, 1 under the headline")
    command.add_argument("--left-out", type=int, metavar="L", help="one node of this level left out, or none")
    command.add_argument("--lost", type=float, metavar="P", help="every cell lost with this chance")
    command.add_argument("--means", type=_means, metavar="M,M", help="one of these: arithmetic,geometric:0.01,power:2")
    command.add_argument("--normalisations", type=_listed, metavar="K,K", help="one of these: min_max,percentile_rank")
    command.add_argument("--workers", type=int, metavar="N", help="spread over so many processes")
    command.add_argument("--cluster", metavar="ADDRESS", help="spread over a Dask cluster: tcp://HOST:PORT")


def table(chosen: argparse.Namespace, framework: Framework, values: pd.DataFrame) -> pd.DataFrame:
    """The table that was asked for. Raises ScoringError where something cannot be drawn, or no worker reached."""
    with ExitStack() as open_:
        open_.enter_context(_solver_not_on_standard_output())
        executor = open_.enter_context(workers(chosen.workers, chosen.cluster))
        settings: dict[str, Any] = {
            "period": chosen.period,
            "node": chosen.node,
            "executor": executor,
            "progress": _progress if sys.stderr.isatty() else None,
        }
        return SHOWN[chosen.show](chosen, framework, values, settings)


@contextmanager
def workers(processes: int | None = None, cluster: str | None = None) -> Iterator[Executor | None]:
    """An executor of so many processes, or of the Dask cluster at that address; None for neither.

    The scheduler and the workers of a cluster must be able to import this package, in the same version. Raises
    ScoringError where they are not, where Dask is not installed, or where nothing answers at the address.
    """
    if cluster:
        try:
            from distributed import Client
        except ImportError:
            raise ScoringError(
                "A cluster needs the package 'distributed', which is not installed: install dti-dashboard[cluster], or"
                " spread the work over processes with --workers."
            ) from None
        try:
            client = Client(cluster, timeout="10s")
        except (OSError, ValueError) as fault:
            raise ScoringError(f"There is no Dask scheduler at {cluster}: {fault}.") from None
        with client:
            try:
                yield client.get_executor()
            except (ModuleNotFoundError, RuntimeError) as fault:
                if isinstance(fault, RuntimeError) and "deserialization" not in str(fault):
                    raise
                raise ScoringError(
                    f"The cluster at {cluster} cannot run this package: its scheduler and workers must find it, in the"
                    " same version."
                ) from None
    elif processes and processes > 1:
        # Fresh processes: a copy of one that already runs threads may hang.
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            yield pool
    else:
        yield None


def assumptions(chosen: argparse.Namespace) -> list[Assumption]:
    """What was asked to vary; weights within ±25 % where nothing was."""
    found: list[Assumption] = []
    if chosen.concentration is not None and chosen.within is not None:
        raise ScoringError("Weights are drawn within P or with a concentration: give one of --within, --concentration.")
    if chosen.concentration is not None:
        found.append(Dirichlet(chosen.concentration, chosen.levels))
    elif chosen.within is not None:
        found.append(Weights(chosen.within, chosen.levels))
    if chosen.left_out is not None:
        found.append(LeaveOneOut(chosen.left_out))
    if chosen.lost is not None:
        found.append(MissingData(chosen.lost))
    if chosen.means:
        found.append(Means(chosen.means))
    if chosen.normalisations:
        found.append(Normalisations(tuple({"kind": kind} for kind in chosen.normalisations)))
    return found or [Weights(WITHIN, chosen.levels)]


Settings = dict[str, Any]


def _drawn(read: Callable[[Robustness, argparse.Namespace], pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    def show(
        chosen: argparse.Namespace, framework: Framework, values: pd.DataFrame, settings: Settings
    ) -> pd.DataFrame:
        found = robustness(framework, values, assumptions(chosen), draws=chosen.draws, seed=chosen.seed, **settings)
        return _flat(read(found, chosen), found.period)

    return show


def _sensitivity(
    chosen: argparse.Namespace, framework: Framework, values: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    points = 1 << max(chosen.draws - 1, 1).bit_length()
    found = sensitivity(framework, values, assumptions(chosen), points=points, seed=chosen.seed, **settings)
    return _flat(found.table, found.period)


def _bounds(chosen: argparse.Namespace, framework: Framework, values: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    limits = Weights(WITHIN if chosen.within is None else chosen.within, chosen.levels)
    found = rank_bounds(framework, values, limits, units=chosen.units, **settings)
    return _flat(found.table, chosen.period or str(values.index[0][0]))


def _left_out(
    chosen: argparse.Namespace, framework: Framework, values: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    found = leave_one_out(framework, values, chosen.left_out or 1, period=chosen.period, node=chosen.node)
    return _flat(found, chosen.period or str(values.index[0][0]))


SHOWN: dict[str, Callable[..., pd.DataFrame]] = {
    "summary": _drawn(lambda found, chosen: summary(found)),
    "ranks": _drawn(lambda found, chosen: rank_shares(found)),
    "top": _drawn(lambda found, chosen: top_shares(found)),
    "pairs": _drawn(lambda found, chosen: pairwise(found, chosen.units)),
    "sensitivity": _sensitivity,
    "bounds": _bounds,
    "left-out": _left_out,
}


def _flat(found: pd.DataFrame, period: str) -> pd.DataFrame:
    """The table with the period and its index as columns."""
    named = found.rename_axis(index={None: "unit"}) if found.index.nlevels == 1 else found
    flat = named.rename_axis(columns=None).reset_index()
    flat.insert(0, "period", period)
    return flat


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in _listed(text))


def _means(text: str) -> tuple[Any, ...]:
    found: list[Any] = []
    for part in _listed(text):
        kind, _, value = part.partition(":")
        found.append({"kind": kind, _PARAMETER.get(kind, "value"): float(value)} if value else kind)
    return tuple(found)


def _progress(done: int, of: int) -> None:
    print(f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


@contextmanager
def _solver_not_on_standard_output() -> Iterator[None]:
    """HiGHS prints a line of its own now and then, past Python; it would stand in the middle of the CSV."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
