"""Unit: where one province or ministry stands, why, and what would help."""

import streamlit as st

from figures import unit_places
from figures.one_unit import OneUnit
from pages.parts import about, access, choose
from pages.parts.language import words as page_words
from pages.parts.unit import choice, places
from scoring import load_units

words = page_words()
t = words.t
units = load_units()

st.title(t("unit.title"))
seen = access.releases()
release = choose.release(seen, words)
if release is None:
    st.stop()
scores = access.read(release).scores
about.stamps(release, scores.framework, words)

# Select: the unit and its peers.
of = OneUnit(scores, units, release.division, choice.chosen(release, scores, units, words), words)
rule, rules, beside = places.peers(of)

# Compute: where it stands.
table = unit_places.places(of, beside)

# Show.
st.header(f"{of.name}, {words.period(release.period)}")
st.markdown(unit_places.lead(of, table))
places.show(of, table, rule, rules, beside)
about.footer(release, scores.framework, words)
