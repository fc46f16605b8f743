"""Who may put how much into the server's memory."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from frame import allowance, uploads
from frame.allowance import Allowance
from frame.uploads import UploadGuard

OWNER = "0123456789abcdef" * 2
MARGIN = 64 * 1024


class World:
    """Sessions with a browser, and a clock that the test moves."""

    def __init__(self):
        self.alive, self.seconds, self.status = {"s1", "s2", "s3", "s4"}, 0.0, 200
        self.is_heavy = False
        self.visitors = Allowance(self.alive.__contains__, 300, 500, lambda: self.seconds)
        self.members = Allowance(self.alive.__contains__, 2500, 3000, lambda: self.seconds)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def client(world, monkeypatch):
    monkeypatch.setattr(uploads, "VISITOR_MB", 200 / allowance.MB)
    monkeypatch.setattr(uploads, "_FORM_MARGIN", 0)

    async def take(request: Request):
        await request.body()
        return PlainTextResponse("", world.status)

    route = Route("/_stcore/upload_file/{session}/{file}", take, methods=["PUT", "DELETE"])
    guard = Middleware(
        UploadGuard, limit=1000, may_upload=lambda request: request.cookies.get("who") == "analyst",
        members=world.members, visitors=world.visitors, is_heavy=lambda: world.is_heavy,
    )  # fmt: skip
    return TestClient(Starlette(routes=[route], middleware=[guard]))


def put(client, size: int, where: str = "s1/f1", who: str = "") -> int:
    cookie = f"dti_owner={OWNER}" + (f"; who={who}" if who else "")
    path = f"/_stcore/upload_file/{where}"
    return client.put(path, content=b"x" * size, headers={"Cookie": cookie}).status_code


def test_who_may_open_the_upload_page_sends_large_files_and_others_small_ones(client):
    assert [put(client, size, who="analyst") for size in (200, 1000, 1001)] == [200, 200, 413]
    assert [put(client, size) for size in (200, 201)] == [200, 413]


def test_a_session_holds_so_much_and_all_together_so_much(client):
    assert [put(client, 150, f"s1/f{n}") for n in (1, 2, 3)] == [200, 200, 503]
    assert put(client, 150, "s1/f2") == 200  # the same file again
    assert [put(client, 150, f"s2/f{n}") for n in (1, 2)] == [200, 503]
    assert put(client, 50, "s3/f1") == 200 and put(client, 1, "s3/f2") == 503
    # An analyst does not wait for visitors.
    assert put(client, 900, "s4/f1", who="analyst") == 200


def test_a_session_that_nobody_has_takes_no_room(client, world):
    for name in ("made-up", "guessed", "gone"):
        assert [put(client, 150, f"{name}/f{n}", who) for n in (1, 2) for who in ("", "analyst")] == [400] * 4
    assert [put(client, 150, f"s1/f{n}") for n in (1, 2)] == [200, 200]


def test_those_who_may_upload_hold_more_and_not_all_the_memory(client):
    assert [put(client, 1000, f"s1/f{n}", "analyst") for n in (1, 2, 3)] == [200, 200, 503]
    assert put(client, 500, "s1/f3", "analyst") == 200
    assert [put(client, 500, f"s2/f{n}", "analyst") for n in (1, 2)] == [200, 503]
    assert client.delete("/_stcore/upload_file/s1/f1").status_code == 200
    assert put(client, 500, "s2/f2", "analyst") == 200
    # Visitors have a room of their own, which they do not find taken.
    assert put(client, 150, "s3/f1") == 200


def test_nothing_is_taken_while_memory_is_short(client, world):
    world.is_heavy = True
    assert [put(client, 1, "s1/f1", who) for who in ("analyst", "")] == [503, 503]
    world.is_heavy = False
    assert put(client, 1, "s1/f1", "analyst") == 200


def test_a_file_that_was_taken_out_or_never_came_counts_no_more(client, world):
    assert [put(client, 150, f"s1/f{n}") for n in (1, 2)] == [200, 200]
    world.status = 403
    assert client.delete("/_stcore/upload_file/s1/f1").status_code == 403 and put(client, 150, "s1/f3") == 503
    world.status = 204
    assert client.delete("/_stcore/upload_file/s1/f1").status_code == 204
    world.status = 400
    assert put(client, 150, "s1/f3") == 400  # not taken, so it does not count
    world.status = 200
    assert put(client, 150, "s1/f4") == 200 and put(client, 150, "s1/f5") == 503


@pytest.mark.parametrize("who", ["", "analyst"])
def test_an_upload_that_breaks_off_half_way_leaves_nothing(client, world, who):
    """The browser closes, or the network is gone: what came is thrown away, and the room for it is there again."""
    cookie = f"dti_owner={OWNER}; who={who}"
    path = "/_stcore/upload_file/s1/f1"
    scope = {
        "type": "http", "method": "PUT", "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "http",
        "headers": [(b"cookie", cookie.encode()), (b"content-length", b"200")], "server": ("x", 80), "client": None,
    }  # fmt: skip
    parts = [{"type": "http.request", "body": b"x" * 100, "more_body": True}, {"type": "http.disconnect"}]

    async def receive():
        return parts.pop(0)

    async def send(message):
        assert message.get("status") in (None, 500)

    with pytest.raises(ClientDisconnect):
        asyncio.run(client.app(scope, receive, send))
    assert parts == [] and not world.visitors.holds("s1", "f1") and not world.members.holds("s1", "f1")
    assert put(client, 200, "s1/f1", who) == 200


def test_a_file_that_is_there_counts_whatever_is_sent_in_its_place(client, world):
    assert [put(client, 150, f"s1/f{n}") for n in (1, 2)] == [200, 200]
    world.status = 400
    assert [put(client, size, "s1/f1") for size in (201, 1, 150)] == [413, 400, 400]
    world.status = 200
    assert put(client, 150, "s1/f3") == 503 and put(client, 1, "s1/f1") == 200 and put(client, 150, "s1/f3") == 503


def test_a_session_counts_until_it_cannot_come_back(client, world):
    assert [put(client, 150, f"s1/f{n}") for n in (1, 2)] == [200, 200]
    assert put(client, 200, "s2/f1") == 200 and put(client, 10, "s3/f1") == 503
    world.alive.discard("s1")
    assert put(client, 10, "s3/f1") == 503
    world.seconds = 100
    world.alive.add("s1")  # its browser came back
    assert put(client, 10, "s3/f1") == 503
    world.alive.discard("s1")
    world.seconds = 150
    assert put(client, 10, "s3/f1") == 503
    world.seconds = 331
    assert put(client, 10, "s3/f1") == 200


def test_no_other_path_of_the_route_opens(client):
    assert put(client, 1, "s1") in (404, 405)


def test_the_limits_are_those_that_the_page_says():
    held = allowance.allowances(lambda _: True)
    found = {name: (each.session // allowance.MB, each.all_of_them // allowance.MB) for name, each in held.items()}
    assert allowance.VISITOR_MB == 16 and found == {"members": (256, 768), "visitors": (48, 160)}
