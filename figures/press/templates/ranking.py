"""Ranking bars: every unit of a release in one node, best first."""

import pandas as pd

from figures import charts, rankings
from figures.press import bars
from figures.press.bars import Row
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.shape import Template, Told, possible, shortened
from figures.words import Words


def table(material: Material, node: str, lang: str) -> pd.DataFrame:
    """The units that have a rank or a score, best first; columns as in `rankings.ranking`."""
    release = material.release
    found = rankings.ranking(material.scores, material.units, release.division, node, lang)
    return found[found["score"].notna() | found["rank"].notna()].reset_index(drop=True)


def rows(found: pd.DataFrame, units: tuple[str, ...], words: Words) -> list[Row]:
    """As they are drawn; with nobody highlighted everybody is."""
    return [
        Row(
            words.number(row.rank),
            row.name,
            row.score,
            words.number(row.score, 4),
            not units or row.unit in units,
            row.unit in units,
        )  # fmt: skip
        for row in found[["rank", "name", "score", "unit"]].itertuples(index=False)
    ]


def heading(material: Material, node: str, words: Words) -> tuple[str, str]:
    """Title and subtitle that rankings and maps share: the node with its period; the block with its units."""
    name, period = material.framework.name(node, words.lang), words.period_within(material.release.period)
    return words.t("press.title", name=name, period=period), whose(material, words)


def whose(material: Material, words: Words) -> str:
    """The block, with its division where it has several."""
    release = material.release
    block = material.units.blocks.at[release.block, f"name_{words.lang}"]
    return f"{block} · {words.t('choose.division', count=release.division)}" if release.division else block


def unknown(material: Material, shown: int, words: Words) -> tuple[str, ...]:
    """How many units are not in the chart since nothing is known of them."""
    release = material.release
    left = len(material.units.in_force(release.block, release.division, release.period)) - shown
    return (words.t("press.unknown", n=left),) if left > 0 else ()


def told(material: Material, choices: Choices, words: Words) -> Told:
    found = table(material, choices.node, words.lang)
    title, whose_ = heading(material, choices.node, words)
    alt = charts.scores_alt(found, title, words)
    every = " ".join(f"{words.number(r.rank)}. {r.name} {words.number(r.score, 4)};" for r in found.itertuples())
    return Told(
        title, words.t("press.ranked", whose=whose_), rankings.named(found, material.scores, words),
        shortened(alt), f"{alt} {every.rstrip(';')}.", (material.release.id,),
        unknown(material, len(found), words),
    )  # fmt: skip


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    return bars.height(len(table(material, choices.node, words.lang)), wide, letter)


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    return bars.drawn([("", rows(table(material, choices.node, words.lang), choices.units, words))], room)


TEMPLATE = Template("ranking", told, high, draw, possible)
