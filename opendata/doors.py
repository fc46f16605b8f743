"""What stands before every route: who may read, how often, and how a fault is said. The work is done in threads."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from figures.address import public_url
from figures.words import Words, best_language
from figures.words import words as words_in
from opendata import answers, faults
from opendata.faults import Fault
from opendata.limits import Limit, client_of

log = logging.getLogger(__name__)
Endpoint = Callable[[Request], Awaitable[Response]]
Say = Callable[[Fault, Words, str], Response]
LIMIT = Limit(burst=120, per_minute=240)
# Two at a time: whoever reads tables must not take the server from those who read pages.
_workers = ThreadPoolExecutor(2, thread_name_prefix="opendata")
_T = TypeVar("_T")


async def work(call: Callable[..., _T], *given: Any, **named: Any) -> _T:
    """Call what reads the store in a thread of our own."""
    return await asyncio.get_running_loop().run_in_executor(_workers, partial(call, *given, **named))


def words_of(request: Request) -> Words:
    """The language of the address alone, else Vietnamese: an answer that caches share hangs on nothing else."""
    return words_in(best_language(request.query_params.get("lang")))


def base(request: HTTPConnection) -> str:
    """The address of this installation, as the operator says it, else as it was asked for."""
    return public_url() or f"{request.url.scheme}://{request.url.netloc}"


def door(endpoint: Endpoint, limit: Limit = LIMIT, say: Say = faults.answer) -> Endpoint:
    """The endpoint for everybody, as often as `limit` lets one client; `say` answers faults."""

    async def guarded(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**answers.OPEN, "Allow": "GET, HEAD, OPTIONS"})
        try:
            if seconds := limit.wait(client_of(request)):
                raise faults.too_many(seconds)
            response = await endpoint(request)
        except Fault as fault:
            response = say(fault, words_of(request), request.url.path)
        except Exception:  # the reader hears that it is ours to mend, the log what it was
            log.exception("open data failed at %s", request.url.path)
            response = say(Fault(500, "ours"), words_of(request), request.url.path)
        response.headers.update(answers.OPEN)
        return response

    return guarded
