"""The open data: a table that was asked for before, over an empty route in the same run."""

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bench.pages import Row, published
from bench.timing import alternate


async def _empty(_: object) -> PlainTextResponse:
    return PlainTextResponse("")


def scores() -> Row:
    """Requests for the scores of the newest release, through the gate, over requests for nothing."""
    from opendata.doors import LIMIT
    from opendata.routes import routes

    with published():
        client = TestClient(Starlette(routes=[*routes(), Route("/empty", _empty)]), follow_redirects=False)
        there = f"{client.get('/opendata/v1/latest/province/scores.csv').headers['location']}"
        answered = client.get(there)
        assert answered.status_code == 200 and answered.content.count(b"\n") > 63
        # As many as one client may ask at once, less those before: nobody is refused within the run.
        pairs = LIMIT.burst // 2
        return alternate(lambda: client.get(there), lambda: client.get("/empty"), pairs), "times an empty route", 5, "lower"  # fmt: skip  # noqa: E501
