"""The uploaded workbook returned with its problem cells coloured and commented, and a sheet that lists them all."""

import json
import struct
from collections.abc import Sequence

from scoring.workbooks.cells import in_child
from scoring.workbooks.problems import ERROR, WARNING, Problem

MEMORY_MB = 2048


def mark(
    content: bytes,
    problems: Sequence[Problem],
    sentences: Sequence[str],
    titles: Sequence[str],
    headings: Sequence[str],
    severities: dict[str, str],
) -> bytes | None:
    """The workbook with a mark at every problem's cells; None where it cannot be marked.

    `sentences` say the problems in the reader's language, one each; `titles` are the list's name in that language, then
    in the others (a list from an earlier return is replaced); `headings` its four columns; `severities` error and
    warning as they are called. Nothing of the file is opened in this process.
    """
    if any(problem.code == "unreadable" for problem in problems):
        return None
    marks: dict[str, dict[str, list[str]]] = {}
    rows = []
    for problem, text in zip(problems, sentences, strict=True):
        rows.append([problem.severity, severities[problem.severity], problem.sheet, problem.cell, text])
        for cell in (problem.cell, *problem.also):
            if cell and problem.sheet:
                known = marks.setdefault(problem.sheet, {}).setdefault(cell, [WARNING, ""])
                known[0] = ERROR if ERROR in (known[0], problem.severity) else WARNING
                known[1] = f"{known[1]}\n\n{text}".strip()
    order = {"marks": marks, "rows": rows, "titles": list(titles), "title": titles[0], "headings": list(headings)}
    sent = [json.dumps(order).encode(), content]
    parts = [part for piece in sent for part in (struct.pack(">Q", len(piece)), piece)]
    return in_child("marks", parts, memory_mb=MEMORY_MB) or None
