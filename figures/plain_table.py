"""A finished table in HTML: what a browser shows at once, a screen reader reads and paper takes."""

from html import escape

import pandas as pd
from pandas.api.types import is_numeric_dtype

from figures.words import Words

NUMBER = ' class="n"'


def plain_table(found: pd.DataFrame, words: Words, label: str = "") -> str:
    """The rows under their headings, numbers in the language's form; `label` is its accessible name."""
    head = "".join(
        f'<th scope="col"{NUMBER if is_numeric_dtype(found[column]) else ""}>{escape(str(column))}</th>'
        for column in found
    )
    rows = []
    for row in found.itertuples(index=False):
        cells = [
            f"<td{NUMBER}>{_number(value, words)}</td>" if _is_number(value) else f"<td>{escape(_text(value))}</td>"
            for value in row
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<table class="plain"{named}><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _is_number(value: object) -> bool:
    return pd.api.types.is_number(value) and not pd.isna(value)


def _number(value: float, words: Words) -> str:
    return words.number(value, 0 if float(value).is_integer() else 4)


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)
