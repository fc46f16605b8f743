"""A table to be taken home: as CSV and as a workbook, each made when it is asked for."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from figures import downloads
from figures.words import Words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    places: tuple[Any, Any], table: Callable[[], pd.DataFrame], facts: dict[str, str], name: str, sheet: str,
    words: Words, *, about: str = "about.title", width: str = "stretch", key: str | None = None,
) -> None:  # fmt: skip
    """The two buttons, each at its place; `facts` go along in both files.

    `name` is that of the files without their ending, `sheet` and (by its message) `about` those of the sheets.
    """
    t = words.t
    csv, xlsx = places
    csv.download_button(
        t("download.csv"), lambda: downloads.csv(table(), facts), f"{name}.csv", "text/csv", on_click="ignore",
        icon=":material/download:", width=width, key=key and f"{key}_csv",
    )  # fmt: skip
    xlsx.download_button(
        t("download.xlsx"), lambda: downloads.xlsx(table(), facts, sheet, t(about)), f"{name}.xlsx", _XLSX,
        on_click="ignore", icon=":material/download:", width=width, key=key and f"{key}_xlsx",
    )  # fmt: skip
