"""Approval: submissions in review → checklist, preview, comments → approve with an hour, return, withdraw."""

from dataclasses import replace

import streamlit as st

from figures.markdown import literal
from pages.parts import about, access, acts, address, changes_of_units
from pages.parts.approval import (
    calendar,
    checklist,
    comments,
    decide,
    head,
    listing,
    notice,
    own_unit,
    preview,
    quality,
    readers,
)
from pages.parts.language import words as page_words
from store import clock, load_units
from store.checklist import checklist as lines_of
from store.documents import DamagedDocument
from store.rights import may

words = page_words()
t = words.t
viewer = access.viewer()

st.title(t("approval.title"))
acts.told()

# Select: the submission in the address, else the list.
asked = st.query_params.get("submission")
found = access.submission(asked) if asked else None
if found is None:
    if asked:
        st.warning(t("approval.unknown", id=literal(asked[:80])), icon=":material/link_off:")
    listing.show(words)
    changes_of_units.show(words)
    calendar.show(words)
    address.stop()
head.show(found, words)
units = load_units(found.releases[0])
unit_names = units.names(found.block, found.division, words.lang).to_dict()
part = access.part_in(found)
if part is not None and part.units is not None:  # an officer: the own unit, no ranks
    own_unit.show(found, part.units, unit_names, words)
    address.stop()

# Compute: the tables of the release that is looked at, and the checklist.
release = preview.period(found, words)
try:
    read = access.read(release)
except DamagedDocument as fault:
    read = None
    st.error(t("check.damaged", period=words.period(release.period), fault=fault), icon=":material/error:")
framework = read.scores.framework if read else access.frameworks().get(release.framework)
items = lines_of(viewer, found, clock.now())

# Show.
if framework is not None:
    # The notice of a correction stands below, with its table.
    about.stamps(replace(release, supersedes="", superseded_by=""), framework, words)
head.releases(found, words)
notice.show(release, unit_names, words)
if read is not None:
    ranking, changed, judged = st.tabs([t("upload.preview"), t("upload.tab_changes"), t("upload.tab_quality")])
    with ranking:
        preview.ranking(release, read, units, words)
    with changed:
        preview.against_in_force(release, read, unit_names, words)
checklist.show(found, items, framework, unit_names, may(viewer, "acknowledge", found.subject()), words)
comments.show(found, read, unit_names, words)
decide.show(found, not any(item.is_open for item in items), words)
readers.show(found, words)
if read is not None and may(viewer, "files", found.subject()):
    with judged:
        quality.show(found, read.scores.framework, units, unit_names, words)
