"""A unit's own figures in a release: what its officer checks before it is published. No rank, no other unit."""

import pandas as pd

from figures.words import Words
from scoring import Framework, Scores
from scoring.engine.shares import ASSESSED
from scoring.workbooks.parts import column_names


def own_figures(scores: Scores, remarks: pd.DataFrame, unit: str, words: Words) -> pd.DataFrame:
    """One row a column of the workbook, in the order of the tree: column, name, value, measure, flag, note, score.

    `scores` and `remarks` of one period; the score (0..1) is that of the indicator the column belongs to.
    """
    framework = scores.framework
    values = scores.values.droplevel(0)
    if unit not in values.index:
        return pd.DataFrame(columns=["column", "name", "value", "measure", "flag", "note", "score"])
    figures, points = values.loc[unit], scores.scores.droplevel(0).loc[unit]
    names, node_of, measures = column_names(framework, words.lang), _nodes(framework), _measures(framework, words.lang)
    columns = [column for column in names if column in figures.index]
    said = remarks[remarks["unit"] == unit].drop_duplicates("column").set_index("column") if len(remarks) else None
    return pd.DataFrame(
        {
            "column": columns,
            "name": [_titled(column, names[column]) for column in columns],
            "value": [figures[column] for column in columns],
            "measure": [measures.get(column, "") for column in columns],
            "flag": [_flag(said, column, words) for column in columns],
            "note": [_said(said, column, "note") for column in columns],
            "score": [points.get(node_of.get(column, ""), float("nan")) for column in columns],
        }
    )


def _nodes(framework: Framework) -> dict[str, str]:
    """Column → the indicator it belongs to."""
    of_inputs = {column.code: node.code for node in framework.nodes for column in node.inputs}
    return of_inputs | {node.code + ASSESSED: node.code for node in framework.nodes}


def _measures(framework: Framework, lang: str) -> dict[str, str]:
    return {column.code: column.measure.get(lang, "") for column in framework.inputs}


def _titled(column: str, name: str) -> str:
    """Behind its code, where the code is a number that readers know."""
    code = column.removesuffix(ASSESSED)
    return f"{code} {name}" if code[:1].isdigit() else name


def _said(said: pd.DataFrame | None, column: str, what: str) -> str:
    return "" if said is None or column not in said.index else str(said.at[column, what] or "")


def _flag(said: pd.DataFrame | None, column: str, words: Words) -> str:
    flag = _said(said, column, "flag")
    return words.t(f"flag.{flag}") if flag else ""
