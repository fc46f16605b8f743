"""How names are compared: case, spacing, punctuation and, at the last, diacritics do not count."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case, without diacritics, runs of anything but letters and digits as one space.

    >>> fold("Thừa Thiên - Huế"), fold("hoat_dong"), fold("Hoà  Bình")
    ('thua thien hue', 'hoat dong', 'hoa binh')
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", plain).strip()


def tidy(text: str) -> str:
    """Composed letters (NFC), non-breaking spaces as spaces, no space at the ends or doubled within."""
    return " ".join(unicodedata.normalize("NFC", text).split())
