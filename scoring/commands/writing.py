"""What commands give: tables as CSV, UTF-8 and with full precision, to a file or to standard output."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd


def add_out(command: argparse.ArgumentParser) -> None:
    command.add_argument("--csv", default="-", metavar="OUT", help="file to write; - is standard output")


def write_csv(table: pd.DataFrame, out: str) -> int:
    """Write the table and give exit status 0."""
    text = table.to_csv(index=False, lineterminator="\n")
    if out == "-":
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        Path(out).write_text(text, encoding="utf-8")
    return 0


def by_unit(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """A table with a row a unit, its code and name in front."""
    shown = table.rename_axis("unit").reset_index()
    shown.insert(1, "name", shown["unit"].map(names))
    return shown
