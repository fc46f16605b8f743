"""The Vietnamese alphabet's order, for lists of names.

Unicode's own order puts Đà Nẵng after Yên Bái, and few systems have a Vietnamese locale installed.
"""

import unicodedata

# The 29 letters, with the four of other languages (f, j, w, z) where Latin has them.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: place for place, letter in enumerate(_LETTERS)}
# ngang (none), huyền, hỏi, ngã, sắc, nặng
_TONES = {tone: place for place, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}


def sort_key(text: str) -> tuple:
    """Sorts by letters first (a < ă < â, d < đ), then by tones, then lower case before upper.

    >>> sorted(["Đà Nẵng", "Yên Bái", "Hà Nội", "Hải Phòng", "Đắk Lắk"], key=sort_key)
    ['Đà Nẵng', 'Đắk Lắk', 'Hà Nội', 'Hải Phòng', 'Yên Bái']
    """
    letters: list[tuple[int, int | str]] = []
    tones: list[int] = []
    for mark in unicodedata.normalize("NFD", text.casefold()):
        if mark in _TONES and tones:
            tones[-1] = _TONES[mark]
            continue
        if unicodedata.combining(mark) and letters:
            whole = unicodedata.normalize("NFC", _letter(letters[-1]) + mark)
            if whole in _PLACE:
                letters[-1] = (2, _PLACE[whole])
            continue
        # Spaces and digits come before letters, so that "Hà Nội" stands before "Hải Phòng".
        letters.append((2, _PLACE[mark]) if mark in _PLACE else (1 if mark.isalnum() else 0, mark))
        tones.append(0)
    return tuple(letters), tuple(tones), text.swapcase()


def _letter(place: tuple[int, int | str]) -> str:
    return _LETTERS[place[1]] if isinstance(place[1], int) else place[1]
