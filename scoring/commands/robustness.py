"""robustness, sensitivity, bounds: how sure the ranks of one period are. What they ask is in `robustness_command`."""

import argparse

from scoring.analysis.uncertainty.robustness_command import options, table
from scoring.commands.reading import add_workbook, read_one
from scoring.commands.writing import add_out, write_csv

SHOWS = {
    "robustness": ("summary", "ranks under many draws of weights, methods and data"),
    "sensitivity": ("sensitivity", "which assumption the ranks hang on"),
    "bounds": ("bounds", "best and worst rank that any admissible weights allow"),
}

REFUSALS: tuple[type[Exception], ...] = ()


def add(commands: argparse._SubParsersAction) -> None:
    for name, (show, text) in SHOWS.items():
        command = commands.add_parser(name, help=text)
        add_workbook(command, one_period=True)
        options(command)
        add_out(command)
        command.set_defaults(run=_robustness, show=show)


def _robustness(call: argparse.Namespace) -> int:
    found = read_one(call)
    units = call.units and [found.unit(unit) for unit in call.units]
    # All periods go along, for a step may look back or normalise over the panel; the ranks are those of one.
    chosen = {"period": found.scores.periods[0], "units": units, "node": found.node(call.node)}
    drawn = table(argparse.Namespace(**{**vars(call), **chosen}), found.framework, found.table.values)
    drawn.insert(2, "name", drawn.iloc[:, 1].map(found.names))
    return write_csv(drawn, call.csv)
