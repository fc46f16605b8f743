"""score, check, missing, steps, proof: one workbook, from its problems to a workbook that proves its scores."""

import argparse
import sys
from pathlib import Path

from scoring.commands.reading import (
    CallError,
    add_workbook,
    framework_of,
    print_problems,
    read,
    read_one,
    read_problems,
)
from scoring.commands.writing import add_out, write_csv, write_file
from scoring.engine.missing import missing_scores
from scoring.engine.shares import reports
from scoring.engine.tables import long
from scoring.workbooks.proof import proof

REFUSALS: tuple[type[Exception], ...] = ()


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("score", help="scores as CSV")
    add_workbook(command)
    add_out(command)
    command.set_defaults(run=_score)

    command = commands.add_parser("check", help="problems, one a line as sheet!cell: message")
    add_workbook(command)
    command.set_defaults(run=_check)

    command = commands.add_parser("missing", help="why scores are missing")
    add_workbook(command)
    add_out(command)
    command.set_defaults(run=_missing)

    command = commands.add_parser("steps", help="what the framework's steps changed: imputed, treated, screened …")
    add_workbook(command)
    command.add_argument("--step", type=int, default=1, metavar="N", help="the step, counted as in the framework")
    add_out(command)
    command.set_defaults(run=_steps)

    command = commands.add_parser("proof", help="a workbook with the scores worked out by formulas")
    add_workbook(command, one_period=True)
    command.add_argument("--out", type=Path, required=True, metavar="OUT", help="the workbook to write (.xlsx)")
    command.add_argument("--lang", choices=("vi", "en", "es"), default="en", help="language of names")
    command.set_defaults(run=_proof)


def _score(call: argparse.Namespace) -> int:
    found = read(call.file, framework_of(call.framework), call.period)
    return write_csv(long(found.scores, found.units, found.table.division), call.csv)


def _check(call: argparse.Namespace) -> int:
    _, problems = read_problems(call.file, framework_of(call.framework), call.period)
    print_problems(problems, sys.stdout)
    return int(any(problem.blocks for problem in problems))


def _missing(call: argparse.Namespace) -> int:
    found = read(call.file, framework_of(call.framework), call.period)
    table = missing_scores(found.scores)
    return write_csv(table.assign(lacking=table["lacking"].map(" ".join)), call.csv)


def _steps(call: argparse.Namespace) -> int:
    found = read(call.file, framework_of(call.framework), call.period)
    every = reports(found.framework, found.table.values)
    if not 1 <= call.step <= len(every):
        raise CallError(f"The framework {found.framework.id} has {len(every)} steps; there is no step {call.step}.")
    return write_csv(every[call.step - 1], call.csv)


def _proof(call: argparse.Namespace) -> int:
    found = read_one(call)
    book = proof(found.scores, found.units, found.table.division, found.table.about, call.lang)
    return write_file(call.out, book)
