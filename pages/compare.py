"""Compare: two to six units, every node side by side, the difference explained, and how sure their order is."""

import streamlit as st

from figures import compare, rules, unit_charts
from pages.parts import about, access, address, cells, choose, head_to_head, links, sides, worked_out
from pages.parts.language import words as page_words
from scoring.analysis.reasons.contributions import NotAdditive
from store import load_units

words = page_words()
t = words.t

st.title(t("versus.title"))
seen = access.releases()
release = choose.release(seen, words)
if release is None:
    address.stop()
units = load_units(release)
framework = access.read(release).scores.framework
about.stamps(release, framework, words)

# Select.
chosen = sides.chosen(release, seen, units, words)
if len(chosen) < sides.LEAST:
    st.info(t("versus.too_few"), icon=":material/group_add:")
    about.footer(release, framework, words)
    address.stop()

# Compute.
names = compare.labels(chosen)
table = compare.nodes(chosen)
main = table[table["depth"] <= 1]
scores = [f"score {at}" for at in range(len(chosen))]
title = f"{', '.join(names)}: {words.period(release.period)}"
one, others = chosen[0], chosen[1:]

apart = []
for other, name in zip(others, names[1:], strict=True):
    try:
        apart.append((other, name, compare.difference(one, other)))
    except NotAdditive:
        apart.append((other, name, compare.no_parts()))

# Show: who is ahead and by what, first for those named first.
for other, name, parts in apart:
    st.markdown(compare.difference_sentence(one, other, (names[0], name), parts))
if len({side.division for side in chosen}) > 1:
    st.info(t("versus.divisions"), icon=":material/merge:")

st.header(t("versus.nodes"))
drawn = main.dropna(subset=scores, how="all")
if drawn.empty:
    st.info(t("unit.ranks_only"), icon=":material/format_list_numbered:")
else:
    series = {name: drawn[column] for name, column in zip(names, scores, strict=True)}
    st.plotly_chart(
        worked_out.drawn(unit_charts.dots)(
            [one.node_names[code] for code in drawn.index], series, words, rules.within_unit(framework), first=False
        ),
        alt=compare.alt(chosen, drawn, title),
        config={"displayModeBar": False},
        key="compare_nodes",
    )
whole = len(table) > len(main) and sides.whole(words)
shown = compare.shown(chosen, table if whole else main)
st.dataframe(
    shown,
    hide_index=True,
    height=min(38 + 35 * len(shown), 800),
    column_config={
        t("unit.node"): st.column_config.TextColumn(pinned=True, width=224),
        **{name: cells.score() for name in names},
        **{t("versus.rank_of", name=name): cells.whole() for name in names},
    },
    alt=title,
    placeholder="–",
)

st.header(t("versus.difference"))
explained = False
for other, name, parts in apart:
    if parts.empty:
        continue
    explained = True
    heading = t("versus.of_pair", name=names[0], other=name)
    rows = parts.iloc[:-1]
    st.markdown(f"**{heading}**")
    st.plotly_chart(
        worked_out.drawn(unit_charts.signed_bars)(
            list(rows["name"]), list(rows["apart"]),
            [words.number(value, compare.DECIMALS, signed=True) for value in rows["apart"]], words,
        ),
        alt=compare.difference_alt(heading, parts, words), config={"displayModeBar": False},
        key=f"compare-{other.division}-{other.code}",
    )  # fmt: skip
    with st.expander(t("versus.as_table", name=name)):
        st.dataframe(
            compare.difference_shown(parts, names[0], name, words),
            hide_index=True,
            column_config={
                t("unit.node"): st.column_config.TextColumn(pinned=True, width=224),
                t("unit.weight"): cells.share(help=t("unit.weight_help")),
                **{n: cells.score() for n in (names[0], name)},
                t("unit.apart"): cells.score(),
            },
            alt=heading,
            placeholder="–",
        )
st.caption(t("versus.adds_up") if explained else t("versus.no_parts"))

head_to_head.show(release, chosen, words)
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(t("versus.pages"), width="content")
    for side in chosen:
        if side.division == release.division:
            links.to_unit(side.name, side.code, release)
about.footer(release, framework, words)
