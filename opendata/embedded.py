"""What stands in an embed: a chart of a public release, as the templates of print tell it, without their weight."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from figures.press import compose, over_time
from figures.press.choices import Choices
from figures.press.material import Material
from figures.press.shape import Template, why_not
from figures.press.templates import TEMPLATES
from figures.words import Words
from opendata import embedded_drawings, embedded_tables
from opendata.embedded_parts import Make
from opendata.faults import Fault

KINDS: dict[str, Make] = {
    "ranking": embedded_tables.ranked, "ends": embedded_tables.ended, "map": embedded_drawings.mapped,
    "merger": embedded_drawings.merged, **embedded_drawings.OVER_TIME, "card": embedded_tables.carded,
    "comparison": embedded_tables.compared, "classes": embedded_tables.classed,
    "programme": embedded_drawings.promised,
}  # fmt: skip


def content(kind: str, material: Material, choices: Choices, words: Words) -> dict[str, Any]:
    """Everything that an embed of a kind shows, in words. Raises a Fault where it cannot be made of this release."""
    template = TEMPLATES[kind]
    checked(material, choices)
    drawable(template, material, words)
    choices = usual(template, material, choices)
    told = template.told(material, choices, words)
    return {
        "stamps": compose.stamps(material, words), "title": told.title, "subtitle": told.subtitle,
        "facts": facts(material, told.used, words), **KINDS[kind](material, choices, told, words)._asdict(),
    }  # fmt: skip


def drawable(template: Template, material: Material, words: Words) -> None:
    """Raises a Fault that says why a release cannot be drawn with a template."""
    if why := why_not(template, material):
        raise Fault(404, "no_embed", release=material.release.id, why=words.t(why))


def usual(template: Template, material: Material, choices: Choices) -> Choices:
    """The choices, with the leaders where lines would otherwise be nobody's."""
    if template.name not in embedded_drawings.OVER_TIME or choices.units:
        return choices
    return replace(choices, units=over_time.leaders(material, choices.node, template.name == "ranks"))


def checked(material: Material, choices: Choices) -> None:
    """Raises a Fault that names a unit, node or promise that the release does not have."""
    names = material.names("vi")
    strangers: Sequence[str] = [unit for unit in choices.units if unit not in names]
    if strangers:
        raise Fault(404, "no_such_unit", value=", ".join(strangers), release=material.release.id)
    promised = {node.code for node in material.framework.promised}
    known = {choices.node: material.framework.codes, choices.promise: {"", *promised}}
    for node, codes in known.items():
        if node not in codes:
            raise Fault(404, "no_such_node", value=node, release=material.release.id)


def facts(material: Material, used: Sequence[str], words: Words) -> list[str]:
    """The small print: source and licence; framework, origin, stage, day; the releases."""
    release, t = material.release, words.t
    moment = release.publish_at
    lines = [
        [f"{t('about.source')}: {release.source}" if release.source else "",
         f"{t('about.licence')}: {release.licence}" if release.licence else ""],
        [material.framework.names[words.lang], t(f"origin.{release.origin}"), t(f"stage.{release.stage}"),
         t("press.published", date=words.date(compose.day_of(moment))) if moment else "",
         f"{t('about.release')}: {', '.join(used)}"],
    ]  # fmt: skip
    return [" · ".join(part for part in line if part) for line in lines if any(line)]
