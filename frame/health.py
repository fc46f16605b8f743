"""Whether the process lives (/healthz), and whether it can serve (/readyz): what a load balancer asks."""

import os
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from store import counts, start
from store.database import data_folder

_FRESH = {"Cache-Control": "no-store"}


class Condition(NamedTuple):
    """One thing that must hold to serve; `name` is `tables`, `database` or `folder`."""

    name: str
    holds: bool


def conditions() -> list[Condition]:
    """The shipped tables are loaded, the database answers, the folder of everything written can be written to."""
    return [
        Condition("tables", start.progress().ready),
        Condition("database", counts.answers()),
        Condition("folder", os.access(data_folder(), os.W_OK)),
    ]


async def _healthz(_: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers=_FRESH)


async def _readyz(_: Request) -> Response:
    found = await run_in_threadpool(conditions)
    ready = all(each.holds for each in found)
    said = {"status": "ready" if ready else "not ready"} | {each.name: each.holds for each in found}
    return JSONResponse(said, 200 if ready else 503, headers=_FRESH)


def routes() -> list[Route]:
    return [Route("/healthz", _healthz), Route("/readyz", _readyz)]
