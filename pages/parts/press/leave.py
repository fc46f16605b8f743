"""Where the chart leaves: the picture as it will be, its files, its citation; without Chromium what is missing."""

from html import escape

import streamlit as st

from figures.exports import files
from figures.exports.browser import NoBrowser
from figures.exports.png import SCALES, png
from figures.maps import NO_WORLD
from figures.press.drawn import Drawn
from figures.words import Words
from figures.words import words as words_in
from pages.parts.address import remembered
from pages.parts.press.files import content
from store import Viewer

_SHOWN = "press_shown"


def preview(drawn: Drawn, words: Words) -> bool:
    """The picture itself; where no browser draws it here, the reader's own draws and exports it. Which of the two."""
    t = words.t
    try:
        picture = _picture(drawn)
    except NoBrowser:
        st.warning(t("press.no_browser"), icon=":material/desktop_access_disabled:")
        st.code("sudo apt-get install chromium", language="console")
        config = {
            "displayModeBar": True, "displaylogo": False, "modeBarButtons": [["toImage"]], "topojsonURL": NO_WORLD,
            "toImageButtonOptions": {
                "format": "png", "filename": drawn.filename, "width": drawn.wide, "height": drawn.high, "scale": 2,
            },
        }  # fmt: skip
        st.plotly_chart(
            drawn.figure, width="content", theme=None, config=config, alt=drawn.texts.alt_short, key="press_figure"
        )
        return False
    with st.container(key="press_picture"):
        # As wide as it is, or Streamlit would make another picture of it; the style keeps it inside its column.
        st.image(picture, alt=drawn.texts.alt_short, width=int(drawn.wide * _scale(drawn)))
    return True


def _scale(drawn: Drawn) -> int:
    """A column of a newspaper is shown twice as large."""
    return 2 if drawn.wide < 700 else 1


def _picture(drawn: Drawn) -> bytes:
    """Drawn once for the same chart of the same day; only the last is kept, with the visit."""
    key = (drawn.mark.code, drawn.mark.made.date(), drawn.mark.reader, drawn.mark.state)
    kept = st.session_state.get(_SHOWN)
    if kept is None or kept[0] != key:
        kept = st.session_state[_SHOWN] = (key, png(drawn, _scale(drawn)))
    return kept[1]


def downloads(drawn: Drawn, here: bool, words: Words, viewer: Viewer) -> None:
    """A button a kind of file; those that need a browser only where there is one."""
    t, its_own = words.t, words_in(drawn.mark.lang)
    remembered("press_scale", 2, SCALES, name="scale")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        scale = st.segmented_control(t("press.scale"), SCALES, format_func=lambda s: f"{s}×", key="press_scale",
                                     required=True)  # fmt: skip
        for name, kind in files.KINDS.items():
            st.download_button(
                name.upper(), lambda name=name: content(drawn, name, scale, its_own, viewer),
                files.filename(drawn, name, scale),
                kind.media, on_click="ignore", key=f"press_{name}", icon=":material/download:",
                disabled=not here and files.needs_browser(drawn, name),
            )  # fmt: skip
        if here:  # the frame's script does the copying, as that of links
            said = f'data-done="{escape(t("press.copied"))}" data-failed="{escape(t("press.copy_failed"))}"'
            st.html(
                f'<button type="button" class="copy-picture" {said} title="{escape(t("press.copy_help"))}">'
                f'<span>{escape(t("press.copy"))}</span></button><span class="unseen" role="status"></span>',
                width="content",
            )


def citation(drawn: Drawn, words: Words) -> None:
    """To be pasted under the picture."""
    st.markdown(f"**{words.t('cite.title')}**")
    st.code(drawn.texts.citation, language=None, wrap_lines=True)
