"""A table to be taken home: as CSV and as a workbook, each made when it is asked for."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from figures import downloads
from figures.words import Words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    table: Callable[[], pd.DataFrame], facts: dict[str, str], name: str, sheet: str, words: Words, *,
    about: str = "about.title", key: str | None = None,
) -> None:  # fmt: skip
    """The two buttons, for a horizontal container; `facts` go along in both files.

    `name` is that of the files without their ending, `sheet` and (by its message) `about` those of the sheets.
    """
    t = words.t
    st.download_button(
        t("download.csv"), lambda: downloads.csv(table(), facts), f"{name}.csv", "text/csv", on_click="ignore",
        icon=":material/download:", key=key and f"{key}_csv",
    )  # fmt: skip
    st.download_button(
        t("download.xlsx"), lambda: downloads.xlsx(table(), facts, sheet, t(about)), f"{name}.xlsx", _XLSX,
        on_click="ignore", icon=":material/download:", key=key and f"{key}_xlsx",
    )  # fmt: skip
