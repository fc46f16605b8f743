"""Periods: a year "2023", a half-year "2023-H1" or a month "2023-06", written so that text order is time order.

Years and months are what `pandas.Period` knows; half-years are not, so the canonical text is the key everywhere
and `span` gives the months it covers.
"""

import re
from datetime import date, datetime
from functools import lru_cache

import pandas as pd

from scoring.text import fold

_LONGEST = 60  # no period is written at greater length
_FORMS = (
    ("{y}-{m:02d}", re.compile(r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})(?:[-/. ]\d{1,2})?")),
    ("{y}-{m:02d}", re.compile(r"(?:\d{1,2} )?(?P<m>\d{1,2})[-/. ](?P<y>\d{4})")),
    ("{y}-{m:02d}", re.compile(r"(?:thang|t|month|mes)\s*(?P<m>\d{1,2})\s*(?:nam|de|of)?\s*(?P<y>\d{4})")),
    ("{y}-H{h}", re.compile(r"(?P<y>\d{4})\s*[hs]\s*(?P<h>[12])")),
    ("{y}-H{h}", re.compile(r"[hs]\s*(?P<h>[12])\s*(?P<y>\d{4})")),
    ("{y}", re.compile(r"(?:nam|year|ano)?\s*(?P<y>\d{4})")),
)
_HALVES = (
    (
        1,
        re.compile(r"(?:6|sau) thang dau nam (\d{4})|first half (?:of )?(\d{4})|primer semestre (?:de )?(\d{4})"),
    ),
    (
        2,
        re.compile(r"(?:6|sau) thang cuoi nam (\d{4})|second half (?:of )?(\d{4})|segundo semestre (?:de )?(\d{4})"),
    ),
)


def parse_period(value: object) -> str | None:
    """Canonical text of a period, or None where `value` does not name one.

    Reads 2023 (number or text), "2023-06", "06/2023", "Tháng 6 năm 2023", "T6-2023", "2023-H1", "H1 2023",
    "6 tháng đầu năm 2023", the first half in English and Spanish, and dates, day or year first (their month).
    """
    if isinstance(value, (date, datetime)):
        return f"{value.year}-{value.month:02d}"
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return f"{int(value)}" if 1990 <= value <= 2100 and value == int(value) else None
    return _named(fold(str(value)[:_LONGEST]))


@lru_cache(maxsize=2**12)
def _named(text: str) -> str | None:
    """The period that a folded text names."""
    for half, form in _HALVES:
        if found := form.fullmatch(text):
            return f"{next(year for year in found.groups() if year)}-H{half}"
    for pattern, form in _FORMS:
        found = form.fullmatch(text)
        if found:
            parts = {name: int(number) for name, number in found.groupdict().items()}
            if 1990 <= parts["y"] <= 2100 and 1 <= parts.get("m", 1) <= 12:
                return pattern.format(**parts)
    return None


def kind(period: str) -> str:
    """'year', 'half' or 'month'."""
    return "year" if len(period) == 4 else "half" if "H" in period else "month"


def span(period: str) -> tuple[pd.Period, pd.Period]:
    """First and last month of the period."""
    if kind(period) == "month":
        month = pd.Period(period, "M")
        return month, month
    year = int(period[:4])
    first, last = {"year": (1, 12), "half": (1, 6) if period.endswith("H1") else (7, 12)}[kind(period)]
    return pd.Period(year=year, month=first, freq="M"), pd.Period(year=year, month=last, freq="M")


def window(last: str, months: int) -> list[str]:
    """The `months` monthly periods that end with `last`, oldest first."""
    end = pd.Period(last, "M")
    return [str(end - back) for back in range(months - 1, -1, -1)]
