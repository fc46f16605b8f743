"""A card of one unit: its place and score, large, and its parts against the median unit's."""

import pandas as pd

from figures.palette import ACCENT, MUTED
from figures.press import bars, fit
from figures.press.bars import Row
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.paper import Body, Label, Room, block
from figures.press.shape import Template, Told, shortened
from figures.words import Words, capital


def unit_of(material: Material, choices: Choices) -> str:
    """The first highlighted unit; without one the first of the ranking."""
    names = material.names("vi")
    lit = [unit for unit in choices.units if unit in names]
    ranks = material.scores.ranks[material.framework.headline.code].droplevel(0).sort_values()
    return lit[0] if lit else str(ranks.index[0])


def parts(material: Material, unit: str, lang: str) -> pd.DataFrame:
    """Of the headline and what lies right under it, and of composites: name, score, rank, the block's median."""
    framework, scores = material.framework, material.scores
    codes = [framework.headline.code, *(c.code for c in framework.composites)]
    codes += [node.code for node in framework.children[framework.headline.code]]
    rows = [
        (
            framework.name(code, lang), scores.scores[code].droplevel(0).get(unit),
            scores.ranks[code].droplevel(0).get(unit), scores.scores[code].median(),
        )
        for code in codes
        if code in scores.scores
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=["name", "score", "rank", "median"], index=codes[: len(rows)])
    return found[found[["score", "rank"]].notna().any(axis=1)]


def told(material: Material, choices: Choices, words: Words) -> Told:
    t, lang = words.t, words.lang
    unit = unit_of(material, choices)
    name, found = material.names(lang)[unit], parts(material, unit, lang)
    headline = material.framework.headline
    said = [
        f"{row.name}: {standing(row.rank, ranked(material, str(code)), words)} {words.number(row.score, 4)}".rstrip()
        for code, row in zip(found.index, found.itertuples(index=False), strict=True)
    ]
    period = words.period_within(material.release.period)
    alt = f"{name}, {period}. {'; '.join(said)}."
    table = found.rename(
        columns={
            "name": t("table.name"), "score": t("table.score"), "rank": t("table.rank"), "median": t("trends.median"),
        }
    )  # fmt: skip
    return Told(
        name, t("press.title", name=headline.names[lang], period=period), table.reset_index(drop=True),
        shortened(alt), alt, (material.release.id,),
    )  # fmt: skip


def ranked(material: Material, node: str) -> int:
    return int(material.scores.ranks[node].notna().sum())


def standing(rank: float | None, of: int, words: Words) -> str:
    """ "6th of 63"; empty without a rank."""
    return "" if rank is None or pd.isna(rank) else words.t("overview.rank_of", rank=int(rank), total=of)


def high(material: Material, choices: Choices, wide: float, letter: float, words: Words) -> float:
    found = parts(material, unit_of(material, choices), words.lang)
    return letter * (6 + 2.4 * max(0, len(found) - 1))


def draw(material: Material, choices: Choices, room: Room, words: Words) -> Body:
    unit = unit_of(material, choices)
    found = parts(material, unit, words.lang)
    headline, letter = material.framework.headline.code, room.letter
    whole = found.loc[headline] if headline in found.index else None
    labels: list[Label] = []
    top = room.top
    if whole is not None:
        large = capital(standing(whole["rank"], ranked(material, headline), words))
        size = fitting(large, 3.0 * letter, room.wide)
        placed, top = block([large] if large else [], room.left, top, room.wide, size, 700, ACCENT)
        scored = f"{words.t('table.score')} {words.number(whole['score'], 4)}" if pd.notna(whole["score"]) else ""
        beside = f"{scored} · {words.t('trends.median')} {words.number(whole['median'], 4)}" if scored else ""
        under, top = block([beside] if beside else [], room.left, top, room.wide, 1.1 * letter, 600, MUTED)
        labels = [*placed, *under]
        top += 0.8 * letter
    rows = [
        Row("", row.name, row.score, _after(material, str(code), row, words), True)
        for code, row in zip(found.index, found.itertuples(index=False), strict=True)
        if code != headline
    ]
    if not rows:
        return Body(bars.empty(), tuple(labels))
    body = bars.drawn([("", rows)], Room(room.left, top, room.right, room.bottom, letter), most=1)
    return Body(body.figure, (*labels, *body.labels), body.shapes, body.boxes)


def _after(material: Material, code: str, row, words: Words) -> str:  # type: ignore[no-untyped-def]
    """The score, and the place among those that have one."""
    score = words.number(row.score, 4)
    place = "" if pd.isna(row.rank) else f"({words.number(row.rank)}/{words.number(ranked(material, code))})"
    return f"{score} {place}".strip()


def fitting(text: str, letter: float, room: float) -> float:
    """The letters, smaller where the text would not fit on a line."""
    wide = fit.width(text, letter, 700)
    return letter if wide <= room else letter * room / wide


def missing(material: Material) -> str:
    headline = material.framework.headline.code
    return "" if material.scores.ranks[headline].notna().any() else "press.no_ranks"


TEMPLATE = Template("card", told, high, draw, missing, frozenset({"units"}))
