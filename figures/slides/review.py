"""The half-year review as slides: a title, then node by node what happened with the largest changes as a chart."""

from collections.abc import Sequence

from figures.documents.paper import Paper
from figures.documents.review import changes
from figures.halfyear import Section
from figures.palette import INK, LINES
from figures.press.paper import Around
from figures.press.sizes import SIZES
from figures.slides import charts, sheet
from figures.slides.native import GROUPED, Native, Series
from figures.slides.sheet import Book, Sheet


def slides(
    sections: Sequence[Section], before: str, after: str, paper: Paper, template: bytes | None = None
) -> bytes:  # fmt: skip
    """The deck, 16:9 or on a house's template; every slide carries the stamps and where its figures come from.

    Raises BadTemplate.
    """
    words = paper.words
    of = sheet.book(SIZES["16-9"], 0, words, template)
    about = of.deck.core_properties
    about.title, about.subject, about.language = paper.title, paper.subtitle, words.lang
    about.comments, about.last_modified_by, about.revision = paper.citation[:255], "", 1
    _opening(of, sections, paper)
    for section in sections:
        _node(of, section, before, after, paper)
    _closing(of, paper)
    return sheet.saved(of)


def _around(title: str, subtitle: str, paper: Paper) -> Around:
    return Around(tuple(paper.stamps), title, subtitle, (), (paper.foot,))


def _opening(of: Book, sections: Sequence[Section], paper: Paper) -> None:
    """What happened, in the first sentence of every section."""
    on = sheet.add(of, _around(paper.title, paper.subtitle, paper), paper.citation)
    _points(on, [f"{section.title}: {section.sentences[0]}" for section in sections if section.sentences], 1.2)


def _node(of: Book, section: Section, before: str, after: str, paper: Paper) -> None:
    """The sentences, beside them the largest gains and losses as bars."""
    subtitle = f"{before} – {after}" if section.table is not None else ""
    on = sheet.add(of, _around(section.title, subtitle, paper), "\n".join([*section.sentences, paper.citation]))
    moved = changes(section)
    if moved is None:
        _points(on, section.sentences, 1.1)
        return
    left, top, right, bottom = on.room
    middle = left + (right - left) * 0.42
    _points(Sheet(of, on.slide, (left, top, middle - of.letter, bottom)), section.sentences, 1.1)
    words = paper.words
    title = words.t("halfyear.changes", node=section.title, before=before, after=after)
    told = "; ".join(f"{name} {words.number(value, 4, signed=True)}" for name, value in moved.items())
    chart = Native(GROUPED, tuple(map(str, moved.index)), (Series(words.t("table.points"), tuple(moved), LINES[0]),))
    charts.put(Sheet(of, on.slide, (middle, top, right, bottom)), chart, f"{title}. {told}.", words)


def _closing(of: Book, paper: Paper) -> None:
    """What the figures rest on, and how to cite them."""
    t = paper.words.t
    on = sheet.add(of, _around(t("about.title"), paper.subtitle, paper), paper.citation)
    told = [
        f"{heading}: {' · '.join(f'{key}: {value}' for key, value in facts.items() if value)}".removeprefix(": ")
        for heading, facts in paper.facts.items()
    ]
    _points(on, [*told, f"{t('cite.title')}: {paper.citation}"], 0.75)


def _points(on: Sheet, lines: Sequence[str], factor: float) -> None:
    """A paragraph a line, in smaller letters where there are too many for the room."""
    of, (left, top, right, bottom) = on.book, on.room
    letter = of.letter * factor
    while sheet.needed(of, lines, letter, right - left) > bottom - top and letter > of.letter * 0.5:
        letter *= 0.95
    at = top
    for line in lines:
        at = sheet.stacked(on, [line], at, letter, INK) + 0.4 * letter
