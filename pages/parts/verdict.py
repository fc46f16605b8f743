"""What a check of a release bundle found, and how to do the same on a computer of one's own."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from figures import differences
from figures.markdown import literal
from figures.words import Words
from pages.parts import access, notices
from pages.parts.work import Work
from scoring.bundle import DamagedBundle
from scoring.bundle.apart import Checked
from scoring.bundle.signing import key_id, text_of
from store import clock, gate


def show(work: Work, words: Words) -> None:
    """Identical or every difference, what the bundle says of itself, and what the release is here now."""
    t = words.t
    try:
        sha256, checked = work.result()
    except DamagedBundle as fault:
        st.error(
            f"**{t('verify.damaged')}** {literal(differences.damaged(fault, words))}", icon=":material/broken_image:"
        )
        return
    _verdict(checked, words)
    found = checked.verdict
    said = {
        t("about.release"): found.release.get("id", ""),
        t("about.period"): words.period(found.release.get("period", "")),
        t("about.framework"): found.release.get("framework", ""),
        t("verify.signed_with"): found.key,
        t("verify.sha256"): sha256,
    }
    st.caption("  \n".join(f"**{name}:** {literal(value)}" for name, value in said.items() if value))
    if not found.has_workbooks:
        st.caption(t("verify.without_files"))
    _here(found.release.get("id", ""), words)


def _verdict(checked: Checked, words: Words) -> None:
    t, found = words.t, checked.verdict
    if found.identical:
        st.success(f"**{t('verify.identical')}** {t('verify.identical_long')}", icon=":material/verified:")
        return
    st.error(f"**{t('verify.differs', count=words.number(checked.differences))}**", icon=":material/difference:")
    listed = pd.DataFrame({t("verify.what"): differences.sentences(found.differences, words)})
    st.dataframe(listed, hide_index=True, row_height=76, alt=t("verify.differences"))
    if checked.differences > len(listed):
        st.caption(t("verify.more", shown=words.number(len(listed)), count=words.number(checked.differences)))


def _here(release_id: str, words: Words) -> None:
    """Whether the release that the bundle names is in force here, superseded, withdrawn or unknown."""
    t = words.t
    kept = gate.one(access.viewer(), release_id, clock.now()) if release_id else None
    if kept is not None and kept.is_public:
        said = t(f"verify.here_{kept.state}", id=kept.id, by=kept.superseded_by)
        (st.info if kept.is_in_force else st.warning)(said, icon=":material/home:")
    elif not notices.withdrawn(release_id, words):
        st.info(t("verify.here_unknown"), icon=":material/home:")


def how(own: Sequence[bytes], words: Words) -> None:
    """The command, and this installation's public keys."""
    t = words.t
    with st.expander(t("verify.how"), icon=":material/terminal:"):
        st.write(t("verify.how_text"))
        newest = text_of(own[0]) if own else "…"
        st.code(f"python -m scoring verify FILE.zip --key {newest}", language="console", wrap_lines=True)
        st.write(t("verify.keys_text"))
        st.code("\n".join(f"{key_id(key)}  {text_of(key)}" for key in own), language=None, wrap_lines=True)
