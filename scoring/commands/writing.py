"""What commands give: tables as CSV, UTF-8 and with full precision, to a file or to standard output."""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from scoring.commands.reading import CallError


def add_out(command: argparse.ArgumentParser) -> None:
    command.add_argument("--csv", default="-", metavar="OUT", help="file to write; - is standard output")


def write_csv(table: pd.DataFrame, out: str) -> int:
    """Write the table and give exit status 0."""
    text = table.to_csv(index=False, lineterminator="\n")
    if out != "-":
        return write_file(Path(out), text.encode())
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever reads has enough, as `head` has; what is left must not fail at the exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def write_file(path: Path, content: bytes) -> int:
    """Write the file and give exit status 0. Raises CallError where it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise CallError(f"{path} cannot be written: {fault.strerror}.") from None
    return 0


def by_unit(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """A table with a row a unit, its code and name in front."""
    shown = table.rename_axis("unit").reset_index()
    shown.insert(1, "name", shown["unit"].map(names))
    return shown
