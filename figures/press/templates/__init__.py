"""The templates, by name: all of one shape."""

from figures.press.shape import Template
from figures.press.templates import ranking

TEMPLATES: dict[str, Template] = {each.TEMPLATE.name: each.TEMPLATE for each in (ranking,)}
