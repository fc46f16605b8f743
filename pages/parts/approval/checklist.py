"""The checklist before approval: what blocks, and the warnings that somebody answers for by name."""

from collections.abc import Mapping, Sequence

import streamlit as st

from figures import problems as told
from figures.markdown import literal
from figures.words import Words
from pages.parts import acts
from pages.parts.moments import said
from pages.parts.upload.quality import column_titles
from scoring import Framework
from store.checklist import ERROR, Item, acknowledge
from store.releases import Submission

_A_PAGE = 20


def show(
    found: Submission,
    items: Sequence[Item],
    framework: Framework | None,
    unit_names: Mapping[str, str],
    able: bool,
    words: Words,
) -> None:
    """`able` is whether the viewer may acknowledge."""
    t = words.t
    st.subheader(t("checklist.title"))
    errors = [item for item in items if item.severity == ERROR]
    asked = [item for item in items if item.severity != ERROR and item.is_open]
    done = [item for item in items if item.acknowledged_at is not None]
    if not errors and not asked:
        st.success(t("checklist.ready"), icon=":material/check_circle:")
    for item in errors:
        st.error(sentence(item, framework, unit_names, words), icon=":material/error:")
    if asked:
        _asked(found, asked, framework, unit_names, able, words)
    if done:
        with st.expander(t("checklist.done", n=len(done))):
            for item in done:
                by = t("checklist.by", name=literal(item.acknowledged_name), when=said(item.acknowledged_at, words))
                st.markdown(f"- {sentence(item, framework, unit_names, words)} — {by}")


def sentence(item: Item, framework: Framework | None, unit_names: Mapping[str, str], words: Words) -> str:
    """The line in the reader's language, safe as Markdown."""
    if item.problem is not None:
        if framework is None:
            return literal(item.problem.message(words.t(f"problem.{item.code}")))
        return literal(told.sentences([item.problem], words, framework)[0])
    titles = column_titles(framework, words) if framework else {}
    names = {"unit": unit_names, "column": titles}
    filled = {key: names.get(key, {}).get(value, value) for key, value in item.words.items()}
    if "period" in filled:
        filled["period"] = words.period(str(filled["period"]))
    return literal(words.t(f"check.{item.code}", **filled))


def _asked(
    found: Submission,
    asked: Sequence[Item],
    framework: Framework | None,
    unit_names: Mapping[str, str],
    able: bool,
    words: Words,
) -> None:
    """The open warnings, a page at a time; ticked ones, or all, are acknowledged."""
    t = words.t
    st.write(t("checklist.asked", n=len(asked)))
    pages = -(-len(asked) // _A_PAGE)
    key = f"checklist_page_{found.id}_{pages}"  # fewer sheets than before begin at the first
    at = st.pagination(pages, key=key) if pages > 1 else 1
    for item in asked[(at - 1) * _A_PAGE : at * _A_PAGE]:
        line = sentence(item, framework, unit_names, words)
        if able:  # a tick stays while another sheet of the list is shown
            st.checkbox(line, key=_key(item), persist_state="page")
        else:
            st.markdown(f"- {line}")
    if not able:
        return
    ticked = [item.id for item in asked if st.session_state.get(_key(item))]
    with st.container(horizontal=True):
        st.button(
            t("checklist.acknowledge", n=len(ticked)), on_click=_acknowledge, args=(found, ticked),
            disabled=not ticked, icon=":material/done:", key=f"checklist_some_{found.id}",
        )  # fmt: skip
        st.button(
            t("checklist.acknowledge_all", n=len(asked)), on_click=_acknowledge,
            args=(found, [item.id for item in asked]), icon=":material/done_all:", key=f"checklist_all_{found.id}",
        )  # fmt: skip


def _key(item: Item) -> str:
    return f"acknowledge_{item.id}"


def _acknowledge(found: Submission, ids: Sequence[int]) -> None:
    acts.begin("checklist.acknowledged", acknowledge, found, ids, n=len(ids))
