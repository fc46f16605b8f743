"""Newcomers wait, those who are there go on, those who work get in."""

from contextlib import suppress

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from figures.words import LANGUAGES
from frame import overload
from frame.overload import Overload
from frame.signed_in import COOKIE
from store import clock, sessions
from store.viewers import Role
from tests.store.made import person

HTML = {"Accept": "text/html,*/*"}
STREAM = "/_stcore/stream"


async def stream(socket):
    await socket.accept()
    with suppress(WebSocketDisconnect):
        await socket.receive_text()


async def page(_):
    return PlainTextResponse("page")


@pytest.fixture
def client(empty, monkeypatch):
    """An installation that carries two readers; `client.app_memory` is what it holds."""
    monkeypatch.setenv("DTI_MOST_READERS", "2")
    held = {"bytes": 0}
    app = Starlette(
        routes=[Route("/map", page), Route("/healthz", page), WebSocketRoute(STREAM, stream)],
        middleware=[
            Middleware(
                Overload,
                is_page=lambda path: path == "/map",
                memory=lambda: held["bytes"],
                client_of=lambda asked: asked.headers.get("from", "127.0.0.1"),
            )
        ],
    )
    made = TestClient(app)
    made.held = held
    return made


def test_a_newcomer_is_told_and_who_is_there_goes_on(client, monkeypatch):
    monkeypatch.setenv("DTI_STATIC_URL", "https://static.example.vn/")
    with client.websocket_connect(STREAM), client.websocket_connect(STREAM) as second:
        answer = client.get("/map?lang=en&release=x", headers=HTML)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert "Too many readers just now" in answer.text
        for lang in LANGUAGES:
            told = client.get(f"/map?lang={lang}", headers=HTML).text
            assert f'href="https://static.example.vn/{lang}/index.html"' in told
        assert 'href="/map?lang=en&amp;release=x"' in answer.text
        assert client.get("/healthz", headers=HTML).status_code == 200
        assert client.get("/map").text == "page"  # a script that reads no HTML
        # A little room is left for those whose stream broke off; then no more.
        with (
            client.websocket_connect(STREAM),
            pytest.raises(WebSocketDisconnect) as refused,
            client.websocket_connect(STREAM),
        ):
            pass
        assert refused.value.code == 1013
        second.send_text("bye")
    assert client.get("/map", headers=HTML).status_code == 200


def test_who_works_here_gets_in(client):
    client.cookies[COOKIE] = sessions.begin(person("Bình", Role("approver")).account, clock.now())
    with client.websocket_connect(STREAM), client.websocket_connect(STREAM), client.websocket_connect(STREAM):
        assert client.get("/map", headers=HTML).text == "page"
        with client.websocket_connect(STREAM):
            pass
        client.cookies[COOKIE] = "forged"
        assert client.get("/map", headers=HTML).status_code == 503


def test_one_address_does_not_take_all_places(client, monkeypatch):
    monkeypatch.setenv("DTI_MOST_READERS", "50")
    monkeypatch.setenv("DTI_MOST_OF_ONE", "2")
    one, other = {**HTML, "From": "203.0.113.7"}, {**HTML, "From": "203.0.113.8"}
    with client.websocket_connect(STREAM, headers=one) as first, client.websocket_connect(STREAM, headers=one):
        answer = client.get("/map?lang=en", headers=one)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
        assert "From your network address 2 pages are open" in answer.text
        assert client.get("/map", headers=other).status_code == 200
        with client.websocket_connect(STREAM, headers=one), pytest.raises(WebSocketDisconnect) as refused:
            client.websocket_connect(STREAM, headers=one).__enter__()
        assert refused.value.code == 1013
        first.send_text("bye")
    assert client.get("/map", headers=one).status_code == 200
    # A proxy on this machine that names nobody brings everybody.
    with client.websocket_connect(STREAM), client.websocket_connect(STREAM), client.websocket_connect(STREAM):
        assert client.get("/map", headers=HTML).status_code == 200


def test_memory_closes_the_door_before_it_runs_out(client, monkeypatch):
    monkeypatch.setenv("DTI_MOST_MEMORY", "100")
    clock_hand = [0.0]
    monkeypatch.setattr(overload, "monotonic", lambda: clock_hand[0])
    client.held["bytes"] = 101 * 2**20
    assert client.get("/map", headers=HTML).status_code == 503
    client.held["bytes"] = 99 * 2**20
    clock_hand[0] += 2
    assert client.get("/map", headers=HTML).status_code == 200


@pytest.mark.parametrize(("said", "number"), [("", 500), ("20", 20), ("many", 500), ("0", 500)])
def test_the_limit_is_a_number(monkeypatch, said, number):
    monkeypatch.setenv("DTI_MOST_READERS", said)
    assert overload.most_readers() == number


def test_the_memory_is_that_of_the_process():
    assert 20 * 2**20 < overload.memory_used() < 20 * 2**30
