"""Where figures come from: stamps above them; source, period, origin, stage and release under them and in every file.

What is not public carries the name of the pre-release reader and the moment of its publication everywhere.
"""

import streamlit as st

from figures import citation
from figures.address import public_url
from figures.facts import facts as facts
from figures.facts import of_file as of_file
from figures.markdown import literal
from figures.words import Words
from pages.parts import access, notices, proof
from scoring import Framework
from store import Release, clock
from store.clock import to_local
from store.early import public_list
from store.releases import SHIPPED, WITHDRAWN


def stamps(release: Release, framework: Framework, words: Words) -> None:
    """What nobody may overlook: demonstration data, what is not in force, weights that are not official."""
    if release.is_demonstration:
        st.warning(
            f"**{words.t('stamp.demonstration')}** — {words.t('stamp.demonstration_long')}",
            icon=":material/science:",
        )
    if not release.is_in_force:
        stamp = words.t(f"stamp.{release.state}")
        long = words.t(f"stamp.{release.state}_long", moment=_moment(release, words))
        st.info(f"**{stamp}** — {long}", icon=":material/edit_note:")
    if release.reader:
        st.warning(words.t("stamp.reader", name=literal(release.reader)), icon=":material/lock_clock:")
    if release.superseded_by or release.supersedes:
        notices.show(release, words)
    if release.state == WITHDRAWN:
        notices.withdrawn(release.id, words)
    if framework.illustrative and not release.is_demonstration:
        st.warning(words.t("stamp.illustrative"), icon=":material/science:")


def cited(release: Release, framework: Framework, words: Words) -> citation.Cited:
    """What a citation of the release names; it is read on the page of rankings."""
    root = public_url() or (st.context.url or "").split("?")[0].rsplit("/", 1)[0]
    address = f"{root}/rankings?release={release.id}&lang={words.lang}"
    return citation.of(release, framework, address, clock.now().date(), words)


def footer(release: Release, framework: Framework, words: Words) -> None:
    """The facts in small print at the foot of the page."""
    st.divider()
    st.caption("  \n".join(f"**{key}:** {value}" for key, value in facts(release, framework, words).items() if value))
    _readers(release, words)
    proof.show(release, words)


def _moment(release: Release, words: Words) -> str:
    return words.moment(to_local(release.publish_at)) if release.publish_at else ""


def _readers(release: Release, words: Words) -> None:
    """Who saw it before everybody, where that list was made public."""
    if not release.is_public or release.owner == SHIPPED:
        return
    if names := [literal(reader.name) for reader in public_list(access.viewer(), release)]:
        st.caption(f"**{words.t('about.readers')}:** {', '.join(names)}")
