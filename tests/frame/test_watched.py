"""Requests have ids and are counted; what is logged of them names no address."""

import json
import logging

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from frame import logs, metrics
from frame.watched import HEADER, Watched

HERE = ("127.0.0.1", 5000)
THEIRS = "/_stcore/metrics"


@pytest.fixture
def lines(empty):
    """What the log says, as it is written."""
    told = []

    class Kept(logging.Handler):
        def emit(self, record):
            told.append(json.loads(logs.JsonLines().format(record)))

    handler, log = Kept(), logging.getLogger("dti.requests")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield told
    log.removeHandler(handler)


async def door(request):
    return PlainTextResponse("open", 418 if request.path_params["token"] == "wrong" else 200)


async def breaks(_):
    raise ValueError("no")


OWN = [Route("/door/{token}", door), Route("/breaks", breaks), *metrics.routes(lambda: 7)]


def client(peer=HERE, host="localhost"):
    app = Starlette(
        routes=[*OWN, *(Route(path, lambda _: PlainTextResponse("theirs")) for path in ("/streamlit", THEIRS))],
        middleware=[Middleware(Watched, own=OWN), Middleware(metrics.TheirFigures)],
    )
    return TestClient(app, base_url=f"http://{host}", client=peer, raise_server_exceptions=False)


def counted(text: str, line: str) -> float:
    return sum(float(each.rpartition(" ")[2]) for each in text.splitlines() if each.startswith(line))


def test_a_line_has_the_id_and_the_route_and_never_the_address(lines):
    answer = client().get("/door/secret-token?release=dti-2024&other=private")
    (line,) = lines
    assert line["request"] == answer.headers[HEADER] and len(line["request"]) == 16
    assert {key: line[key] for key in ("method", "route", "status", "release")} == {
        "method": "GET", "route": "/door/{token}", "status": 200, "release": "dti-2024",
    }  # fmt: skip
    assert "secret" not in json.dumps(line) and "private" not in json.dumps(line)


def test_an_id_that_a_proxy_gave_is_kept_if_it_is_one(lines):
    assert client().get("/door/x", headers={HEADER: "abc-DEF_123"}).headers[HEADER] == "abc-DEF_123"
    for wrong in ("short", "a" * 65, 'x"}\\n{"level'):
        assert client().get("/door/x", headers={HEADER: wrong}).headers[HEADER] != wrong
    assert client().get("/door/x?release=<script>").status_code == 200 and "release" not in lines[-1]


def test_answers_are_counted_by_route_and_status_and_failures_too(lines):
    asked = client()
    before = asked.get("/metrics").text
    for path in ("/door/a", "/door/b", "/door/wrong", "/breaks", "/streamlit", "/nowhere"):
        asked.get(path)
    after = asked.get("/metrics").text
    for route, status, number in [("/door/{token}", 200, 2), ("/door/{token}", 418, 1), ("/breaks", 500, 1)]:
        line = f'dti_request_seconds_count{{route="{route}",status="{status}"}}'
        assert counted(after, line) - counted(before, line) == number
    assert "streamlit" not in after and "nowhere" not in after
    assert [line["route"] for line in lines] == ["/door/{token}"] * 3 + ["/breaks"]


def test_the_figures_are_for_this_machine_alone(lines):
    text = client().get("/metrics").text
    for name in ("process_resident_memory_bytes", "dti_sessions 7.0", "dti_disk_free_bytes"):
        assert name in text
    assert client().get(THEIRS).text == "theirs"
    for path in ("/metrics", THEIRS):
        assert client(peer=("10.1.2.3", 5000)).get(path).status_code == 403
        assert client(host="dti.example.vn").get(path).status_code == 403
        assert client().get(path, headers={"X-Forwarded-For": "10.1.2.3"}).status_code == 403
