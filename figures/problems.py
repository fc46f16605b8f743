"""Problems of an upload in the reader's language: sentences, tables, the marked workbook's words."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from figures.words import LANGUAGES, Words, words
from scoring import Framework, Problem

_NAMES = ("name", "other", "hint")


def sentences(problems: Sequence[Problem], said_in: Words, framework: Framework | None) -> list[str]:
    """Each problem's sentence; indicators are named in the language."""
    named = [each.names for each in framework.inputs] + [each.names for each in framework.nodes] if framework else []
    names = {each["vi"]: each[said_in.lang] for each in named}
    return [_sentence(problem, said_in, names) for problem in problems]


def _sentence(problem: Problem, said_in: Words, names: dict[str, str]) -> str:
    told = {key: names.get(v, v) if key in _NAMES else v for key, v in problem.words.items()}
    told["hint"] = said_in.t("problem.hint", hint=told["hint"]) if told.get("hint") else ""
    text = replace(problem, words=told).message(said_in.t(f"problem.{problem.code}"))
    return f"{problem.file}: {text}" if problem.file else text


def table(
    problems: list[Problem], unit_names: dict[str, str], said_in: Words, framework: Framework | None
) -> pd.DataFrame:
    """One row a problem: severity, file, sheet, cell, unit, value, sentence (columns in English, for the page)."""
    return pd.DataFrame(
        {
            "severity": [said_in.t(f"severity.{p.severity}") for p in problems],
            "file": [p.file for p in problems],
            "sheet": [p.sheet for p in problems],
            "cell": [p.cell for p in problems],
            "unit": [unit_names.get(p.unit, "") for p in problems],
            "value": [p.value for p in problems],
            "what": sentences(problems, said_in, framework),
        }
    )


def headings(columns: list[str], said_in: Words) -> dict[str, str]:
    """Column of `table` → its heading."""
    return {c: said_in.t("problems.sheet_name" if c == "sheet" else f"problems.{c}") for c in columns}


def list_titles(said_in: Words) -> list[str]:
    """The name of the marked workbook's list, in the reader's language first."""
    others = [lang for lang in LANGUAGES if lang != said_in.lang]
    return [said_in.t("problems.sheet"), *(words(lang).t("problems.sheet") for lang in others)]
