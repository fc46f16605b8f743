"""Whether a file that goes round is genuine: by the file itself, which streams through and is not kept, or by its code.

Whoever asks, asks as a visitor: nothing is said of what is not public, not even that it exists.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from figures.provenance import verdict as verdicts
from figures.provenance.apart import MOST_BYTES, Busy, Looked, TooLarge, TooSlow, look
from figures.provenance.mark import content_of, read_code
from figures.provenance.verdict import Verdict, judged
from figures.words import Words
from opendata import faults, parameters
from opendata.doors import words_of
from opendata.faults import Fault
from opendata.limits import Limit, client_of
from opendata.posted import Broken, file_in
from scoring.bundle.signing import KeyFormError
from store import Viewer, clock, keys, pictures, start

PATH = "/opendata/v1/verify"
EVERYBODY = Viewer()
_MARGIN = 64 * 1024  # a form's own lines around its file


class Screen(Protocol):
    """How an answer is shown to a person; programs get JSON."""

    FORM: str  # its address

    def routes(self) -> list[Route]: ...
    def words(self, request: Request) -> Words: ...
    def verdict(self, request: Request, found: Verdict) -> Response: ...
    def fault(self, request: Request, said: str, status: int) -> Response: ...


def routes(screen: Screen, limit: Limit | None = None) -> list[Route]:
    """POST a file (as it is, or as a form's only file), or GET by the code on a picture."""
    of_client = limit or Limit(burst=12, per_minute=30)

    async def file(request: Request) -> Response:
        return await _answered(request, screen, of_client, _of_file)

    async def code(request: Request) -> Response:
        return await _answered(request, screen, of_client, _of_code)

    posts = [Route(path, file, methods=["POST"]) for path in (PATH, screen.FORM)]
    return [*screen.routes(), *posts, Route(PATH + "/{code}", code, methods=["GET"])]


async def _answered(
    request: Request, screen: Screen, limit: Limit, ask: Callable[[Request], Awaitable[Verdict]]
) -> Response:
    is_person = "text/html" in request.headers.get("accept", "")
    try:
        if wait := limit.wait(client_of(request)):
            raise faults.too_many(wait)
        if request.url.path.startswith(PATH):
            parameters.read(request.query_params.multi_items(), (parameters.LANG,))
        if not start.progress().ready:
            raise Fault(503, "starting", {"Retry-After": "5"})
        found = await ask(request)
    except Fault as fault:
        if not is_person:
            return faults.answer(fault, words_of(request), request.url.path)
        told = faults.told(fault, screen.words(request), request.url.path)
        answer = screen.fault(request, f"{told['title']} {told['detail']}", fault.status)
        answer.headers.update(fault.headers)
    else:
        said = words_of(request)
        shown = is_person and screen.verdict(request, found)
        answer = shown or JSONResponse(found.as_data(said), headers={"Content-Language": said.lang})
    answer.headers["Cache-Control"] = "no-store"
    return answer


async def _of_file(request: Request) -> Verdict:
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > MOST_BYTES + _MARGIN:
        raise _too_large()
    try:
        looked = await look(_parts(request))
    except TooLarge:
        raise _too_large() from None
    except TooSlow:
        raise Fault(408, "file_slow") from None
    except Busy:
        raise Fault(503, "files_busy", {"Retry-After": "10"}) from None
    except Broken:
        raise Fault(400, "no_file") from None
    if looked is None:  # reading it reached the limits: nothing of ours does
        return Verdict(verdicts.UNMARKED)
    if not looked.size:
        raise Fault(400, "no_file")
    return await run_in_threadpool(of_file, looked)


def _too_large() -> Fault:
    return Fault(413, "file_large", most=MOST_BYTES // 2**20)


def _parts(request: Request) -> AsyncIterator[bytes]:
    kind = request.headers.get("content-type", "")
    return file_in(request.stream(), kind) if kind.lower().startswith("multipart/") else request.stream()


async def _of_code(request: Request) -> Verdict:
    try:
        code = parameters.CODE.read(request.path_params["code"])
    except parameters.Unfit as unfit:
        raise Fault(404, "parameters", parameters=[("code", unfit.code, unfit.said)]) from None
    return await run_in_threadpool(of_code, code)


def of_file(looked: Looked) -> Verdict:
    """The verdict on a file that was read."""
    found, at = looked.found, clock.now()
    file: dict[str, Any] = {"kind": found.kind or None, "sha256": looked.sha256, "bytes": looked.size}
    if found.mark is None:
        return Verdict(verdicts.UNMARKED, file=file)
    how = pictures.standing(EVERYBODY, found.mark.releases, at)
    here = {release.id: release.manifest for release in how.releases}
    content = content_of(here) if set(here) == set(found.mark.releases) else None
    try:
        own = keys.public_keys()
    except KeyFormError:  # the operator's log says why
        own = []
    said = judged(found, how.state, content, own)
    if said == verdicts.UNKNOWN:
        return Verdict(said, file=file)
    file |= {"signed_with": found.key or None, "mark": found.mark.as_data()}
    of = of_code(found.mark.code)
    stone = how.stone
    return Verdict(
        said, of.code, found.mark.releases, how.state, how.by, stone.reason if stone else "",
        stone.withdrawn_at if stone else None, file, of.picture,
    )  # fmt: skip


def of_code(typed: str) -> Verdict:
    """What is to be said of a picture of which only the code is known."""
    code = read_code(typed)
    found = pictures.of_code(EVERYBODY, code, clock.now()) if code else None
    if found is None:
        return Verdict(verdicts.UNKNOWN)
    made, how = found
    said = {
        "template": made.template, "options": dict(made.options), "language": made.lang,
        "made_at": f"{made.made_at:%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip
    stone = how.stone
    return Verdict(
        verdicts.UNTOLD, made.code, made.releases, how.state, how.by, stone.reason if stone else "",
        stone.withdrawn_at if stone else None, picture=said,
    )  # fmt: skip
