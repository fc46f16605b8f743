"""What differs when a release bundle is worked out again, and why a file is no bundle, in sentences."""

from collections.abc import Sequence

from figures.words import Words
from scoring.bundle import DamagedBundle, Difference
from scoring.bundle.compare import NOTHING


def sentences(found: Sequence[Difference], words: Words) -> list[str]:
    """One for each difference, where it is and what differs."""
    return [words.t(f"difference.{each.code}", **_told(each, words)) for each in found]


def damaged(fault: DamagedBundle, words: Words) -> str:
    """Why the file is no bundle, or no longer a whole one."""
    return words.t(f"damaged.{fault.code}", **fault.words)


def _told(each: Difference, words: Words) -> dict[str, object]:
    """The words of its sentence; a figure that is not there is so in the reader's language."""
    nothing = words.t("difference.nothing")
    return {
        name: nothing if name in ("kept", "again") and said == NOTHING else said for name, said in each.words.items()
    }
