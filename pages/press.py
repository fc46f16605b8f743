"""Press: a chart of a release that can be printed as it is: what it draws, its words, its size; then its files."""

from dataclasses import replace

import streamlit as st

from figures.address import public_url
from figures.press import compose
from figures.press.drawn import Drawn
from figures.press.fit import NoRoom
from figures.press.looks import LOOKS
from figures.press.sizes import SIZES
from figures.press.templates import TEMPLATES
from figures.words import words as words_in
from pages.parts import about, access, address, choose
from pages.parts.language import words as page_words
from pages.parts.press import alternative, choice, embed, leave, several
from pages.parts.press.material import material
from store import clock

words = page_words()
t = words.t

st.title(t("press.heading"))
seen = access.whole()
release = choose.release(seen, words)
if release is None:
    st.stop()
viewer = access.viewer()
alone = material(release, seen, None, viewer)
about.stamps(release, alone.framework, words)
base = public_url() or address.base().rstrip("/")
where = f"{base}/verify"

left, right = st.columns([2, 3], gap="large")

# Select: what is drawn, in which size, look and language, with which words.
with left:
    template = choice.template(alone, len(seen) > 1, words)
    of = material(release, seen, template, viewer) if template.beside else alone
    if reason := template.missing(of):
        st.info(t(reason), icon=":material/info:")
        st.stop()
    chosen = choice.drawn(template, of, words)
    size, look = choice.size(words), choice.look(words)
    lang = choice.language(words)
    told = template.told(of, chosen, words_in(lang))
    chosen = choice.texts(chosen, told, of, lang, words)
    allowed = [told.title, told.subtitle, *told.notes, told.alt_long, words.period(release.period), release.source]
    if choice.faulty(chosen, allowed, told.table, words):
        st.stop()


# Compute: the chart, as it will leave.
def drawn(of_template: str, in_lang: str, in_size: str) -> Drawn:
    """A chart of the same choices with the words that its template writes."""
    bare = replace(chosen, title="", subtitle="", note="", remarks={}, alt_short="", alt_long="")
    each = TEMPLATES[of_template]
    return compose.draw(
        each,
        material(release, seen, each, viewer),
        bare,
        SIZES[in_size],
        LOOKS[look],
        words_in(in_lang),
        clock.now(),
        where,
    )


def possible() -> list[str]:
    """The templates that the release can be drawn with."""
    return [each.name for each in TEMPLATES.values() if not each.missing(material(release, seen, each, viewer))]


try:
    chart = compose.draw(template, of, chosen, size, LOOKS[look], words_in(lang), clock.now(), where)
except NoRoom:
    right.warning(t("press.no_room"), icon=":material/fit_screen:")
    st.stop()
with left:
    written = alternative.fields(chosen, chart.texts.alt_short, chart.texts.alt_long, words)
    if written is not None and choice.faulty(written, allowed, told.table, words):
        st.stop()

# Show: the chart itself, its files, how to cite it; several at once.
with right:
    here = leave.preview(chart, words)
    if written is not None:
        if written != chosen:
            chart = compose.draw(template, of, written, size, LOOKS[look], words_in(lang), clock.now(), where)
        leave.downloads(chart, here, words_in(lang), viewer)
    leave.citation(chart, words)
    embed.offer(chart, release, chosen, base, words)
    several.offer(drawn, possible, here, f"{release.id}-press", words, viewer)
about.footer(release, of.framework, words)
