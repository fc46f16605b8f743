"""Where promises stand over a series of releases, and the table of them, one for each priority."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from figures import programme
from figures.words import Words
from figures.words import words as words_in
from pages.parts import access
from pages.parts.worked_out import kept
from scoring import Framework
from scoring.periods import span
from scoring.programme import standing
from store import Release

COLUMNS = ("name", "status", "value", "until", "target", "deadline", "share", "pace", "required", "owner", "said")
_WIDTHS = {"name": 220, "status": 120, "value": 120, "until": 90, "target": 120, "deadline": 90, "pace": 160,
           "required": 160, "owner": 170, "said": 620}  # fmt: skip

_TALL = 66  # pixels: texts wrap in rows above 64 only, and names take two lines or three


class Stand(NamedTuple):
    """The figures of a series (period × unit), where each promise stands by them, and the same as a table in words."""

    framework: Framework
    values: pd.DataFrame
    found: pd.DataFrame
    table: pd.DataFrame


def series(release: Release, seen: Sequence[Release]) -> list[Release]:
    """The releases that a promise is followed over, up to this one, oldest first: in force, or the one in view."""
    alike = [
        r
        for r in seen
        if (r.framework, r.block, r.origin) == (release.framework, release.block, release.origin)
        and (r.is_in_force or r.id == release.id)
        and span(r.period)[1] <= span(release.period)[1]
    ]
    return sorted(alike, key=lambda r: (span(r.period)[1], r.id == release.id))


@kept
def stand(lang: str, *releases: Release) -> Stand:
    """Of the nation, at the last release of a `series`."""
    read = [access.read(release).scores for release in releases]
    framework, values = read[-1].framework, pd.concat([scores.values for scores in read])
    found = standing(framework, values, releases[-1].period).droplevel(0)
    return Stand(framework, values, found, programme.table(found, framework, words_in(lang)))


def show(shown: pd.DataFrame, words: Words) -> None:
    """`shown` is what `figures.programme.as_texts` gives; every priority has a table of its own."""
    t = words.t
    config: dict[str, Any] = {
        name: st.column_config.TextColumn(t(f"programme.{_key(name)}"), width=width, pinned=name == "name")
        for name, width in _WIDTHS.items()
    }
    config["status"] = st.column_config.TextColumn(
        t("programme.status"), width=_WIDTHS["status"], help=t("programme.status_help")
    )
    config["share"] = st.column_config.ProgressColumn(
        t("programme.share"), help=t("programme.share_help"), min_value=0, max_value=1, format="percent", width=150
    )
    for priority, rows in shown.groupby("priority", sort=False):
        st.markdown(f"**{priority}**")
        st.dataframe(
            rows[list(COLUMNS)],
            column_config=config,
            hide_index=True,
            row_height=_TALL,
            height=38 + _TALL * len(rows),
            alt=f"{t('programme.table')}: {priority}",
            placeholder="–",
        )


def named(shown: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The same as one table to be carried away, with its headings in words."""
    columns = ["priority", *COLUMNS]
    return shown[columns].rename(columns={name: words.t(f"programme.{_key(name)}") for name in columns})


def _key(column: str) -> str:
    return "promise" if column == "name" else column
