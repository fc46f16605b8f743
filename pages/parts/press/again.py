"""A picture drawn again from what the store kept of it: the genuine one, beside which a copy can be laid."""

from collections.abc import Sequence

from figures.press import compose
from figures.press.choices import from_options
from figures.press.drawn import Drawn
from figures.press.fit import NoRoom
from figures.press.looks import LOOKS
from figures.press.shape import why_not
from figures.press.sizes import OutOfBounds, named
from figures.press.templates import TEMPLATES
from figures.words import words
from pages.parts.press.material import beside, material
from store import Release, Viewer
from store.pictures import Picture


def drawn(made: Picture, releases: Sequence[Release], seen: list[Release], viewer: Viewer, where: str) -> Drawn | None:
    """The picture as its code says, of the day on which it first left; None where it cannot be drawn any more."""
    template, options = TEMPLATES.get(made.template), dict(made.options)
    look = LOOKS.get(str(options.get("look")))
    if template is None or look is None:
        return None
    try:
        # It stood beside those releases alone that are named in it.
        others = [each for each in seen if each.id in made.releases and each.id != releases[0].id]
        of = material(releases[0], beside(releases[0], [releases[0], *others], template), viewer)
        if why_not(template, of):
            return None
        size = named(str(options.get("size")))
        return compose.draw(template, of, from_options(options), size, look, words(made.lang), made.made_at, where)
    except (NoRoom, OutOfBounds, KeyError):
        return None
