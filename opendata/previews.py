"""What other sites show of a link to a page of ours: title, sentence and picture of the chart at that address.

Everything passes the gate as a visitor: of what is not public, a link tells no more than one to the first page.
"""

import logging
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from figures.exports.browser import NoBrowser
from figures.exports.png import png
from figures.press import compose
from figures.press.choices import Choices
from figures.press.looks import LOOKS
from figures.press.material import Material
from figures.press.sizes import SIZES
from figures.press.templates import TEMPLATES
from figures.provenance.stamps import Signer, stamp
from figures.words import Words
from figures.words import words as words_in
from opendata import answers, doors, embedded, parameters, public
from opendata.asked import A_WHILE
from opendata.data import KEPT
from opendata.faults import Fault
from opendata.limits import Limit
from opendata.listed import key_of
from store import Release, clock, keys, pictures
from store.pictures import Picture
from store.releases import preferred

log = logging.getLogger(__name__)
# Page → the template that is nearest to what it shows; of one release alone, and quickly drawn.
_OF_PAGE = {"unit": "card", "map": "map", "compare": "comparison"}
_OTHERWISE = "ranking"
KINDS = ("ranking", "card", "map", "comparison")
SIZE = SIZES["og"]
STATIC = "/files/frame/preview.png"
_LOCALES = {"vi": "vi_VN", "en": "en_GB", "es": "es_ES"}
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
    query = dict(connection.query_params)
    try:
        told = _told(page, query, words)
    except Fault:  # nothing public is there, or nothing yet
        told = None
    except Exception:  # a link's preview is no reason to keep the page itself back
        log.exception("no preview of %s", page)
        told = None
    told = told or Told(words.t("app.title"), words.t("preview.summary"), STATIC)
    here = f"{base}{connection.url.path}{f'?{urlencode(query)}' if query else ''}"
    said = {
        "og:type": "website", "og:site_name": words.t("app.title"), "og:locale": _LOCALES[lang], "og:url": here,
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


def _told(page: str, query: Mapping[str, str], words: Words) -> Told | None:
    """None where nothing is in force. Raises a Fault where the address names what is not public."""
    if "release" in query:
        release = public.release(query["release"])
    else:
        found = preferred([r for r in public.releases() if r.is_in_force])
        if found is None:
            return None
        release = found
    kind = _OF_PAGE.get(page, _OTHERWISE)
    chosen = tuple((name, query.get(name, "")) for name in ("node", "unit", "units"))
    return _worded(key_of(release), kind, chosen, words.lang, release)


@lru_cache(maxsize=512)
def _worded(
    key: tuple[str, ...], kind: str, chosen: tuple[tuple[str, str], ...], lang: str, release: Release
) -> Told | None:  # fmt: skip
    """Of a release that everybody may read; `key` changes with its state."""
    words, material = words_in(lang), public.material(release)
    if TEMPLATES[kind].missing(material):
        kind = _OTHERWISE
    if material.framework.is_programme:
        return None
    choices = _choices(material, kind, dict(chosen))
    told = TEMPLATES[kind].told(material, choices, words)
    stamped = [words.t("stamp.demonstration")] if release.is_demonstration else []
    title = ": ".join([*stamped, f"{told.title} · {told.subtitle}" if kind == "card" else told.title])
    asked = {"lang": lang, "node": choices.node, "unit": ",".join(choices.units)}
    query = urlencode({name: value for name, value in asked.items() if value}, safe=",")
    return Told(title, " ".join([*(f"{s}." for s in stamped), told.alt_short]), f"/preview/{release.id}/{kind}.png?{query}")  # fmt: skip  # noqa: E501


def _choices(material: Material, kind: str, query: Mapping[str, str]) -> Choices:
    """What the address of a page chooses, as far as the release has it."""
    names = material.names("vi")
    wanted = query.get("units" if kind == "comparison" else "unit", "").split(",")
    units = tuple(unit for unit in dict.fromkeys(wanted) if unit in names)
    node = query.get("node", "")
    return Choices(
        node=node if node in material.framework.codes else material.framework.headline.code,
        units=units[:6] if kind in ("card", "comparison") else (),
    )


async def _picture(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in KINDS:
        raise Fault(404, "unknown_embed", value=kind[:40], known=", ".join(KINDS))
    given = (parameters.NODE, parameters.UNIT, parameters.LANG)
    query = parameters.read(request.query_params.multi_items(), given)
    words, base = doors.words_of(request), doors.base(request)
    try:
        made = await doors.work(_drawn, request.path_params["release"], kind, query, words, base)
    except NoBrowser:
        return RedirectResponse(STATIC, 302, {"Cache-Control": "no-store"})
    headers = {"ETag": f'"{made.version}"', "Cache-Control": f"public, max-age={A_WHILE}"}
    if answers.has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(made.body, headers=headers, media_type="image/png")


def _drawn(name: str, kind: str, query: Mapping[str, tuple[str, ...]], words: Words, base: str):  # type: ignore[no-untyped-def]
    release = public.release(name)
    material = public.material(release)
    node = (query.get("node") or (material.framework.headline.code,))[0]
    choices = Choices(node=node, units=tuple(query.get("unit") or ()))
    embedded.checked(material, choices)
    if why := TEMPLATES[kind].missing(material):
        raise Fault(404, "no_embed", release=release.id, why=words.t(why))
    return KEPT.get(
        ("preview", kind, key_of(release), choices.node, choices.units, words.lang, base),
        lambda: _png(release, material, kind, choices, words, base),
    )


def _png(release: Release, material: Material, kind: str, choices: Choices, words: Words, base: str) -> bytes:
    """Marked and signed like every picture that leaves, so that it can be checked wherever it goes."""
    drawn = compose.draw(
        TEMPLATES[kind], material, choices, SIZE, LOOKS["light"], words, clock.now(), f"{base}/verify"
    )  # fmt: skip
    made, mark, signer = png(drawn), drawn.mark, keys.signer()
    picture = Picture(mark.code, mark.releases, mark.template, mark.options, mark.lang, mark.made)
    pictures.keep(public.EVERYBODY, [release], picture)
    return stamp(made, "png", mark, Signer(*signer) if signer else None)
