"""What the half-year review says, finished for one language; kept once where the releases are public."""

from collections.abc import Sequence
from dataclasses import replace

from figures import halfyear, programme
from figures.documents import review as on_paper
from figures.words import Words
from figures.words import words as words_in
from pages.parts import access, choose, documents, promises
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


def title(earlier: Release, later: Release, words: Words) -> str:
    """The block and the two periods."""
    block = load_units().blocks.at[later.block, f"name_{words.lang}"]
    return f"{block}: {words.period(earlier.period)} – {words.period(later.period)}"


def offer(
    earlier: Release, later: Release, sections: Sequence[halfyear.Section], national: Release | None,
    promised: halfyear.Section | None, words: Words,
) -> None:  # fmt: skip
    """The review as a document, with the programme's promises where there are any."""
    t = words.t
    both = [earlier, later] if national is None else [national, earlier, later]
    rests_on = {choose.label(release, words): (release, access.read(release).scores.framework) for release in both}
    paper = documents.paper(t("halfyear.title"), title(earlier, later, words), words, rests_on)
    told = (
        [*sections, replace(promised, title=f"{t('halfyear.programme')}: {promised.title}")] if promised else sections
    )
    name = f"halfyear-{later.block}-{earlier.period}-{later.period}-{words.lang}"
    before, after = words.period(earlier.period), words.period(later.period)
    documents.offer(lambda: on_paper.document(told, before, after, paper), name, words)
