"""Every route of the application asked whatever comes to mind: no error of the server, nothing that is not public, no
file left behind. What the open data allow is asked for by their own description; this asks without any."""

import random
import re
from datetime import timedelta
from itertools import count
from urllib.parse import unquote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route

import app
from frame.allowance import MB, allowances
from frame.first import OnlyThisMachine
from frame.headers import SecurityHeaders
from frame.owner import OwnerCookie
from frame.uploads import UploadGuard
from frame.watched import Watched
from store import shared
from tests.needs import SOAK
from tests.proof import bytes_read, planted, walk
from tests.store.made import NOON, SECOND
from tests.writes import written_outside

EXAMPLES = 300 if SOAK else 4
UPLOAD = "/_stcore/upload_file/{session}/{file}"
ASKED = "lang next unit units node release file v code token format limit offset at kind columns division embed".split()
STRANGE = [
    "../../etc/passwd", "..%2f..%2fdti.db", "%00", "\x00", "nan", "-1", "9" * 40, "'; DROP TABLE releases; --", "=1+1",
    "<script>alert(1)</script>", "//elsewhere.example", "http://elsewhere.example/", "à" * 2000, "\u202e", "{x}",
    "9" * 5_000, "1e309", "inf", "٣", "²", "\r\nX-Strange: 1", "a,b,,c", "vi", "de", "json", "xlsx", "dti", "2023-01",
    "VTV", "ranking", "signing-key.pem", "dti.db-wal",
]  # fmt: skip
HOSTS = [b"127.0.0.1", b"elsewhere.example", b"elsewhere.example:99999", b"[", b"a b", b"\xff", b"x" * 3_000]
# What is said where something went wrong inside.
INSIDE = re.compile(r"Traceback|site-packages|sqlalchemy|sqlite3|\.py\b.*line \d|BEGIN PRIVATE", re.IGNORECASE)


class Stranger:
    """Every request comes from an address of its own, so that limits hide nothing, and asks for one name or another."""

    def __init__(self, inner):
        self.inner, self.numbers = inner, count(1)

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            number = next(self.numbers)
            scope["client"] = (f"127.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", 50000)
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope["headers"].append((b"host", HOSTS[number % len(HOSTS)]))
        await self.inner(scope, receive, send)


async def taken(request):
    await request.body()
    return PlainTextResponse("")


def paths() -> dict[str, set[str]]:
    """Address → methods, of our routes and of Streamlit's that takes uploads."""
    found: dict[str, set[str]] = {UPLOAD: {"put", "delete"}}
    for route in app.routes:
        if isinstance(route, Mount):
            found[f"{route.path}/{{rest}}"] = {"get"}
        elif SOAK or not route.path.startswith("/opendata/v1/releases"):  # asked by their description in every run
            path = re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)
            found.setdefault(path, set()).update(each.lower() for each in route.methods - {"HEAD", "OPTIONS"})
    return found


def document() -> dict:
    """All that a route could be given, as texts."""
    any_text = {"type": "string"}
    query = [{"name": name, "in": "query", "schema": any_text} for name in ASKED]
    headers = [
        {"name": name, "in": "header", "schema": any_text}
        for name in ("Accept", "Accept-Language", "If-None-Match", "Range", "Origin", "X-Request-ID", "Cookie")
    ]
    form = dict.fromkeys(("email", "password", "name", "again", "form", "next", "code", "file"), any_text)
    contents = {
        "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": form}},
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
    }

    def operation(path: str, method: str) -> dict:
        inside = [
            {"name": name, "in": "path", "required": True, "schema": any_text}
            for name in re.findall(r"\{(\w+)\}", path)
        ]
        body = {"requestBody": {"content": contents}} if method in ("post", "put") else {}
        return {"parameters": [*inside, *query, *headers], "responses": {"default": {"description": "any"}}, **body}

    described = {path: {method: operation(path, method) for method in sorted(ways)} for path, ways in paths().items()}
    return {"openapi": "3.1.0", "info": {"title": "all", "version": "1"}, "paths": described}


@pytest.fixture
def scene(own_store, monkeypatch):
    """A published release, and others under embargo of which nobody may read anything."""
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")  # nothing is drawn
    monkeypatch.setattr("store.clock.now", lambda: NOON + SECOND)
    shared.forget()
    return planted.made()


def filled(chance: random.Random, name: str, scene: planted.Scene) -> str:
    """What stands under a name: left to chance alone no address would name anything."""
    if name in walk.FILLED and chance.random() < 0.7:
        hidden = chance.choice(scene.releases)
        return chance.choice(walk.FILLED[name](chance.choice((hidden.id, scene.public)), hidden.submission))
    return chance.choice((scene.public, scene.releases[0].id, *STRANGE))


@pytest.fixture
def described(scene):
    guard = Middleware(UploadGuard, limit=50 * MB, may_upload=lambda _: False, **allowances(lambda _: True))
    around = [
        Middleware(Stranger), Middleware(Watched, own=[r for r in app.routes if isinstance(r, Route)]),
        Middleware(SecurityHeaders, script_hashes=[]), Middleware(OnlyThisMachine), guard, Middleware(OwnerCookie),
    ]  # fmt: skip
    said = document()
    own_routes = [
        Route("/all.json", lambda _: JSONResponse(said)), Route(UPLOAD, taken, methods=["PUT", "DELETE"]), *app.routes,
    ]  # fmt: skip
    return schemathesis.openapi.from_asgi("/all.json", Starlette(routes=own_routes, middleware=around))


@pytest.mark.fuzz
def test_no_route_breaks_or_tells_what_is_not_public(described, scene, own_store):
    secrets = scene.secrets
    figures = {text for said in secrets.figures.values() for text in said}
    forbidden = figures | secrets.hidden | secrets.texts | {str(own_store)}
    brought = [planted.EDITION, *(name for release in scene.releases for name in (release.id, release.submission))]
    answered = set()

    def ask(path: str, method: str) -> None:
        @given(
            case=described[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE),
            chance=st.randoms(use_true_random=False),
        )
        @settings(
            max_examples=EXAMPLES, deadline=timedelta(seconds=60), phases=[Phase.generate], database=None,
            suppress_health_check=list(HealthCheck), derandomize=not SOAK,
        )  # fmt: skip
        def asked(case: schemathesis.Case, chance: random.Random) -> None:
            case.path_parameters.update({name: filled(chance, name, scene) for name in case.path_parameters})
            chosen = {name: filled(chance, name, scene) for name in chance.sample(ASKED, 3)}
            case.query = {**dict(list((case.query or {}).items())[3:]), **chosen}
            with written_outside(own_store) as written:
                answer = case.call()
            answered.add(answer.status_code)
            text = answer.content.decode("utf-8", "replace")
            place = f"{method} {unquote(str(answer.request.url))[:400]}"
            headers = {name.lower(): values[0] for name, values in answer.headers.items()}
            assert answer.status_code < 500 or "retry-after" in headers, place
            assert not INSIDE.search(text), place
            told = bytes_read.of_file(answer.content)
            for name in brought:
                told = told.replace(name, "")
            assert walk.leaks(iter([(place, told)]), forbidden) == []
            assert headers["x-content-type-options"] == "nosniff", place
            assert "elsewhere.example" not in headers.get("location", "").partition("?")[0], place
            assert "x-strange" not in headers and written == [], place

        asked()

    for path, methods in paths().items():
        for method in sorted(methods):
            ask(path, method.upper())
    assert {200, 404} <= answered
