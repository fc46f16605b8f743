"""The cells of uploaded workbooks, read by a child process with limits on memory and time."""

import io
import pickle
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple

from scoring.workbooks.cells_child import MOST_MB
from scoring.workbooks.problems import Problem

MEMORY_MB = 1024
SECONDS = 20
_CHILD = Path(__file__).with_name("cells_child.py")
File = bytes | str | Path | IO[bytes]


class Sheet(NamedTuple):
    """Name and rows of a sheet, from its cell A1 on; an empty cell is "", a date ("date", ISO text)."""

    name: str
    rows: list[list[Any]]


class _NoObjects(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} does not belong in an answer")


def content(file: File) -> bytes:
    """The bytes of a path, of an open file or of bytes."""
    if isinstance(file, bytes):
        return file
    return Path(file).read_bytes() if isinstance(file, (str, Path)) else file.read()


def read_cells(files: Iterable[bytes]) -> list[list[Sheet] | Problem]:
    """The sheets of each workbook, or the problem that kept it from being read; one child for all.

    A child that dies (memory, time, a hostile file) costs the file it was at; the next child goes on behind it.
    """
    waiting = list(files)
    found: list[list[Sheet] | Problem] = []
    while len(found) < len(waiting):
        found += _answers(waiting[len(found) :])
    return found


def _answers(files: list[bytes]) -> list[list[Sheet] | Problem]:
    sent = b"".join(part for file in files for part in (struct.pack(">Q", len(file)), file))
    command = [sys.executable, "-I", str(_CHILD), str(MEMORY_MB), str(SECONDS * len(files))]
    try:
        output = subprocess.run(command, input=sent, capture_output=True, timeout=SECONDS * len(files)).stdout
    except subprocess.TimeoutExpired as late:
        output = late.stdout or b""
    answers: list[list[Sheet] | Problem] = []
    stream = io.BytesIO(output)
    while header := stream.read(8):
        length = struct.unpack(">Q", header)[0] if len(header) == 8 else 0
        body = stream.read(length)
        if not length or len(body) < length:
            break
        answers.append(_unpack(body))
    if len(answers) < len(files):
        answers.append(Problem("unreadable"))
    return answers


def _unpack(body: bytes) -> list[Sheet] | Problem:
    kind, *rest = _NoObjects(io.BytesIO(body)).load()
    if kind == "cells":
        return [Sheet(name, rows) for name, rows in rest[0]]
    code, value, sheet = rest
    return Problem(code, sheet=sheet, value=value, words={"limit": MOST_MB})
