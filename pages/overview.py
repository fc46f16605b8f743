"""Overview: the state of the index on one screen, every figure a link to the page that tells more of it."""

import streamlit as st

from figures import boundaries
from pages.parts import about, access, address, at_a_glance, choose, drawing, links, my_unit, pairs, promises
from pages.parts.language import words as page_words
from store import alike, announcements, clock, load_units

words = page_words()
t, lang = words.t, words.lang
units = load_units()
blocks = units.blocks[f"name_{lang}"]
FIRST = 3  # leaders, climbs and falls, so that everything fits one screen

seen, programmes = access.ranked_and_promised()

# Select: the release that map, moves and the national figure stand beside; the unit the reader is concerned with.
title, choice = st.columns([2, 3], vertical_alignment="bottom")
title.title(t("overview.title"))
with choice:
    release = choose.release(seen, words)
if release is None:
    address.stop()
if not release.is_in_force:
    about.stamps(release, access.read(release).scores.framework, words)
concerned = my_unit.of(release)

# Compute: of every block the release to show, and the two between which six months lie.
newest = {block: release if block == release.block else choose.default(seen, block) for block in blocks.index}
newest = {block: r for block, r in newest.items() if r}
pair = pairs.six_months(release.block, seen)
national = promises.in_order([r for r in programmes if not units.has_territory(r.block)])


def stamp(r) -> str:
    return f":orange-badge[{t('stamp.demonstration')}] " if r.is_demonstration else ""


# Show: where the reader's unit stands.
if concerned:
    my_unit.show(concerned, seen, words)

# The leaders of every block, and whether the release before may be compared with.
firsts = {block: at_a_glance.leaders(r, lang, FIRST) for block, r in newest.items()}
widths = [max(30, *(len(row.label) for row in rows)) if rows else 30 for rows in firsts.values()]
for column, (block, r) in zip(st.columns(widths), newest.items(), strict=True):
    with column.container(border=True, height="stretch", gap="xxsmall"):
        links.to_page(f"**{blocks[block]}**", "rankings", r)
        for row in firsts[block]:
            links.to_unit(row.label, row.unit, r)
        said = [choose.label(r, words), *(at_a_glance.changes(b, r, lang) for b in pairs.earlier(r, seen)[:1])]
        st.caption(stamp(r) + " · ".join(said))

country, moves, geography = st.columns([9, 16, 9])
with country.container(border=True, height="stretch", gap="xxsmall"):
    links.to_page(f"**{t('national.title')}**", "programme" if national else "method", [*national, release][0])
    nation = at_a_glance.country(release.block, lang)
    drawing.show(nation.svg, nation.legend)
    st.caption(nation.note)

with moves.container(border=True, height="stretch", gap="xxsmall"):
    found_moves = at_a_glance.largest_moves(*pair, lang, FIRST) if pair else None
    if pair and found_moves is not None:
        links.to_page(f"**{t('overview.moves')}**", "trends", pair[1])
        st.caption(f"{stamp(pair[1])}{words.period(pair[0].period)} – {words.period(pair[1].period)}")
        if not any(found_moves):
            st.markdown(t("overview.no_moves"))
            found_moves = (at_a_glance.largest_gains(*pair, lang, FIRST), [])
        for column, rows in zip(st.columns(2), found_moves, strict=True):
            with column.container(gap="xxsmall"):
                for row in rows:
                    links.to_unit(row.label, row.unit, pair[1], part="why", before=pair[0].id)
                    st.caption(row.reason)
    else:
        st.markdown(f"**{t('overview.moves')}**")
        st.markdown(t("overview.no_six_months"))

drawn, mapped = None, boundaries.divisions()
with geography.container(border=True, height="stretch", gap="xxsmall"):
    for r in [r for block, r in newest.items() if units.has_territory(block) and r.division in mapped][:1]:
        drawn = at_a_glance.geography(r, lang)
        links.to_page(f"**{drawn.note}**", "map", r)
        drawing.show(drawn.svg)
    coming = announcements.next_publication(clock.now())
    st.caption(
        t("overview.next", block=blocks[coming.block], period=words.period(coming.period),
          moment=words.moment(clock.to_local(coming.publish_at)))
        if coming else t("overview.next_unknown")
    )  # fmt: skip
    if national:
        links.to_page(f"**{t('programme.title')}**", "programme", national[0])
        counted = at_a_glance.promised(lang, *alike.series(national[0], national))
        st.caption(f"{stamp(national[0])}{choose.label(national[0], words)} · {counted}")
# The tables behind the two drawings.
with st.expander(t("overview.as_tables")):
    one, two = st.columns(2)
    one.markdown(f"**{t('national.title')}**")
    one.html(nation.table)
    if drawn:
        two.markdown(f"**{drawn.note}**")
        two.html(drawn.table)
        two.caption(boundaries.attribution(drawn.division, words))
about.footer(release, access.read(release).scores.framework, words)
