"""A start with an official boundary file: it is used, or the start ends and says why."""

import json
import logging
import os
import subprocess
import sys

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from figures import boundaries
from frame import files, ground
from store import database
from tests.browser.server import ROOT, free_port
from tests.figures.official import drawn


@pytest.fixture
def named(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_BOUNDARIES", str(tmp_path))
    monkeypatch.setenv("DTI_DATA", str(tmp_path / "var"))
    return tmp_path


def test_a_file_that_cannot_be_used_ends_the_start(named, caplog, monkeypatch):
    found = drawn.content()
    del found["features"][0]
    drawn.write(named, found)
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "disabled", False)  # as it was, afterwards
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit) as ended:
        ground.stand()
    assert ended.value.code == 1 and not (named / "var" / "boundaries").exists()
    assert caplog.messages == [
        "DTI_BOUNDARIES cannot be used:\n34.geojson: Hà Nội (code 01) has no feature. Add it, with the property "
        '"code": "01".'
    ]


WRONG = {
    "DTI_SESSION_HOURS": ("abc", "DTI_SESSION_HOURS is 'abc'. Give a number above 0, or leave it out."),
    "DTI_MOST_READERS": ("0", "DTI_MOST_READERS is '0'. Give a whole number above 0, or leave it out."),
    "DTI_PUBLIC_URL": (
        "dti.example.vn",
        "DTI_PUBLIC_URL is 'dti.example.vn'. Give the address that readers type, beginning with https://.",
    ),
    "DTI_SMTP_URL": (
        "mail.example.vn",
        "DTI_SMTP_URL is smtp://HOST:PORT or smtps://HOST:PORT, with USER:PASSWORD@ where needed.",
    ),
    "DTI_BLOCKS": (
        "/nowhere/at/all",
        "DTI_BLOCKS cannot be used: [Errno 2] No such file or directory: '/nowhere/at/all/blocks.csv'",
    ),
    "DATABASE_URL": (
        "mysql://dti:secret@db/dti",
        "DATABASE_URL is no address of a database. Write postgresql://USER:PASSWORD@HOST/NAME, or leave it out for "
        "SQLite under DTI_DATA.",
    ),
    "DTI_DATA": ("/dev/null/var", "DTI_DATA cannot be used: Not a directory: /dev/null/var. Name a folder of ours."),
}


@pytest.mark.parametrize("setting", WRONG)
def test_a_setting_that_is_none_is_named_with_the_remedy(tmp_path, monkeypatch, caplog, setting):
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "disabled", False)
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    monkeypatch.setenv("DTI_MAIL_FROM", "dti@example.vn")
    for name in ("DATABASE_URL", "DTI_BOUNDARIES"):
        monkeypatch.delenv(name, raising=False)
    value, told = WRONG[setting]
    monkeypatch.setenv(setting, value)
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit):
        ground.stand()
    assert caplog.messages == [told]


def test_a_refused_start_says_why_and_nothing_else(tmp_path):
    """The server itself, as an operator starts it: over tables of a newer version, and with two wrong settings."""
    made = database.engine(f"sqlite:///{tmp_path / 'dti.db'}")
    database.migrate(made)
    with made.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    made.dispose()
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    wrong = {"DTI_IDLE_MINUTES": "-1", "DTI_BOUNDARIES": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())],
        cwd=ROOT, env={**kept, **wrong, "DTI_DATA": str(tmp_path)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode != 0 and "Traceback" not in done.stdout + done.stderr
    assert [json.loads(line)["message"] for line in done.stderr.splitlines()] == [
        "DTI_IDLE_MINUTES is '-1'. Give a number above 0, or leave it out.",
        "DTI_BOUNDARIES cannot be used:\n/nowhere is called after no division. Call it 63.geojson or 34.geojson.",
        "The tables are those of a newer version of the program (9999). Start that one, or restore a backup that was "
        "made before into an empty database.",
    ]


def test_browsers_get_the_official_areas(named):
    drawn.write(named)
    ground.stand()
    answer = TestClient(Starlette(routes=files.routes())).get(files.address("boundaries/34.geojson").removeprefix("."))
    assert answer.json()["features"] == boundaries.shapes("34")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_without_one_the_shipped_areas_are_served(monkeypatch):
    monkeypatch.delenv("DTI_BOUNDARIES", raising=False)
    ground.stand()
    assert boundaries.folder() == boundaries.SHIPPED
