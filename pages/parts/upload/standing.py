"""What stands already where an upload would go: one release of an origin is in force for a framework and period."""

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from store import Release
from store.releases import APPROVED, DRAFT, PUBLISHED, REVIEW


def of(seen: list[Release], like: Release) -> list[Release]:
    """The others of the same framework, block, division, period and origin that are in force or wait to be."""
    same = ("framework", "block", "division", "period", "origin")
    return [
        r
        for r in seen
        if r.submission != like.submission
        and r.state in (PUBLISHED, REVIEW, APPROVED)
        and all(getattr(r, key) == getattr(like, key) for key in same)
    ]


def before(
    seen: list[Release], framework: str, block: str, division: str, periods: list[str], origin: str
) -> list[Release]:
    """The same for an upload that is not kept yet, one's own drafts included."""
    states = (PUBLISHED, REVIEW, APPROVED, DRAFT)
    wanted = (framework, block, division, origin)
    return [
        r
        for r in seen
        if (r.framework, r.block, r.division, r.origin) == wanted and r.period in periods and r.state in states
    ]


def show(found: list[Release], words: Words) -> None:
    """One line for each, the same for all uploads of a state: what it is and what that means."""
    for release in found:
        by = literal(release.uploader) or words.t("standing.somebody")
        said = words.t(f"standing.{release.state}", period=words.period(release.period), id=release.id, name=by)
        st.warning(said, icon=":material/layers:")
