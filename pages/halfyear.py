"""Half-year review: what happened in six months, in words that the numbers support; to be read and to be printed."""

import pandas as pd
import streamlit as st

from figures import halfyear, programme
from pages.parts import about, access, choose, pairs
from pages.parts.address import remembered
from pages.parts.language import words as page_words
from pages.parts.worked_out import comparison, kept
from scoring import load_units
from scoring.periods import span
from scoring.programme import standing
from store import Release

words = page_words()
t, lang = words.t, words.lang
units = load_units()

st.title(t("halfyear.title"))
seen = access.releases()
by_block = {block: pairs.six_months(block, seen) for block in units.blocks.index}
possible = [block for block, pair in by_block.items() if pair]
if not possible:
    st.info(t("overview.no_six_months"), icon=":material/calendar_month:")
    st.stop()

# Select: the block whose newest six months are reviewed.
remembered("halfyear_block", possible[0], possible, name="block")
names_of_blocks = units.blocks[f"name_{lang}"]
block = st.segmented_control(
    t("choose.block"), possible, format_func=lambda b: names_of_blocks[b], key="halfyear_block", required=True
)
earlier, later = by_block[block]
found = access.read(later).scores
about.stamps(later, found.framework, words)


# Compute: the sections of the block, where the two ends of the six months may be compared.
@kept
def sections(earlier: Release, later: Release, language: str) -> list[halfyear.Section]:
    names = units.of(later.block, later.division)[f"name_{language}"]
    return halfyear.review(comparison(earlier, later).before, access.read(later).scores, names, words)


@kept
def promises(release: Release, language: str, *series: Release) -> halfyear.Section:
    framework = access.read(release).scores.framework
    values = pd.concat([access.read(each).scores.values for each in (*series, release)])
    where = standing(framework, values, release.period).droplevel(0)
    return halfyear.promises(programme.table(where, framework, words), programme.counts(where), framework, words)


# Show.
st.header(f"{names_of_blocks[block]}: {words.period(earlier.period)} – {words.period(later.period)}")
asked = comparison(earlier, later)
if not asked.allowed:
    st.info(t(f"compare.{asked.answer.reason}", period=words.period(earlier.period)), icon=":material/block:")
else:
    number = st.column_config.NumberColumn
    config = {
        "name": st.column_config.TextColumn(t("table.name"), pinned=True),
        "score_before": number(words.period(earlier.period), format="%.4f"),
        "score_after": number(words.period(later.period), format="%.4f"),
        "points": number(t("table.points"), format="%+.4f"),
        "rank": number(t("table.rank"), format="%d"),
        "coverage": number(t("table.coverage"), format="percent"),
    }
    for section in sections(earlier, later, lang):
        st.markdown(f"#### {section.title}")
        st.markdown("\n".join(f"- {sentence}" for sentence in section.sentences))
        if section.table is not None:
            with st.expander(t("halfyear.figures")):
                st.dataframe(
                    section.table, hide_index=True, column_config=config, placeholder="–",
                    alt=f"{section.title}. {' '.join(section.sentences)}",
                )  # fmt: skip

st.header(t("halfyear.programme"))
national = [r for r in access.programmes() if not units.has_territory(r.block) and r.is_in_force
            and span(r.period)[1] <= span(later.period)[1]]  # fmt: skip
alike = [r for r in national if r.is_demonstration == later.is_demonstration] or national
if alike:
    newest = max(alike, key=lambda r: span(r.period)[1].ordinal)
    before = sorted((r for r in alike if (r.framework, r.origin) == (newest.framework, newest.origin) and r != newest),
                    key=lambda r: r.period)  # fmt: skip
    section = promises(newest, lang, *before)
    st.markdown(f"#### {section.title} · {choose.label(newest, words)}")
    st.markdown("\n".join(f"- {sentence}" for sentence in section.sentences))
    st.page_link("programme.py", label=t("programme.title"), query_params={"release": newest.id},
                 icon=":material/arrow_forward:")  # fmt: skip
else:
    st.markdown(t("halfyear.no_programme"))
about.footer(later, found.framework, words)
