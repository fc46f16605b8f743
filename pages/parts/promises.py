"""The table of promises, one for each priority."""

from typing import Any

import pandas as pd
import streamlit as st

from figures.words import Words

COLUMNS = ("name", "status", "value", "until", "target", "deadline", "share", "pace", "required", "owner", "said")
_WIDTHS = {"name": 220, "status": 120, "value": 120, "until": 90, "target": 120, "deadline": 90, "pace": 160,
           "required": 160, "owner": 170, "said": 620}  # fmt: skip

_TALL = 58  # two or three lines, so that names are not cut


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
