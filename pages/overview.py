"""Overview: the state of the index on one screen, every figure a link to the page that tells more of it."""

import streamlit as st

from figures import maps, national, overview, scales, territory, unit_search, why
from frame import files
from pages.parts import about, access, address, choose, links, pairs, worked_out
from pages.parts.language import words as page_words
from scoring import load_units
from store import announcements, clock

words = page_words()
t = words.t
units = load_units()
blocks = units.blocks[f"name_{words.lang}"]

title, next_one = st.columns([3, 2], vertical_alignment="bottom")
title.title(t("overview.title"))
seen = access.releases()

# Select: one unit to look up; the release that the map, the moves and the national figure stand beside.
left, right = st.columns([2, 3], vertical_alignment="bottom")
with right:
    release = choose.release(seen, words)
if release is None:
    st.stop()
framework = access.read(release).scores.framework
shown = {b: choose.default(seen, b) for b in blocks.index} | {release.block: release}
shown = {block: r for block, r in shown.items() if r is not None}
offered = unit_search.offered(units, words)
address.remembered("find", None, [str(unit) for unit in offered])
labels = {str(unit): label for unit, label in offered.items()}
found = left.selectbox(
    t("search.unit"), list(labels), index=None, format_func=labels.get, key="find", placeholder=t("search.hint")
)

# Show: when the next figures come, where the unit stands that was looked up.
coming = announcements.next_publication(clock.now())
next_one.caption(
    t("overview.next", block=blocks[coming.block], period=words.period(coming.period),
      moment=words.moment(clock.to_local(coming.publish_at)))
    if coming else t("overview.next_unknown")
)  # fmt: skip


def total(r) -> int:
    return len(units.in_force(r.block, r.division, r.period))


def moved(r, unit) -> str:
    """What is known about the change of a unit up to a release, or why nothing is."""
    before = pairs.earlier(r, seen)[:1]
    if not before:
        return ""
    asked = worked_out.comparison(before[0], r)
    if not asked.allowed:
        return t(f"compare.{asked.answer.reason}", period=words.period(before[0].period))
    change = overview.since(asked.before, access.read(r).scores, unit, words)
    return t("overview.since", change=change, period=words.period(before[0].period)) if change else ""


def before_that(r, unit) -> str:
    """Where the newest change cannot be told: the one before it, so that a reader knows which way the unit went."""
    before = pairs.earlier(r, seen)[:1]
    if not before or before[0].division != r.division or worked_out.comparison(before[0], r).allowed:
        return ""
    change = moved(before[0], unit)
    return t("overview.before_that", period=words.period(before[0].period), change=change) if change else ""


unit = next((unit for unit in offered if str(unit) == found), None)
if unit:
    with st.container(border=True, key="standing", gap="xsmall"):
        for r in pairs.newest(unit.block, seen):
            code = unit_search.code_in(units, unit, r.division)
            stands = overview.standing(access.read(r).scores, code, total(r), words) if code else ""
            name = units.of(r.block, r.division)[f"name_{words.lang}"].get(code, "")
            if stands:
                links.to_unit(f"**{name}** · {choose.label(r, words)} · **{stands}**", code, r)
                st.caption(" · ".join(part for part in (moved(r, code), before_that(r, code)) if part))
        pair = pairs.six_months(unit.block, seen)
        code = unit_search.code_in(units, unit, pair[1].division) if pair else ""
        found_moves = worked_out.explained(*pair) if pair else None
        if found_moves and code in found_moves.summary.index:
            stamp = f"**{t('stamp.demonstration')}** · " if pair[1].is_demonstration else ""
            reason = why.sentence(found_moves, code, access.read(pair[1]).scores.framework, words)
            st.caption(f"{stamp}{t('overview.six_months')}: {reason}")

# The leaders of every block, and what is known of the change since the release before.
for column, (block, r) in zip(st.columns(len(shown)), shown.items(), strict=True):
    with column.container(border=True, height="stretch", gap="xsmall"):
        links.to_page(f"**{blocks[block]}**", "rankings", r)
        scores = access.read(r).scores
        stamp = f"**{t('stamp.demonstration')}** · " if r.is_demonstration else ""
        st.caption(stamp + choose.label(r, words))
        for row in overview.leaders(scores, units, r.division, words.lang).itertuples():
            links.to_unit(f"{int(row.rank)}. **{row.name}** {words.number(row.score, 4)}", row.unit, r)

country, moves, geography = st.columns([4, 5, 4])
with country.container(border=True, height="stretch", gap="xsmall"):
    table = national.years(release.block)
    named = {"national": t("national.nation"), "mean": t("national.mean", block=blocks[release.block])}
    st.markdown(f"**{t('national.title')}**")
    st.plotly_chart(
        national.chart(table, named, words), alt=national.alt(table, named, words), config={"displayModeBar": False}
    )
    st.caption(national.counted(table, words))

with moves.container(border=True, height="stretch", gap="xsmall"):
    pair = pairs.six_months(release.block, seen)
    st.markdown(f"**{t('overview.moves', block=blocks[release.block])}**")
    explained = worked_out.explained(*pair) if pair else None
    if pair and explained:
        period = f"{words.period(pair[0].period)} – {words.period(pair[1].period)}"
        stamp = f"**{t('stamp.demonstration')}** · " if pair[1].is_demonstration else ""
        st.caption(stamp + period)
        names = units.of(release.block, pair[1].division)[f"name_{words.lang}"]
        climbs, falls = overview.movers(explained, names)
        tree = access.read(pair[1]).scores.framework
        for row in [*climbs.itertuples(), *falls.itertuples()]:
            links.to_unit(f"{why.arrow(row.places)} **{row.name}**", row.unit, pair[1])
            st.caption(why.sentence(explained, row.unit, tree, words))
        if climbs.empty and falls.empty:
            st.markdown(t("overview.no_moves"))
            for row in overview.gains(explained, names).itertuples():
                links.to_unit(f"**{row.name}** {words.number(row.points, 4, signed=True)}", row.unit, pair[1])
    else:
        st.markdown(t("overview.no_six_months"))

with geography.container(border=True, height="stretch", gap="xsmall"):
    r = next((r for block, r in shown.items() if units.has_territory(block)), None)
    if r:
        shown_map = access.read(r)
        node = shown_map.scores.framework.headline.code
        at = territory.placed(shown_map.scores, shown_map.remarks, node)
        kind = (territory.kinds(at, node, None) or ["score"])[0]
        table = territory.mapped(at, units, r.division, node, kind, words)
        scale = scales.scale(table["value"], kind)
        caption = f"{shown_map.scores.framework.headline.names[words.lang]}, {words.period(r.period)}"
        links.to_page(f"**{caption}**", "map", r)
        st.plotly_chart(
            maps.svg_map(table, r.division, scale, words, files.address(f"boundaries/{r.division}.geojson"))
            .update_layout(height=330, showlegend=False),
            alt=territory.map_alt(table, scale, caption, words),
            config={"topojsonURL": maps.NO_WORLD, "displayModeBar": False},
            key=f"overview-map-{r.id}",
        )  # fmt: skip
about.footer(release, framework, words)
