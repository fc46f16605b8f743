"""The five classes of a ranking, each with its units: a fifth of the ranked ones, equal ranks in one class."""

import pandas as pd

from figures import rankings
from figures.palette import CLASSES
from figures.press import bars
from figures.press.bars import Row
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.shape import Template, Told, possible, shortened
from figures.press.templates.ranking import heading, table
from figures.words import Words


def classed(material: Material, choices: Choices, words: Words) -> list[tuple[int, pd.DataFrame]]:
    """(class, its units) of every class that has any, the best first."""
    found = table(material, choices.node, words.lang)
    found = found[found["rank"].notna()].assign(**{"class": rankings.fifths(found["rank"])})
    return [(int(number), rows) for number, rows in found.groupby("class")]


def told(material: Material, choices: Choices, words: Words) -> Told:
    parts = classed(material, choices, words)
    name, whose = heading(material, choices.node, words)
    title = words.t("press.classes", title=name)
    said = " ".join(f"{title_of(number, rows, words)}: {', '.join(rows['name'])}." for number, rows in parts)
    alt = f"{title}. {said}"
    counted = ", ".join(f"{title_of(number, rows, words)}: {words.number(len(rows))}" for number, rows in parts)
    every = pd.concat([rows for _, rows in parts]) if parts else table(material, choices.node, words.lang)
    return Told(
        title, whose, rankings.named(every, material.scores, words), shortened(f"{title}. {counted}."), alt,
        (material.release.id,),
    )  # fmt: skip


def title_of(number: int, rows: pd.DataFrame, words: Words) -> str:
    """A class by its number and its ranks."""
    low, high_ = (words.number(rows["rank"].agg(end)) for end in ("min", "max"))
    return words.t("press.class", n=number, low=low, high=high_)


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    parts = classed(material, choices, words)
    return bars.height(sum(len(rows) for _, rows in parts), wide, letter, len(parts))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    tints, parts = tuple(reversed(CLASSES)), classed(material, choices, words)
    groups = [
        (
            title_of(number, rows, words),
            [
                Row(
                    words.number(row.rank), row.name, float("nan"), words.number(row.score, 4),
                    bold=row.unit in choices.units,
                )
                for row in rows[["rank", "name", "score", "unit"]].itertuples(index=False)
            ],
        )
        for number, rows in parts
    ]  # fmt: skip
    return bars.drawn(groups, room, most=5, tints=[tints[number - 1] for number, _ in parts])


TEMPLATE = Template("classes", told, high, draw, possible)
