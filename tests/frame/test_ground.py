"""A start with an official boundary file: it is used, or the start ends and says why."""

import logging

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from figures import boundaries
from frame import files, ground
from tests.figures.official import drawn


@pytest.fixture
def named(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_BOUNDARIES", str(tmp_path))
    monkeypatch.setenv("DTI_DATA", str(tmp_path / "var"))
    return tmp_path


def test_a_file_that_cannot_be_used_ends_the_start(named, caplog):
    found = drawn.content()
    del found["features"][0]
    drawn.write(named, found)
    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit) as ended:
        ground.stand()
    assert ended.value.code == 1 and not (named / "var").exists()
    assert caplog.messages == [
        "DTI_BOUNDARIES cannot be used:\n34.geojson: Hà Nội (code 01) has no feature. Add it, with the property "
        '"code": "01".'
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
