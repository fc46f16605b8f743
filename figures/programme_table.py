"""The promises of each priority as a table: of HTML on the screen, where it folds on a phone, or for paper."""

import pandas as pd

from figures.documents.paper import Table, fragment
from figures.documents.sections import Told
from figures.words import Words
from scoring.programme.standing import NOT_REPORTED

_COLUMNS = ("promise", "status", "value", "target", "pace")


def on_screen(table: pd.DataFrame, shown: pd.DataFrame, words: Words) -> list[tuple[str, str]]:
    """(priority, HTML) in the order of the programme; `table` and `shown` as of `programme.table` and `as_texts`.

    A promise with a figure has a row; what has none is named under the table as not reported, with what was promised.
    """
    found = []
    for priority, known, lacking in _priorities(table, shown):
        rows = [
            {
                "name": texts["name"], "owner": texts["owner"], "key": table.at[code, "status"],
                "status": texts["status"], "cells": _cells(texts, words), "way": _way(table.at[code, "share"]),
            }
            for code, texts in known.iterrows()
        ]  # fmt: skip
        html = fragment(
            "promises.html", title=priority, heads=_heads(words), rows=rows, lacking=_lacking(lacking),
            lacking_title=words.t("programme.lacking", n=len(lacking)),
        )  # fmt: skip
        found.append((priority, html))
    return found


def on_paper(table: pd.DataFrame, shown: pd.DataFrame, words: Words) -> list[Told]:
    """The same for a printed document."""
    found = []
    for priority, known, lacking in _priorities(table, shown):
        rows = [
            (texts["name"], texts["status"], *(", ".join(filter(None, cell)) for cell in _cells(texts, words)))
            for _, texts in known.iterrows()
        ]
        title = words.t("programme.lacking", n=len(lacking))
        said = [f"{title} {'; '.join(_lacking(lacking))}."] if len(lacking) else []
        found.append(Told(priority, said, Table("", _heads(words), rows, names=len(_COLUMNS)) if rows else None))
    return found


def _priorities(table: pd.DataFrame, shown: pd.DataFrame) -> list[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """(priority, promises with a figure, those that nothing was reported of)."""
    unreported = (table["status"] == NOT_REPORTED) & table["value"].isna()
    return [
        (str(priority), rows[~unreported[rows.index]], rows[unreported[rows.index]])
        for priority, rows in shown.groupby("priority", sort=False)
    ]


def _heads(words: Words) -> list[str]:
    return [words.t(f"programme.{column}") for column in _COLUMNS]


def _cells(texts: pd.Series, words: Words) -> list[tuple[str, str]]:
    """(figure, what stands beside it): the value and its period, the target and its deadline, the pace and what is
    required, or was from the baseline on."""
    beside = ""
    if texts["required"]:
        beside = words.t("programme.pace_required", pace=texts["required"])
    elif texts["planned"]:
        beside = words.t("programme.pace_planned", pace=texts["planned"])
    return [(texts["value"], texts["until"]), (texts["target"], texts["deadline"]), (texts["pace"], beside)]


def _way(share: float) -> int | None:
    """Per cent of the way covered, for a bar; None where it cannot be told."""
    return None if pd.isna(share) else round(100 * min(max(share, 0.0), 1.0))


def _lacking(shown: pd.DataFrame) -> list[str]:
    """Names, with target and deadline where there are any."""
    aims = [", ".join(filter(None, pair)) for pair in zip(shown["target"], shown["deadline"], strict=True)]
    return [f"{name} ({aim})" if aim else name for name, aim in zip(shown["name"], aims, strict=True)]
