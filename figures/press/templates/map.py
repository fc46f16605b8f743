"""A node of a release on the map of its units; highlighted units are outlined and named with their value."""

from collections.abc import Callable

import pandas as pd

from figures import territory
from figures.boundaries import attribution
from figures.press import atlas, fit
from figures.press.atlas import Pinned
from figures.press.choices import Choices
from figures.press.material import Material, Stage
from figures.press.paper import Body, Room
from figures.press.shape import Template, Told, shortened
from figures.press.templates.ranking import heading
from figures.scales import Kind, Scale, scale
from figures.words import Words


def coloured(
    material: Material, node: str, words: Words, stage: Stage | None = None, division: str | None = None
) -> tuple[pd.DataFrame, Kind]:
    """The table of a map (see `territory`) and what of it is coloured: the score, where there is none the rank."""
    on = material.release.division if division is None else division
    at = material.placed(node, on, stage)
    kind = (territory.kinds(at, node, None) or ["score"])[0]
    return territory.mapped(at, material.units, on, node, kind, words), kind


def pins(table: pd.DataFrame, units: tuple[str, ...], coloured_: Scale, words: Words) -> list[Pinned]:
    """The highlighted units with their values."""
    rows = table.set_index("unit")
    said = {
        unit: coloured_.told(rows.at[unit, "value"], words) if rows.at[unit, "value"] == rows.at[unit, "value"] else "–"
        for unit in units
        if unit in rows.index
    }
    return [Pinned(unit, f"{rows.at[unit, 'name']} {value}") for unit, value in said.items()]


def told(material: Material, choices: Choices, words: Words) -> Told:
    table, kind = coloured(material, choices.node, words)
    used = scale(table["value"], kind)
    title, whose = heading(material, choices.node, words)
    alt = territory.map_alt(table, used, title, words)
    return Told(
        title, f"{words.t(f'map.scale_{kind}')} · {whose}", listed(table, kind, words), shortened(alt),
        f"{alt} {spoken(table, used, words)}", (material.release.id,),
        credits=(attribution(material.release.division, words),),
    )  # fmt: skip


def listed(table: pd.DataFrame, kind: Kind, words: Words) -> pd.DataFrame:
    """The figures of a map, best first, with headings in the language."""
    t = words.t
    found = territory.by_value(table, kind)[["unit", "name", "score", "rank", "basis"]]
    found = found.assign(basis=[t(f"basis.{name}") for name in found["basis"]])
    return found.rename(columns={name: t(f"table.{name}") for name in found})


def spoken(table: pd.DataFrame, used: Scale, words: Words) -> str:
    """Every value in words."""
    known = territory.by_value(table.dropna(subset=["value"]), used.kind)
    return " ".join(f"{row.name} {used.told(row.value, words)};" for row in known.itertuples()).rstrip(";") + "."


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    named = len(choices.units) * 5 * letter  # each on up to three lines beside the map
    return max(min(wide, 60 * letter) / atlas.SHAPE, named) + (8 * letter if wide < 40 * letter else 0)


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    table, kind = coloured(material, choices.node, words)
    used = scale(table["value"], kind)
    entries = atlas.told_colours([table], used, words)
    title = words.t(f"map.what_{kind}")
    return with_legend(
        lambda inner, after: atlas.one(
            table, material.release.division, used, words, inner, pins(table, choices.units, used, words), after=after
        ),
        title, entries, room,
    )  # fmt: skip


def with_legend(
    drawn: Callable[[Room, float], Body], title: str, entries: list[tuple[str, str, str]], room: Room
) -> Body:
    """The map with its legend right of it or on the sea in the north-east; where neither has room, below it."""
    letter = room.letter
    needed = max(fit.widest([said for *_, said in entries], letter) + 2.6 * letter, fit.width(title, letter, 600))
    body = drawn(room, needed)
    left, top, right, bottom = next(iter(body.boxes.values()))
    sea = left + atlas.SEA * (right - left)
    start = max(sea, min(right + 0.5 * letter, room.right - needed))
    labels, shapes, end = atlas.legend(title, entries, start, room.top, room.right, letter)
    if start + needed > room.right + 1 or end > top + atlas.DEPTH * (bottom - top):
        return below(lambda inner: drawn(inner, 0.0), title, entries, room)
    return Body(body.figure, (*body.labels, *labels), (*body.shapes, *shapes), body.boxes)


def below(drawn: Callable[[Room], Body], title: str, entries: list[tuple[str, str, str]], room: Room) -> Body:
    """What is drawn in the room that a legend under it leaves."""
    *_, end = atlas.legend(title, entries, room.left, 0, room.right, room.letter)
    body = drawn(Room(room.left, room.top, room.right, room.bottom - end - 0.5 * room.letter, room.letter))
    labels, shapes, _ = atlas.legend(title, entries, room.left, room.bottom - end, room.right, room.letter)
    return Body(body.figure, (*body.labels, *labels), (*body.shapes, *shapes), body.boxes)


def missing(material: Material) -> str:
    return "" if material.has_map else "press.no_territory"


TEMPLATE = Template("map", told, high, draw, missing)
