"""trends, projection, backcast, compare: several releases, over time and across mergers."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from scoring.analysis.mergers.back_cast import back_cast, back_cast_series
from scoring.analysis.mergers.comparability import comparability
from scoring.analysis.mergers.lineage import LineageError, lineage
from scoring.analysis.over_time.projection import projection
from scoring.analysis.over_time.series import Series, TrendError, series
from scoring.analysis.over_time.trends import CONFIDENCE, MONTHS, change, trend
from scoring.commands.reading import (
    CallError,
    Read,
    add_workbook,
    add_workbooks,
    framework_of,
    one_period,
    read,
    read_all,
    read_periods,
    refuse_divisions,
)
from scoring.commands.writing import add_out, by_unit, write_csv
from scoring.engine.tables import long

REFUSALS = (TrendError, LineageError)


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("trends", help="change, pace, fitted slope and acceleration over a window")
    _add_series(command)
    command.add_argument("--last", metavar="P", help="the period the window ends with; the newest otherwise")
    command.set_defaults(run=_trends)

    command = commands.add_parser("projection", help="when units reach a target, and the pace it takes")
    _add_series(command)
    command.add_argument("--target", type=float, required=True, help="a score, as scores are in the output of score")
    command.add_argument("--deadline", metavar="P", help="the period by whose end it is to be reached")
    command.set_defaults(run=_projection)

    command = commands.add_parser("backcast", help="scores that the units after the mergers would have had")
    add_workbook(command)
    command.add_argument("--to", required=True, metavar="UNITS", help="division, or a period for ministries")
    weights = "CSV of unit,weight: merged units get the weighted mean, not the plain one"
    command.add_argument("--weights", type=Path, metavar="CSV", help=weights)
    least = "share of the predecessors' weight that must have a value"
    command.add_argument("--least-share", type=float, default=1.0, metavar="S", help=least)
    add_out(command)
    command.set_defaults(run=_back_cast)

    command = commands.add_parser("compare", help="two releases: places and points gained, or why not to compare")
    add_workbooks(command, 2)
    command.add_argument("--node", metavar="CODE", help="the node; the headline otherwise")
    add_out(command)
    command.set_defaults(run=_compare)


def _add_series(command: argparse.ArgumentParser) -> None:
    add_workbooks(command, "+")
    command.add_argument("--node", metavar="CODE", help="the node; the headline otherwise")
    command.add_argument("--months", type=int, default=MONTHS, metavar="N", help="length of the window, 3 to 24")
    command.add_argument("--all", dest="months", action="store_const", const=None, help="all periods, however many")
    command.add_argument("--confidence", type=float, default=CONFIDENCE, metavar="C", help="of the intervals")
    command.add_argument("--to", metavar="UNITS", help="division (or period) to carry earlier units to")
    add_out(command)


def _trends(call: argparse.Namespace) -> int:
    line, names = _series(call)
    return write_csv(by_unit(trend(line, call.months, call.last, call.confidence), names), call.csv)


def _projection(call: argparse.Namespace) -> int:
    line, names = _series(call)
    table = projection(line, call.target, call.deadline, call.months, call.confidence)
    return write_csv(by_unit(table, names), call.csv)


def _series(call: argparse.Namespace) -> tuple[Series, dict[str, str]]:
    """The series of the call's files, carried to one set of units where that is asked for."""
    by_period = read_periods(call)
    scores = {period: each.scores for period, each in by_period.items()}
    newest = by_period[max(by_period)]
    node = newest.node(call.node)
    if call.to:
        sets = {period: each.set_of_units for period, each in by_period.items()}
        casts = back_cast_series(scores, sets, call.to, newest.units)
        return series({period: cast.scores for period, cast in casts.items()}, node), _names(newest, call.to)
    refuse_divisions(by_period, "carry them to the newest with --to")
    return series(scores, node), newest.names


def _names(found: Read, to: str) -> dict[str, str]:
    division = to if found.table.division else ""
    return found.units.of(found.framework.block, division)["name_vi"].to_dict()


def _back_cast(call: argparse.Namespace) -> int:
    found = read(call.file, framework_of(call.framework), call.period)
    sets = {found.table.division} if found.table.division else set(found.scores.periods)
    if len(sets) > 1:
        raise CallError("A block without divisions is carried a period at a time; the workbook has several.")
    links = lineage(found.units, found.framework.block, sets.pop(), call.to)
    cast = back_cast(found.scores, links, _weights(call.weights), call.least_share)
    for each in cast.absent.itertuples():
        named = f" ({', '.join(each.lacking)})" if each.lacking else ""
        print(f"{each.column} of {each.unit} in {each.period} is missing: {each.reason}{named}", file=sys.stderr)
    return write_csv(long(cast.scores, found.units, call.to if found.table.division else ""), call.csv)


def _weights(path: Path | None) -> pd.Series | None:
    """Weights by unit code from a CSV file with the columns unit and weight."""
    if path is None:
        return None
    try:
        table = pd.read_csv(path, dtype={"unit": str})
        return table.set_index("unit")["weight"].astype(float)
    except (OSError, KeyError, ValueError):
        raise CallError(f"{path}: this is no CSV with the columns unit and weight, a number for each unit.") from None


def _compare(call: argparse.Namespace) -> int:
    """The earlier release carried to the later units where it must be; 1 and the reason where nothing can be said."""
    earlier, later = (one_period(each) for each in read_all(call))
    node = later.node(call.node)
    answer = comparability(earlier.scores, later.scores, (earlier.set_of_units, later.set_of_units), later.units)
    if answer.verdict == "not":
        concerned = f" ({', '.join(answer.concerned)})" if answer.concerned else ""
        print(f"The releases are not comparable: {answer.reason}{concerned}. {answer.detail}".strip(), file=sys.stderr)
        return 1
    before = back_cast(earlier.scores, answer.links).scores if answer.links else earlier.scores
    table = pd.DataFrame(
        {
            f"{name}_{when}": frame[node].droplevel(0)
            for when, part in (("before", before), ("after", later.scores))
            for name, frame in (("rank", part.ranks.astype("Int64")), ("score", part.scores))
        }
    )
    gained = change(before, later.scores, node).astype({"places": "Int64"})
    table = table.join(gained).assign(verdict=answer.verdict)
    return write_csv(by_unit(table, later.names), call.csv)
