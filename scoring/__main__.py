"""The index without the dashboard: `python -m scoring score FILE --framework ID`, `python -m scoring check …`."""

import argparse
import sys
from pathlib import Path
from typing import TextIO

from scoring.engine.score import score
from scoring.engine.tables import long
from scoring.framework_files import FrameworkError, load_framework
from scoring.frameworks import Framework
from scoring.units import load_units
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import Table, read_workbook


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when all is well, 1 when a problem blocks, 2 when the call is wrong."""
    parser = argparse.ArgumentParser(prog="python -m scoring", description="Score or check a workbook.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("score", "scores as CSV"), ("check", "problems, one a line as sheet!cell: message")):
        command = commands.add_parser(name, help=text)
        command.add_argument("file", type=Path, metavar="FILE", help="the workbook")
        command.add_argument("--framework", required=True, metavar="ID", help="id of a framework, or a path")
        command.add_argument("--period", metavar="P", help="where the workbook names none: 2023, 2023-H1, 2023-06")
        if name == "score":
            command.add_argument("--csv", default="-", metavar="OUT", help="file to write; - is standard output")
    chosen = parser.parse_args(arguments)
    if not chosen.file.is_file():
        print(f"{chosen.file}: there is no such file.", file=sys.stderr)
        return 2
    try:
        framework = load_framework(chosen.framework)
    except FrameworkError as fault:
        print(fault, file=sys.stderr)
        return 2
    table, problems = read_workbook(chosen.file, framework, load_units(), chosen.period)
    if chosen.command == "check":
        _print(problems, sys.stdout)
        return int(any(problem.blocks for problem in problems))
    return _score(table, problems, framework, chosen.csv)


def _score(table: Table | None, problems: list[Problem], framework: Framework, out: str) -> int:
    _print(problems, sys.stderr)
    if table is None:
        return 1
    result = long(score(framework, table.values), load_units(), table.division)
    text = result.to_csv(index=False, lineterminator="\n")
    if out == "-":
        sys.stdout.buffer.write(text.encode())
    else:
        Path(out).write_text(text, encoding="utf-8")
    return 0


def _print(problems: list[Problem], stream: TextIO) -> None:
    for problem in problems:
        print(f"{problem.place}: {problem.message()}", file=stream)


if __name__ == "__main__":
    sys.exit(main())
