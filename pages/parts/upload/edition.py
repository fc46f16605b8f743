"""Next year's edition by workbook: taken home, checked, shown against the last one, kept as a new one for ever."""

import streamlit as st

import store
from figures import editions
from figures.words import Words
from pages.parts import access, acts
from pages.parts.upload.problems import of_book
from scoring import Framework
from scoring.editions import framework_workbook, read_framework
from store.rights import NotAllowed


def show(base: Framework, known: dict[str, Framework], words: Words) -> None:
    t = words.t
    st.write(t("edition.text"))
    st.download_button(
        t("edition.download", name=base.names[words.lang]),
        lambda: framework_workbook(base, words.lang),
        f"{base.id}-{words.lang}.xlsx",
        on_click="ignore",
        icon=":material/download:",
    )
    file = st.file_uploader(t("edition.file"), type=["xlsx", "xls", "xlsb", "ods"], key="edition_file")
    if file is None:
        return
    found, problems = read_framework(file.getvalue(), base, blocks=store.load_units().blocks.index)
    of_book(problems, words, base)
    if found is None:
        return
    _changes(base, found, words)
    _keep(base, found, known, words)


def _changes(base: Framework, found: Framework, words: Words) -> None:
    """What the new edition changes, counted and listed."""
    t = words.t
    listed = editions.changes(base, found, words)
    if listed.empty:
        st.info(t("edition.same"))
        return
    st.header(t("edition.against", new=found.names[words.lang], old=base.names[words.lang]))
    st.write(editions.summary(base, found, words))
    st.dataframe(listed, hide_index=True, alt=t("edition.alt", n=len(listed)), placeholder="–")


def _keep(base: Framework, found: Framework, known: dict[str, Framework], words: Words) -> None:
    """Keep it under an id that nothing else has; what is kept is never changed."""
    t = words.t
    if found.id in known:
        if known[found.id].text == found.text:
            st.success(t("edition.kept", id=found.id), icon=":material/check_circle:")
        else:
            st.error(t("edition.taken", id=found.id), icon=":material/error:")
        return
    viewer = access.viewer()
    if (viewer.owner or viewer.signed_in) and st.button(
        t("edition.keep", id=found.id), type="primary", icon=":material/save:"
    ):
        try:
            store.keep_framework(found, viewer, base.id)
        except store.FrameworkTaken:  # by somebody else, whose edition is not seen here
            st.error(t("edition.taken", id=found.id), icon=":material/error:")
            return
        except NotAllowed as fault:
            st.error(acts.refusal(fault, words), icon=":material/lock:")
            return
        st.rerun()
