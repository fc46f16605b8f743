"""Where figures come from: stamps above them; source, period, origin, stage and release under them and in every file.

What is not public carries the name of the pre-release reader and the moment of its publication everywhere.
"""

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from pages.parts import access, notices, proof
from scoring import Framework
from store import Release
from store.clock import to_local
from store.early import public_list
from store.releases import APPROVED, SHIPPED, WITHDRAWN


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


def facts(release: Release, framework: Framework, words: Words) -> dict[str, str]:
    """What every figure states: period, framework, origin, stage, source, release; empty where there is nothing to say.

    What is not in force says so, what is not public names its pre-release reader: on every page and in every file.
    """
    facts = {
        words.t("about.period"): words.period(release.period),
        words.t("about.framework"): framework.names[words.lang],
        words.t("about.decision"): framework.decision,
        words.t("about.origin"): words.t(f"origin.{release.origin}"),
        words.t("about.stage"): words.t(f"stage.{release.stage}"),
    }
    if not release.is_in_force:
        facts[words.t("about.state")] = words.t(f"state.{release.state}")
    if release.state == APPROVED:
        facts[words.t("about.embargo")] = _moment(release, words)
    elif release.state != WITHDRAWN:  # whether and when it was public stands in what remains of it
        published = words.date(to_local(release.publish_at)) if release.publish_at else words.t("about.not_published")
        facts[words.t("about.published")] = published
    return facts | {
        words.t("about.reader"): release.reader,
        words.t("about.supersedes"): release.supersedes,
        words.t("about.superseded_by"): release.superseded_by,
        words.t("about.source"): release.source,
        words.t("about.licence"): release.licence,
        words.t("about.note"): release.note,
        words.t("about.release"): release.id,
    }


def of_file(title: str, release: Release, framework: Framework, words: Words) -> dict[str, str]:
    """The facts as a file carries them, under its title; a demonstration says so first of all."""
    stamp = {"!": words.t("stamp.demonstration")} if release.is_demonstration else {}
    return {**stamp, words.t("about.title"): title, **facts(release, framework, words)}


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
