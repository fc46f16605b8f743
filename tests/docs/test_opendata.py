"""The guide to the open data: its commands and its Python run against the real routes, its tables leave nothing out."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette

from figures import embedding
from opendata import doors, embedded
from opendata.resources import RESOURCES
from opendata.routes import routes
from tests.docs.test_examples import ROOT, blocks, commands, looks_like
from tests.needs import program
from tests.opendata.conftest import shelf, shipped  # noqa: F401  (fixtures)

GUIDE = ROOT / "docs" / "opendata.md"
TEXT = GUIDE.read_text(encoding="utf-8")
WRITTEN = "http://127.0.0.1:8501"


@pytest.fixture
def here(shipped) -> Iterator[str]:  # noqa: F811
    """The address of a server with the routes of the room."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes()), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_commands_print_what_the_guide_says(here):
    program("curl")
    told = commands(GUIDE)
    script = "\n".join(f"{command.replace(WRITTEN, here)}\necho '-- ended --'" for command, _ in told)
    found = subprocess.run(
        ["bash", "-c", f'python() {{ "$PYTHON" "$@"; }}\n{script}'],
        capture_output=True, text=True, timeout=120, env={**os.environ, "PYTHON": sys.executable, "PYTHONUTF8": "1"},
    )  # fmt: skip
    printed = found.stdout.split("-- ended --\n")[:-1]
    assert len(printed) == len(told) > 4, found.stderr
    for (command, expected), output in zip(told, printed, strict=True):
        assert looks_like(expected.rstrip("\n")).fullmatch(output.rstrip("\n")), f"$ {command}\n{output}"


def test_python_runs(here):
    (text,) = blocks(GUIDE, "python")
    exec(compile(text, GUIDE.name, "exec"), {"HERE": here})


def test_the_guide_names_every_table_every_filter_and_every_embed():
    for resource in RESOURCES:
        path = resource.path.format(release="ID", framework="ID", division="63")
        assert f"`{path}`" in TEXT or f"`/{path.rpartition('/')[2]}`" in TEXT, path
        assert [p.name for p in resource.query if f"`{p.name}`" not in TEXT] == []
    for kind in embedded.KINDS:
        assert f"`/embed/ID/{kind}" in TEXT


def test_the_lines_for_another_site_are_those_of_the_page():
    (told,) = blocks(GUIDE, "html")
    place = embedding.Live("province", "63")
    there = embedding.address("https://dti.example.vn", "ranking", place, lang="vi", n=10)
    ours = embedding.code(there, "https://dti.example.vn", "…")
    assert told.replace("\n  ", " ").split() == ours.split()


def test_the_limits_are_those_that_hold():
    assert f"may ask {doors.LIMIT.burst} times at once and {doors.LIMIT.per_minute} times a minute" in " ".join(
        TEXT.split()
    )
