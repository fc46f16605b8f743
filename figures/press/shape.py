"""The one shape of all templates: what it tells, how high it wants to be, and how it is drawn in its room."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from figures.press.choices import LIMITS, Choices
from figures.press.material import Material
from figures.press.paper import Body, Room
from figures.words import Words


@dataclass(frozen=True, eq=False)
class Told:
    """What a template says of a material: the words around the chart, its figures, the chart in words.

    table: headings in the language. used: ids of the releases that are in the chart, the chosen one first. notes stand
    under the chart, credits in its small print. breaks: columns of the table from which lines begin anew.
    """

    title: str
    subtitle: str
    table: pd.DataFrame
    alt_short: str
    alt_long: str
    used: tuple[str, ...]
    notes: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """high: pixels that the body wants at a width, letters of a size; missing: the key of why it cannot be drawn of a
    material, "" where it can; takes: which choices change it; beside: whether it needs other releases.
    """

    name: str
    told: Callable[[Material, Choices, Words], Told]
    high: Callable[[Material, Choices, float, float, Words], float]
    draw: Callable[[Material, Choices, Room, Words], Body]
    missing: Callable[[Material], str]
    takes: frozenset[str] = field(default=frozenset({"node", "units"}))
    beside: bool = False


def why_not(template: Template, material: Material) -> str:
    """Why a material cannot be drawn with a template, as the key of a message; "" where it can.

    Promises are followed by a template of their own, and by no other.
    """
    if material.framework.is_programme and template.name != "programme":
        return "press.no_ranks"
    return template.missing(material)


def shortened(text: str, most: int = LIMITS["alt_short"]) -> str:
    """The first sentences that fit; words of the first one where not even that does."""
    if len(text) <= most:
        return text
    kept = text[: most + 1].rpartition(". ")[0]
    return f"{kept}." if len(kept) > most // 3 else f"{text[: most - 1].rpartition(' ')[0]}…"


def possible(_: Material) -> str:
    """For templates that any ranking can be drawn with."""
    return ""
