"""units: the register of blocks and units as a workbook, its problems, and what it would change."""

import argparse
import sys
from pathlib import Path

from scoring.commands.reading import CallError, print_problems
from scoring.commands.writing import add_out, write_csv, write_file
from scoring.register import difference, read_units_workbook, units_workbook
from scoring.units import Units, load_units

REFUSALS: tuple[type[Exception], ...] = ()


def add(commands: argparse._SubParsersAction) -> None:
    below = commands.add_parser("units", help="blocks, units and mergers by workbook").add_subparsers(
        required=True, metavar="WHAT"
    )
    command = below.add_parser("template", help="the present state as a workbook, to be changed")
    command.add_argument("--out", type=Path, required=True, metavar="OUT", help="the workbook to write (.xlsx)")
    command.add_argument("--lang", choices=("vi", "en", "es"), default="vi", help="language of its headers")
    command.set_defaults(run=_template)

    command = below.add_parser("check", help="problems of such a workbook, one a line as sheet!cell: message")
    command.add_argument("file", type=Path, metavar="FILE")
    command.set_defaults(run=_check)

    command = below.add_parser("changes", help="what it would change, as CSV")
    command.add_argument("file", type=Path, metavar="FILE")
    add_out(command)
    command.set_defaults(run=_changes)


def _template(call: argparse.Namespace) -> int:
    return write_file(call.out, units_workbook(load_units(), call.lang))


def _check(call: argparse.Namespace) -> int:
    return int(_read(call, sys.stdout) is None)


def _changes(call: argparse.Namespace) -> int:
    found = _read(call, sys.stderr)
    return 1 if found is None else write_csv(difference(load_units(), found), call.csv)


def _read(call: argparse.Namespace, said_on) -> Units | None:  # type: ignore[no-untyped-def]
    if not call.file.is_file():
        raise CallError(f"{call.file}: there is no such file.")
    found, problems = read_units_workbook(call.file, load_units())
    print_problems(problems, said_on)
    return found
