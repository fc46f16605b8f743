"""National programme: which promises are late and by how much, and whether the pace of the others is enough."""

import pandas as pd
import streamlit as st

from figures import programme, programme_chart
from pages.parts import about, access, choose, downloads, promises
from pages.parts.address import remembered
from pages.parts.language import words as page_words
from scoring import load_units
from scoring.periods import span
from scoring.programme import STATUSES
from scoring.programme.standing import AT_RISK, LATE

words = page_words()
t, lang = words.t, words.lang
units = load_units()

st.title(t("programme.title"))
st.caption(t("programme.intro"))
seen = access.programmes()
national = [release for release in seen if not units.has_territory(release.block)]
if not national:
    st.info(t("programme.none"), icon=":material/upload_file:")
    st.stop()

# Select: figures up to which release. Compute: where each promise stands by then.
ids = [release.id for release in sorted(national, key=lambda r: (r.is_demonstration, -span(r.period)[1].ordinal))]
by_id = {release.id: release for release in national}
remembered("programme_release", ids[0], ids, name="release")
chosen = by_id[
    st.selectbox(
        t("programme.release"), ids, format_func=lambda i: choose.label(by_id[i], words), key="programme_release"
    )
]
framework, values, found, table = promises.stand(lang, *promises.series(chosen, national))
about.stamps(chosen, framework, words)
nodes = {node.code: node for node in framework.promised}

# Show: how many are where, then what is late and what is at risk.
counted = programme.counts(found)
with st.container(horizontal=True, gap="medium"):
    for status in STATUSES:
        st.metric(t(f"status.{status}"), counted[status], help=t("programme.status_help"), width=150)
st.header(t("programme.late"))
late, risk = (programme.lines(table, status) for status in (LATE, AT_RISK))
if not late:
    st.markdown(t("programme.none_late", period=words.period_within(chosen.period)))
for name, said in late:
    st.markdown(f"- **{name}.** {said}")
if risk:
    st.header(t("programme.risk"))
for name, said in risk:
    st.markdown(f"- **{name}.** {said}")

st.header(t("programme.table"))
shown = programme.as_texts(table, framework, words)
promises.show(shown, words)

# One promise over time.
st.header(t("programme.one"))
known = [code for code in nodes if pd.notna(found.loc[code, "value"])] or list(nodes)
grows = [c for c in known if pd.notna(found.loc[c, "growth_low"])]
remembered("programme_promise", [*grows, *known][0], known, name="promise")
code = st.selectbox(t("programme.promise"), known, format_func=lambda c: nodes[c].names[lang], key="programme_promise")
figures = values[nodes[code].inputs[0].code].droplevel(1)
st.plotly_chart(
    programme_chart.over_time(figures, found.loc[code], words),
    alt=programme_chart.alt(figures, found.loc[code], nodes[code], words),
    config={"displayModeBar": False}, key="programme_chart",
)  # fmt: skip
st.markdown(table.loc[code, "said"])
planned = programme.speed(found.loc[code, "planned"], bool(found.loc[code, "by_rate"]), nodes[code], words)
if planned:
    st.caption(f"{t('programme.planned')}: {planned}")
if nodes[code].promise and nodes[code].promise.source:
    st.caption(f"{t('programme.source')}: {nodes[code].promise.source}")

# The interlinked services, where provinces report them.
st.header(t("programme.by_unit"))
provincial = [release for release in seen if units.has_territory(release.block)]
if not provincial:
    st.markdown(t("programme.by_unit_none"))
else:
    newest = max(provincial, key=lambda r: span(r.period)[1].ordinal)
    scores = access.read(newest).scores
    local = scores.values.droplevel(0)
    names = units.of(newest.block, newest.division)[f"name_{lang}"]
    local = local.rename(columns={c.code: c.names[lang] for c in scores.framework.inputs})
    local.insert(0, t("table.name"), local.index.map(names))
    st.caption(choose.label(newest, words))
    st.dataframe(local, hide_index=True, alt=t("programme.by_unit"), placeholder="–")

carried = promises.named(shown.assign(value=table["value"], target=table["target"]), words)
one, two, _ = st.columns([1, 1, 3])
downloads.offer(
    (one, two), lambda: carried, about.of_file(t("programme.title"), chosen, framework, words), f"{chosen.id}-{lang}",
    t("programme.title"), words,
)  # fmt: skip
about.footer(chosen, framework, words)
