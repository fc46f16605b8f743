"""Room for text: widths measured by the shipped typeface itself, lines broken and labels parted by them.

All lengths are pixels. What does not fit is told at once by `NoRoom`, never cut.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from PIL import ImageFont

from scoring.units import DATA

FACES = {400: "BeVietnamPro-Regular.ttf", 600: "BeVietnamPro-SemiBold.ttf", 700: "BeVietnamPro-Bold.ttf"}
LINE = 1.3  # of a line to the letters' size, as plotly sets them
_EM = 1000
_SLACK = 0.01  # of a pixel: what sums and differences of the same widths may be apart


class NoRoom(ValueError):
    """What was chosen does not fit into the size, even in the smallest letters that can be read."""


@cache
def _face(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(DATA / "fonts" / FACES[weight]), _EM)


@lru_cache(maxsize=2**15)
def _ems(text: str, weight: int) -> float:
    return _face(weight).getlength(text) / _EM


def width(text: str, letter: float, weight: int = 400) -> float:
    """How wide one line is, kerning and all."""
    return _ems(text, weight) * letter


def widest(texts: Sequence[str], letter: float, weight: int = 400) -> float:
    """The width of the widest; 0 of none."""
    return max((width(text, letter, weight) for text in texts), default=0.0)


def wrap(text: str, letter: float, room: float, weight: int = 400) -> list[str]:
    """Lines no wider than `room`, parted between words; a word that is wider alone is parted within."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", letter, weight) <= room + _SLACK:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines += _parted(word, letter, room, weight)
    return lines


def _parted(word: str, letter: float, room: float, weight: int) -> list[str]:
    parts = [""]
    for sign in word:
        if parts[-1] and width(parts[-1] + sign, letter, weight) > room + _SLACK:
            parts.append("")
        parts[-1] += sign
    return parts


def balanced(text: str, letter: float, room: float, weight: int = 400) -> list[str]:
    """As `wrap`, in as many lines, but of about one length."""
    lines = wrap(text, letter, room, weight)
    low, high = room / max(1, len(lines)) * 0.8, room
    for _ in range(12):
        middle = (low + high) / 2
        if len(wrap(text, letter, middle, weight)) <= len(lines):
            high = middle
        else:
            low = middle
    return wrap(text, letter, high, weight)


def apart(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of labels near the wanted ones, in the same order, that do not touch and stay between low and high.

    Raises NoRoom where they cannot.
    """
    if sum(heights) > high - low + 1e-6:
        raise NoRoom(f"{len(heights)} labels need {sum(heights):.0f} pixels, there are {high - low:.0f}.")
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    groups: list[tuple[list[int], float]] = []  # members and where the group begins
    for at in order:
        members, begin = [at], wanted[at] - heights[at] / 2
        begin = min(max(begin, low), high - heights[at])
        while groups and groups[-1][1] + sum(heights[m] for m in groups[-1][0]) > begin:
            members = groups.pop()[0] + members
            begin = _middle(members, wanted, heights)
            begin = min(max(begin, low), high - sum(heights[m] for m in members))
        groups.append((members, begin))
    found = [0.0] * len(wanted)
    for members, begin in groups:
        for at in members:
            found[at] = begin + heights[at] / 2
            begin += heights[at]
    return found


def _middle(members: Sequence[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    """Where a group should begin for its members to be as near to their places as can be (the mean of their wishes)."""
    wishes, before = [], 0.0
    for at in members:
        wishes.append(wanted[at] - heights[at] / 2 - before)
        before += heights[at]
    return sum(wishes) / len(wishes)
