"""Half-year review: what happened in six months, in words that the numbers support; to be read and to be printed."""

import streamlit as st

from pages.parts import about, access, address, cells, choose, pairs, paper, review
from pages.parts.address import remembered
from pages.parts.language import words as page_words
from pages.parts.worked_out import comparison
from scoring.periods import span
from store import alike, load_units

words = page_words()
t, lang = words.t, words.lang
units = load_units()

st.title(t("halfyear.title"))
seen, programmes = access.ranked_and_promised()
by_block = {block: pairs.six_months(block, seen) for block in units.blocks.index}
possible = [block for block, pair in by_block.items() if pair]
if not possible:
    st.info(t("overview.no_six_months"), icon=":material/calendar_month:")
    address.stop()

# Select: the block whose newest six months are reviewed.
remembered("halfyear_block", possible[0], possible, name="block")
names_of_blocks = units.blocks[f"name_{lang}"]
block = st.segmented_control(
    t("choose.block"), possible, format_func=lambda b: names_of_blocks[b], key="halfyear_block", required=True
)
earlier, later = by_block[block]
found = access.read(later).scores
about.stamps(later, found.framework, words)


# Compute: what happened to the block, and where the promises stand.
asked = comparison(earlier, later)
sections = review.sections(earlier, later, lang) if asked.allowed else []
national = [r for r in programmes if not units.has_territory(r.block) and r.is_in_force
            and span(r.period)[1] <= span(later.period)[1]]  # fmt: skip
fitting = [r for r in national if r.is_demonstration == later.is_demonstration] or national
newest = max(fitting, key=lambda r: span(r.period)[1], default=None)
promised = review.of_programme(lang, *alike.series(newest, fitting)) if newest else None

# Show.
title = review.title(earlier, later, words)
st.header(title)
if not asked.allowed:
    st.info(t(f"compare.{asked.answer.reason}", period=words.period(earlier.period)), icon=":material/block:")
else:
    with st.container(horizontal=True):
        paper.button(t("print.print"), t("print.help"))
        review.offer(earlier, later, sections, newest, promised, words)
    config = {
        "name": st.column_config.TextColumn(t("table.name"), pinned=True),
        "score_before": cells.score(words.period(earlier.period)),
        "score_after": cells.score(words.period(later.period)),
        "points": cells.score(t("table.points")),
        "rank": cells.whole(t("table.rank")),
        "coverage": cells.share(t("table.coverage")),
    }
    for section in sections:
        st.subheader(f"{section.title}")
        st.markdown("\n".join(f"- {sentence}" for sentence in section.sentences))
        if section.table is not None:
            with st.expander(t("halfyear.figures")):
                st.dataframe(
                    section.table, hide_index=True, column_config=config, placeholder="–",
                    alt=f"{section.title}. {' '.join(section.sentences)}",
                )  # fmt: skip

st.header(t("halfyear.programme"))
if newest and promised:
    st.subheader(f"{promised.title} · {choose.label(newest, words)}")
    st.markdown("\n".join(f"- {sentence}" for sentence in promised.sentences))
    st.page_link("programme.py", label=t("programme.title"), query_params={"release": newest.id},
                 icon=":material/arrow_forward:")  # fmt: skip
else:
    st.markdown(t("halfyear.no_programme"))
about.footer(later, found.framework, words)
if asked.allowed:
    paper.show(review.sheet(earlier, later, sections, promised, words))
