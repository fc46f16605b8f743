"""What a kit holds, as it was chosen, and the list of its charts."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from figures.press.choices import Choices
from figures.press.looks import LOOKS
from figures.press.material import Material
from figures.press.shape import why_not
from figures.press.sizes import SIZES, Size
from figures.press.templates import TEMPLATES
from figures.words import LANGUAGES

CARD = "card"
FORMATS = ("png", "svg", "pdf", "pptx", "html")
# Files of one kit; of them pages of HTML, each of which carries all that it needs: more than a megabyte.
MOST = {"files": 2_000, "pages": 150}


class BadSettings(ValueError):
    """Settings that describe no kit; the message says which."""


@dataclass(frozen=True)
class Settings:
    """templates: by name, each once a language and size; `cards`: one for every unit; scale: of PNG."""

    templates: tuple[str, ...]
    cards: bool
    langs: tuple[str, ...]
    sizes: tuple[str, ...]
    formats: tuple[str, ...] = ("png",)
    look: str = "light"
    scale: int = 1

    def as_data(self) -> dict[str, Any]:
        return {name: list(said) if isinstance(said, tuple) else said for name, said in vars(self).items()}


class Chart(NamedTuple):
    """One chart of a kit: where it stands in the archive, without an ending, and what it is."""

    stem: str
    template: str
    choices: Choices
    lang: str
    size: Size


def from_data(said: Mapping[str, Any]) -> Settings:
    """The settings that `as_data` wrote. Raises BadSettings."""
    known = {
        "templates": set(TEMPLATES), "langs": set(LANGUAGES), "sizes": set(SIZES), "formats": set(FORMATS)
    }  # fmt: skip
    try:
        made = Settings(
            **{name: tuple(said[name]) for name in known}, cards=bool(said["cards"]), look=said["look"],
            scale=said["scale"],
        )  # fmt: skip
    except (KeyError, TypeError) as fault:
        raise BadSettings(f"The settings of a kit lack {fault}.") from None
    for name, names in known.items():
        if unknown := set(getattr(made, name)) - names:
            raise BadSettings(f"{', '.join(sorted(map(str, unknown)))}: there are no such {name}.")
    if made.look not in LOOKS or made.scale not in (1, 2, 3, 4):
        raise BadSettings("The look or the scale is none of ours.")
    return made


def charts(material: Material, settings: Settings) -> list[Chart]:
    """Every chart of the kit that this release can be drawn as, in order. Raises BadSettings of too many."""
    found = list(_charts(material, settings))
    if code := too_many(settings, len(found)):
        raise BadSettings(f"A kit has at most {MOST[code]} {code}.")
    return found


def counted(settings: Settings, units: int) -> int:
    """How many charts a kit has at most, of so many units."""
    of_one = len(settings.templates) + (units if settings.cards else 0)
    return of_one * len(settings.langs) * len(settings.sizes)


def too_many(settings: Settings, charts: int) -> str:
    """Of what, as `MOST` calls it, so many charts would be too many; "" where they are not."""
    files = {"files": charts * len(settings.formats), "pages": charts if "html" in settings.formats else 0}
    return next((code for code, count in files.items() if count > MOST[code]), "")


def _charts(material: Material, settings: Settings) -> Iterator[Chart]:
    headline = material.framework.headline.code
    able = [name for name in TEMPLATES if name in settings.templates and not why_not(TEMPLATES[name], material)]
    with_cards = settings.cards and not why_not(TEMPLATES[CARD], material)
    for lang in settings.langs:
        names = material.names(lang)
        for size in map(SIZES.__getitem__, settings.sizes):
            for number, name in enumerate(able, start=1):
                stem = f"{lang}/{size.name}/{number:02d}-{name}"
                yield Chart(stem, name, Choices(node=headline), lang, size)
            for unit in units(material) if with_cards else ():
                stem = f"{lang}/{size.name}/cards/{unit}-{plain(names[unit])}"
                yield Chart(stem, CARD, Choices(node=headline, units=(unit,)), lang, size)


def units(material: Material) -> list[str]:
    """The units that have a score or a rank, as the block has them in order."""
    scores, headline = material.scores, material.framework.headline.code
    known = scores.scores[headline].notna() | scores.ranks[headline].notna()
    there = set(known[known].index.get_level_values(1))
    return [unit for unit in material.names("vi") if unit in there]


def plain(name: str) -> str:
    """A name for files: small letters without marks, hyphens between.

    >>> plain("Thừa Thiên Huế"), plain("Đà Nẵng")
    ('thua-thien-hue', 'da-nang')
    """
    bare = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(letter for letter in bare.lower() if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60]
