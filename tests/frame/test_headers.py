"""The headers that surround every answer."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import file_util

from frame.headers import SecurityHeaders, inline_hashes

# printf 'alert(1)' | openssl dgst -sha256 -binary | base64
ALERT = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"


def client(**headers: str) -> TestClient:
    async def answer(_):
        return PlainTextResponse("hello", headers=headers)

    middleware = [Middleware(SecurityHeaders, script_hashes=[ALERT])]
    return TestClient(Starlette(routes=[Route("/", answer)], middleware=middleware))


def test_the_hash_of_an_inline_script_is_the_one_browsers_compute():
    assert inline_hashes('<script>alert(1)</script><script src="x.js"></script>') == [ALERT]


def test_streamlits_index_page_has_one_inline_script():
    index = Path(file_util.get_static_dir()) / "index.html"
    assert len(inline_hashes(index.read_text(encoding="utf-8"))) == 1


def test_every_answer_carries_the_policy():
    headers = client().get("/").headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == f"'self' 'wasm-unsafe-eval' {ALERT}"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_behind_tls_browsers_are_told_to_come_by_nothing_else(monkeypatch):
    monkeypatch.delenv("DTI_PUBLIC_URL", raising=False)
    assert "Strict-Transport-Security" not in client().get("/").headers
    assert client().get("https://dti.example.vn/").headers["Strict-Transport-Security"] == "max-age=31536000"
    # A proxy that ends TLS without saying so: the installation's own address does.
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn")
    assert client().get("/").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_route_keeps_a_policy_of_its_own():
    headers = client(**{"Content-Security-Policy": "frame-ancestors *"}).get("/").headers
    assert headers["Content-Security-Policy"] == "frame-ancestors *"
