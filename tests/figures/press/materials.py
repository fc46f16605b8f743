"""Shipped releases as the press office gets them, and the charts that tests draw of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from html import unescape

import pandas as pd

from figures.press import compose
from figures.press.choices import Choices
from figures.press.compose import Laid
from figures.press.drawn import Drawn
from figures.press.looks import LOOKS
from figures.press.material import Material, Stage
from figures.press.paper import Label
from figures.press.sizes import named
from figures.press.templates import TEMPLATES
from figures.words import words
from scoring import load_units
from store import start
from tests.figures.shipped import scores_of

MADE = datetime(2026, 2, 3, 1, 30)
ADDRESS = "https://dti.example.vn/verify"
_ROWS = {row["file"]: row for row in start.shipped()}


@dataclass(frozen=True)
class Shipped:
    """A release as the store gives it, with what charts state of it."""

    id: str
    manifest: dict[str, str] = field(hash=False)
    block: str
    division: str
    period: str
    origin: str
    stage: str
    publish_at: datetime | None
    state: str = "published"
    title: str = ""
    created_at: datetime = MADE
    source: str = "Bộ Khoa học và Công nghệ"
    licence: str = "CC BY 4.0"
    note: str = ""
    supersedes: str = ""
    superseded_by: str = ""
    reader: str = ""

    @property
    def is_public(self) -> bool:
        return self.state in ("published", "superseded")

    @property
    def is_in_force(self) -> bool:
        return self.state == "published"

    @property
    def is_demonstration(self) -> bool:
        return self.origin == "demonstration"


@cache
def stage(file: str) -> Stage:
    """A shipped workbook, scored, with what the catalogue says of it."""
    row = _ROWS[file]
    day = row["published_at"]
    release = Shipped(
        id=file.split("/")[1].removesuffix(".xlsx"), manifest={"values": file}, block=row["block"],
        division=row["division"], period=row["period"], origin=row["origin"], stage=row["stage"],
        publish_at=datetime.fromisoformat(day) if day else None,
    )  # fmt: skip
    return Stage(release, scores_of(file), pd.DataFrame(columns=["unit", "column", "flag"]))


@cache
def material(file: str, *beside: str) -> Material:
    """The material of a shipped workbook, with others beside it by their period."""
    stages = sorted((stage(each) for each in (*beside, file)), key=lambda each: each.release.period)
    return Material(stage(file), load_units(), {each.release.period: each for each in stages})


def changed(of: Material, **facts: str) -> Material:
    """The same with other facts: a demonstration, a draft, a reader's copy."""
    return replace(of, stage=replace(of.stage, release=replace(of.release, **facts)))


MONTHS = tuple(f"demo/province-2023-0{month}.xlsx" for month in range(1, 7))
PROVINCES, OLD_PROVINCES = "published/province-2024-34.xlsx", "published/province-2024.xlsx"
MINISTRIES = "published/ministry-services-2023.xlsx"


def drawn(
    template: str, of: Material, lang: str = "vi", size: str = "1-1", look: str = "light", **chosen: object
) -> Drawn:
    """A chart with the headline, unless another node is chosen."""
    return compose.draw(*_asked(template, of, lang, size, look, chosen))


def laid(template: str, of: Material, lang: str = "vi", size: str = "1-1", **chosen: object) -> Laid:
    """The same before there is a figure: many times as fast."""
    return compose.lay(*_asked(template, of, lang, size, "light", chosen))


def _asked(template: str, of: Material, lang: str, size: str, look: str, chosen: Mapping[str, object]):  # type: ignore[no-untyped-def]
    choices = Choices(**{"node": of.framework.headline.code, **chosen})  # type: ignore[arg-type]
    return TEMPLATES[template], of, choices, named(size), LOOKS[look], words(lang), MADE, ADDRESS


def labels(of: Drawn) -> list[Label]:
    """Every label of a chart, read back from its last trace."""
    trace, anchors = of.figure.data[-1], {"right": "left", "center": "center", "left": "right"}
    return [
        Label(x, y, unescape(text), letter, weight, colour, anchors[place.split()[1]])
        for x, y, text, letter, weight, colour, place in zip(
            trace.x, trace.y, trace.text, trace.textfont.size, trace.textfont.weight, trace.textfont.color,
            trace.textposition, strict=True,
        )
    ]  # fmt: skip


@cache
def programme(file: str = "programme/project06-2023.xlsx") -> Material:
    """The material of a programme's workbook: one release a period, the newest last."""
    scores, first = scores_of(file), stage(file)
    stages = {}
    for period in scores.periods:
        rows = scores.scores.index.get_level_values(0) == period
        release = replace(first.release, id=f"{first.release.id}-{period}", period=period)
        stages[period] = Stage(release, scores.where(rows), first.remarks)
    return Material(list(stages.values())[-1], load_units(), stages)


@cache
def usual(template: str) -> Material:
    """What a template is drawn with in the tests of files."""
    if template == "programme":
        return programme()
    if template == "merger":
        return replace(material(PROVINCES), before=stage(OLD_PROVINCES))
    if template in ("lines", "ranks", "slope", "comparison", "card"):
        return material(MONTHS[-1], *MONTHS[:-1])
    return material(PROVINCES)
