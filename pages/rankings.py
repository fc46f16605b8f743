"""Rankings: one block, one release, any level of the tree; how sure each rank is, and what changed."""

import streamlit as st

from figures import rankings, rules
from figures.charts import scores_alt
from figures.one_unit import OneUnit
from pages.parts import (
    about,
    access,
    address,
    cells,
    choose,
    downloads,
    links,
    next_publication,
    pairs,
    ranked,
    ranking_choice,
    worked_out,
)
from pages.parts.language import words as page_words
from store import load_units
from store.alike import alike

TALLEST = 666  # pixels: the whole table with its header fits a screen

words = page_words()
t, lang = words.t, words.lang

st.title(t("rankings.title"))
seen = access.releases()
release = choose.release(seen, words)
if release is None:
    address.stop()
units = load_units(release)
scores = access.read(release).scores
framework = scores.framework
next_publication.line(words, release.block)
about.stamps(release, framework, words)

# Select: level, the release to compare with.
row = st.container(horizontal=True, vertical_alignment="bottom")
node = choose.node(scores, words, row, "rankings_level")
before = {r.id: r for r in pairs.earlier(release, seen)}
fitting = next((i for i, r in before.items() if worked_out.comparison(r, release).allowed), next(iter(before), None))
address.remembered("rankings_since", fitting, list(before), name="since")
since = row.selectbox(
    t("rankings.since"), list(before), format_func=lambda i: choose.label(before[i], words), key="rankings_since",
    placeholder=t("rankings.since_none"), disabled=not before,
)  # fmt: skip

# Compute: the table, how sure it is, the change, the line over time.
beside = alike(release, seen)
found = ranked.whole(release, before.get(since), node, lang, *ranked.alike(release, beside))
table = found.table
pillars = [code for code in ranked.pillars(release) if code in table and code in scores.known_nodes]
names = {code: framework.name(code, lang) for code in pillars}
titles = {
    **{name: t(f"table.{name}") for name in ("places", "points", "interval", "range", "class", "tied", "line")},
    **names,
    **{name: t(f"table.{name}") for name in ("region", "kind", "published_score", "published_rank")},
}
known = [name for name in titles if name in found.known]

# Select: rows, their order, columns.
of = OneUnit(scores, units, release.division, table["unit"].iloc[0], words)
usual = [name for name in known if name not in ("points", "kind", "published_score")]
with st.container(horizontal=True, vertical_alignment="bottom"):
    text = st.text_input(
        t("rankings.search"), placeholder=t("rankings.search_hint"), key="rankings_search", width="stretch"
    )
    asked, peers = ranking_choice.filters(found, of)
    shown = ranking_choice.columns(known, usual, titles, words)
    by = ranking_choice.order(found.changed, words)
rows = rankings.ordered(rankings.cut(table, text, **asked), by)

# Show.
total = len(units.in_force(release.block, release.division, release.period))
facts = [t("rankings.known", known=found.scored, ranked=found.placed, total=total)]
if found.changed:
    verdict = worked_out.comparison(before[since], release).answer.verdict
    facts.append(rankings.since(verdict, words.period(before[since].period), words))
elif since:
    facts.append(ranked.not_comparable(before[since], release, lang))
if framework.headline.given and node == framework.headline.code:
    facts.append(t("rankings.given"))
elif "interval" not in table:
    facts.append(t("rankings.not_sure"))
if len(rows) < len(table):
    facts.append(t("rankings.shown", shown=words.number(len(rows)), total=words.number(len(table))))
st.caption(" · ".join(facts))
if peers:
    st.caption(peers)

text_column = st.column_config.TextColumn
sure = "interval" in table
# Bars only where every score lies between 0 and 1: on another scale they would say nothing, or lie.
score = (
    cells.progress(t("table.score"), width=126, help=t("rankings.score_help"))
    if rules.within_unit(framework)
    else cells.score(t("table.score"), width=150, help=t("method.scale_open"))
)
how = t("rankings.interval_help", draws=worked_out.DRAWS, within=words.percent(worked_out.WITHIN))
config = {
    "rank": cells.whole(t("table.rank"), width=62, pinned=True),
    # Narrow enough that a phone shows rank, name and score beside each other.
    "name": cells.units(
        t("table.name"), list(rows["unit"]), release, f"name-{release.id}",
        width=160 if units.has_territory(release.block) else None,
    ),
    "score": score,
    "places": cells.places(t("table.places"), help=t("rankings.places_help"), width=112),
    "points": cells.score(t("table.points")),
    "interval": st.column_config.ImageColumn(t("table.interval"), help=how, width=140),
    "range": text_column(t("table.range"), help=how, width=104),
    "class": cells.whole(
        t("table.class"), width=70, help=t("rankings.class_help" if sure else "rankings.fifths_help")
    ),
    "tied": text_column(
        t("table.tied"), width=200, help=t("rankings.tied_help" if sure else "rankings.equal_help")
    ),
    "line": st.column_config.LineChartColumn(
        t("table.line"), width=110, **found.reach,
        help=t("rankings.line_help", periods=", ".join(words.period(p) for p in beside if p <= release.period)),
    ),
    "region": text_column(t("table.region")),
    "kind": text_column(t("table.kind")),
    "published_score": cells.score(t("table.published_score")),
    "published_rank": cells.whole(t("table.published_rank")),
    **{code: cells.score(name) for code, name in names.items()},
}  # fmt: skip
title = ranked.title(release, node, lang)
if rows.empty:
    st.info(t("rankings.no_match", text=text) if text else t("rankings.no_row"))
else:
    chosen_row = st.container(key="chosen_row")  # above the table, where it moves nothing
    columns = ["rank", "name", "score", *shown]
    clicked = st.dataframe(
        found.sent.select(columns) if rows is table else rows[columns],
        column_config=config,
        hide_index=True,
        height=min(38 + 35 * len(rows), TALLEST),
        alt=found.alt if rows is table else scores_alt(rows, title, words),
        placeholder="–",
        on_select="rerun",
        selection_mode="single-cell",
        key=f"rankings-{release.id}-{node}",
    )
    with chosen_row:
        # For the keyboard, whose arrows choose cells: a key on a name does nothing.
        if picked := clicked.selection.cells:
            row = rows.iloc[picked[0][0]]
            links.to_unit(t("rankings.open_unit", name=row["name"]), row["unit"], release)
        else:
            st.caption(t("rankings.open"))
    name = f"{release.id}-{node}-{lang}"
    with st.container(horizontal=True):
        downloads.offer(
            lambda: rankings.named(rows, scores, words),
            about.of_file(title, release, framework, words),
            name,
            t("rankings.title"),
            words,
        )
about.footer(release, framework, words)
