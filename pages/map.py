"""Map: any node of a release or its change by unit, on the 63, the 34 or both; blocks without territory as bars."""

import streamlit as st

from figures import boundaries, territory
from pages.parts import about, access, address, choose, map_drawings, map_views, pairs, placing, visitor, worked_out
from pages.parts.address import remembered
from pages.parts.language import words as page_words
from store import alike, load_units

words = page_words()
t = words.t

st.title(t("map.title"))
seen = access.releases()
release = choose.release(seen, words)
if release is None:
    address.stop()
units = load_units(release)
scores = access.read(release).scores
framework = scores.framework
about.stamps(release, framework, words)
area = units.has_territory(release.block) and release.division in boundaries.divisions()
if not area:
    st.info(t("map.no_territory"), icon=":material/bar_chart:")

# Select: node, score or change, colours or what it changed since.
row = st.container(horizontal=True, vertical_alignment="bottom")
node = choose.node(scores, words, row)
before = {each.id: each for each in pairs.earlier(release, seen)}
kinds = territory.kinds(placing.placed(release, release.division, node), node, None) or ["score"]
kinds += ["points", "places"] if before else []
remembered("what", kinds[0], kinds)
kind = row.selectbox(t("map.what"), kinds, format_func=lambda each: t(f"map.what_{each}"), key="what")
against, continuous = None, False
if kind in ("points", "places"):
    may = [i for i, each in before.items() if worked_out.comparison(each, release).allowed]
    remembered("against", [*may, *before][0], list(before))
    asked = row.selectbox(
        t("map.against"), list(before), format_func=lambda i: choose.label(before[i], words), key="against"
    )
    against = before[asked]
else:
    colours = ["classes", "continuous"]
    remembered("colours", "classes", colours)
    asked = row.segmented_control(
        t("map.colours"), colours, format_func=lambda each: t(f"map.colours_{each}"), key="colours", required=True
    )
    continuous = asked == "continuous"

# The kind of map, the units it is drawn for, still or moving.
view, on, moving, stages = "bars", release.division, False, []
of_63 = alike.of_division(release, seen, "63")
if area:
    row = st.container(horizontal=True, vertical_alignment="bottom")
    # Without WebGL, or where a processor has to draw it, plotly's map is the better one.
    hardware = visitor.webgl() == "hardware"
    views = ["map", "plain" if hardware else "deck", "tiles", "print"]
    remembered("view", "map", views)
    asked = row.segmented_control(
        t("map.kind"), views, format_func=lambda each: t(f"map.kind_{each}"), key="view", required=True
    )
    view = ("deck" if hardware else "plain") if asked == "map" else asked
    divisions = [*(["63"] if release.division == "63" else []), "34", *(["both"] if of_63 else [])]
    remembered("on", release.division, divisions)
    on = row.segmented_control(
        t("map.on"), divisions, format_func=lambda each: t(f"map.on_{each}"), key="on", required=True
    )
    order = units.divisions(release.block)
    stages = [
        each for each in alike.alike(release, seen).values()
        if on in order and order.index(each.division) <= order.index(on)
        and each.framework == release.framework
    ]  # fmt: skip
    if against is None and view in ("plain", "tiles") and len(stages) > 1:
        remembered("moving", False)
        moving = row.toggle(t("map.moving"), key="moving", help=t("map.moving_help", n=len(stages)))

# Compute: a table for each map, frames for a moving one, one scale for all of them.
sides = [(of_63, "63"), (release, "34")] if on == "both" and of_63 else [(release, on)]
shown = [placing.shown(each, against, division, node, kind, words.lang) for each, division in sides]
stages = stages if moving else []
frames = [placing.shown(each, None, on, node, kind, words.lang) for each in stages]
scale = placing.scale([*shown, *frames], words.lang, continuous)
headings = [map_drawings.heading(each, words) for each in shown]
linked = [alike.of_units(release, seen, each.division) for each in shown]
told = [map_drawings.told(each, scale, to, words) for each, to in zip(shown, linked, strict=True)]

# Show.
places = st.columns(len(shown)) if on == "both" else [st.container()]
for place, each, said, to, heading in zip(places, shown, told, linked, headings, strict=True):
    with place:
        st.header(heading)
        map_views.says(each, words)
        map_views.show(each, said, view, scale, words, stages, to, wide=area and on != "both")
if area:
    for line in dict.fromkeys(boundaries.attribution(division, words) for _, division in sides):
        st.caption(line)
map_views.as_table(shown, [said.behind for said in told], headings, words)
about.footer(release, framework, words)
