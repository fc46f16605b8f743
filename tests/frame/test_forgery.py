"""A form from elsewhere changes nothing."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from frame import accounts
from frame.forgery import OwnStream, mark
from tests.frame.conftest import EMAIL, PASSWORD, administrator, is_signed_in, session_of, sign_in

WHO = {"email": EMAIL, "password": PASSWORD}


@pytest.fixture
def client(browser):
    administrator()
    return browser()


def marked(client) -> str:
    return re.search(r'name="mark" value="(\w+)"', client.get(accounts.SIGN_IN).text)[1]


@pytest.mark.parametrize("given", ["", "0" * 64, "é", mark(""), mark("x")])
def test_a_form_without_the_browser_s_own_mark_is_refused(client, given):
    marked(client)
    answer = client.post(accounts.SIGN_IN, data={**WHO, "mark": given})
    assert answer.status_code == 403 and session_of(client) == ""


def test_another_browser_s_mark_is_refused(client, browser):
    theirs = marked(browser())
    marked(client)
    assert client.post(accounts.SIGN_IN, data={**WHO, "mark": theirs}).status_code == 403


def test_without_cookies_nothing_is_posted(client):
    given = marked(client)
    client.cookies.clear()
    assert client.post(accounts.SIGN_IN, data={**WHO, "mark": given}).status_code == 403
    assert client.post(accounts.SIGN_IN, data={**WHO, "mark": mark("")}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Origin": "http://127.0.0.1:8501", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://127.0.0.1:8502"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8501.evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8501@evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_a_form_from_another_origin_is_refused_although_it_has_the_mark(client, headers, status):
    assert client.post(accounts.SIGN_IN, data={**WHO, "mark": marked(client)}, headers=headers).status_code == status


def test_behind_a_proxy_the_public_address_is_an_origin_of_ours(client, monkeypatch):
    monkeypatch.setenv("DTI_PUBLIC_URL", "http://dti.example.vn")
    given = {**WHO, "mark": marked(client)}
    assert client.post(accounts.SIGN_IN, data=given, headers={"Origin": "https://dti.example.vn"}).status_code == 303


def test_nobody_is_signed_out_from_elsewhere(client):
    sign_in(client)
    token = session_of(client)
    for given in ({"mark": ""}, {"mark": "0" * 64}):
        assert client.post(accounts.SIGN_OUT, data=given).status_code == 403
    assert is_signed_in(token)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{}", "application/json", 400),
        (b"email=a", "text/plain", 400),
        (b"--x--", "multipart/form-data; boundary=x", 400),
        (b"email=%ff%fe" + b"&a=b" * 30, "application/x-www-form-urlencoded", 400),
        (b"email=\xff", "application/x-www-form-urlencoded", 400),
        (b"a=" + b"b" * 17000, "application/x-www-form-urlencoded", 413),
        (iter([b"email=a"]), "application/x-www-form-urlencoded", 400),
    ],
    ids=["json", "text", "multipart", "too many fields", "not UTF-8", "too long", "no length"],
)
def test_what_is_no_short_form_is_not_read(client, content, kind, status):
    answer = client.post(accounts.SIGN_IN, content=content, headers={"Content-Type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("origin", "opens"),
    [
        ("https://dti.example.vn", True),
        ("http://dti.example.vn", True),
        (None, True),
        ("https://evil.example", False),
        ("http://localhost", False),
        ("http://127.0.0.1:3000", False),
        ("null", False),
    ],
)
def test_only_our_own_pages_open_the_stream_of_a_page(origin, opens):
    async def stream(socket):
        await socket.accept()
        await socket.close()

    application = Starlette(routes=[WebSocketRoute("/stream", stream)], middleware=[Middleware(OwnStream)])
    headers = {"Origin": origin} if origin else {}
    address = "ws://dti.example.vn/stream"
    if opens:
        with TestClient(application).websocket_connect(address, headers=headers):
            return
    with pytest.raises(WebSocketDisconnect), TestClient(application).websocket_connect(address, headers=headers):
        pass
