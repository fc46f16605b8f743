"""What can be taken home: the tables as the open data give them, the framework, the signed bundle."""

from collections.abc import Iterator
from dataclasses import dataclass

from figures import citation
from figures.words import Words
from opendata import parameters
from opendata.asked import Asked
from opendata.public import EVERYBODY
from opendata.resources import RESOURCES, V1, Resource
from opendata.static_edition.page import FILES, Page, of_part
from opendata.static_edition.parts import Part
from scoring.bundle.signing import KeyFormError
from store import bundles

TABLES = ("scores", "ranks", "indicators", "framework")
BUNDLES = "bundles"


@dataclass(frozen=True)
class File:
    """path: below the site; table: "" of a bundle."""

    path: str
    content: bytes
    table: str
    ending: str


def tables(part: Part, words: Words, base: str) -> Iterator[File]:
    """Every table in every format, byte for byte what the open data route of the same name gives at `base`."""
    for resource in (r for name in TABLES for r in RESOURCES if r.name == name):
        path = {"release": part.release.id, "framework": part.release.framework}
        path = {parameter.name: path[parameter.name] for parameter in resource.in_path}
        query = parameters.read([("lang", words.lang)], resource.parameters)
        asked = Asked(path, query, words, base, f"{base}{V1}{resource.path.format(**path)}")
        table = resource.find(asked).make()
        for form in resource.formats.values():
            yield File(_named(part, resource, form.ending, words), form.write(table, words), resource.name, form.ending)


def _named(part: Part, resource: Resource, ending: str, words: Words) -> str:
    stem = part.release.framework if resource.name == "framework" else f"{part.release.id}-{resource.name}"
    return f"{words.lang}/{of_part(part, f'data/{stem}.{ending}')}"


def bundle(part: Part) -> File | None:
    """The signed bundle, the same in every language; None where this installation has no key to sign with."""
    try:
        return File(
            f"{BUNDLES}/{bundles.filename(part.release)}", bundles.bundle(part.release, EVERYBODY), "", "zip"
        )  # fmt: skip
    except KeyFormError:
        return None


def page(part: Part, words: Words, found: list[File], address: str) -> Page:
    """What there is, how large, how to check it and how to cite it. `address`: where the release is read."""
    t = words.t
    offered = [
        {
            "title": t(f"opendata.table.{name}"),
            "files": [(f.path, f.ending.upper(), _size(f, words)) for f in found if f.table == name],
        }
        for name in TABLES
    ]
    whole = next(((f.path, _size(f, words)) for f in found if not f.table), None)
    cited = citation.apa(citation.of(part.release, part.scores.framework, address, None, words), words)
    framework, period = part.scores.framework, words.period_within(part.release.period)
    title = f"{t('edition.downloads')}: {framework.name(framework.headline.code, words.lang)}, {period}"
    return Page(
        of_part(part, FILES), "downloads.html", title, t("edition.downloads_long"), part,
        {"offered": offered, "bundle": whole, "cited": cited},
    )  # fmt: skip


def _size(of: File, words: Words) -> str:
    kilobytes = len(of.content) / 1024
    return (
        f"{words.number(max(1, round(kilobytes)))} KB"
        if kilobytes < 1024
        else f"{words.number(kilobytes / 1024, 1)} MB"
    )
