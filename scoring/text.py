"""How names are compared: case, spacing, punctuation and, at the last, diacritics do not count. How texts leave."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

_SEPARATORS = re.compile(r"[\W_]+")
# Zero-width spaces and joiners, direction marks, soft hyphens, byte order marks: nobody sees them.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))


def fold(text: str) -> str:
    """Lower case, without diacritics, runs of anything but letters and digits as one space.

    >>> fold("Thừa Thiên - Huế"), fold("hoat_dong"), fold("Hoà  Bình")
    ('thua thien hue', 'hoat dong', 'hoa binh')
    """
    return _known(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.translate(_UNSEEN).casefold().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", plain).strip()


# A table repeats its names and flags in every row.
_SHORT = 100
_known = lru_cache(maxsize=2**14)(_folded)


def tidy(text: str) -> str:
    """Composed letters (NFC), every kind of space as one space, none at the ends, nothing that cannot be seen."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text.translate(_UNSEEN))).split())


_STARTS = ("=", "+", "-", "@", "\t", "\n")


def safe(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula, behind an apostrophe; everything else as it is.

    A carriage return alone ends a line for those who read, while those who write CSV put no quotes around it: what
    stands behind it would begin a row of its own.
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_STARTS) else text
