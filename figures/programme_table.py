"""The promises of one priority as a table of HTML, which folds into blocks on a phone and prints as it is."""

from html import escape

import pandas as pd

from figures.words import Words
from scoring.programme.standing import NOT_REPORTED

_COLUMNS = ("promise", "status", "value", "target", "pace")


def of_priorities(table: pd.DataFrame, shown: pd.DataFrame, words: Words) -> list[tuple[str, str]]:
    """(priority, HTML) in the order of the programme; `table` and `shown` as of `programme.table` and `as_texts`.

    A promise with a figure has a row; what has none is named under the table as not reported, with what was promised.
    """
    unreported = (table["status"] == NOT_REPORTED) & table["value"].isna()
    found = []
    for priority, texts in shown.groupby("priority", sort=False):
        known, lacking = texts[~unreported[texts.index]], texts[unreported[texts.index]]
        parts = [_table(str(priority), known, table, words)] if len(known) else []
        parts += [_lacking(lacking, words)] if len(lacking) else []
        found.append((str(priority), "".join(parts)))
    return found


def _table(title: str, shown: pd.DataFrame, table: pd.DataFrame, words: Words) -> str:
    heads = "".join(
        f'<th scope="col" role="columnheader">{escape(words.t(f"programme.{column}"))}</th>' for column in _COLUMNS
    )
    rows = "".join(_row(shown.loc[code], table.loc[code], words) for code in shown.index)
    return (
        f'<table class="promises" role="table" aria-label="{escape(title)}"><thead role="rowgroup"><tr role="row">'
        f'{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )  # fmt: skip


def _row(texts: pd.Series, row: pd.Series, words: Words) -> str:
    t = words.t
    second = {"pace": ""}
    if texts["required"]:
        second["pace"] = t("programme.pace_required", pace=texts["required"])
    elif texts["planned"]:
        second["pace"] = t("programme.pace_planned", pace=texts["planned"])
    cells = [
        ("status", f'<span class="status {row["status"]}">{escape(texts["status"])}</span>'),
        ("value", _two(texts["value"], texts["until"]) + _bar(row["share"])),
        ("target", _two(texts["target"], texts["deadline"])),
        ("pace", _two(texts["pace"], second["pace"])),
    ]
    told = "".join(
        f'<td role="cell" data-label="{escape(t(f"programme.{column}"))}">{html or "–"}</td>' for column, html in cells
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{_two(texts["name"], texts["owner"])}</th>{told}</tr>'


def _two(first: str, second: str) -> str:
    small = f"<small>{escape(second)}</small>" if second else ""
    return f"{escape(first)}{small}"


def _bar(share: float) -> str:
    """How much of the way is covered, for the eye only; the figures beside it say the same."""
    if pd.isna(share):
        return ""
    width = 100 * min(max(share, 0.0), 1.0)
    return f'<span class="way" aria-hidden="true"><span style="width:{width:.0f}%"></span></span>'


def _lacking(shown: pd.DataFrame, words: Words) -> str:
    told = []
    for texts in shown.to_dict("records"):
        aims = ", ".join(text for text in (texts["target"], texts["deadline"]) if text)
        told.append(escape(f"{texts['name']} ({aims})" if aims else texts["name"]))
    said = escape(words.t("programme.lacking", n=len(shown)))
    return f'<p class="lacking"><strong>{said}</strong> {"; ".join(told)}.</p>'
