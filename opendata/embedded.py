"""What stands in an embed: a ranking, a map or a unit's card of a public release, as the templates of print tell it."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from figures import small_map
from figures.press import atlas, compose
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.shape import Told
from figures.press.templates import TEMPLATES, card, map, ranking
from figures.scales import scale
from figures.words import Words
from opendata.faults import Fault


def ranked(material: Material, choices: Choices, told: Told, words: Words) -> dict[str, Any]:
    """The first `n` units, and the highlighted ones behind them."""
    t = words.t
    table = ranking.table(material, choices.node, words.lang)
    shown = table[(table.index < choices.n) | table["unit"].isin(choices.units)]
    headings = [("table.rank", True, False), ("table.name", False, False), ("table.score", True, True)]
    left = (t("embed.first", n=len(shown), total=len(table)),) if len(shown) < len(table) else ()
    return {
        "headings": [{"said": t(key), "number": number, "wide": wide} for key, number, wide in headings],
        "rows": [
            {
                "rank": words.number(row.rank), "name": row.name, "score": words.number(row.score, 4),
                "share": _share(row.score), "lit": row.unit in choices.units, "after": None,
            }
            for row in shown[["rank", "name", "score", "unit"]].itertuples(index=False)
        ],
        "notes": [*left, *told.notes],
    }  # fmt: skip


def carded(material: Material, choices: Choices, told: Told, words: Words) -> dict[str, Any]:
    """The unit's place, large, and its score and place in each part."""
    t = words.t
    unit = card.unit_of(material, choices)
    parts = card.parts(material, unit, words.lang)
    headline = material.framework.headline.code
    large = card.standing(parts.at[headline, "rank"], card.ranked(material, headline), words) if len(parts) else ""
    rows = [
        {
            "rank": None, "name": row.name, "score": words.number(row.score, 4), "share": _share(row.score),
            "lit": code == headline, "after": _place(row.rank, card.ranked(material, str(code)), words),
        }
        for code, row in zip(parts.index, parts[["name", "score", "rank"]].itertuples(index=False), strict=True)
    ]  # fmt: skip
    headings = [("unit.node", False, False), ("table.score", True, True), ("table.rank", True, False)]
    return {
        "big": large[:1].upper() + large[1:],
        "headings": [{"said": t(key), "number": number, "wide": wide} for key, number, wide in headings],
        "rows": rows,
    }


def mapped(material: Material, choices: Choices, told: Told, words: Words) -> dict[str, Any]:
    """The units in their colours, and what these mean."""
    table, kind = map.coloured(material, choices.node, words)
    used = scale(table["value"], kind)
    division = material.release.division
    legend = [
        (small_map.swatch(colour, pattern), said) for colour, pattern, said in atlas.told_colours([table], used, words)
    ]
    return {
        "drawing": small_map.drawn(table, division, used, told.alt_long, words, choices.units),
        "legend": legend,
        "notes": [*told.notes, *told.credits],
    }


def _share(score: float) -> int | None:
    """Of the bar's room, in per cent; a score on another scale has no bar."""
    known = not pd.isna(score) and 0 <= score <= 1
    return math.floor(100 * score + 0.5) if known else None


def _place(rank: float, of: int, words: Words) -> str:
    return "" if pd.isna(rank) else f"{words.number(rank)}/{words.number(of)}"


Made = Callable[[Material, Choices, Told, Words], Mapping[str, Any]]
KINDS: dict[str, Made] = {"ranking": ranked, "card": carded, "map": mapped}


def content(kind: str, material: Material, choices: Choices, words: Words) -> dict[str, Any]:
    """Everything that an embed of a kind shows, in words. Raises a Fault where it cannot be made of this release."""
    template = TEMPLATES[kind]
    checked(material, choices)
    if material.framework.is_programme:
        raise Fault(404, "no_embed", release=material.release.id, why=words.t("opendata.fault.not_ranked"))
    if why := template.missing(material):
        raise Fault(404, "no_embed", release=material.release.id, why=words.t(why))
    told = template.told(material, choices, words)
    return {
        "stamps": compose.stamps(material, words), "title": told.title, "subtitle": told.subtitle,
        "facts": facts(material, words), **KINDS[kind](material, choices, told, words),
    }  # fmt: skip


def checked(material: Material, choices: Choices) -> None:
    """Raises a Fault that names a unit or node that the release does not have."""
    names = material.names("vi")
    strangers: Sequence[str] = [unit for unit in choices.units if unit not in names]
    if strangers:
        raise Fault(404, "no_such_unit", value=", ".join(strangers), release=material.release.id)
    if choices.node not in material.framework.codes:
        raise Fault(404, "no_such_node", value=choices.node, release=material.release.id)


def facts(material: Material, words: Words) -> list[str]:
    """The small print: source and licence; framework, origin, stage, day; the release."""
    release, t = material.release, words.t
    moment = release.publish_at
    lines = [
        [f"{t('about.source')}: {release.source}" if release.source else "",
         f"{t('about.licence')}: {release.licence}" if release.licence else ""],
        [material.framework.names[words.lang], t(f"origin.{release.origin}"), t(f"stage.{release.stage}"),
         t("press.published", date=words.date(compose.day_of(moment))) if moment else "",
         f"{t('about.release')}: {release.id}"],
    ]  # fmt: skip
    return [" · ".join(part for part in line if part) for line in lines if any(line)]
