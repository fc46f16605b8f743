"""National programme: which promises are late and by how much, and whether the pace of the others is enough."""

import pandas as pd
import streamlit as st

from figures import programme, programme_chart
from figures.documents import sections
from figures.facts import stamped
from pages.parts import about, access, address, by_unit, choose, documents, downloads, nation, paper, promises
from pages.parts.address import remembered
from pages.parts.language import words as page_words
from store import alike, load_units

words = page_words()
t, lang = words.t, words.lang
units = load_units()

st.title(t("programme.title"))
st.caption(t("programme.intro"))
seen = access.programmes()
national = [release for release in seen if not units.has_territory(release.block)]
if not national:
    st.info(t("programme.none"), icon=":material/upload_file:")
    nation.show(words)
    address.stop()

# Select: figures up to which release.
ids = [release.id for release in promises.in_order(national)]
by_id = {release.id: release for release in national}
remembered("programme_release", ids[0], ids, name="release")
chosen = by_id[
    st.selectbox(
        t("programme.release"), ids, format_func=lambda i: choose.label(by_id[i], words), key="programme_release"
    )
]

# Compute: where each promise stands by then.
series = alike.series(chosen, national)
framework, values, found, table, shown, by_priority, matters, on_paper = promises.stand(lang, *series)
nodes = {node.code: node for node in framework.promised}
title = f"{t('programme.title')}: {choose.label(chosen, words)}"
told = [
    *on_paper,
    sections.Told(t("programme.by_unit"), by_unit.on_paper(seen, units, words)),
    nation.on_paper(words),
]

# Show: how many are where, then what is late, at risk, and not known.
about.stamps(chosen, framework, words)
promises.counts(found, words)
promises.lists(matters, chosen.period, words)
with st.container(horizontal=True):
    paper.button(t("print.print"), t("print.help"))
    rests_on = {choose.label(chosen, words): (chosen, framework)}
    sheets = documents.paper("programme", {}, t("programme.title"), choose.label(chosen, words), words, rests_on)
    documents.offer(lambda: sections.document(told, sheets), sheets, f"programme-{chosen.id}-{lang}", words)
    downloads.offer(
        lambda: promises.named(table, shown, words),
        about.of_file(t("programme.title"), chosen, framework, words),
        f"{chosen.id}-{lang}", t("programme.title"), words,
    )  # fmt: skip

# One promise over time.
st.header(t("programme.one"), anchor="promise")
known = [code for code in nodes if pd.notna(found.loc[code, "value"])] or list(nodes)
grows = [code for code in known if pd.notna(found.loc[code, "growth_low"])]
remembered("programme_promise", [*grows, *known][0], known, name="promise")
code = st.selectbox(t("programme.promise"), known, format_func=lambda c: nodes[c].names[lang], key="programme_promise")
figures = values[nodes[code].inputs[0].code].droplevel(1)
st.plotly_chart(
    promises.over_time(lang, code, *series),
    alt=programme_chart.alt(figures, found.loc[code], nodes[code], words),
    config={"displayModeBar": False}, key="programme_chart",
)  # fmt: skip
with st.expander(t("unit.as_table")):
    st.dataframe(programme_chart.as_table(figures, nodes[code], words), hide_index=True, alt=nodes[code].names[lang])
st.markdown(table.loc[code, "said"])
if planned := programme.plan(found.loc[code], nodes[code], words):
    st.markdown(planned)
if nodes[code].promise and nodes[code].promise.source:
    st.caption(f"{t('programme.source')}: {nodes[code].promise.source}")

st.header(t("programme.table"), anchor="all")
promises.tables(by_priority)

# The interlinked services, where provinces report them; the nation's own index.
by_unit.show(seen, units, words)
nation.show(words)
about.footer(chosen, framework, words)
paper.show(sections.sheet(title, stamped(chosen, framework, words), told, about.facts(chosen, framework, words)))
