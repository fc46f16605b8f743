"""Two maps in one scale: the units before a merger, and after it."""

import pandas as pd

from figures import territory
from figures.boundaries import attribution
from figures.press import atlas, paper
from figures.press.choices import Choices
from figures.press.material import Material, Stage
from figures.press.paper import Body, Label, Room
from figures.press.shape import Template, Told, shortened
from figures.press.templates.map import below, coloured, listed, pins, spoken
from figures.scales import Kind, joint
from figures.words import Words


def sides(material: Material) -> list[tuple[Stage, str]]:
    """(release, division) of the map before and of the map after."""
    order = material.units.divisions(material.release.block)
    if material.before is not None:
        return [(material.before, material.before.release.division), (material.stage, material.release.division)]
    return [(material.stage, material.release.division), (material.stage, order[-1])]


def tables_of(material: Material, node: str, words: Words) -> tuple[list[pd.DataFrame], list[Kind]]:
    """The table of each map, and what of it is coloured."""
    found = [coloured(material, node, words, stage, division) for stage, division in sides(material)]
    return [table for table, _ in found], [kind for _, kind in found]


def heading_of(stage: Stage, division: str, words: Words) -> str:
    """What stands over a map: its units, its period, and whether its figures were carried to them."""
    carried = "" if stage.release.division == division else f" · {words.t('map.carried_to', n=int(division))}"
    return f"{words.t('choose.division', count=division)}, {words.period(stage.release.period)}{carried}"


def told(material: Material, choices: Choices, words: Words) -> Told:
    tables, kinds = tables_of(material, choices.node, words)
    used = joint([table["value"] for table in tables], kinds[1])
    name, t = material.framework.name(choices.node, words.lang), words.t
    headings = [heading_of(stage, division, words) for stage, division in sides(material)]
    alts = [territory.map_alt(table, used, heading, words) for table, heading in zip(tables, headings, strict=True)]
    long = " ".join(f"{alt} {spoken(table, used, words)}" for alt, table in zip(alts, tables, strict=True))
    figures = pd.concat(
        [
            listed(table, kind, words).assign(**{t("press.side"): heading})
            for table, kind, heading in zip(tables, kinds, headings, strict=True)
        ],
        ignore_index=True,
    )
    title = t("press.merger", name=name, period=words.period(material.release.period))
    releases = dict.fromkeys([material.release.id, *[stage.release.id for stage, _ in sides(material)]])
    credits = dict.fromkeys(attribution(division, words) for _, division in sides(material))
    return Told(
        title, f"{t(f'map.scale_{kinds[1]}')} · {t('press.one_scale')}", figures,
        shortened(f"{title}. {alts[1]}"), f"{title}. {long}", tuple(releases), credits=tuple(credits),
    )  # fmt: skip


def _beside(wide: float, high: float) -> bool:
    return wide > 1.25 * high * atlas.SHAPE


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    stacked = wide < 38 * letter
    return wide / atlas.SHAPE * (2 if stacked else 0.5) + (14 if stacked else 6) * letter


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    tables, kinds = tables_of(material, choices.node, words)
    used = joint([table["value"] for table in tables], kinds[1])
    of = list(zip(tables, sides(material), ("geo", "geo2"), strict=True))
    gap = 1.5 * room.letter

    def both(inner: Room) -> Body:
        parts = []
        for number, (table, (stage, division), geo) in enumerate(of):
            if _beside(inner.wide, inner.high):
                half = (inner.wide - gap) / 2
                left = inner.left + number * (half + gap)
                place = Room(left, inner.top, left + half, inner.bottom, inner.letter)
            else:
                half = (inner.high - gap) / 2
                top = inner.top + number * (half + gap)
                place = Room(inner.left, top, inner.right, top + half, inner.letter)
            named, end = paper.block(
                [heading_of(stage, division, words)], place.left, place.top, place.wide, inner.letter, 600
            )
            lit = pins(table, choices.units, used, words) if division == material.release.division else []
            below = Room(place.left, end + 0.3 * inner.letter, place.right, place.bottom, inner.letter)
            body = atlas.one(table, division, used, words, below, lit, geo)
            parts.append(Body(body.figure, (*body.labels, *named), body.shapes, body.boxes))
        return joined(parts)

    return below(both, words.t(f"map.what_{kinds[1]}"), atlas.told_colours(tables, used, words), room)


def joined(parts: list[Body]) -> Body:
    """Bodies with axes of their own as one."""
    figure = parts[0].figure
    for part in parts[1:]:
        figure.add_traces(part.figure.data)
        # The axes alone: a whole layout brings its theme along, which takes seconds.
        figure.update_layout({name: part.figure.layout[name] for name in part.boxes})
    labels: list[Label] = [label for part in parts for label in part.labels]
    shapes = [shape for part in parts for shape in part.shapes]
    boxes = {name: box for part in parts for name, box in part.boxes.items()}
    return Body(figure, tuple(labels), tuple(shapes), boxes)


def missing(material: Material) -> str:
    if not material.has_map:
        return "press.no_territory"
    order = material.units.divisions(material.release.block)
    return "" if material.before is not None or material.release.division != order[-1] else "press.no_before"


TEMPLATE = Template("merger", told, high, draw, missing, beside=True)
