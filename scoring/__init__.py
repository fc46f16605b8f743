"""The index itself, pure: frameworks, workbooks, rules, scores, ranks and trends.

Nothing here knows a screen or a database. The way of the data:

    workbook ─read_workbook→ Table + problems ─score(framework)→ Scores ─long→ a table to save or print

and within `score`: values ─shares→ Shares ─aggregate→ nodes ─ranks→ Scores. The format of a framework file is told in
`docs/frameworks.md`.
"""

from scoring.engine.aggregate import aggregate
from scoring.engine.chunks import score_chunks
from scoring.engine.missing import Missing, missing_scores, why_missing
from scoring.engine.score import Scores, ScoringError, score
from scoring.engine.shares import Shares, shares
from scoring.framework_files import FrameworkError, load_framework, load_frameworks, parse_framework
from scoring.frameworks import Framework
from scoring.units import Units, load_units
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import Table, read_workbook, read_workbooks

__all__ = [
    "Framework",
    "FrameworkError",
    "Missing",
    "Problem",
    "Scores",
    "ScoringError",
    "Shares",
    "Table",
    "Units",
    "aggregate",
    "load_framework",
    "load_frameworks",
    "load_units",
    "missing_scores",
    "parse_framework",
    "read_workbook",
    "read_workbooks",
    "score",
    "score_chunks",
    "shares",
    "why_missing",
]
