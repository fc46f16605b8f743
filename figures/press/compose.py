"""One chart, finished: the template's body on a sheet with everything that every chart states, in one look and size."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import plotly.graph_objects as go

from figures import citation
from figures.facts import stamped
from figures.layout import CLEAR, common
from figures.press import atlas, fit, paper
from figures.press.choices import Choices
from figures.press.drawn import Drawn, Texts
from figures.press.looks import Look, worn
from figures.press.material import Material
from figures.press.paper import Around, Body, Label, Room
from figures.press.shape import Template, Told, shortened
from figures.press.sizes import Size
from figures.provenance.mark import Mark, mark_of, printed
from figures.words import HANOI, Words

_SMALLER = (1.0, 0.9, 0.8, 0.7)  # of the letters, before a size is said to be too small


class Said(NamedTuple):
    """What a chart says: the template's answer, its texts as they were chosen, its mark, the words around it."""

    told: Told
    texts: Texts
    mark: Mark
    around: Around


@dataclass(frozen=True, eq=False)
class Laid:
    """The body in its room on a sheet of `wide` × `high` pixels; labels and shapes around it; what all of it says."""

    body: Body
    outer: tuple[Label, ...]
    shapes: tuple[dict[str, Any], ...]
    wide: float
    high: float
    room: Room
    said: Said

    @property
    def labels(self) -> list[Label]:
        """Everything that is written."""
        return [label for label in (*self.outer, *self.body.labels) if label.text]


def draw(
    template: Template, material: Material, choices: Choices, size: Size, look: Look, words: Words, made: datetime,
    address: str,
) -> Drawn:  # fmt: skip
    """The chart of the choices. `made` is UTC without a zone, `address` where its code can be looked up.

    Raises NoRoom where the size is too small for what was chosen.
    """
    laid = lay(template, material, choices, size, look, words, made, address)
    raw = paper.sheet(laid.body, laid.outer, laid.shapes, laid.wide, laid.high)
    ground = {"paper_bgcolor": look.ground or CLEAR, "showlegend": False, "dragmode": False, "barmode": "overlay"}
    raw["layout"] = {**common(words), **raw["layout"], **ground}
    # Checked piece by piece where it was drawn; to check the whole again takes longer than all else.
    figure = go.Figure(atlas.with_areas(worn(raw, look)), _validate=False)
    room, (told, texts, mark, around) = laid.room, laid.said
    return Drawn(
        figure, told.table, texts, mark, size, look, round(laid.wide), round(laid.high), around,
        (room.left, room.top, room.right, room.bottom), told.breaks,
    )  # fmt: skip


def lay(
    template: Template, material: Material, choices: Choices, size: Size, look: Look, words: Words, made: datetime,
    address: str,
) -> Laid:  # fmt: skip
    """Where everything of the chart is to stand, as `draw` sets it, before there is a figure. Raises NoRoom."""
    told = template.told(material, choices, words)
    mark = marked(template, material, choices, size, look, words, told, made, address)
    texts = texts_of(material, choices, told, mark, words)
    around = Around(
        stamps(material, words), texts.title, texts.subtitle, _notes(material, choices, told, words),
        (*facts(material, texts, mark, words), *told.credits),
    )  # fmt: skip
    return _fitted(template, material, choices, size, words, Said(told, texts, mark, around))


def _fitted(
    template: Template, material: Material, choices: Choices, size: Size, words: Words, said: Said
) -> Laid:  # fmt: skip
    """In smaller letters where the usual ones have no room. Raises NoRoom."""
    for smaller in _SMALLER:
        try:
            return _set(template, material, choices, size, words, said, size.letter * smaller)
        except fit.NoRoom:
            if smaller == _SMALLER[-1]:
                raise
    raise AssertionError  # the last of them returns or raises


