"""The cells of uploaded workbooks, read by a child process with limits on memory and time."""

import io
import pickle
import struct
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import numpy as np

from scoring.apart import without_secrets
from scoring.workbooks.child.cells import NUMBERS
from scoring.workbooks.child.look import MOST_MB
from scoring.workbooks.problems import Problem, cell_name

MEMORY_MB = 1024
SECONDS = 20  # of a processor
WALL_SECONDS = 60  # on a machine that has other work as well
# The folder is searched last: some of its modules share their names with the standard library's.
_CHILD = "import sys; sys.path.append({folder!r}); from child.{module} import main; main({limits})"
File = bytes | str | Path | IO[bytes]
Cells = list[Any] | np.ndarray


@dataclass(frozen=True)
class Sheet:
    """A sheet's cells from A1 on; rows and columns are counted from 0.

    An empty cell is "", a date ("date", ISO text). `head` holds the first rows cell by cell, `tail` the columns below
    them: an array of numbers, missing as NaN, or a list. `formulas` is [(row, column, text)]; `texts` is true of a
    text file, whose numbers are texts by nature.
    """

    name: str
    head: list[list[Any]]
    tail: list[Cells] = field(default_factory=list, repr=False)
    hidden: bool = False
    formulas: list[tuple[int, int, str]] = field(default_factory=list, repr=False)
    texts: bool = False

    @property
    def width(self) -> int:
        return len(self.head[0]) if self.head else 0

    @property
    def height(self) -> int:
        return len(self.head) + (len(self.tail[0]) if self.tail else 0)

    def cell(self, row: int, column: int) -> Any:
        if row < len(self.head):
            return self.head[row][column]
        return _one(self.tail[column], row - len(self.head))

    def column(self, column: int, rows: np.ndarray) -> tuple[list[Any], Cells]:
        """The cells of a column in the given rising rows: those of the head, then those below it."""
        cut = int(np.searchsorted(rows, len(self.head)))
        first = [self.head[row][column] for row in rows[:cut].tolist()]
        if cut == len(rows):
            return first, []
        rest, below = self.tail[column], rows[cut:] - len(self.head)
        return first, rest[below] if isinstance(rest, np.ndarray) else [rest[row] for row in below.tolist()]

    def listed(self, column: int, rows: np.ndarray) -> list[Any]:
        """The same as one list of cells."""
        first, rest = self.column(column, rows)
        return first + (_as_cells(rest) if isinstance(rest, np.ndarray) else rest)

    @cached_property
    def filled(self) -> np.ndarray:
        """Rows × columns: whether a cell has something in it."""
        marks = np.zeros((self.height, self.width), dtype=bool)
        for row, cells in enumerate(self.head):
            marks[row] = [cell != "" for cell in cells]
        for column, below in enumerate(self.tail):
            if isinstance(below, np.ndarray):
                marks[len(self.head) :, column] = ~np.isnan(below)
            else:
                marks[len(self.head) :, column] = [cell != "" for cell in below]
        return marks


def _one(cells: Cells, row: int) -> Any:
    cell = cells[row]
    return ("" if np.isnan(cell) else float(cell)) if isinstance(cells, np.ndarray) else cell


def _as_cells(numbers: np.ndarray) -> list[Any]:
    return ["" if number != number else number for number in numbers.tolist()]


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
    found: list[list[Sheet] | Problem | None] = [
        Problem("too_large", value=str(len(file) // 2**20), words={"limit": MOST_MB})
        if len(file) > MOST_MB * 2**20
        else None
        for file in waiting
    ]
    while left := [at for at, answer in enumerate(found) if answer is None]:
        for at, answer in zip(left, _answers([waiting[at] for at in left]), strict=False):
            found[at] = answer
    return [answer for answer in found if answer is not None]


def _answers(files: list[bytes]) -> list[list[Sheet] | Problem]:
    """What the child says of the files, the one at which it died included."""
    output = in_child("cells", [part for file in files for part in (struct.pack(">Q", len(file)), file)], len(files))
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


def in_child(module: str, parts: list[bytes], files: int = 1, memory_mb: int = MEMORY_MB) -> bytes:
    """What a module of `child` writes to standard output for `parts`, within the limits for each of so many files;
    what it had written when it died."""
    script = _CHILD.format(folder=str(Path(__file__).parent), module=module, limits=f"{memory_mb}, {SECONDS}")
    command = [sys.executable, "-I", "-c", script]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=without_secrets()
    ) as child:  # fmt: skip
        try:
            return child.communicate(b"".join(parts), timeout=WALL_SECONDS * files)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            return child.communicate()[0]


def _unpack(body: bytes) -> list[Sheet] | Problem:
    kind, *rest = _load(body)
    if kind == "cells":
        return [
            Sheet(name, head, [_column(*column) for column in columns], hidden, formulas, texts)
            for name, hidden, head, columns, formulas, texts in rest[0]
        ]
    code, value, sheet = rest
    if code == "sparse":
        rows, columns = map(int, value.split())
        value = cell_name(rows - 1, columns - 1)
    at = f"A{value}" if code == "quote_open" else ""
    return Problem(code, sheet=sheet, cell=at, value=value, words={"limit": MOST_MB})


def _column(kind: str, packed: bytes) -> Cells:
    return np.frombuffer(packed) if kind == NUMBERS else _load(packed)


def _load(packed: bytes) -> Any:
    return _NoObjects(io.BytesIO(packed)).load()
