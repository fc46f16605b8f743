"""A picture by the code that stands on it: how its release stands, and the genuine one; and where a file is checked."""

import streamlit as st

from figures.markdown import literal
from figures.provenance import verdict as verdicts
from figures.provenance.mark import printed, read_code
from figures.provenance.verdict import Verdict
from figures.words import Words
from frame.verifying import Screen
from pages.parts import access, address, documents
from pages.parts.press import again, leave
from store import clock, pictures
from store.pictures import Picture, Standing


def show(words: Words) -> None:
    """The way to the form for files, the line for a code, and what is known of it."""
    t = words.t
    st.write(t("verdict.intro"))
    form = f"{address.base().rstrip('/')}{Screen.FORM}?lang={words.lang}"
    st.link_button(t("verdict.check_file"), form, icon=":material/upload_file:")
    address.remembered("verify_code", "", name="code")
    typed = st.text_input(
        t("verdict.code_label"), key="verify_code", max_chars=40, placeholder="7K3QX-9M2TA", help=t("verdict.code_help")
    )
    if not typed.strip():
        return
    code = read_code(typed)
    found = pictures.of_code(access.viewer(), code, clock.now()) if code else None
    if found is None:
        st.warning(_said(Verdict(verdicts.UNKNOWN), words), icon=":material/help:")
        return
    _known(*found, words)


def _known(made: Picture, how: Standing, words: Words) -> None:
    t, stone = words.t, how.stone
    of = Verdict(verdicts.UNTOLD, made.code, made.releases, how.state, how.by, stone.reason if stone else "")
    st.info(_said(of, words), icon=":material/compare:")
    is_current = how.state == pictures.CURRENT
    (st.success if is_current else st.warning)(literal(of.standing(words)), icon=":material/event_available:")
    facts = {
        t("verdict.code"): printed(made.code),
        t("about.release"): ", ".join(made.releases),
        t("verdict.made"): words.date(clock.to_local(made.made_at)),
    }
    st.caption("  \n".join(f"**{name}:** {literal(said)}" for name, said in facts.items()))
    if len(how.releases) == len(made.releases):
        _shown(made, how, words)


def _shown(made: Picture, how: Standing, words: Words) -> None:
    """The genuine picture, as far as this viewer may see whole what it was drawn from; of a document, where it is."""
    if any(each.seen_by.units is not None for each in how.releases):
        return
    if page := documents.page_of(made.template):
        query = {**{name: str(said) for name, said in made.options.items()}, "release": made.releases[0]}
        st.page_link(page, label=words.t("verdict.document"), icon=":material/description:",
                     query_params={**query, "lang": made.lang})  # fmt: skip
        return
    where = f"{address.here()}/verify"
    chart = again.drawn(made, how.releases, access.whole(), access.viewer(), where)
    if chart is None:
        st.caption(words.t("verdict.not_drawn"))
        return
    st.subheader(words.t("verdict.genuine_picture"))
    leave.preview(chart, words)
    with st.expander(words.t("verdict.figures"), icon=":material/table:"):
        st.dataframe(chart.table, hide_index=True, alt=chart.texts.alt_short)


def _said(of: Verdict, words: Words) -> str:
    title, meaning = of.sentences(words)
    return f"**{title}.** {literal(meaning)}"
