"""The notice with which one release takes the place of another, at the top of both of them."""

import streamlit as st

from figures.markdown import literal
from figures.notices import effect_text
from figures.words import Words
from pages.parts import access
from store import Release, clock, corrections, load_units
from store.clock import to_local
from store.gate import one, tombstone


def show(release: Release, words: Words) -> None:
    """What took this release's place and why, or what it corrects and why."""
    t, viewer = words.t, access.viewer()
    if release.superseded_by:
        later = one(viewer, release.superseded_by, clock.now())
        said = corrections.notice(viewer, later) if later else None
        st.info("\n\n".join([t("notice.superseded", id=release.superseded_by), *_lines(said, release, words)]),
                icon=":material/published_with_changes:")  # fmt: skip
        _link(t("notice.open_later"), release.superseded_by)
    if release.supersedes:
        said = corrections.notice(viewer, release) if release.seen_by.units is None else None
        st.info("\n\n".join([t("notice.corrects", id=release.supersedes), *_lines(said, release, words)]),
                icon=":material/published_with_changes:")  # fmt: skip
        _link(t("notice.open_earlier"), release.supersedes)


def unit_names(release: Release, words: Words) -> dict[str, str]:
    """Code → name of every unit of the release's block and division."""
    return dict(load_units(release).names(release.block, release.division, words.lang))


def _lines(said: corrections.Notice | None, release: Release, words: Words) -> list[str]:
    if said is None:
        return []
    quoted = f"“{literal(' '.join(said.text.split()))}”"
    by = words.t("notice.by", name=literal(said.name), moment=words.moment(to_local(said.made_at)))
    return [quoted, effect_text(said.effect, unit_names(release, words), words), by]


def _link(label: str, release_id: str) -> None:
    """The same page about the other release."""
    if st.button(label, key=f"open_{release_id}", icon=":material/arrow_forward:", type="tertiary"):
        st.query_params["release"] = release_id
        st.rerun()


def withdrawn(release_id: str, words: Words) -> bool:
    """Say what remains at the address of a release that was public and was withdrawn; False where it was not."""
    gone = tombstone(release_id)
    if gone is None:
        return False
    dates = {
        "published": words.moment(to_local(gone.published_at)),
        "withdrawn": words.moment(to_local(gone.withdrawn_at)),
    }
    block = load_units().blocks.at[gone.block, f"name_{words.lang}"]
    said = [words.t("notice.withdrawn", id=gone.release, block=block, period=words.period(gone.period), **dates)]
    said += [words.t("notice.withdrawn_reason", reason=literal(gone.reason))] if gone.reason else []
    st.error("\n\n".join(said), icon=":material/block:")
    return True
