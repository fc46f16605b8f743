"""The doors over the real routes of the application and a store of the test's own."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from frame import account_links, accounts, downloads
from frame.first import OnlyThisMachine
from frame.guesses import Guesses
from frame.owner import OwnerCookie
from opendata.limits import Limit, client_of
from store import clock, contents, database, links, passwords, sessions, start

EMAIL, NAME, PASSWORD = "an@example.vn", "An Nguyễn", "một câu dài dễ nhớ"
Client = Callable[..., TestClient]


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store with all tables and nothing in them; hashes that take no time."""
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    for name in ("DATABASE_URL", "DTI_PUBLIC_URL", "DTI_SMTP_URL", "DTI_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    monkeypatch.setattr(start, "_progress", start.Progress(migrated=True, ready=True))
    passwords._nobodys.cache_clear()
    contents._read.cache_clear()
    account_links._letters.clear()
    database.migrate(database.engine())
    yield tmp_path
    passwords._nobodys.cache_clear()
    database.engine().dispose()


@pytest.fixture
def guesses() -> Guesses:
    """What all browsers of a test may guess together, where they come from one address."""
    return Guesses(Limit(burst=8, per_minute=6, clock=lambda: 0.0), client_of)


@pytest.fixture
def ways_out() -> dict[str, tuple[str, str]]:
    """Issuer → label and address at which that provider ends its own session."""
    return {}


@pytest.fixture
def browser(own_store: Path, guesses: Guesses, ways_out: dict[str, tuple[str, str]]) -> Iterator[Client]:
    """`browser()`: a new one, with cookies of its own; it follows no redirect by itself and speaks English."""
    made = []
    pace = Guesses(Limit(burst=20, per_minute=20, clock=lambda: 0.0), client_of)

    def arrive(base: str = "http://127.0.0.1:8501", peer: str = "127.0.0.1", **options: object) -> TestClient:
        doors = [*accounts.routes(list, guesses, ways_out.get), *account_links.routes(guesses)]
        routes = [*doors, *downloads.routes(pace)]
        application = Starlette(routes=routes, middleware=[Middleware(OnlyThisMachine), Middleware(OwnerCookie)])
        client = TestClient(application, base, follow_redirects=False, client=(peer, 50000), **options)
        client.cookies.set("lang", "en")
        made.append(client)
        return client

    yield arrive
    for client in made:
        client.close()


def fill_in(client: TestClient, address: str, **fields: str):
    """Open the form and post it, as a browser does."""
    shown = client.get(address)
    mark = re.search(r'name="mark" value="([0-9a-f]{64})"', shown.text)
    assert mark, shown.text
    return client.post(address, data={"mark": mark[1], **fields})


def administrator() -> str:
    """The first account, made without a browser; its id."""
    token = links.first(clock.now())
    assert token is not None
    return links.make_administrator(token, EMAIL, NAME, PASSWORD, clock.now())


def sign_in(client: TestClient, email: str = EMAIL, password: str = PASSWORD):
    return fill_in(client, accounts.SIGN_IN, email=email, password=password)


def session_of(client: TestClient) -> str:
    return client.cookies.get("dti_session", "")


def is_signed_in(token: str) -> bool:
    return sessions.viewer_of(token, None, clock.now()).signed_in


def fault(answer) -> str:
    found = re.search(r'role="alert"[^>]*>([^<]*)<', answer.text)
    return html.unescape(found[1]) if found else ""
