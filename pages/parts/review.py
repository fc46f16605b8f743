"""What the half-year review says, finished for one language; kept once where the releases are public."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from figures import halfyear, programme
from figures.documents import review as on_paper
from figures.documents.sections import Told
from figures.documents.sections import sheet as paper_sheet
from figures.exports import files
from figures.facts import stamped
from figures.slides import review as as_slides
from figures.words import Words
from figures.words import words as words_in
from pages.parts import about, access, choose, documents, promises, slides
from pages.parts.marked import marked
from pages.parts.worked_out import comparison, kept
from store import Release, load_units


@kept
def sections(earlier: Release, later: Release, lang: str) -> list[halfyear.Section]:
    """Of two releases that may be compared."""
    names = load_units(later).names(later.block, later.division, lang)
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


def sheet(
    earlier: Release, later: Release, sections: Sequence[halfyear.Section], promised: halfyear.Section | None,
    words: Words,
) -> str:  # fmt: skip
    """The page on paper: what is said of every node, the headline's figures, the promises."""
    found, t = access.read(later).scores.framework, words.t
    before, after = words.period(earlier.period), words.period(later.period)
    told = [Told(section.title, section.sentences) for section in sections]
    if promised:
        told.append(Told(f"{t('halfyear.programme')}: {promised.title}", promised.sentences))
    for section in sections[:1]:
        if section.table is not None:
            figures = on_paper.table("", section.table, before, after, words)
            told.append(Told(f"{t('halfyear.figures')}: {section.title}", (), figures))
    heading = f"{t('halfyear.title')}. {title(earlier, later, words)}"
    return paper_sheet(heading, stamped(later, found, words), told, about.facts(later, found, words))


def offer(
    earlier: Release, later: Release, sections: Sequence[halfyear.Section], national: Release | None,
    promised: halfyear.Section | None, words: Words,
) -> None:  # fmt: skip
    """The review as a document and as slides, with the programme's promises where there are any."""
    t = words.t
    both = [earlier, later] if national is None else [national, earlier, later]
    rests_on = {choose.label(release, words): (release, access.read(release).scores.framework) for release in both}
    paper = documents.paper(
        "halfyear", {"block": later.block}, t("halfyear.title"), title(earlier, later, words), words, rests_on
    )
    told = (
        [*sections, replace(promised, title=f"{t('halfyear.programme')}: {promised.title}")] if promised else sections
    )
    viewer = access.viewer()
    name = f"halfyear-{later.block}-{earlier.period}-{later.period}-{words.lang}"
    before, after = words.period(earlier.period), words.period(later.period)
    documents.offer(lambda: on_paper.document(told, before, after, paper), paper, name, words)
    with st.popover(t("slides.on_own"), icon=":material/upload_file:"):
        given = slides.template(words)

    def deck() -> bytes:
        return marked(as_slides.slides(told, before, after, paper, given), "pptx", paper.provenance, viewer)

    st.download_button(
        t("download.pptx"), deck, f"{name}.pptx", files.KINDS["pptx"].media, on_click="ignore",
        icon=":material/slideshow:",
    )  # fmt: skip
