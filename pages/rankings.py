"""Rankings: one block, one release, any level of the tree."""

import pandas as pd
import streamlit as st

from figures import downloads, rankings, rules
from figures.charts import scores_alt
from pages.parts import about, access, choose, next_publication
from pages.parts.language import words as page_words
from scoring import load_units
from scoring.analysis.mergers.back_cast import back_cast
from scoring.analysis.mergers.comparability import comparability
from scoring.analysis.over_time.trends import change
from scoring.text import fold

words = page_words()
t = words.t
units = load_units()

st.title(t("rankings.title"))
seen = access.releases()
release = choose.release(seen, words)
if release is None:
    st.stop()
read = access.read(release)
scores, framework = read.scores, read.scores.framework
next_publication.line(words, release.block)
about.stamps(release, framework, words)

# Select: level, search.
left, right = st.columns([3, 2], vertical_alignment="bottom")
levels = [code for code in framework.codes if scores.scores[code].notna().any() or scores.ranks[code].notna().any()]
levels = levels or ["dti"]
if st.session_state.get("rankings_level") not in levels:
    st.session_state["rankings_level"] = "dti"
node = left.selectbox(
    t("rankings.level"),
    levels,
    format_func=lambda code: "\u2003" * framework.depth.get(code, 1) + framework.name(code, words.lang),
    key="rankings_level",
)
wanted = right.text_input(t("rankings.search"), placeholder=t("rankings.search_hint"), key="rankings_search")

# Compute: the table, the change since the release before, where the two may be compared.
table = rankings.ranking(scores, units, release.division, node, words.lang)
pillars = [c.code for c in framework.composites] or [n.code for n in framework.children["dti"]]
table = rankings.with_nodes(table, scores, [code for code in pillars if code != node])
published = read.notes[["published_score", "published_rank"]].droplevel(0)
if release.origin == "own" and (published != "").any(axis=None):
    table = table.join(published.apply(pd.to_numeric), on="unit")
before = next(
    (r for r in seen if r.block == release.block and r.period < release.period and len(r.period) == len(release.period)
     and r.origin == release.origin and (r.division == release.division or r.origin == "published")),
    None,
)  # fmt: skip
answer = None
if before:
    earlier = access.read(before).scores
    sets = (before.division or before.period, release.division or release.period)
    answer = comparability(earlier, scores, sets, units)
    if answer.verdict == "back-cast" and answer.links:
        earlier = back_cast(earlier, answer.links).scores
    if answer.verdict != "not" and node in earlier.scores:
        table = table.join(change(earlier, scores, node), on="unit")

# Show.
known, total = rankings.known_of(table, len(units.in_force(release.block, release.division, release.period)))
facts = [t("rankings.known", known=known, ranked=int(table["rank"].notna().sum()), total=total)]
if answer and "places" in table:
    change_of = "rankings.change_since" if answer.verdict == "comparable" else "rankings.change_back_cast"
    facts.append(t(change_of, period=words.period(before.period)))
elif answer:
    facts.append(t(f"compare.{answer.reason}", period=words.period(before.period)))
if framework.headline.given and node == "dti":
    facts.append(t("rankings.given"))
st.caption(" · ".join(facts))

if wanted:
    table = table[table["name"].map(fold).str.contains(fold(wanted), regex=False)]
columns = [
    c
    for c in table.columns
    if c not in ("unit", "coverage") and (c != "region" or (table["region"].fillna("") != "").any())
]
columns = ["rank", "name", "score", *[c for c in columns if c in ("places", "points")],
           *[c for c in columns if c in pillars],
           *[c for c in columns if c.startswith("published")], *[c for c in columns if c == "region"]]  # fmt: skip
number = st.column_config.NumberColumn
territory = units.has_territory(release.block)
title = framework.name(node, words.lang)
# Bars only where every score lies between 0 and 1: on another scale they would say nothing, or lie.
score = (
    st.column_config.ProgressColumn(
        title, format="%.4f", min_value=0, max_value=1, width=150, help=t("rankings.score_help")
    )
    if rules.within_unit(framework)
    else number(title, format="%.4f", width=150, help=t("method.scale_open"))
)
config = {
    "rank": number(t("table.rank"), format="%d", width=58, pinned=True),
    # Narrow enough that a phone shows rank, name and score beside each other.
    "name": st.column_config.TextColumn(t("table.name"), pinned=True, width=142 if territory else None),
    "region": st.column_config.TextColumn(t("table.region")),
    "score": score,
    "places": number(t("table.places"), format="%+d", help=t("rankings.places_help")),
    "points": number(t("table.points"), format="%+.4f"),
    "published_score": number(t("table.published_score"), format="%.4f"),
    "published_rank": number(t("table.published_rank"), format="%d"),
    **{code: number(framework.name(code, words.lang), format="%.4f") for code in pillars},
}
title = f"{title}, {words.period(release.period)}"
if table.empty:
    st.info(t("rankings.no_match", text=wanted))
else:
    st.dataframe(
        table[columns],
        column_config=config,
        hide_index=True,
        height=min(38 + 35 * len(table), 1100),
        alt=scores_alt(table, title, words),
        placeholder="–",
    )
    name = f"{release.id}-{node}-{words.lang}"
    carried = rankings.named(table, scores, words)
    facts_of = {t("about.title"): title, **about.facts(release, framework, words)}
    if release.is_demonstration:
        facts_of = {"!": t("stamp.demonstration"), **facts_of}
    one, two, _ = st.columns([1, 1, 3])
    one.download_button(
        t("download.csv"), lambda: downloads.csv(carried, facts_of), f"{name}.csv", "text/csv", on_click="ignore",
        icon=":material/download:", width="stretch",
    )  # fmt: skip
    two.download_button(
        t("download.xlsx"),
        lambda: downloads.xlsx(carried, facts_of, t("rankings.title"), t("about.title")),
        f"{name}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", on_click="ignore",
        icon=":material/download:", width="stretch",
    )  # fmt: skip
about.footer(release, framework, words)
