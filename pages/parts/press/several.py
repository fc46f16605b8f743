"""Several charts at once: templates, languages and sizes multiplied, in one archive, in the templates' own words."""

from collections.abc import Callable

import streamlit as st

from figures.exports.files import KINDS
from figures.press.drawn import Drawn
from figures.press.sizes import SIZES
from figures.words import LANGUAGES, NAMES, Words
from figures.words import words as words_in
from pages.parts.address import remembered
from pages.parts.press.choice import said
from pages.parts.press.files import zipped
from store import Viewer

MOST = 36  # files


def offer(
    draw: Callable[[str, str, str], Drawn],
    templates: Callable[[], list[str]],
    here: bool,
    name: str,
    words: Words,
    viewer: Viewer,
) -> None:
    """`draw(template, lang, size)`; the archive is made when its button is pressed."""
    t = words.t
    asked = st.expander(t("press.several"), icon=":material/folder_zip:", key="press_several", on_change="rerun")
    if not asked.open:
        return
    known = templates()
    kinds = [kind for kind, each in KINDS.items() if here or not each.needs_browser]
    usual = [each for each in ("map", "ends") if each in known] or known[:1]
    remembered("press_many", usual, known, name="many")
    remembered("press_many_langs", ["vi", "en"], LANGUAGES, name="many_langs")
    remembered("press_many_sizes", ["1-1", "a4-portrait"], list(SIZES), name="many_sizes")
    remembered("press_many_kinds", [kind for kind in ("png", "pdf") if kind in kinds] or kinds[:1], kinds,
               name="many_kinds")  # fmt: skip
    with asked:
        chosen = st.multiselect(
            t("press.template"), known, format_func=lambda n: t(f"press.template_{n}"), key="press_many"
        )
        langs = st.pills(t("press.language"), LANGUAGES, selection_mode="multi", format_func=NAMES.get,
                         key="press_many_langs")  # fmt: skip
        sizes = st.multiselect(t("press.size"), list(SIZES), format_func=lambda n: said(n, words),
                               key="press_many_sizes")  # fmt: skip
        formats = st.pills(t("press.formats"), kinds, selection_mode="multi", format_func=str.upper,
                           key="press_many_kinds")  # fmt: skip
        count = len(chosen) * len(langs) * len(sizes) * len(formats)
        st.caption(t("press.several_count", n=count))
        if count > MOST:
            st.warning(t("press.several_most", most=MOST), icon=":material/warning:")

        def made() -> bytes:
            charts = ((draw(c, lang, s), words_in(lang)) for c in chosen for lang in langs for s in sizes)
            return zipped(charts, formats, 2, viewer)

        st.download_button(
            t("press.several_zip"), made, f"{name}.zip", "application/zip", on_click="ignore", type="primary",
            icon=":material/folder_zip:", key="press_zip", disabled=not 0 < count <= MOST,
        )  # fmt: skip
