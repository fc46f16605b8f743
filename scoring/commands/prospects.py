"""climb, strengths, whatif: what a unit could do, what it is good and bad at, and what would follow from changes."""

import argparse
from dataclasses import asdict

import pandas as pd

from scoring.analysis.over_time.series import TrendError, series
from scoring.analysis.over_time.trends import MONTHS, trend
from scoring.analysis.reasons.climb import Climb, climb
from scoring.analysis.reasons.strengths import strengths
from scoring.analysis.reasons.whatif import what_if
from scoring.commands.reading import (
    CallError,
    Read,
    add_workbook,
    add_workbooks,
    read_one,
    read_periods,
    refuse_divisions,
)
from scoring.commands.writing import add_out, write_csv
from scoring.engine.score import score

REFUSALS = (TrendError,)
_SAID = ("rank", "target", "aim", "needed", "rank_reached", "fewest", "reason")


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("climb", help="what a unit needs for a better place")
    add_workbooks(command, "+")
    command.add_argument("--unit", required=True, metavar="UNIT", help="code or name")
    command.add_argument("--places", type=int, default=1, metavar="K", help="places to climb")
    command.add_argument("--main", action="store_true", help="raise main indicators, not single ones")
    horizon = "months in which the rivals go on at the pace of the window; several files are needed to know it"
    command.add_argument("--horizon", type=int, metavar="N", help=horizon)
    command.add_argument("--months", type=int, default=MONTHS, metavar="N", help="length of that window, 3 to 24")
    command.add_argument("--of", choices=list(_TABLES), default="summary", help="the table wanted")
    add_out(command)
    command.set_defaults(run=_climb)

    command = commands.add_parser("strengths", help="strengths and weaknesses, and what forbids to call it so")
    add_workbook(command, one_period=True)
    command.add_argument("--unit", metavar="UNIT", help="code or name; all units where none is named")
    add_out(command)
    command.set_defaults(run=_strengths)

    command = commands.add_parser("whatif", help="ranks and scores if some figures or points were others")
    add_workbook(command, one_period=True)
    command.add_argument("--set", nargs=3, action="append", metavar=("UNIT", "COLUMN", "VALUE"), help="a figure")
    command.add_argument("--points", nargs=2, action="append", metavar=("NODE", "POINTS"), help="points of a node")
    add_out(command)
    command.set_defaults(run=_what_if)


def _climb(call: argparse.Namespace) -> int:
    """In the newest period; the others only tell the pace."""
    by_period = read_periods(call)
    found = by_period[max(by_period)]
    pace = None
    if call.places < 1:
        raise CallError(f"--places is {call.places}; it must be a whole number above 0.")
    if call.horizon is not None:
        refuse_divisions(by_period, "give those of one")
        line = series({period: each.scores for period, each in by_period.items()}, found.node(None))
        pace = trend(line, call.months)["slope"]
    way = climb(found.scores, found.unit(call.unit), call.places, pace, call.horizon or 1, main=call.main)
    return write_csv(_TABLES[call.of](way, found), call.csv)


def _summary(way: Climb, found: Read) -> pd.DataFrame:
    said = {name: getattr(way, name) for name in _SAID} | {"rivals": " ".join(way.rivals)}
    later = {f"then_{name}": value for name, value in asdict(way.against_pace).items()} if way.against_pace else {}
    if later:
        later["then_unknown"] = " ".join(later["then_unknown"])
    return pd.DataFrame([{"unit": way.unit, "name": found.names.get(way.unit), **said, **later}])


def _named(table: pd.DataFrame, found: Read) -> pd.DataFrame:
    """A table with a row a node, the node's name behind its code."""
    shown = table.rename_axis("node").reset_index()
    shown.insert(1, "name", [found.framework.name(code, "vi") for code in shown["node"]])
    return shown


_TABLES = {
    "summary": _summary,
    "plan": lambda way, found: _named(way.plan, found),
    "gains": lambda way, found: _named(way.gains, found),
}


def _strengths(call: argparse.Namespace) -> int:
    found = read_one(call)
    table = strengths(found.scores).reset_index()
    if call.unit:
        table = table[table["unit"] == found.unit(call.unit)]
    table.insert(2, "name", table["unit"].map(found.names))
    return write_csv(table, call.csv)


def _what_if(call: argparse.Namespace) -> int:
    found = read_one(call)
    period = found.scores.periods[0]
    values: dict[tuple[str, str], dict[str, float]] = {}
    for unit, column, value in call.set or ():
        row = (period, found.unit(unit))
        values.setdefault(row, {})[column] = _number(value)
    points = {node: _number(value) for node, value in call.points or ()}
    if not values and not points:
        raise CallError("Nothing is changed: give --set UNIT COLUMN VALUE or --points NODE POINTS.")
    # All periods go along, for a step may look back or normalise over the panel.
    moved = what_if(score(found.framework, found.table.values), values, points).moved.loc[[period]].reset_index()
    moved.insert(2, "name", moved["unit"].map(found.names))
    ranks = ["rank_before", "rank_after", "places"]
    return write_csv(moved.astype(dict.fromkeys(ranks, "Int64")), call.csv)


def _number(text: str) -> float:
    """A number, or nothing for "" and "-". Raises CallError."""
    try:
        return float("nan" if text in ("", "-") else text)
    except ValueError:
        raise CallError(f"'{text}' is no number.") from None
