"""The first page of a language: of every release who leads, its map, and all units by name."""

from collections.abc import Mapping
from typing import Any

from figures import overview
from figures.press.templates import ranking as printed
from figures.words import Words, sort_key
from opendata.static_edition.geography import Drawn
from opendata.static_edition.page import RANKING, Page, of_part, unit_path
from opendata.static_edition.parts import Part
from opendata.static_edition.ranking import changed

FIRST = 5


def page(parts: list[Part], maps: Mapping[str, Drawn | None], words: Words) -> Page:
    """`maps`: by release its map."""
    told = [_told(part, maps[part.release.id], words) for part in parts]
    said = ". ".join(f"{each['block']}, {each['period']}: {'; '.join(each['said'])}" for each in told if each["said"])
    return Page("index.html", "overview.html", words.t("app.title"), said or words.t("preview.summary"), None,
                {"releases": told})  # fmt: skip


def _told(part: Part, on_map: Drawn | None, words: Words) -> dict[str, Any]:
    t, release, material = words.t, part.release, part.material
    first = overview.leaders(part.scores, material.units, release.division, words.lang, FIRST)
    names = material.names(words.lang)
    listed = {str(unit) for unit in part.scores.scores.index.get_level_values(1)}
    return {
        "block": printed.whose(material, words), "period": words.period(release.period), "part": part,
        "said": [f"{words.number(row.rank)}. {row.name}" for row in first.head(3).itertuples()],
        "first": [
            {"rank": words.number(row.rank), "name": row.name, "score": words.number(row.score, 4),
             "link": of_part(part, unit_path(row.unit))}
            for row in first.itertuples()
        ],
        "ranking": of_part(part, RANKING), "changed": _summary(part, words),
        "map": on_map.figure if on_map else None,
        "units": [
            {"name": names[unit], "link": of_part(part, unit_path(unit))}
            for unit in sorted(listed, key=lambda code: sort_key(names[code]))
        ],
        "all": t("edition.whole_ranking", n=len(listed)),
    }  # fmt: skip


def _summary(part: Part, words: Words) -> str:
    """How many rose and fell since the release before, or why that is not told."""
    if part.before is None:
        return ""
    if part.before.gained is None:
        return changed(part, words)
    return overview.moved(part.before.gained["places"], words.period_within(part.before.since.period), words)
