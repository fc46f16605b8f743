"""A unit's own figures in a release: what its officer checks before it is published. No rank, no other unit."""

import pandas as pd

from figures.parameters import plain
from figures.words import Words
from scoring import Framework, Scores
from scoring.engine.shares import ASSESSED
from scoring.workbooks.parts import column_names

COLUMNS = ("column", "name", "figure", "value", "measure", "flag", "note", "score")


def own_figures(scores: Scores, remarks: pd.DataFrame, unit: str, words: Words) -> pd.DataFrame:
    """One row a column of the workbook in the order of the tree: column, name, figure (a text), value and
    measure (the same as a number and its unit), flag, note, score.

    `scores` and `remarks` of one period; the score (0..1) is that of the indicator the column belongs to. A unit that
    is not in the release has no rows.
    """
    framework = scores.framework
    values = scores.values.droplevel(0)
    if unit not in values.index:
        return pd.DataFrame(columns=list(COLUMNS))
    figures, points = values.loc[unit], scores.scores.droplevel(0).loc[unit]
    names, node_of = column_names(framework, words.lang), _nodes(framework)
    measures = {each.code: each.measure.get(words.lang, "") for each in framework.inputs}
    said = {row.column: row for row in remarks.itertuples() if row.unit == unit} if len(remarks) else {}
    rows = [
        (
            column,
            _titled(column, name),
            figure_text(framework, column, figures[column], words),
            float(figures[column]),
            measures.get(column, ""),
            words.t(f"flag.{said[column].flag}") if column in said and said[column].flag else "",
            str(said[column].note or "") if column in said else "",
            points.get(node_of.get(column, ""), float("nan")),
        )
        for column, name in names.items()
        if column in figures.index
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def figure_text(framework: Framework, column: str, value: float, words: Words) -> str:
    """The figure as one reads it: the name of a choice, or the number with its unit of measure; "–" if not known."""
    if value != value:
        return "–"
    found = next((each for each in framework.inputs if each.code == column), None)
    for share, names in found.choices if found else ():
        if abs(share - value) < 1e-12:
            return str(names[words.lang])
    measure = found.measure.get(words.lang, "") if found else ""
    return f"{plain(float(value), words)}\N{NO-BREAK SPACE}{measure}" if measure else plain(float(value), words)


def _nodes(framework: Framework) -> dict[str, str]:
    """Column → the indicator it belongs to."""
    of_inputs = {column.code: node.code for node in framework.nodes for column in node.inputs}
    return of_inputs | {node.code + ASSESSED: node.code for node in framework.nodes}


def _titled(column: str, name: str) -> str:
    """Behind its code, where the code is a number that readers know."""
    code = column.removesuffix(ASSESSED)
    return f"{code} {name}" if code[:1].isdigit() else name
