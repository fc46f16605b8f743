"""What the submission would say: the ranking of a period, and what it changes against the release in force."""

import streamlit as st

import store
from figures.words import Words
from pages.parts import about, access, preview
from pages.parts.upload import changes
from scoring import Units
from scoring.analysis.reasons.dryrun import dry_run
from store.releases import Release, Submission


def period(found: Submission, words: Words) -> Release:
    """The release that is looked at: the only one, or the one of the chosen period."""
    if len(found.releases) == 1:
        return found.releases[0]
    by_id = {release.id: release for release in found.releases}
    chosen = st.selectbox(
        words.t("about.period"), list(by_id), format_func=lambda i: words.period(by_id[i].period),
        key=f"approval_period_{found.id}",
    )  # fmt: skip
    return by_id[chosen]


def ranking(release: Release, read: store.Read, units: Units, words: Words) -> None:
    preview.show(read.scores, release.division, units, words)
    about.footer(release, read.scores.framework, words)


def against_in_force(release: Release, read: store.Read, unit_names: dict[str, str], words: Words) -> None:
    """The dry run against what is in force now, the release itself left out."""
    framework = read.scores.framework
    others = [other for other in access.whole() if other.id != release.id]
    known = store.in_force(others, release.framework, release.division, release.period)
    if known is None:
        st.info(words.t("dryrun.none"))
        return
    changes.show(dry_run(read.scores, access.read(known).scores), known, framework, unit_names, words)
