"""What every command asks of its call: workbooks, frameworks, one period, a unit by code or name."""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import pandas as pd

from scoring.engine.score import Scores, score
from scoring.framework_files import FrameworkError, load_framework
from scoring.frameworks import Framework
from scoring.units import Units, load_units
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import Table, read_workbook


class CallError(Exception):
    """The call itself is wrong: exit status 2."""


class BlockedError(Exception):
    """A workbook has problems that block, which were printed: exit status 1."""


@dataclass(frozen=True)
class Read:
    """A workbook as it was read, and its scores."""

    framework: Framework
    table: Table
    scores: Scores
    units: Units

    @property
    def names(self) -> dict[str, str]:
        """Unit → its Vietnamese name."""
        return self.units.of(self.framework.block, self.table.division)["name_vi"].to_dict()

    @property
    def set_of_units(self) -> str:
        """What `lineage` calls the units: the division, or the period for a block without divisions."""
        return self.table.division or self.scores.periods[0]

    def unit(self, text: str) -> str:
        """The code of a unit given by code or name. Raises CallError."""
        block, division = self.framework.block, self.table.division
        found = self.units.by_code(block, division, text) or self.units.by_name(block, division, text)
        if found is None or found not in self.scores.scores.index.get_level_values(1):
            raise CallError(f"'{text}' is no unit of the workbook. Give a code or a name.")
        return found

    def node(self, code: str | None) -> str:
        """The code of a node, the headline where none is given. Raises CallError."""
        if code is not None and code not in self.framework.codes:
            raise CallError(f"The framework {self.framework.id} has no node '{code}'.")
        return code or self.framework.headline.code


def add_workbook(command: argparse.ArgumentParser, one_period: bool = False) -> None:
    """The arguments of a command about one workbook."""
    command.add_argument("file", type=Path, metavar="FILE", help="the workbook")
    command.add_argument("--framework", required=True, metavar="ID", help="id of a framework, or a path")
    _add_periods(command, one_period)


def add_workbooks(command: argparse.ArgumentParser, number: int | str) -> None:
    """The arguments of a command about several workbooks, each with its framework or all with one."""
    command.add_argument("files", type=Path, nargs=number, metavar="FILE", help="the workbooks, a period or more each")
    help_text = "id of a framework, or a path: one for all, or one for each file in their order"
    command.add_argument("--framework", required=True, action="append", metavar="ID", help=help_text)


def _add_periods(command: argparse.ArgumentParser, one_period: bool) -> None:
    command.add_argument("--period", metavar="P", help="where the workbook names none: 2023, 2023-H1, 2023-06")
    if one_period:
        command.add_argument("--only", metavar="P", help="the period to look at, where the workbook has several")


def read(path: Path, framework: Framework, period: str | None = None) -> Read:
    """The workbook, its problems printed to standard error. Raises CallError and BlockedError."""
    units = load_units()
    table, problems = read_problems(path, framework, period)
    print_problems(problems, sys.stderr)
    if table is None:
        raise BlockedError
    return Read(framework, table, score(framework, table.values), units)


def read_problems(path: Path, framework: Framework, period: str | None) -> tuple[Table | None, list[Problem]]:
    """As `read_workbook`. Raises CallError where there is no such file."""
    if not path.is_file():
        raise CallError(f"{path}: there is no such file.")
    return read_workbook(path, framework, load_units(), period)


def read_one(call: argparse.Namespace) -> Read:
    """The workbook of the call with the rows of one period: the only one, or that of `--only`."""
    found = read(call.file, framework_of(call.framework), call.period)
    return one_period(found, call.only, "choose one with --only")


def one_period(found: Read, period: str | None = None, remedy: str = "take a workbook of one period") -> Read:
    """The rows of one period. Raises CallError, with the `remedy`, where it is not there or one must be chosen."""
    periods = found.scores.periods
    if period is None and len(periods) > 1:
        raise CallError(f"The workbook has the periods {', '.join(periods)}: {remedy}.")
    if period is not None and period not in periods:
        raise CallError(f"The workbook has no period {period}; it has {', '.join(periods)}.")
    return replace(found, scores=found.scores.of(period or periods[0]))


def read_all(call: argparse.Namespace) -> list[Read]:
    """Every workbook of the call. Raises CallError where frameworks and files do not fit together."""
    frameworks: Sequence[str] = call.framework
    if len(frameworks) not in (1, len(call.files)):
        raise CallError(f"{len(call.files)} files need one --framework or {len(call.files)}, not {len(frameworks)}.")
    each = frameworks if len(frameworks) > 1 else [*frameworks] * len(call.files)
    return [read(path, framework_of(name)) for path, name in zip(call.files, each, strict=True)]


def read_periods(call: argparse.Namespace) -> dict[str, Read]:
    """Every period of the call's workbooks, each by itself.

    Files of one framework and division are scored together, so that figures can be carried from month to month. Raises
    CallError where a period stands in two files.
    """
    found = read_all(call)
    times = Counter(period for each in found for period in each.scores.periods)
    if twice := [period for period, count in times.items() if count > 1]:
        raise CallError(f"The period {twice[0]} stands in two of the files. Give it once.")
    groups: dict[tuple[str, str], list[Read]] = {}
    for each in found:
        groups.setdefault((each.framework.text, each.table.division), []).append(each)
    panels = [
        replace(parts[0], scores=score(parts[0].framework, pd.concat([part.table.values for part in parts])))
        for parts in groups.values()
    ]
    return {period: one_period(each, period) for each in panels for period in each.scores.periods}


def refuse_divisions(by_period: Mapping[str, Read], remedy: str) -> None:
    """Raise CallError, with the `remedy`, where the periods are of several divisions: their units are not the same."""
    if len({each.table.division for each in by_period.values()}) > 1:
        raise CallError(f"The files are of several divisions: {remedy}.")


def framework_of(name: str) -> Framework:
    """Raises CallError with every fault of the file."""
    try:
        return load_framework(name)
    except FrameworkError as fault:
        raise CallError(str(fault)) from None


def print_problems(problems: list[Problem], stream: TextIO) -> None:
    for problem in problems:
        print(f"{problem.place}: {problem.message()}", file=stream)
