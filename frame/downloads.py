"""What of a release can be fetched by its address: the signed bundle, the uploaded files; and the keys of bundles.

Whoever may not know that a release exists gets the same answer as for one that does not. One address fetches so many a
minute, and the server makes two at a time: a bundle is packed anew each time.
"""

import asyncio
import hashlib
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frame import forms, kits, signed_in
from frame.accounts import Door, door
from frame.guesses import Guesses
from scoring.bundle.signing import KeyFormError
from store import bundles, clock, contents, gate, keys
from store.contents import FilesDeleted
from store.releases import Release
from store.rights import NotAllowed
from store.viewers import Viewer

log = logging.getLogger(__name__)
_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv; charset=utf-8",
    ".zip": "application/zip",
}
_NUMBER = re.compile(r"[0-9]{1,6}")
# A release can be withdrawn at any moment: a cache asks again each time.
_PUBLIC, _OTHERS = "public, no-cache", "private, no-store"


_makers = ThreadPoolExecutor(2, thread_name_prefix="downloads")


class Found(NamedTuple):
    """A file to send."""

    name: str
    content: bytes


def routes(pace: Guesses) -> list[Route]:
    """The routes over releases, each address as often as `pace` says, and of the public keys."""
    return [
        Route("/releases/{release}/bundle.zip", door(_paced(_bundle, pace))),
        Route("/releases/{release}/files/{number}", door(_paced(_file, pace))),
        Route("/releases/{release}/kits/{kit}.zip", door(_paced(_kit, pace)), methods=["GET"]),
        Route("/.well-known/dti-key", door(_key)),
    ]


def _paced(answer: Door, pace: Guesses) -> Door:
    async def paced(request: Request) -> Response:
        seconds = pace.wait(request)
        if not seconds:
            return await answer(request)
        response = _said(request, forms.words_of(request).t("release.too_many", seconds=seconds), 429)
        response.headers["Retry-After"] = str(seconds)
        return response

    return paced


async def _bundle(request: Request) -> Response:
    def fetch(release: Release, viewer: Viewer) -> Found:
        return Found(bundles.filename(release), bundles.bundle(release, viewer))

    return await _fetched(request, fetch)


async def _file(request: Request) -> Response:
    given = request.path_params["number"]
    # Not by the router, which fails on a number of thousands of digits.
    number = int(given) if _NUMBER.fullmatch(given) else 0

    def fetch(release: Release, viewer: Viewer) -> Found | None:
        files = contents.workbooks(release, viewer)
        kept = gate.submission(viewer, release.submission, clock.now())
        names = kept.filenames if kept else ()
        if not 1 <= number <= len(files):
            return None
        name = PurePath(names[number - 1]).name if number <= len(names) else f"{release.id}-{number}"
        return Found(name, files[number - 1])

    return await _fetched(request, fetch)


async def _kit(request: Request) -> Response:
    return await kits.answer(request) or await _nothing(request, request.path_params["release"])


async def _fetched(request: Request, fetch: Callable[[Release, Viewer], Found | None]) -> Response:
    words, name = forms.words_of(request), request.path_params["release"]
    viewer = await run_in_threadpool(signed_in.viewer, request)
    release = await run_in_threadpool(gate.one, viewer, name, clock.now())
    if release is None:
        return await _nothing(request, name)
    try:
        found = await asyncio.get_running_loop().run_in_executor(_makers, fetch, release, viewer)
    except FilesDeleted as fault:
        return _said(request, words.t("release.files_deleted", date=words.date(clock.to_local(fault.when))), 410)
    except NotAllowed as fault:
        told = words.t("release.not_public") if fault.code == "state" else words.t("release.not_yours")
        return _said(request, told, 403)
    except KeyFormError as fault:
        log.error("a bundle could not be signed: %s", fault)
        return _said(request, words.t("release.no_key"), 503)
    return _sent(request, found, release) if found else await _nothing(request, "")


def _sent(request: Request, found: Found, release: Release) -> Response:
    tag = f'"{hashlib.sha256(found.content).hexdigest()[:32]}"'
    headers = {"Cache-Control": _PUBLIC if release.is_public else _OTHERS, "ETag": tag}
    if release.is_public and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    kind = _TYPES.get(PurePath(found.name).suffix.lower(), "application/octet-stream")
    # Always to be saved, never shown: an uploaded file is somebody's, and has our address.
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return Response(found.content, media_type=kind, headers=headers)


async def _nothing(request: Request, name: str) -> Response:
    """What stands where nothing is, or nothing that this reader may know of: 410 where it was public once."""
    words = forms.words_of(request)
    stone = await run_in_threadpool(gate.tombstone, name) if name else None
    if stone is None:
        return _said(request, words.t("release.unknown"), 404)
    published, withdrawn = (words.moment(clock.to_local(when)) for when in (stone.published_at, stone.withdrawn_at))
    period = words.period(stone.period)
    told = words.t(
        "release.withdrawn", period=period, published=published, withdrawn=withdrawn, reason=stone.reason
    )  # fmt: skip
    return _said(request, told, 410)


def _said(request: Request, sentence: str, status: int) -> Response:
    words = forms.words_of(request)
    below = [(words.t("account.back"), f"/?lang={words.lang}")]
    return forms.page(request, words.t("release.title"), intro=sentence, links=below, status=status)


async def _key(request: Request) -> Response:
    try:
        found = await run_in_threadpool(keys.document)
    except KeyFormError as fault:
        log.error("there is no key for bundles: %s", fault)
        return JSONResponse({"current": "", "keys": []}, 503, headers={"Cache-Control": "no-store"})
    return JSONResponse(found, headers={"Cache-Control": "public, max-age=300"})
