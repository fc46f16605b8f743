"""The whole edition as files: pages by language, downloads, assets, and what search engines ask for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from figures.facts import facts, mark
from figures.press import compose
from figures.words import LANGUAGES, NAMES, Words
from figures.words import words as words_in
from opendata.guide import TEMPLATES
from opendata.previews import LOCALES, SIZE
from opendata.static_edition import assets, files, geography, method, overview, page, ranking, trends, unit
from opendata.static_edition.page import Page
from opendata.static_edition.parts import Part

ROOT = "index.html"


@dataclass(frozen=True)
class Site:
    """parts: the releases; url: where the edition will be read; live: where the application is; "" for unknown."""

    parts: list[Part]
    url: str = ""
    live: str = ""
    assets: Mapping[str, str] = field(default_factory=dict)

    def read_at(self, part: Part, words: Words) -> str:
        """Where the release is read: in the application, else here; as a path where neither address is known."""
        here = f"{self.url}/{words.lang}/{page.of_part(part, page.RANKING)}"
        return here if self.url and not self.live else f"{self.live}/rankings?release={part.release.id}"


def contents(parts: list[Part], url: str = "", live: str = "") -> Iterator[tuple[str, bytes]]:
    """(path, content) of every file; the same releases and addresses give the same bytes."""
    named, kept = assets.made()
    site = Site(parts, url, live, named)
    yield from kept.items()
    paths = []
    bundles = {part.release.id: files.bundle(part) for part in parts}
    yield from ((file.path, file.content) for file in bundles.values() if file)
    for lang in LANGUAGES:
        words = words_in(lang)
        for made in _pages(site, words, bundles):
            if isinstance(made, files.File):
                yield made.path, made.content
            else:
                if made.is_found:
                    paths.append(made.path)
                yield f"{lang}/{made.path}", _rendered(site, made, words)
    yield ROOT, _choice(site)
    yield from _for_engines(site, sorted(set(paths)))


def _pages(site: Site, words: Words, bundles: Mapping[str, files.File | None]) -> Iterator[Page | files.File]:
    maps = {part.release.id: geography.drawn(part, words) for part in site.parts}
    yield overview.page(site.parts, maps, words)
    for part in site.parts:
        yield ranking.page(part, words)
        if on_map := maps[part.release.id]:
            yield geography.page(part, on_map, words)
        yield trends.page(part, words)
        yield method.page(part, words)
        found = list(files.tables(part, words, site.live))
        yield from found
        whole = bundles[part.release.id]
        yield files.page(part, words, [*found, whole] if whole else found, site.read_at(part, words))
        yield from unit.pages(part, words)


def _rendered(site: Site, made: Page, words: Words) -> bytes:
    part, up = made.part, "../" * made.path.count("/")
    here = f"{site.url}/{words.lang}/{made.path}" if site.url else ""
    told: dict[str, Any] = {"stamps": [], "facts": {}, "links": [], "mark": ""}
    if part is not None:
        release, framework = part.release, part.scores.framework
        told = {
            "stamps": compose.stamps(part.material, words), "mark": mark(release, words),
            "facts": {name: said for name, said in facts(release, framework, words).items() if said},
            "links": [(words.t(page.NAMES[name]), up + page.of_part(part, name), page.of_part(part, name) == made.path)
                      for name in page.names_of(part)],
        }  # fmt: skip
    title = f"{made.title} · {words.t('app.title')}" if part else made.title
    html = TEMPLATES.get_template(f"edition/{made.template}").render(
        t=words.t, words=words, page=made, part=part, title=": ".join(filter(None, [told["mark"], title])),
        up=up, root=f"{up}../", assets=site.assets, here=here, url=site.url, live=_live(site, part, words),
        languages=[(lang, NAMES[lang], f"{up}../{lang}/{made.path}") for lang in LANGUAGES],
        locale=LOCALES[words.lang], size=SIZE, **told, **made.shown,
    )  # fmt: skip
    return html.encode()


def _live(site: Site, part: Part | None, words: Words) -> str:
    """The same in the application, where its address is known."""
    if not site.live:
        return ""
    return (
        f"{site.live}/rankings?release={part.release.id}&lang={words.lang}"
        if part
        else f"{site.live}/?lang={words.lang}"
    )


def _choice(site: Site) -> bytes:
    """The first page of all: Vietnamese at once, the other languages by their names."""
    said = [(lang, NAMES[lang], words_in(lang).t("app.title")) for lang in LANGUAGES]
    return TEMPLATES.get_template("edition/choice.html").render(said=said, assets=site.assets, url=site.url).encode()


def _for_engines(site: Site, paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """`robots.txt`, and where the edition's address is known the map of its pages with their languages."""
    lines = ["User-agent: *", "Allow: /"]
    if site.url:
        lines.append(f"Sitemap: {site.url}/sitemap.xml")
        head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        urls = [_entry(site.url, path, lang) for path in paths for lang in LANGUAGES]
        yield "sitemap.xml", "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *urls, "</urlset>\n"]).encode()
    yield "robots.txt", ("\n".join(lines) + "\n").encode()


def _entry(url: str, path: str, lang: str) -> str:
    at = {each: escape(f"{url}/{each}/{path}") for each in LANGUAGES}
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{each}" href="{there}"/>' for each, there in at.items())
    return f"<url><loc>{at[lang]}</loc>{others}</url>"
