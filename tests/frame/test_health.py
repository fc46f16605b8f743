"""What a load balancer asks."""

import pytest
from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from frame import health, metrics
from store import database, start


@pytest.fixture
def client(empty):
    return TestClient(Starlette(routes=health.routes()))


def test_a_process_lives_before_it_can_serve(client, monkeypatch):
    monkeypatch.setattr(start, "_progress", start.Progress(migrated=True))
    assert client.get("/healthz").json() == {"status": "ok"}
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.headers["cache-control"] == "no-store"
    assert answer.json() == {"status": "not ready", "tables": False, "database": True, "folder": True}
    start.progress().ready = True
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


def test_a_database_that_is_away_and_back(client, tmp_path, monkeypatch):
    monkeypatch.setattr(start, "_progress", start.Progress(ready=True))
    with monkeypatch.context() as away:
        away.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none?connect_timeout=1")
        assert client.get("/readyz").json() == {
            "status": "not ready", "tables": True, "database": False, "folder": True,
        }  # fmt: skip
        assert client.get("/healthz").status_code == 200
        database.engine().dispose()
    assert client.get("/readyz").status_code == 200


def test_a_folder_that_is_away_is_not_made_anew(client, tmp_path, monkeypatch):
    monkeypatch.setattr(start, "_progress", start.Progress(ready=True))
    home = database.data_folder()
    away = home.rename(home.with_name("away"))
    asked = client.get("/readyz")
    assert (asked.status_code, asked.json()["folder"]) == (503, False)
    assert "dti_disk_free_bytes" not in generate_latest(metrics.REGISTRY).decode()
    assert not home.exists()
    away.rename(home)
    assert client.get("/readyz").status_code == 200
    assert "dti_disk_free_bytes" in generate_latest(metrics.REGISTRY).decode()
