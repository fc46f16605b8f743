"""Streamlit's index page made ours."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import file_util

from frame.page import OwnPage, Saying, rewrite

INDEX = Path(file_util.get_static_dir()) / "index.html"
SAYINGS = {"vi": Saying("Chỉ số", "Cần JavaScript"), "en": Saying("Index", "Needs JavaScript")}


def tags(connection, lang):
    """As many signs of the address as a page may carry."""
    return f'<meta property="og:title" content="{lang} {connection.url.path} {connection.url.query}" />'


@pytest.fixture
def client():
    async def index(request):
        packed = gzip.compress(INDEX.read_bytes())
        headers = {"Content-Encoding": "gzip", "ETag": '"theirs"', "Set-Cookie": "_streamlit_xsrf=1"}
        status = 304 if "if-none-match" in request.headers else 200
        return Response(packed if status == 200 else b"", status, headers, "text/html")

    async def other(_):
        return HTMLResponse("<p>an embed</p>")

    async def tagged(request):
        return HTMLResponse(str(request.headers.get("if-none-match")))

    middleware = [Middleware(OwnPage, index=INDEX, sayings=SAYINGS, tags=tags, drawn=("map",))]
    return TestClient(
        Starlette(
            routes=[
                Route("/map", index),
                Route("/rankings", index),
                Route("/embed", other),
                Route("/opendata", tagged),
            ],
            middleware=middleware,
        )
    )


@pytest.mark.parametrize(
    ("query", "cookie", "browser", "lang"),
    [
        ("", "", "", "vi"),
        ("", "", "en-GB,en;q=0.9", "vi"),
        ("", "lang=en", "vi", "en"),
        ("?lang=en", "lang=vi", "vi", "en"),
        ("?lang=xx", "", "", "vi"),
    ],
)
def test_the_page_speaks_the_language_wished_for(client, query, cookie, browser, lang):
    headers = {"Accept-Language": browser, "Cookie": cookie, "Accept": "text/html"}
    page = client.get(f"/map{query}", headers=headers).text
    assert f'<html lang="{lang}">' in page
    assert f"<title>{SAYINGS[lang].title}</title>" in page
    assert f"<noscript><p>{SAYINGS[lang].noscript}</p></noscript>" in page


def test_a_link_tells_other_sites_what_it_shows(client):
    page = client.get("/map?lang=en&release=x").text
    head, _, body = page.partition("</head>")
    assert head.count('<meta property="og:title" content="en /map lang=en&release=x" />') == 1
    assert body.count("og:title") == 0 and "</html>" in body


def test_what_draws_is_fetched_at_once_where_a_chart_comes_first(client):
    script = next(INDEX.parent.glob("static/js/PlotlyChart.*.js")).name
    preload = f'<link rel="modulepreload" href="./static/js/{script}"'
    assert client.get("/map").text.count(preload) == 1
    assert preload not in client.get("/rankings").text


def test_our_script_runs_before_streamlits_and_its_font_is_not_fetched(client):
    page = client.get("/map").text
    assert 0 < page.index("files/frame/page.js") < page.index('type="module"')
    assert "SourceSans" not in page
    assert "openapi.json" not in page


def test_a_browser_never_keeps_streamlits_page_for_ours(client):
    answer = client.get("/map", headers={"Accept": "text/html", "If-None-Match": '"theirs"'})
    assert answer.status_code == 200
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.cookies["_streamlit_xsrf"] == "1"


def test_other_pages_pass_unchanged(client):
    assert client.get("/embed").text == "<p>an embed</p>"


def test_a_page_for_caches_is_asked_about_with_its_own_tag(client):
    asked = {"Accept": "text/html", "If-None-Match": '"ours"'}
    assert client.get("/opendata", headers=asked).text == '"ours"'
    assert client.get("/map", headers=asked).status_code == 200


def test_a_page_that_changed_its_form_is_an_error_at_the_start():
    with pytest.raises(ValueError, match=r"has 0 places that read <html lang=\"en\">, not one"):
        rewrite(INDEX.read_text(encoding="utf-8").replace('lang="en"', 'lang="de"'), "vi", SAYINGS["vi"])
