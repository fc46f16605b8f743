"""The open data over a store with a few of the shipped tables, or over one of the test's own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from opendata.limits import Limit
from opendata.routes import routes
from store import clock, contents, database, shared, start
from store.viewers import Viewer
from tests.store import made

SHIPPED = (
    "published/province-2024.xlsx", "published/province-2023.xlsx",
    "published/ministry-other-2023.xlsx", "demo/ministry-other-2023-06.xlsx",
    "programme/project06-2023.xlsx",
)  # fmt: skip


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store of some shipped tables; nobody writes into it."""
    folder = tmp_path_factory.mktemp("shelf")
    rows = [row for row in start.shipped() if row["file"] in SHIPPED]
    settings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with (
        patch.dict(os.environ, settings | {"DTI_DATA": str(folder)}, clear=True),
        patch.object(start, "shipped", lambda: rows),
        patch.object(start, "_progress", start.Progress()),
    ):
        start.load()
        database.engine().dispose()
    return folder


def _open(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("DTI_DATA", str(folder))
    for name in ("DATABASE_URL", "DTI_PUBLIC_URL", "DTI_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(start, "_progress", start.Progress(migrated=True, ready=True))
    contents._read.cache_clear()
    shared.forget()


@pytest.fixture
def shipped(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of the open data over `shelf`, which may ask as often as it likes."""
    _open(monkeypatch, shelf)
    monkeypatch.setattr(Limit, "wait", lambda *_, **__: 0)
    yield client()
    database.engine().dispose()


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store with all tables and nothing in them."""
    _open(monkeypatch, tmp_path)
    database.migrate(database.engine())
    yield tmp_path
    database.engine().dispose()


@pytest.fixture
def people(own_store: Path) -> tuple[Viewer, Viewer]:
    """An analyst and an approver."""
    return made.analyst(), made.approver()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`at(moment)`: the clock of the whole application stands there."""

    def moved(moment) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    moved(made.NOON)
    return moved


def client() -> TestClient:
    """At the routes of the room alone; it follows no redirect by itself."""
    return TestClient(Starlette(routes=routes()), "http://dti.example.vn", follow_redirects=False)
