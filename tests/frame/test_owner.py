"""The owner cookie and the guard of uploads that asks for it."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from frame.allowance import Allowance
from frame.owner import OwnerCookie, valid
from frame.uploads import UploadGuard

OWNER = "0123456789abcdef" * 2
LIMIT = 1000
UPLOAD = "/_stcore/upload_file/session/file"


@pytest.fixture
def client():
    async def page(_):
        return HTMLResponse("<p>page</p>")

    async def shared(_):
        return HTMLResponse("<p>page</p>", headers={"Cache-Control": "public, max-age=300"})

    async def data(_):
        return JSONResponse({})

    async def take(request: Request):
        return PlainTextResponse(str(len(await request.body())))

    routes = [
        Route("/", page),
        Route("/shared", shared),
        Route("/embed/x/map", page),
        Route("/data", data),
        Route(UPLOAD, take, methods=["PUT"]),
    ]
    everybody = Allowance(lambda _: True, LIMIT, LIMIT * 10)
    rights = {"may_upload": lambda _: True, "members": everybody, "visitors": everybody, "is_heavy": lambda: False}
    guard = Middleware(UploadGuard, limit=LIMIT, **rights)
    return TestClient(Starlette(routes=routes, middleware=[guard, Middleware(OwnerCookie)]))


@pytest.mark.parametrize(
    ("value", "expected"), [(OWNER, True), (None, False), ("", False), (OWNER[:-1], False), (OWNER + "\n", False)]
)
def test_only_our_own_form_is_an_owner(value, expected):
    assert valid(value) is expected


def test_a_page_gives_a_new_browser_its_cookie_once(client):
    said = client.get("/").headers["set-cookie"]
    assert re.fullmatch(r"dti_owner=[0-9a-f]{32}; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax", said)
    assert "set-cookie" not in client.get("/").headers


@pytest.mark.parametrize("address", ["/data", "/shared", "/embed/x/map", "/embed/nothing"])
def test_what_caches_share_and_other_sites_show_sets_no_cookie(client, address):
    assert "set-cookie" not in client.get(address).headers


def test_two_browsers_get_two_owners(client):
    first = client.get("/").cookies["dti_owner"]
    client.cookies.clear()
    assert client.get("/").cookies["dti_owner"] != first


def test_a_forged_cookie_is_replaced(client):
    assert "set-cookie" in client.get("/", headers={"Cookie": "dti_owner=me"}).headers


def test_an_answer_that_caches_may_share_carries_no_cookie(client):
    assert "set-cookie" not in client.get("/data").headers


def test_over_https_the_cookie_is_secure(client):
    client.base_url = "https://testserver"
    assert client.get("/").headers["set-cookie"].endswith("; Secure")


def test_behind_a_proxy_that_ends_tls_it_is_secure_as_well(client, monkeypatch):
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn")
    assert client.get("/").headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize(
    ("cookie", "content", "status"),
    [
        (f"dti_owner={OWNER}", b"x" * LIMIT, 200),
        ("", b"x", 403),
        ("dti_owner=guess", b"x", 403),
        (f"dti_owner={OWNER}", b"x" * (LIMIT + 64 * 1024 + 1), 413),
        (f"dti_owner={OWNER}", iter([b"x"]), 411),
    ],
    ids=["owner", "no cookie", "forged cookie", "too large", "no length"],
)
def test_uploads_are_refused_before_they_are_read(client, cookie, content, status):
    answer = client.put(UPLOAD, content=content, headers={"Cookie": cookie} if cookie else {})
    assert answer.status_code == status
