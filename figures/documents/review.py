"""The half-year review on paper: what happened node by node, the largest changes drawn, every figure at the end."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from figures import unit_charts
from figures.documents.paper import Paper, Table, html
from figures.documents.pictures import drawn
from figures.halfyear import Section
from figures.words import Words

MOST = 8  # gains, and losses as well
_WIDTH, _ROW = 760, 23  # pixels


def document(sections: Sequence[Section], before: str, after: str, paper: Paper) -> str:
    """The review as HTML to be printed; `before` and `after` are the periods in words. Raises as `pictures.drawn`."""
    words = paper.words
    moved = [largest(section, before, after, words) for section in sections]
    found = iter(drawn([(chart, alt) for chart, alt in filter(None, moved)]))
    shown = [
        {"title": section.title, "sentences": section.sentences, "picture": next(found) if change else None}
        for section, change in zip(sections, moved, strict=True)
    ]
    tables = [table(s.title, s.table, before, after, words) for s in sections if s.table is not None]
    return html("review.html", paper, sections=shown, tables=tables, tables_title=words.t("halfyear.figures"))


def changes(section: Section) -> pd.Series | None:
    """By name the largest gains and losses in score of a node, the largest gain first; None where there are none."""
    if section.table is None or "points" not in section.table:
        return None
    points = section.table.set_index("name")["points"].dropna().sort_values(ascending=False, kind="stable")
    points = points[points.abs() >= 5e-5]  # what would be written as 0.0000
    gains, losses = points[points > 0].head(MOST), points[points < 0].tail(MOST)
    found = pd.concat([gains, losses])
    return found if len(found) else None


def largest(section: Section, before: str, after: str, words: Words) -> tuple[go.Figure, str] | None:
    """The largest changes as bars, and the same in words."""
    found = changes(section)
    if found is None:
        return None
    texts = [words.number(value, 4, signed=True) for value in found]
    chart = unit_charts.signed_bars(list(found.index), list(found), texts, words)
    chart.update_traces(y=list(found.index))  # paper has room for whole names
    chart.update_layout(width=_WIDTH, height=30 + _ROW * len(found))
    title = words.t("halfyear.changes", node=section.title, before=before, after=after)
    told = "; ".join(f"{name} {text}" for name, text in zip(found.index, texts, strict=True))
    return chart, f"{title}. {told}."


def table(title: str, figures: pd.DataFrame, before: str, after: str, words: Words) -> Table:
    """Every figure of a section: of a node each unit's rank, both scores and their difference; or the coverage."""
    t, number = words.t, words.number
    if "points" not in figures:
        covered = [(row.name, words.percent(row.coverage)) for row in figures.itertuples(index=False)]
        return Table(title, (t("table.name"), t("table.coverage")), covered)
    rows = [
        (row.name, number(row.rank), number(row.score_before, 4), number(row.score_after, 4),
         number(row.points, 4, signed=True))
        for row in figures.itertuples(index=False)
    ]  # fmt: skip
    return Table(title, (t("table.name"), t("table.rank"), before, after, t("table.points")), rows)
