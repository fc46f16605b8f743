"""Streamlit's own files out of memory, as they lie on the disk."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import file_util

from frame.scripts import OwnScripts

FOLDER = Path(file_util.get_static_dir())


@pytest.fixture
def client():
    async def theirs(_):
        return PlainTextResponse("Streamlit's")

    middleware = [Middleware(OwnScripts, folder=FOLDER)]
    return TestClient(Starlette(routes=[Route("/{path:path}", theirs)], middleware=middleware))


@pytest.mark.parametrize(
    ("pattern", "kind", "packed"),
    [
        ("static/js/index.*.js", "text/javascript", True),
        ("static/css/index.*.css", "text/css", True),
        ("static/media/MaterialSymbols-Rounded.*.woff2", "font/woff2", False),
    ],
)
def test_a_file_is_sent_whole_twice_and_may_be_kept_for_ever(client, pattern, kind, packed):
    path = next(FOLDER.glob(pattern))
    for _ in range(2):
        answer = client.get(f"/{path.relative_to(FOLDER).as_posix()}", headers={"Accept-Encoding": "gzip"})
        assert answer.content == path.read_bytes()
        assert answer.headers["Content-Type"].partition(";")[0] == kind
        assert answer.headers.get("Content-Encoding") == ("gzip" if packed else None)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        sent = int(answer.headers["Content-Length"])
        assert sent == (len(gzip.compress(path.read_bytes(), mtime=0)) if packed else path.stat().st_size)


def test_every_script_that_the_page_names_is_among_them(client):
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    scripts = [path for path in (FOLDER / "static" / "js").iterdir() if f"./static/js/{path.name}" in page]
    assert len(scripts) > 50
    for script in scripts:
        assert client.get(f"/static/js/{script.name}").text != "Streamlit's"


@pytest.mark.parametrize("asked", [{"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip", "Range": "bytes=0-9"}])
def test_whoever_wants_it_otherwise_gets_streamlits_answer(client, asked):
    script = next(FOLDER.glob("static/js/index.*.js")).name
    assert client.get(f"/static/js/{script}", headers=asked).text == "Streamlit's"


@pytest.mark.parametrize(
    "path",
    ["/", "/static", "/static/js/index.js", "/static/js/../../index.html", "/static/js/%2e%2e/%2e%2e/index.html"],
)
def test_nothing_else_is_sent(client, path):
    assert client.get(path).text == "Streamlit's"
