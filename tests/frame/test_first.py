"""Until there is an account only this machine is served; the link that makes the first one is printed."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

import app
from figures.words import translator
from frame import first
from frame.first import OnlyThisMachine
from store import clock, links, start
from tests.frame.conftest import administrator


def client(peer: str = "127.0.0.1", host: str = "127.0.0.1:8501", **options) -> TestClient:
    async def page(_):
        return PlainTextResponse("page")

    async def stream(socket):
        await socket.accept()
        await socket.send_text("stream")
        await socket.close()

    routes = [Route("/", page), WebSocketRoute("/stream", stream)]
    application = Starlette(routes=routes, middleware=[Middleware(OnlyThisMachine, **options)])
    return TestClient(application, f"http://{host}", client=(peer, 50000))


@pytest.mark.parametrize(
    ("peer", "host", "headers", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8501", {}, 200),
        ("127.0.0.9", "localhost:8501", {}, 200),
        ("::1", "[::1]:8501", {}, 200),
        ("::ffff:127.0.0.1", "localhost", {}, 200),
        ("192.168.1.7", "127.0.0.1:8501", {}, 403),
        ("172.17.0.1", "localhost:8501", {}, 403),
        ("2001:db8::1", "[::1]:8501", {}, 403),
        ("testclient", "localhost", {}, 403),
        ("127.0.0.1", "dti.example.vn", {}, 403),
        ("127.0.0.1", "127.0.0.1.evil.example:8501", {}, 403),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "203.0.113.5"}, 403),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1, 203.0.113.5"}, 403),
        ("127.0.0.1", "127.0.0.1", {"X-Real-IP": "203.0.113.5"}, 403),
        ("127.0.0.1", "127.0.0.1", {"Forwarded": "for=203.0.113.5"}, 403),
        ("203.0.113.5", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
    ],
)
def test_only_this_machine_is_served_before_the_first_account(own_store, peer, host, headers, status):
    answer = client(peer, host).get("/", headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.text == translator("vi")("account.only_this_machine")


def test_the_stream_of_the_pages_is_closed_as_well(own_store):
    with client().websocket_connect("ws://localhost/stream") as socket:
        assert socket.receive_text() == "stream"
    with pytest.raises(WebSocketDisconnect), client("192.168.1.7").websocket_connect("ws://localhost/stream"):
        pass


def test_with_an_account_others_are_served(own_store):
    others = client("192.168.1.7", "dti.example.vn")
    assert others.get("/?lang=en").text == translator("en")("account.only_this_machine")
    administrator()
    assert others.get("/").text == "page"


def test_before_the_tables_are_there_nobody_else_is_served(own_store, monkeypatch):
    administrator()
    monkeypatch.setattr(start, "_progress", start.Progress())
    assert client("192.168.1.7").get("/").status_code == 403


def test_the_link_is_printed_until_there_is_an_account(own_store, capsys):
    first.announce("http://127.0.0.1:8501")
    name, _, address = capsys.readouterr().out.strip().partition(": ")
    assert name == "Administrator's link"
    folder, _, token = address.rpartition("/")
    assert folder == "http://127.0.0.1:8501/account/first"
    assert links.look(token, clock.now()).purpose == "first"
    first.announce("http://127.0.0.1:8501")
    assert links.look(token, clock.now()) is None, "a newer link takes the older one's place"
    administrator()
    capsys.readouterr()
    first.announce("http://127.0.0.1:8501")
    assert capsys.readouterr().out == ""


def test_the_link_leads_to_this_machine_whatever_readers_will_type(monkeypatch):
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn")
    assert app.here() == "http://127.0.0.1:8501"