def _set(
    template: Template, material: Material, choices: Choices, size: Size, words: Words, said: Said, letter: float
) -> Laid:  # fmt: skip
    wide, high = size.pixels
    edge = paper.edge(wide, letter)
    above, shapes, top = paper.head(said.around, wide, letter, edge)
    below, foot = paper.foot(said.around, wide, letter, edge)
    if high is None:
        high = top + template.high(material, choices, wide - 2 * edge, letter, words) + foot
    room = Room(edge, top, wide - edge, high - foot, letter)
    if room.high < 3 * letter:
        raise fit.NoRoom(f"The words around the chart leave {max(0, room.high):.0f} pixels for it.")
    body = template.draw(material, choices, room, words)
    shifted = [replace(label, y=label.y + room.bottom) for label in below]
    return Laid(body, (*above, *shifted), tuple(shapes), wide, high, room, said)


def marked(
    template: Template, material: Material, choices: Choices, size: Size, look: Look, words: Words, told: Told,
    made: datetime, address: str,
) -> Mark:  # fmt: skip
    """The mark of the chart: its options are the choices with size and look, from which it can be drawn again."""
    known = {stage.release.id: stage.release for stage in reversed(material.stages)}  # itself as it is
    options = {**choices.as_options(), "size": size.name, "look": look.name}
    return mark_of([known[name] for name in told.used], template.name, options, words.lang, made, address)


def texts_of(material: Material, choices: Choices, told: Told, mark: Mark, words: Words) -> Texts:
    """The template's texts, or those that were written in their place; alternative texts say what is highlighted."""
    release, lang = material.release, words.lang
    title = choices.title or told.title
    names = material.names(lang)
    lit = ", ".join(names[unit] for unit in choices.units if unit in names)
    said = f" {words.t('press.highlighted', names=lit)}" if lit else ""
    long = choices.alt_long or f"{told.alt_long}{said}"
    cited = citation.of(release, material.framework, mark.address, None, words, part=title)
    return Texts(
        title, choices.subtitle or told.subtitle, choices.note, material.framework.names[lang], release.source,
        release.licence, citation.apa(cited, words), choices.alt_short or shortened(told.alt_short), long,
    )  # fmt: skip


def stamps(material: Material, words: Words) -> tuple[str, ...]:
    """What nobody may overlook, each on a line of its own."""
    said = stamped(material.release, material.framework, words)
    return (*said, words.t("press.provisional")) if material.release.stage == "provisional" else tuple(said)


def _notes(material: Material, choices: Choices, told: Told, words: Words) -> tuple[str, ...]:
    names = material.names(words.lang)
    remarks = [f"{names.get(unit, unit)}: {text}" for unit, text in choices.remarks.items()]
    return tuple(text for text in (choices.note, *remarks, *told.notes) if text)


def facts(material: Material, texts: Texts, mark: Mark, words: Words) -> tuple[str, ...]:
    """The small print: source and licence; period, framework, origin, stage and day; release, code and address."""
    release, t = material.release, words.t
    moment = release.publish_at if release.is_public else None
    published = t("press.published", date=words.date(day_of(moment))) if moment else t("about.not_published")
    lines: list[Iterable[str]] = [
        (_fact(t("about.source"), texts.source), _fact(t("about.licence"), texts.licence)),
        (
            words.period(release.period), material.framework.names[words.lang], t(f"origin.{release.origin}"),
            t(f"stage.{release.stage}"), published,
        ),
        (
            _fact(t("about.release"), ", ".join(mark.releases)), _fact(t("press.code"), printed(mark.code)),
            mark.address.partition("://")[2] or mark.address,
            t("press.made", date=words.date(day_of(mark.made))),
        ),
    ]  # fmt: skip
    return tuple(" · ".join(part for part in line if part) for line in lines)


def _fact(name: str, said: str) -> str:
    return f"{name}: {' '.join(said.split())}" if said else ""


def day_of(made: datetime) -> date:
    """The day in Ha Noi of a moment that is kept in UTC without a zone."""
    return made.replace(tzinfo=UTC).astimezone(HANOI).date()
