"""What is said and how: messages, numbers, dates and the order of names, in each language.

Messages are gettext catalogues (`data/locale/<lang>/LC_MESSAGES/dti.po`), compiled in memory once. Their ids are
symbols (`nav.rankings`), so that Vietnamese, the first language, is a translation like any other.
"""

import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from figures.alphabet import sort_key as sort_key

LANGUAGES = ("vi", "en", "es")
NAMES = {"vi": "Tiếng Việt", "en": "English", "es": "Español"}
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

_CATALOGUES = Path(__file__).resolve().parent.parent / "data" / "locale"
# British dates: "14 July 2024".
_LOCALES = {"vi": "vi", "en": "en_GB", "es": "es"}


class Translator(Protocol):
    """`t("units.count", n=63)`: the message with its values filled in."""

    def __call__(self, key: str, **values: object) -> str: ...


@cache
def catalogue(lang: str) -> tuple[GNUTranslations, frozenset[str], frozenset[str]]:
    """The compiled messages of `lang`, all their keys, and the keys with plural forms."""
    path = _CATALOGUES / lang / "LC_MESSAGES" / "dti.po"
    with path.open("rb") as file:
        messages = read_po(file, locale=lang, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    said = [message for message in messages if message.id and message.string]
    plural = frozenset(message.id[0] for message in said if isinstance(message.id, tuple))
    single = frozenset(message.id for message in said if isinstance(message.id, str))
    return GNUTranslations(compiled), single | plural, plural


def translator(lang: str, strict: bool | None = None) -> Translator:
    """The function that says messages in `lang`.

    A message with plural forms takes the one for `n`. An unknown key raises KeyError where `strict`, which is the
    default in tests and with DTI_STRICT=1; readers see it as ⟦key⟧ instead of losing the page.
    """
    messages, keys, plural = catalogue(lang)
    if strict is None:
        strict = os.environ.get("DTI_STRICT") == "1" or "PYTEST_VERSION" in os.environ

    def t(key: str, **values: object) -> str:
        if key not in keys:
            if strict:
                raise KeyError(f"no message '{key}' in {lang}")
            return f"⟦{key}⟧"
        if key in plural:
            n = values.get("n")
            message = messages.ngettext(key, key, n if isinstance(n, int) else 0)
        else:
            message = messages.gettext(key)
        return message.format(**values) if values else message

    return t


@dataclass(frozen=True)
class Words:
    """One language's messages and its forms of numbers, dates and periods. What is not known is an empty text."""

    lang: str
    t: Translator

    @property
    def locale(self) -> str:
        """Babel's name of the language."""
        return _LOCALES[self.lang]

    def number(self, value: float | None, decimals: int = 0, signed: bool = False) -> str:
        """'1.234,50' in Vietnamese; `signed` writes the plus of a change as well."""
        if value is None or value != value:  # NaN differs from itself
            return ""
        pattern = _pattern(decimals)
        if signed and round(value, decimals):
            pattern = f"+{pattern};-{pattern}"
        return _decimal(float(value), pattern, self.locale)

    def percent(self, share: float | None, decimals: int | None = None) -> str:
        """A share 0..1 as per cent: 0.876 → '87,6%'; at most one decimal unless `decimals` says how many."""
        if share is None or share != share:
            return ""
        # Spanish puts a space before the sign.
        sign = "\N{NO-BREAK SPACE}%" if self.lang == "es" else "%"
        return format_percent(share, _pattern(decimals) + sign, self.locale)

    def date(self, day: date | datetime | None, weekday: bool = False) -> str:
        """'14 tháng 7, 2024'; a moment is given as its day in Hanoi."""
        style = "full" if weekday else "long"
        return "" if day is None else format_date(_in_hanoi(day), style, locale=self.locale)

    def moment(self, moment: datetime | None, weekday: bool = False) -> str:
        """Day and time in Hanoi."""
        if moment is None:
            return ""
        day = self.date(moment, weekday)
        return f"{day}, {format_time(moment.astimezone(HANOI), 'HH:mm', locale=self.locale)}"

    def period(self, text: str) -> str:
        """A period as it is spoken: '2023-06' or '6/2023', '2023-H1', '2023'; anything else as it stands."""
        year, _, part = text.partition("-")
        if "/" in text:
            part, _, year = text.partition("/")
        if not (year.isdigit() and len(year) == 4):
            return text
        if part in ("H1", "H2"):
            return self.t(f"period.half_{part[1]}", year=year)
        if part.isdigit() and 1 <= int(part) <= 12:
            month = format_skeleton("yMMMM", date(int(year), int(part), 1), locale=self.locale)
            return month if self.lang == "es" else capital(month)
        return year if not part else text

    def period_within(self, text: str) -> str:
        """The same in the middle of a sentence, where Vietnamese writes months small."""
        said = self.period(text)
        return said[:1].lower() + said[1:] if self.lang == "vi" else said


def capital(text: str) -> str:
    """The text as it begins a sentence; names in it keep their letters.

    >>> capital("đứng thứ 2 ở Huế")
    'Đứng thứ 2 ở Huế'
    """
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=2**15)
def _decimal(value: float, pattern: str, locale: str) -> str:
    return format_decimal(value, pattern, locale)


def _pattern(decimals: int | None) -> str:
    return "#,##0.#" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")


def _in_hanoi(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no time zone; moments are kept in UTC")
        return moment.astimezone(HANOI)
    return moment


@cache
def words(lang: str) -> Words:
    """Everything said in `lang`."""
    return Words(lang, translator(lang))


def best_language(*wishes: str | None) -> str:
    """The first wish we speak ('en-US' is English), Vietnamese where there is none."""
    spoken = ((wish or "").lower().replace("_", "-").split("-")[0] for wish in wishes)
    return next((lang for lang in spoken if lang in LANGUAGES), LANGUAGES[0])
