"""Documents to be printed or sent, as PDF: what each says of itself, and the button that makes it when pressed."""

from collections.abc import Callable, Mapping

import streamlit as st

from figures import citation
from figures.documents.paper import Paper
from figures.exports import browser
from figures.exports.printing import printed
from figures.facts import facts as facts_of
from figures.facts import mark, stamped
from figures.words import Words
from pages.parts import about
from scoring import Framework
from store import Release


def paper(title: str, subtitle: str, words: Words, rests_on: Mapping[str, tuple[Release, Framework]]) -> Paper:
    """The stamps and facts of every release that a document rests on, by heading; the last one is cited."""
    stamps = [said for release, framework in rests_on.values() for said in stamped(release, framework, words)]
    release, framework = list(rests_on.values())[-1]
    return Paper(
        title,
        subtitle,
        words,
        stamps=tuple(dict.fromkeys(stamps)),
        mark=mark(release, words),
        source=f"{words.t('app.title')} · {_cut(release.source, 60)} · {release.id}",
        facts={heading: facts_of(*found, words) for heading, found in rests_on.items()},
        citation=citation.apa(about.cited(release, framework, words), words),
    )


def offer(html: Callable[[], str], name: str, words: Words) -> None:
    """The button; `name` is that of the file without its ending. Without a Chromium, what is missing."""
    if not browser.available():
        st.caption(words.t("download.no_browser"))
        return
    st.download_button(
        words.t("download.pdf"), lambda: printed(html()), f"{name}.pdf", "application/pdf", on_click="ignore",
        icon=":material/picture_as_pdf:",
    )  # fmt: skip


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
