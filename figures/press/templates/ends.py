"""The first n of a ranking, the last n, or both."""

import pandas as pd

from figures import rankings
from figures.press import bars
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.press.shape import Template, Told, possible, shortened
from figures.press.templates.ranking import heading, rows, table
from figures.words import Words

FEWEST, MOST = 3, 20


def counted(choices: Choices) -> int:
    """How many are chosen, within what can be drawn."""
    return min(max(choices.n, FEWEST), MOST)


def chosen(material: Material, choices: Choices, lang: str) -> list[tuple[str, pd.DataFrame]]:
    """(end, its rows, best first); who shares the last place of an end is in it."""
    found = table(material, choices.node, lang)
    ranked = found[found["rank"].notna()]
    n = counted(choices)
    top = ranked[ranked["rank"] <= n]
    least = ranked["rank"].iloc[-min(n, len(ranked))] if len(ranked) else 0
    ends = {"top": top, "bottom": ranked[ranked["rank"] >= least]}
    wanted = ("top", "bottom") if choices.ends == "both" else (choices.ends,)
    return [(end, ends[end]) for end in wanted]


def told(material: Material, choices: Choices, words: Words) -> Told:
    parts = chosen(material, choices, words.lang)
    name, whose = heading(material, choices.node, words)
    n = counted(choices)
    title = f"{name}: {words.t(f'press.ends_{choices.ends}', n=n)}"
    every = pd.concat([part for _, part in parts]).drop_duplicates("unit")
    said = " ".join(
        f"{words.t(f'press.ends_{end}', n=n)}: "
        + "; ".join(f"{words.number(r.rank)}. {r.name} {words.number(r.score, 4)}".rstrip() for r in part.itertuples())
        + "."
        for end, part in parts
    )
    alt = f"{title}. {said}"
    return Told(
        title, whose, rankings.named(every, material.scores, words), shortened(alt), alt, (material.release.id,)
    )


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    parts = chosen(material, choices, words.lang)
    return bars.height(sum(len(part) for _, part in parts), wide, letter, headings=len(parts) if len(parts) > 1 else 0)


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    parts = chosen(material, choices, words.lang)
    n = counted(choices)
    single = len(parts) == 1
    return bars.drawn(
        [
            ("" if single else words.t(f"press.ends_{end}", n=n), rows(part, choices.units, words))
            for end, part in parts
        ],
        room,
    )


TEMPLATE = Template("ends", told, high, draw, possible, frozenset({"node", "units", "n", "ends"}))
