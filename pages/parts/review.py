"""What the half-year review says, finished for one language; kept once where the releases are public."""

from figures import halfyear, programme
from figures.words import words as words_in
from pages.parts import access, promises
from pages.parts.worked_out import comparison, kept
from scoring import load_units
from store import Release


@kept
def sections(earlier: Release, later: Release, lang: str) -> list[halfyear.Section]:
    """Of two releases that may be compared."""
    names = load_units().of(later.block, later.division)[f"name_{lang}"]
    return halfyear.review(comparison(earlier, later).before, access.read(later).scores, names, words_in(lang))


def of_programme(lang: str, *series: Release) -> halfyear.Section:
    """Of the programme at the last of a series of its releases."""
    stands = promises.stand(lang, *series)
    counted = programme.counts(stands.found)
    return halfyear.promises(stands.table, counted, stands.framework, words_in(lang))
