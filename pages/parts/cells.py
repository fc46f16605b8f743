"""Columns of tables: numbers as the page's language writes them, and names that open the page of a unit.

Streamlit writes a "localized" number in the browser's first language, which the frame's script makes the page's, with
as many decimals as the column's step has.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from pages.parts import address
from store import Release

_number = st.column_config.NumberColumn
SCORE = 0.0001  # the decimals that scores are published with


def score(title: str | None = None, **how: Any) -> Any:
    """Scores, and what lies between two of them."""
    return _number(title, format="localized", step=SCORE, **how)


def whole(title: str | None = None, **how: Any) -> Any:
    """Ranks and counts."""
    return _number(title, format="localized", step=1, **how)


def amount(title: str | None = None, **how: Any) -> Any:
    """Points and other numbers with at most three decimals, only those they have."""
    return _number(title, format="localized", **how)


def progress(title: str | None = None, **how: Any) -> Any:
    """Scores between 0 and 1, with a bar."""
    return st.column_config.ProgressColumn(title, format="localized", step=SCORE, min_value=0, max_value=1, **how)


def places(title: str | None = None, **how: Any) -> Any:
    """Places gained (+) or lost."""
    return _number(title, format="%+d", **how)


def split(title: str | None = None, **how: Any) -> Any:
    """Places by reason, which are no whole ones."""
    return _number(title, format="localized", step=0.01, **how)


def share(title: str | None = None, **how: Any) -> Any:
    """A share of 1 as per cent."""
    return _number(title, format="percent", **how)


def units(title: str, codes: Sequence[str], release: Release, key: str, **how: Any) -> Any:
    """Names of units of a release, one a row: a click on one opens its page. `codes` follows the rows of the table."""
    opens = partial(_open, key, codes, release)
    return st.column_config.ButtonColumn(
        title, type="tertiary", alignment="left", pinned=True, key=key, on_click=opens, **how
    )


def _open(key: str, codes: Sequence[str], release: Release) -> None:
    unit = codes[st.session_state[key]["row"]]
    st.switch_page("unit.py", query_params=address.query(release=release.id, unit=unit))
