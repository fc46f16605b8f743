"""The templates, by name: all of one shape."""

from figures.press.shape import Template
from figures.press.templates import (
    card,
    classes,
    comparison,
    ends,
    lines,
    map,
    merger,
    programme,
    ranking,
    ranks,
    slope,
)

TEMPLATES: dict[str, Template] = {
    each.TEMPLATE.name: each.TEMPLATE
    for each in (ranking, ends, map, merger, ranks, lines, slope, card, comparison, classes, programme)
}
