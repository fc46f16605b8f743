"""Charts for pages of other sites: small, without cookies, kept by caches, as high as what is in them.

`/embed/RELEASE/KIND` shows that release for ever and says when a newer one exists; `/embed/latest/BLOCK/KIND` leads to
the newest. `/embed/host.js` is the script that gives the frame its height on the page around it.
"""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from figures import small_style
from figures.embedding import MOST
from figures.press.choices import Choices
from figures.press.looks import LOOKS
from figures.press.material import Material
from figures.press.templates import TEMPLATES
from figures.words import Words
from opendata import answers, charted, doors, embedded, guide, parameters, public
from opendata.asked import A_WHILE, BRIEFLY
from opendata.faults import Fault
from opendata.kept import content, kept
from opendata.listed import key_of
from opendata.parameters import Parameter
from scoring.periods import span
from store import Release
from store.alike import Beside

LOOK = Parameter("look", choices=lambda: ("light", "dark", "auto"), standard="light")
FIRST = Parameter("n", low=1, high=MOST, standard=10)
CHOSEN = (parameters.NODE, parameters.UNIT, parameters.PROMISE, parameters.ENDS, FIRST, parameters.LANG)
QUERY = (*CHOSEN, LOOK)
_STATIC = Path(__file__).resolve().parent / "static"
_SCRIPT = (_STATIC / "inner.js").read_text(encoding="utf-8").strip()
_SUM = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
# Any page may frame it; it may load nothing and run nothing but its own line of script.
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_SUM}'; frame-ancestors *; "
        "base-uri 'none'; form-action 'none'"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_HTML = "text/html; charset=utf-8"


def routes() -> list[Route]:
    """The embeds, those that follow the newest release, and the script for the page around them."""
    methods = ["GET"]
    return [
        Route("/embed/host.js", doors.door(_host), methods=methods),
        Route("/embed/latest/{block}/{kind}", doors.door(_latest, say=_said), methods=methods),
        Route("/embed/{release}/{kind}", doors.door(_frozen, say=_said), methods=methods),
    ]


async def _host(request: Request) -> Response:
    made = content((_STATIC / "host.js").read_bytes())
    return _sent(request, made.body, made.version, "text/javascript; charset=utf-8", 24 * 3600)


async def _latest(request: Request) -> Response:
    block, kind = request.path_params["block"], _kind(request)
    read = parameters.read(request.query_params.multi_items(), (parameters.DIVISION, parameters.FRAMEWORK, *QUERY))
    try:
        parameters.BLOCK.read(block)
    except parameters.Unfit as unfit:
        raise Fault(404, "parameters", parameters=[("block", unfit.code, unfit.said)]) from None
    found = await doors.work(public.latest, block, read.get("division"), read.get("framework"))
    rest = [pair for pair in request.query_params.multi_items() if pair[0] not in ("division", "framework")]
    there = f"/embed/{found.id}/{kind}{f'?{urlencode(rest)}' if rest else ''}"
    return RedirectResponse(there, 307, {**HEADERS, "Cache-Control": f"public, max-age={BRIEFLY}"})


async def _frozen(request: Request) -> Response:
    kind = _kind(request)
    query = parameters.read(request.query_params.multi_items(), QUERY)
    words, base = doors.words_of(request), doors.base(request)
    made = await doors.work(_page, request.path_params["release"], kind, query, words, base)
    return _sent(request, made.body, made.version, _HTML, A_WHILE)


def _kind(request: Request) -> str:
    kind = str(request.path_params["kind"])
    if kind not in embedded.KINDS:
        raise Fault(404, "unknown_embed", value=kind[:40], known=", ".join(embedded.KINDS))
    return kind


def _page(name: str, kind: str, query: Any, words: Words, base: str) -> Any:
    release = public.release(name)
    newest, others = _newer(release), public.beside(release, TEMPLATES[kind])
    given = tuple(sorted((key, value) for key, value in query.items() if value is not None))
    key = ("embed", kind, key_of(release), public.keys_of(others), newest and newest.id, given, base)
    return kept(key, lambda: _drawn(release, others, newest, kind, query, words, base))


def choices(query: Mapping[str, Any], material: Material) -> Choices:
    """What the query of an embed, or of a link's picture, chooses of a chart."""
    node = (query.get("node") or (material.framework.headline.code,))[0]
    return Choices(
        node=node, units=tuple(query.get("unit") or ()), n=query["n"], ends=query["ends"],
        promise=query.get("promise") or "",
    )  # fmt: skip


def _drawn(
    release: Release, others: Beside, newest: Release | None, kind: str, query: Any, words: Words, base: str
) -> bytes:
    material = public.material(release, others)
    chosen = choices(query, material)
    shown = embedded.content(kind, material, chosen, words)
    chosen = embedded.usual(TEMPLATES[kind], material, chosen)
    newer = _newer_said(release, newest, words, base) if newest else None
    html = guide.TEMPLATES.get_template("embed.html").render(
        words=words, look=query["look"], newer=newer, script=_SCRIPT, looks=LOOKS,
        colours=small_style.colours, rules=small_style.RULES,
        address=f"{base}{charted.page(kind, material, chosen, words.lang)}", **shown,
    )  # fmt: skip
    return html.encode()


def _newer(release: Release) -> Release | None:
    """What took the release's place, else the release in force of a later period in its block and division."""
    if release.superseded_by:
        return public.release(release.superseded_by)
    try:
        newest = public.latest(release.block, release.division)
    except Fault:
        return None
    later = newest.id != release.id and span(newest.period)[1] > span(release.period)[1]
    return newest if later else None


def _newer_said(release: Release, newest: Release, words: Words, base: str) -> dict[str, str]:
    key = "embed.corrected" if release.superseded_by else "embed.newer"
    address = f"{base}/rankings?{urlencode({'release': newest.id, 'lang': words.lang})}"
    return {
        "said": words.t(key, period=words.period(release.period)), "address": address,
        "link": f"{words.t('embed.see')} ({words.period(newest.period)})",
    }  # fmt: skip


def _sent(request: Request, body: bytes, version: str, kind: str, seconds: int) -> Response:
    headers = {**HEADERS, "ETag": f'"{version}"', "Cache-Control": f"public, max-age={seconds}"}
    if answers.has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=kind)


def _said(fault: Fault, words: Words, path: str) -> Response:
    """A fault as a small page in the frame, for readers of the page around it."""
    response = guide.fault(fault, words, path, _SCRIPT)
    response.headers.update(HEADERS)
    return response
