"""Under the figures of a public release: what proves them, to take home."""

from functools import partial
from pathlib import PurePath

import streamlit as st

import store
from figures.words import Words
from pages.parts import access, address
from scoring.bundle.signing import KeyFormError, public_of, text_of
from store import Release, Viewer, bundles, clock, gate, keys
from store.clock import to_local


def show(release: Release, words: Words) -> None:
    """The signed bundle, the uploaded files and how to check them; made only when somebody asks."""
    if not release.is_public:
        return
    t = words.t
    asked = st.expander(t("proof.title"), icon=":material/verified:", key=f"proof_{release.id}", on_change="rerun")
    if not asked.open:
        return
    with asked:
        try:
            public = text_of(public_of(keys.current()))
        except KeyFormError:  # the operator's log says why
            st.caption(t("proof.unsigned"))
            return
        viewer = access.viewer()
        st.write(t("proof.text"))
        st.code(
            f"python -m scoring verify {bundles.filename(release)} --key {public}", language="console", wrap_lines=True
        )
        with st.container(horizontal=True):
            st.download_button(
                t("proof.bundle"), partial(bundles.bundle, release, viewer), bundles.filename(release),
                "application/zip", on_click="ignore", icon=":material/folder_zip:", key=f"bundle_{release.id}",
            )  # fmt: skip
            _files(release, viewer, words)
        st.page_link(
            "verify.py", label=t("proof.here"), icon=":material/arrow_forward:",
            query_params=address.query(release=release.id, of="release"),
        )  # fmt: skip


def _files(release: Release, viewer: Viewer, words: Words) -> None:
    upload = gate.submission(viewer, release.submission, clock.now())
    if upload is None:
        return
    if upload.files_deleted_at is not None:
        date = words.date(to_local(upload.files_deleted_at))
        st.caption(words.t("proof.workbooks_deleted", date=date))
        return
    for number, path in enumerate(upload.filenames):
        name = PurePath(path).name
        st.download_button(
            words.t("proof.workbook", name=name), partial(_file, release, viewer, number), name,
            on_click="ignore", icon=":material/draft:", key=f"workbook_{release.id}_{number}",
        )  # fmt: skip


def _file(release: Release, viewer: Viewer, number: int) -> bytes:
    return store.workbooks(release, viewer)[number]
