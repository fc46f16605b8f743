"""The routes that tell what there is: for people, for programs, for catalogues of data."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from opendata import answers, catalogue, faults, guide, openapi, parameters, public
from opendata.asked import A_WHILE
from opendata.doors import Endpoint, base, door, words_of, work
from opendata.kept import content
from opendata.resources import RESOURCES, V1
from store.releases import preferred

_METHODS = ["GET", "OPTIONS"]


def routes() -> list[Route]:
    """The page, the OpenAPI document and the catalogue."""
    made: list[tuple[str, Callable[[Request], bytes], str]] = [
        ("/opendata", _guide, "text/html; charset=utf-8"),
        (f"{V1}/openapi.json", lambda r: openapi.content(base(r), words_of(r), examples()), "application/json"),
        ("/opendata/catalog.jsonld", lambda r: catalogue.content(base(r)), "application/ld+json"),
    ]
    says = {"/opendata": guide.fault}
    return [
        Route(path, door(_answering(make, kind), say=says.get(path, faults.answer)), methods=_METHODS)
        for path, make, kind in made
    ]


def _answering(make: Callable[[Request], bytes], kind: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        parameters.read(request.query_params.multi_items(), (parameters.LANG,))
        made = content(await work(make, request))
        headers = {"ETag": f'"{made.version}"', "Cache-Control": f"public, max-age={A_WHILE}"}
        if answers.has(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(made.body, headers=headers, media_type=kind)

    return endpoint


def _guide(request: Request) -> bytes:
    blocks = {release.block for release in public.releases() if release.is_in_force}
    return guide.content(base(request), words_of(request), examples(), blocks)


def examples() -> dict[str, str]:
    """For each parameter of a path a value that is there now; empty ones where nothing is in force."""
    divisions = next(p for r in RESOURCES for p in r.in_path if p.name == "division")
    release = preferred([r for r in public.releases() if r.is_in_force])
    found = {"division": divisions.schema()["enum"][0]}
    if release is not None:
        found |= {"release": release.id, "framework": release.framework, "block": release.block}
    return found
