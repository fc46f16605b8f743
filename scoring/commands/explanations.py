"""explain, moves: what a score is made of, and why ranks moved between two releases."""

import argparse
from pathlib import Path

import pandas as pd

from scoring.analysis.mergers.comparability import comparability
from scoring.analysis.mergers.lineage import LineageError
from scoring.analysis.reasons.contributions import NotAdditive, contributions, distance
from scoring.analysis.reasons.median import median_profile, median_unit
from scoring.analysis.reasons.moves import Moves, NotComparable, moves
from scoring.commands.reading import (
    add_workbook,
    add_workbooks,
    one_period,
    read,
    read_all,
    read_one,
)
from scoring.commands.writing import add_out, by_unit, write_csv

BASES = {"median": median_unit, "profile": median_profile}
TABLES = ("places", "points", "places-by-indicator", "points-by-indicator", "passed")

REFUSALS = (LineageError, NotComparable, NotAdditive)


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("explain", help="what every node adds to a unit's score, and to its distance")
    add_workbook(command, one_period=True)
    command.add_argument("--unit", required=True, metavar="UNIT", help="code or name")
    against = "a unit, 'median' (the unit in the middle) or 'profile' (a unit with every median)"
    command.add_argument("--against", default="median", metavar="UNIT", help=against)
    command.add_argument("--node", metavar="CODE", help="the node explained; the headline otherwise")
    add_out(command)
    command.set_defaults(run=_explain)

    command = commands.add_parser("moves", help="why ranks moved between two releases, in parts that add up")
    add_workbooks(command, 2)
    command.add_argument("--of", choices=TABLES, default="places", help="the table wanted")
    command.add_argument("--unit", action="append", metavar="UNIT", help="a unit; all where none is named")
    revised = "the earlier workbook as its figures are known now"
    command.add_argument("--revised", type=Path, metavar="FILE", help=revised)
    add_out(command)
    command.set_defaults(run=_moves)


def _explain(call: argparse.Namespace) -> int:
    found = read_one(call)
    unit, node, scores = found.unit(call.unit), found.node(call.node), found.scores
    base = BASES[call.against](scores) if call.against in BASES else found.unit(call.against)
    row = (scores.periods[0], unit)
    adds, apart = contributions(scores, node).loc[row], distance(scores, base, node).loc[row]
    table = pd.DataFrame({"contribution": adds, "distance": apart}).rename_axis("node").reset_index()
    by_code = found.framework.by_code
    table.insert(1, "name", [by_code[code].names["vi"] if code in by_code else "" for code in table["node"]])
    table.insert(2, "score", table["node"].map(scores.scores.loc[row]))
    return write_csv(table, call.csv)


def _moves(call: argparse.Namespace) -> int:
    earlier, later = (one_period(each) for each in read_all(call))
    answer = comparability(earlier.scores, later.scores, (earlier.set_of_units, later.set_of_units), later.units)
    revised = None
    if call.revised:
        revised = one_period(read(call.revised, earlier.framework), earlier.scores.periods[0]).scores.values
    units = call.unit and [later.unit(unit) for unit in call.unit]
    found = moves(earlier.scores, later.scores, answer, revised, units)
    return write_csv(by_unit(_table(found, call.of), later.names), call.csv)


def _table(found: Moves, of: str) -> pd.DataFrame:
    if of == "passed":
        named = {"passed": found.passed, "passed_by": found.passed_by}
        return pd.DataFrame({name: pd.Series(units).map(" ".join) for name, units in named.items()})
    parts = getattr(found, of.replace("-", "_"))
    return pd.concat([found.summary, parts], axis=1)
