"""Where figures come from: stamps above them, source, period, origin, stage and release under them."""

import streamlit as st

from figures.words import Words
from scoring import Framework
from store import Release


def stamps(release: Release, framework: Framework, words: Words) -> None:
    """What nobody may overlook: demonstration data, what is not in force, weights that are not official."""
    if release.is_demonstration:
        st.warning(
            f"**{words.t('stamp.demonstration')}** — {words.t('stamp.demonstration_long')}",
            icon=":material/science:",
        )
    if not release.is_in_force:
        stamp = words.t(f"stamp.{release.state}")
        st.info(f"**{stamp}** — {words.t(f'stamp.{release.state}_long')}", icon=":material/edit_note:")
    if release.reader:
        st.warning(words.t("stamp.reader", name=release.reader), icon=":material/lock_clock:")
    if framework.illustrative and not release.is_demonstration:
        st.warning(words.t("stamp.illustrative"), icon=":material/science:")


def facts(release: Release, framework: Framework, words: Words) -> dict[str, str]:
    """What every figure states: period, framework, origin, stage, source, release."""
    published = words.date(release.publish_at.date()) if release.publish_at else words.t("about.not_published")
    return {
        words.t("about.period"): words.period(release.period),
        words.t("about.framework"): framework.names[words.lang],
        words.t("about.decision"): framework.decision,
        words.t("about.origin"): words.t(f"origin.{release.origin}"),
        words.t("about.stage"): words.t(f"stage.{release.stage}"),
        words.t("about.published"): published,
        words.t("about.source"): release.source,
        words.t("about.licence"): release.licence,
        words.t("about.note"): release.note,
        words.t("about.release"): release.id,
    }


def footer(release: Release, framework: Framework, words: Words) -> None:
    """The facts in small print at the foot of the page."""
    st.divider()
    st.caption("  \n".join(f"**{key}:** {value}" for key, value in facts(release, framework, words).items() if value))
