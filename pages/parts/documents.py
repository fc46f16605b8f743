"""Documents to be printed or sent, as PDF: what each says of itself, and the button that makes it when pressed."""

from collections.abc import Callable, Mapping

import streamlit as st

from figures import citation
from figures.documents.paper import Paper, short
from figures.exports import browser
from figures.exports.printing import printed
from figures.facts import facts as facts_of
from figures.facts import mark, stamped
from figures.provenance.mark import mark_of
from figures.words import Words
from pages.parts import about, access, address
from pages.parts.marked import marked
from scoring import Framework
from store import Release, clock

# What a mark calls a document → the page that makes it.
_PAGES = {f"document-{page}": f"{page}.py" for page in ("halfyear", "unit", "programme")} | {"kit": "press.py"}


def page_of(template: str) -> str:
    """The page where the document of a mark is made; "" where the mark is a chart's."""
    return _PAGES.get(template, "")


def paper(
    page: str, chosen: Mapping[str, str], title: str, subtitle: str, words: Words,
    rests_on: Mapping[str, tuple[Release, Framework]],
) -> Paper:  # fmt: skip
    """The stamps and facts of every release that a document rests on, by heading; the last one is cited, and the first
    in its mark. page, chosen: where it is made, and what the address chooses there.
    """
    stamps = [said for release, framework in rests_on.values() for said in stamped(release, framework, words)]
    release, framework = list(rests_on.values())[-1]
    used = list({of.id: of for of, _ in reversed(rests_on.values())}.values())
    return Paper(
        title,
        subtitle,
        words,
        stamps=tuple(dict.fromkeys(stamps)),
        mark=mark(release, words),
        source=f"{words.t('app.title')} · {short(release.source, 60)} · {release.id}",
        facts={heading: facts_of(*found, words) for heading, found in rests_on.items()},
        citation=citation.apa(about.cited(release, framework, words), words),
        provenance=mark_of(
            used, f"document-{page}", dict(chosen), words.lang, clock.now(), f"{address.here()}/verify"
        ),
    )  # fmt: skip


def offer(html: Callable[[], str], of: Paper, name: str, words: Words) -> None:
    """The button; `name` is that of the file without its ending. Without a Chromium, what is missing."""
    if not browser.available():
        st.caption(words.t("download.no_browser"))
        return
    viewer = access.viewer()
    st.download_button(
        words.t("download.pdf"), lambda: marked(printed(html()), "pdf", of.provenance, viewer), f"{name}.pdf",
        "application/pdf", on_click="ignore", icon=":material/picture_as_pdf:",
    )  # fmt: skip
