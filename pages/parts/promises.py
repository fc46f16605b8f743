"""Where promises stand over a series of releases: lists, the table of each priority, and the sheet for paper."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from figures import programme, programme_chart, programme_table
from figures.documents.sections import Told
from figures.markdown import literal
from figures.words import Words
from figures.words import words as words_in
from pages.parts import access
from pages.parts.worked_out import kept
from scoring import Framework
from scoring.periods import span
from scoring.programme import STATUSES, standing
from scoring.programme.standing import AT_RISK, LATE
from store import Release

COLUMNS = ("priority", "promise", "status", "value", "until", "target", "deadline", "share", "pace", "required",
           "owner", "said")  # fmt: skip
Line = tuple[str, str]
Matter = tuple[str, list[Line]]


class Stand(NamedTuple):
    """The figures of a series (period × unit), where each promise stands by them, and the same as a table in words:
    for reading, to be carried away, for the screen by priority and for paper."""

    framework: Framework
    values: pd.DataFrame
    found: pd.DataFrame
    table: pd.DataFrame
    shown: pd.DataFrame
    screen: list[tuple[str, str]]
    matters: list[Matter]
    paper: list[Told]


def in_order(national: Sequence[Release]) -> list[Release]:
    """The newest figures first, demonstrations last: the first is what is shown without a choice."""
    return sorted(national, key=lambda r: (r.is_demonstration, -span(r.period)[1].ordinal))


@kept
def stand(lang: str, *releases: Release) -> Stand:
    """Of the nation, at the last release of a `series`."""
    read = [access.read(release).scores for release in releases]
    framework, values = read[-1].framework, pd.concat([scores.values for scores in read])
    found = standing(framework, values, releases[-1].period).droplevel(0)
    words = words_in(lang)
    table = programme.table(found, framework, words)
    shown = programme.as_texts(table, framework, words)
    screen = programme_table.on_screen(table, shown, words)
    matters = _matters(table, words)
    paper = on_paper(matters, table, shown, found, releases[-1].period, words)
    return Stand(framework, values, found, table, shown, screen, matters, paper)


@kept
def over_time(lang: str, code: str, *releases: Release) -> go.Figure:
    """One promise over a `series`, beside what was planned."""
    stands, words = stand(lang, *releases), words_in(lang)
    node = next(node for node in stands.framework.promised if node.code == code)
    figures = stands.values[node.inputs[0].code].droplevel(1)
    drawn = programme_chart.over_time(figures, stands.found.loc[code], words)
    return programme_chart.with_plan(drawn, stands.found.loc[code], node, words)


def counts(found: pd.DataFrame, words: Words) -> None:
    """How many promises have each status."""
    counted = programme.counts(found)
    with st.container(horizontal=True, gap="medium"):
        for status in STATUSES:
            st.metric(words.t(f"status.{status}"), counted[status], width=165)
    st.caption(words.t("programme.status_help"))


def lists(matters: list[Matter], period: str, words: Words) -> None:
    """What is late, at risk, and over without anybody knowing; that nothing is late is said, too."""
    for key, lines in matters:
        st.header(words.t(f"programme.{key}"), anchor=key)
        if not lines:
            st.markdown(words.t("programme.none_late", period=words.period_within(period)))
        else:
            st.markdown("\n".join(f"- **{literal(name)}.** {literal(said)}" if name else f"- {literal(said)}"
                                  for name, said in lines))  # fmt: skip


def tables(found: Iterable[tuple[str, str]]) -> None:
    """(priority, HTML) of each, as `figures.programme_table.on_screen` gives them."""
    for priority, html in found:
        st.subheader(literal(priority))
        st.html(html)


def on_paper(
    matters: list[Matter], table: pd.DataFrame, shown: pd.DataFrame, found: pd.DataFrame, period: str, words: Words
) -> list[Told]:
    """The same as sections of a document: how many are where, what is late, at risk and unknown, every promise."""
    t = words.t
    sections = [Told(t("programme.status"), [programme.counted(programme.counts(found), words)])]
    for key, lines in matters:
        said = [f"{name}. {text}" if name else text for name, text in lines]
        none = t("programme.none_late", period=words.period_within(period))
        sections.append(Told(t(f"programme.{key}"), said or [none]))
    return [*sections, *programme_table.on_paper(table, shown, words)]


def named(table: pd.DataFrame, shown: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The same as one table to be carried away, figures as numbers, with its headings in words."""
    carried = shown.assign(value=table["value"], target=table["target"]).rename(columns={"name": "promise"})
    return carried[list(COLUMNS)].rename(columns={name: words.t(f"programme.{name}") for name in COLUMNS})


def _matters(table: pd.DataFrame, words: Words) -> list[Matter]:
    """(key of the heading, lines): late first, said even where nothing is; the others where there are any."""
    open_ones = programme.unknown(table[table["value"].notna()])
    if without := [name for name, _ in programme.unknown(table[table["value"].isna()])]:
        open_ones.append(("", words.t("programme.unknown_none", n=len(without), names="; ".join(without))))
    matters = [("late", programme.lines(table, LATE)), ("risk", programme.lines(table, AT_RISK)),
               ("unknown", open_ones)]  # fmt: skip
    return [(key, lines) for key, lines in matters if lines or key == "late"]
