"""Unit: where one province or ministry stands, why, and what would help."""

import streamlit as st

from figures import unit_places
from figures.one_unit import OneUnit
from pages.parts import about, access, address, choose, links
from pages.parts import sides as compared
from pages.parts.address import last, remembered
from pages.parts.language import words as page_words
from pages.parts.unit import choice, data, lift, paper, parts, path, places, tables, why
from store import find, load_units

PARTS = ("places", "parts", "why", "lift", "path", "data")
words = page_words()
t = words.t

st.title(t("unit.title"))
seen = access.releases()
release = choose.release(seen, words)
if release is None:
    address.stop()
units = load_units(release)
read = access.read(release)
scores = read.scores
about.stamps(release, scores.framework, words)

# Select: the unit, its peers, what to look at.
of = OneUnit(scores, units, release.division, choice.chosen(release, scores, units, words), words)
rule, rules, beside = places.peers(of, release)

# Compute: where it stands, and why.
table = tables.places(release, of.code, rule)
before = why.befores(release, seen)
since = find(before, last("before")) or why.nearest(release, before)
years = path.along(of, release, seen)

# Show: the answer first, then one part at a time; on paper a sheet of its own.
said = [unit_places.lead(of, table), why.sentence(of, release, since)]
st.header(f"{of.name}, {words.period(release.period)}")
for sentence in said:
    if sentence:
        st.markdown(sentence)
told = paper.told(of, release, said, table, years)
with st.container(horizontal=True, vertical_alignment="center"):
    paper.button(of)
    paper.offer(of, release, told)
    near = ",".join([of.code, *beside][: compared.MOST])
    links.to_page(t("unit.compare"), "compare", release, units=near)
remembered("unit_part", PARTS[0], PARTS, name="part")
part = st.pills(
    t("unit.part"), PARTS, format_func=lambda p: t(f"unit.part_{p}"), key="unit_part", required=True,
    label_visibility="collapsed",
)  # fmt: skip
if part == "places":
    places.show(of, table, rule, rules, beside)
elif part == "parts":
    parts.show(of, release)
elif part == "why":
    why.show(of, release, before, since)
elif part == "lift":
    lift.show(of, release, seen)
elif part == "path":
    path.show(of, years)
elif part == "data":
    data.show(of, release, read)
about.footer(release, scores.framework, words)
paper.show(of, release, told)
