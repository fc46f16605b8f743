"""My submissions: where each of one's uploads stands, and what its analyst can do with it."""

import streamlit as st

from figures.markdown import literal
from figures.words import Words
from pages.parts import access, acts, address, preview
from pages.parts.moments import said
from pages.parts.submissions import COLOURS, title
from pages.parts.upload import correcting, standing
from store import Release, Viewer, clock, gate, lifecycle, retention
from store.releases import APPROVED, DRAFT, PUBLISHED, REVIEW, SUPERSEDED, WITHDRAWN, Submission
from store.rights import may

_OPEN, _OVER = (DRAFT, REVIEW, APPROVED), (PUBLISHED, WITHDRAWN)


def own(viewer: Viewer) -> list[Submission]:
    """Every submission of the viewer's own, the last change first."""
    found = gate.submissions_seen(viewer, clock.now(), (*_OPEN, *_OVER))
    if viewer.signed_in:
        return [each for each in found if each.account == viewer.account]
    return [each for each in found if not each.account and each.owner == viewer.owner]


def show(seen: list[Release], words: Words) -> None:
    """All of them: what is under way, then what is over."""
    viewer, t = access.viewer(), words.t
    found = own(viewer)
    acts.told()
    under_way = [each for each in found if each.state in _OPEN]
    over = [each for each in found if each.state in _OVER]
    if not found:
        st.info(t("mine.none"), icon=":material/inbox:")
    for each in under_way:
        card(each, viewer, seen, words)
    if over:
        with st.expander(t("mine.over", count=len(over))):
            for each in over:
                card(each, viewer, seen, words)


def card(found: Submission, viewer: Viewer, seen: list[Release], words: Words) -> None:
    """One submission: what it is, what was said of it, what can be done with it."""
    t = words.t
    with st.container(border=True, key=f"mine_{found.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{title(found, words)}**", width="content")
            state = SUPERSEDED if all(each.state == SUPERSEDED for each in found.releases) else found.state
            st.badge(t(f"state.{state}"), color=COLOURS.get(state, "gray"))
        names = ", ".join(literal(name) for name in found.filenames if name)
        st.caption(t("mine.about", names=names or "–", changed=said(found.changed_at, words)))
        _meaning(found, viewer, words)
        if found.state == DRAFT:
            _standing(found, seen, words)
        _buttons(found, viewer, words)
        if may(viewer, "correct", found.subject()):
            correcting.show(found, viewer, seen, words)


def _meaning(found: Submission, viewer: Viewer, words: Words) -> None:
    """What its state means to the analyst, the approver's reason first."""
    t = words.t
    reason = literal(" ".join(found.reason.split()))
    if found.state == DRAFT and reason:
        st.warning(t("mine.returned", reason=reason), icon=":material/undo:")
    elif found.state == WITHDRAWN:
        st.error(t("mine.withdrawn", reason=reason), icon=":material/block:")
    elif found.state == REVIEW:
        st.caption(t("mine.sent"))
    elif found.state == APPROVED:
        st.caption(t("mine.approved", moment=said(found.publish_at, words)))
    if found.state == DRAFT and viewer.local:
        st.caption(t("mine.needs_accounts"))


def _standing(found: Submission, seen: list[Release], words: Words) -> None:
    """What would keep the approver from approving it."""
    for release in found.releases:
        named = release.supersedes
        standing.show([other for other in standing.of(seen, release) if other.id != named], words)


def _buttons(found: Submission, viewer: Viewer, words: Words) -> None:
    t, subject = words.t, found.subject()
    with st.container(horizontal=True, vertical_alignment="center"):
        if may(viewer, "send", subject):
            st.button(
                t("mine.send"), key=f"send_{found.id}", type="primary", icon=":material/send:",
                on_click=acts.begin, args=("mine.done_send", lifecycle.send, found),
            )  # fmt: skip
        if may(viewer, "recall", subject):
            st.button(
                t("mine.recall"), key=f"recall_{found.id}", icon=":material/undo:",
                on_click=acts.begin, args=("mine.done_recall", lifecycle.recall, found),
            )  # fmt: skip
        if may(viewer, "discard", subject):
            with st.popover(t("mine.discard"), icon=":material/delete:"):
                st.write(t("mine.discard_sure"))
                st.button(
                    t("mine.discard_yes"), key=f"discard_{found.id}", type="primary",
                    on_click=acts.begin, args=("mine.done_discard", retention.discard, found),
                )  # fmt: skip
        if found.state != WITHDRAWN:
            newest = found.releases[0].id
            framework = access.frameworks()[found.releases[0].framework]
            st.page_link(
                f"{preview.pages(framework)[0]}.py", label=t("mine.look"), icon=":material/arrow_forward:",
                query_params=address.query(release=newest),
            )  # fmt: skip
