"""What the submission would say: the ranking of a period, and what it changes against the release in force."""

import streamlit as st

import store
from figures import rankings
from figures.charts import scores_alt
from figures.words import Words
from pages.parts import about, access
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
    t = words.t
    table = rankings.ranking(read.scores, units, release.division, "dti", words.lang)
    st.dataframe(
        table[["rank", "name", "score", "coverage"]],
        hide_index=True,
        column_config={
            "rank": st.column_config.NumberColumn(t("table.rank"), format="%d", width=58, pinned=True),
            "name": st.column_config.TextColumn(
                t("table.name"), pinned=True, width=142 if units.has_territory(release.block) else None
            ),
            "score": st.column_config.NumberColumn(t("table.score"), format="%.4f"),
            "coverage": st.column_config.NumberColumn(
                t("table.coverage"), format="percent", help=t("table.coverage_help")
            ),
        },
        height=min(38 + 35 * len(table), 460),
        alt=scores_alt(table, t("upload.preview"), words),
        placeholder="–",
    )
    about.footer(release, read.scores.framework, words)


def against_in_force(release: Release, read: store.Read, unit_names: dict[str, str], words: Words) -> None:
    """The dry run against what is in force now, the release itself left out."""
    framework = read.scores.framework
    others = [other for other in access.releases() if other.id != release.id]
    known = store.in_force(others, release.framework, release.division, release.period)
    if known is None:
        st.info(words.t("dryrun.none"))
        return
    changes.show(dry_run(read.scores, access.read(known).scores), known, framework, unit_names, words)
