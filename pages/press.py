"""Press: a chart of a release that can be printed as it is: what it draws, its words, its size; then its files."""

import streamlit as st

from figures.press import compose
from figures.press.choices import Choices
from figures.press.drawn import Drawn
from figures.press.fit import NoRoom
from figures.press.looks import LOOKS
from figures.press.sizes import SIZES
from figures.press.templates import TEMPLATES
from figures.words import words as words_in
from pages.parts import about, access, address, choose
from pages.parts.language import words as page_words
from pages.parts.press import alternative, choice, embed, kit, leave, lines, several, slides
from pages.parts.press import material as charts
from store import clock

words = page_words()
t = words.t

st.title(t("press.heading"))
seen = access.whole()
release = choose.release(seen, words)
if release is None:
    address.stop()
scores, viewer = access.read(release).scores, access.viewer()
about.stamps(release, scores.framework, words)
base = address.here()
where = f"{base}/verify"
today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)  # the day stands on the chart, no hour
left, right = st.columns([2, 3], gap="large")


def possible() -> list[str]:
    """The templates that the release can be drawn with."""
    return [each.name for each in TEMPLATES.values() if not charts.missing(each, release, seen)]


def drawn(choices: Choices) -> Drawn:
    """The chart with some words, in the chosen size, look and language."""
    others = charts.beside(release, seen, template)
    return charts.chart(
        template.name, choices, size, look, lang, today, where, release.state, others.before, release, *others.alike
    )


def another(of_template: str, in_lang: str, in_size: str) -> Drawn:
    """A chart of the same choices by another template, in the words that it writes."""
    each = TEMPLATES[of_template]
    of = charts.material(release, charts.beside(release, seen, each), viewer)
    return compose.draw(each, of, chosen, SIZES[in_size], LOOKS[look], words_in(in_lang), today, where)


# Select: what is drawn, in which size, look and language.
with left:
    template = TEMPLATES[choice.template(possible(), words)]
    chosen = choice.drawn(template, release, scores, words)
    size, look = choice.size(words), choice.look(words)
    lang = choice.language(words)

# Compute: the chart as the template writes it, then with the words of one's own.
try:
    plain = drawn(chosen)
    with left:
        worded = choice.texts(chosen, plain, release, words)
        allowed = [*vars(plain.texts).values(), *plain.around.notes, words.period(release.period)]
        if choice.faulty(worded, allowed, plain.table, words):
            address.stop()
        texts = drawn(worded).texts
        written = alternative.fields(worded, texts.alt_short, texts.alt_long, words)
        if written and choice.faulty(written, allowed, plain.table, words):
            address.stop()
    chart = drawn(written or worded)
except NoRoom:
    right.warning(t("press.no_room"), icon=":material/fit_screen:")
    address.stop()

# Show: the chart itself, its files, how to cite it; several at once; a kit.
with right:
    here = leave.preview(chart, words)
    if written:
        leave.downloads(chart, here, words, viewer)
    leave.citation(chart, words)
    if written:
        slides.offer(chart, here, words_in(lang), viewer, words)
    lines.show(release, seen, scores.framework, chosen, lang, words)
    embed.offer(chart, release, chosen, base, words)
    several.offer(another, possible, here, f"{release.id}-press", words, viewer)
    kit.offer(release, possible, viewer, where, words)
about.footer(release, scores.framework, words)
