"""Static files: what is served, for how long it may be kept, and that every face we name is there."""

import tomllib

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from frame.files import ROOT, address, routes

client = TestClient(Starlette(routes=routes()))


def test_a_file_asked_for_by_its_hash_is_kept_for_ever():
    answer = client.get(address("frame/page.js").removeprefix("."))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=0000000000000000"])
def test_any_other_is_asked_for_again(query):
    answer = client.get(f"/files/frame/page.js{query}")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(f"/files/frame/page.js{query}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    ["fonts/README.md", "locale/vi/LC_MESSAGES/dti.po", "frame/..%2f..%2fapp.py", "fonts/absent.woff2", "fonts/"],
)
def test_nothing_else_is_served(path):
    assert client.get(f"/files/{path}").status_code == 404


def test_every_face_that_is_named_is_there_in_every_slice_and_weight():
    sheet = client.get("/files/fonts/faces.css")
    assert sheet.headers["content-type"] == "text/css; charset=utf-8"
    faces = sheet.text.split("@font-face")[1:]
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for face in faces:
        assert f'font-family: "{theme["font"].partition(",")[0]}";' in face
        file = face.partition('url("')[2].partition('"')[0]
        assert client.get(f"/files/fonts/{file}").headers["content-type"] == "font/woff2"
    weights = [face.partition("font-weight: ")[2].partition(";")[0] for face in faces]
    assert sorted(weights) == sorted(["400", "500", "600", "700"] * 3)
