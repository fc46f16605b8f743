"""The index itself, pure: frameworks, workbooks, rules, scores, ranks and trends.

Nothing here knows a screen or a database. The way of the data:

    workbook ─read_workbook→ Table + problems ─score(framework)→ Scores ─long→ a table to save or print
"""

from scoring.engine.score import Scores, ScoringError, score
from scoring.framework_files import FrameworkError, load_framework, load_frameworks, parse_framework
from scoring.frameworks import Framework
from scoring.units import Units, load_units
from scoring.workbooks.problems import Problem
from scoring.workbooks.read import Table, read_workbook, read_workbooks

__all__ = [
    "Framework",
    "FrameworkError",
    "Problem",
    "Scores",
    "ScoringError",
    "Table",
    "Units",
    "load_framework",
    "load_frameworks",
    "load_units",
    "parse_framework",
    "read_workbook",
    "read_workbooks",
    "score",
]
