"""The routes of the tables: understand, find through the gate, answer from what is kept or work it out."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from opendata import answers, parameters, public
from opendata.asked import BRIEFLY, Asked, Found
from opendata.doors import Endpoint, base, door, words_of, work
from opendata.faults import Fault
from opendata.formats import FORMATS, Format, wanted
from opendata.kept import Content, content, kept
from opendata.listed import TABLES
from opendata.parameters import Parameter
from opendata.resources import LATEST, LATEST_QUERY, RESOURCES, V1, Resource

_METHODS = ["GET", "OPTIONS"]


def routes() -> list[Route]:
    """Each table with and without an ending, and the addresses that lead to the newest release."""
    found = []
    for resource in RESOURCES:
        endpoint = door(_answering(resource))
        found += [Route(f"{V1}{resource.path}{end}", endpoint, methods=_METHODS) for end in (".{format}", "")]
    latest = [f"{V1}/latest/{{block}}{rest}" for rest in ("/{part}.{format}", "/{part}", ".{format}", "")]
    return found + [Route(path, door(_latest), methods=_METHODS) for path in latest]


def _answering(resource: Resource) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        form = _format(request, resource.formats)
        query = parameters.read(request.query_params.multi_items(), resource.parameters)
        path = _path(request, resource.in_path)
        address = f"{base(request)}{V1}{resource.path.format(**path)}"
        asked = Asked(path, query, words_of(request), base(request), address)
        found, content = await work(_content, resource, asked, form)
        return answers.table(request, content, form, found)

    return endpoint


def _content(resource: Resource, asked: Asked, form: Format) -> tuple[Found, Content]:
    found = resource.find(asked)

    def make() -> bytes:
        return form.write(found.make(), asked.words)

    if found.key is None:
        return found, content(make())
    query = tuple(sorted((name, value) for name, value in asked.query.items() if name != "v" and value is not None))
    return found, kept((resource.name, form.ending, asked.address, query, found.key), make)


def _format(request: Request, formats: Mapping[str, Format]) -> Format:
    """By the ending of the address, else by what the reader accepts."""
    ending = request.path_params.get("format")
    if ending is None:
        return wanted(request.headers.get("accept", ""), formats)
    if ending not in formats:
        raise Fault(404, "unknown_format", value=ending[:20], known=", ".join(formats))
    return formats[ending]


def _path(request: Request, known: tuple[Parameter, ...]) -> dict[str, str]:
    """The parameters in the path; one that cannot be is nothing that is here."""
    read = {}
    for parameter in known:
        try:
            read[parameter.name] = str(parameter.read(request.path_params[parameter.name]))
        except parameters.Unfit as unfit:
            raise Fault(404, "parameters", parameters=[(parameter.name, unfit.code, unfit.said)]) from None
    return read


async def _latest(request: Request) -> Response:
    """On to the release that is in force now, or to a table of it; the rest of the query goes along."""
    block = _path(request, LATEST)["block"]
    part, ending = request.path_params.get("part"), request.path_params.get("format")
    if part is not None and part not in TABLES:
        raise Fault(404, "unknown_table", value=part[:40], known=", ".join(TABLES))
    if ending is not None and ending not in FORMATS:
        raise Fault(404, "unknown_format", value=ending[:20], known=", ".join(FORMATS))
    target = next(r for r in RESOURCES if r.name == (part or "release"))
    query = parameters.read(request.query_params.multi_items(), (*LATEST_QUERY, *target.parameters))
    found = await work(public.latest, block, query.get("division"), query.get("framework"))
    own = {parameter.name for parameter in LATEST_QUERY} | {"v"}
    rest = urlencode([pair for pair in request.query_params.multi_items() if pair[0] not in own])
    there = f"{V1}{target.path.format(release=found.id)}{f'.{ending}' if ending else ''}{f'?{rest}' if rest else ''}"
    return RedirectResponse(there, 307, {"Cache-Control": f"public, max-age={BRIEFLY}"})
