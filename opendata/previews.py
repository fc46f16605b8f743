"""What other sites show of a link to a page of ours: title, sentence and picture of the chart at that address.

Everything passes the gate as a visitor: of what is not public, a link tells no more than one to the first page.
"""

import logging
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from figures.exports.browser import Crowded, NoBrowser
from figures.exports.png import png
from figures.press import compose
from figures.press.choices import Choices
from figures.press.fit import NoRoom
from figures.press.looks import LOOKS
from figures.press.material import Material
from figures.press.shape import Template, why_not
from figures.press.sizes import SIZES
from figures.press.templates import TEMPLATES
from figures.provenance.stamps import Signer, stamp
from figures.words import LANGUAGES, Words
from figures.words import words as words_in
from opendata import answers, charted, doors, embedded, embeds, parameters, public
from opendata.asked import A_WHILE
from opendata.charted import Query
from opendata.faults import Fault
from opendata.kept import Content, kept
from opendata.limits import Limit
from opendata.listed import key_of
from scoring.periods import kind as kind_of
from store import Release, change_in_force, clock, keys, pictures
from store.alike import Beside
from store.releases import preferred

log = logging.getLogger(__name__)
# What is shown in place of a chart that cannot be drawn of a release, the first that can.
_INSTEAD = ("map", charted.OTHERWISE, "programme")
_READ = {"node", "unit", "units", "n", "ends", "promise"}  # of a page's query, what chooses a chart
SIZE = SIZES["og"]
STATIC = "/files/frame/preview.png"
LOCALES = {"vi": "vi_VN", "en": "en_GB", "es": "es_ES"}
_LIMIT = Limit(burst=30, per_minute=30)


class Told(NamedTuple):
    """Of a link: its title, a sentence, and the address of its picture below the installation's."""

    title: str
    said: str
    picture: str


def routes() -> list[Route]:
    """The pictures of links."""
    return [Route("/preview/{release}/{kind}.png", doors.door(_picture, _LIMIT), methods=["GET"])]


def tags(connection: HTTPConnection, lang: str) -> str:
    """The tags for the head of the page at an address; it reads the store: not for the event loop."""
    words, base = words_in(lang), doors.base(connection)
    page = connection.url.path.rstrip("/").rpartition("/")[2]
    given = connection.query_params.multi_items()
    try:
        told = _told(page, Query.of(given), words)
    except Fault:  # nothing public is there, or nothing yet
        told = None
    except Exception:  # a link's preview is no reason to keep the page itself back
        log.exception("no preview of %s", page)
        told = None
    told = told or Told(words.t("app.title"), words.t("preview.summary"), STATIC)
    here = f"{base}{connection.url.path}{f'?{urlencode(given)}' if given else ''}"
    said = {
        "og:type": "website", "og:site_name": words.t("app.title"), "og:locale": LOCALES[lang], "og:url": here,
        "og:title": told.title, "og:description": told.said, "og:image": f"{base}{told.picture}",
        "og:image:type": "image/png", "og:image:width": f"{SIZE.width:g}", "og:image:height": f"{SIZE.height:g}",
        "og:image:alt": told.said,
    }  # fmt: skip
    named = {
        "description": told.said, "twitter:card": "summary_large_image", "twitter:title": told.title,
        "twitter:description": told.said, "twitter:image": f"{base}{told.picture}",
    }  # fmt: skip
    lines = [f'<meta property="{name}" content="{escape(text)}" />' for name, text in said.items()]
    return "\n    ".join([*lines, *(f'<meta name="{n}" content="{escape(text)}" />' for n, text in named.items())])


def _told(page: str, query: Query, words: Words) -> Told | None:
    """None where nothing is in force. Raises a Fault where the address names what is not public."""
    release = public.release(query.one("release")) if query.one("release") else _usual(page, query)
    if release is None:
        return None
    kind = charted.kind(page, query, release)
    lang = query.one("chart_lang") if page == "press" and query.one("chart_lang") in LANGUAGES else words.lang
    others = public.beside(release, TEMPLATES[kind])
    chosen = tuple((name, tuple(values)) for name, values in sorted(query.given.items()) if name in _READ)
    return _worded(kind, chosen, lang, release, others, change_in_force())


def _usual(page: str, query: Query) -> Release | None:
    """What a page shows without a release in its address."""
    found = [r for r in public.releases() if r.is_in_force]
    if page == "programme":
        return preferred([r for r in found if public.is_programme(r)])
    if page == "halfyear":
        found = [r for r in found if kind_of(r.period) != "year" and not public.is_programme(r)]
    blocks = {r.block for r in found}
    return preferred(found, query.one("block") if query.one("block") in blocks else None)


@lru_cache(maxsize=512)
def _worded(
    kind: str, chosen: tuple[tuple[str, tuple[str, ...]], ...], lang: str, release: Release, others: Beside,
    _: str | None,
) -> Told:  # fmt: skip
    """Of releases that everybody may read, each with its state; the last is the change of units in force."""
    words, material = words_in(lang), public.material(release, others)
    instead = _INSTEAD if kind == "merger" else _INSTEAD[1:]
    kind = next(name for name in (kind, *instead) if not why_not(TEMPLATES[name], material))
    template, query = TEMPLATES[kind], Query({name: list(values) for name, values in chosen})
    choices = embedded.usual(template, material, charted.choices(kind, query, material))
    told = template.told(material, choices, words)
    stamped = [words.t("stamp.demonstration")] if release.is_demonstration else []
    title = f"{told.title} · {told.subtitle}" if kind == "card" else told.title
    said = " ".join([*(f"{stamp}." for stamp in stamped), told.alt_short])
    picture = f"/preview/{release.id}/{kind}.png?{urlencode(charted.asked(choices, lang), safe=',')}"
    return Told(": ".join([*stamped, title]), said, picture)


async def _picture(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in TEMPLATES:
        raise Fault(404, "unknown_embed", value=kind[:40], known=", ".join(TEMPLATES))
    query = parameters.read(request.query_params.multi_items(), embeds.CHOSEN)
    words, base = doors.words_of(request), doors.base(request)
    try:
        made = await doors.work(_drawn, request.path_params["release"], kind, query, words, base)
    except (NoBrowser, Crowded):
        return RedirectResponse(STATIC, 302, {"Cache-Control": "no-store"})
    headers = {"ETag": f'"{made.version}"', "Cache-Control": f"public, max-age={A_WHILE}"}
    if answers.has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(made.body, headers=headers, media_type="image/png")


def _drawn(name: str, kind: str, query: Mapping[str, Any], words: Words, base: str) -> Content:
    release, template = public.release(name), TEMPLATES[kind]
    others = public.beside(release, template)
    material = public.material(release, others)
    choices = embeds.choices(query, material)
    embedded.checked(material, choices)
    embedded.drawable(template, material, words)
    choices = embedded.usual(template, material, choices)
    return kept(
        ("preview", kind, key_of(release), public.keys_of(others), choices, words.lang, base),
        lambda: _png(material, template, choices, words, base),
    )


def _png(material: Material, template: Template, choices: Choices, words: Words, base: str) -> bytes:
    """Marked and signed like every picture that leaves, so that it can be checked wherever it goes."""
    try:
        drawn = compose.draw(template, material, choices, SIZE, LOOKS["light"], words, clock.now(), f"{base}/verify")
    except NoRoom as fault:
        raise Fault(404, "no_embed", release=material.release.id, why=words.t("press.no_room")) from fault
    made = png(drawn)
    pictures.leaves(public.EVERYBODY, drawn.mark, clock.now())
    return stamp(made, "png", drawn.mark, Signer.of(keys.signer()))
