"""The guide for operators: its commands run, its settings are read, its roles are understood."""

import re
import subprocess
import sys
import tomllib

import pytest

from figures.exports import browser
from figures.kits import settings
from figures.official import read as official
from figures.provenance import apart
from frame import allowance, claims, metrics, overload, sockets
from opendata import doors, previews
from pages.parts import work
from store import database, start
from store.passwords import GUESSES, LEAST
from tests.docs.test_examples import ROOT, blocks, commands, looks_like
from tests.figures.official import drawn

GUIDE = ROOT / "docs" / "operators.md"
TEXT = GUIDE.read_text(encoding="utf-8")
NUMBERS = {3: "three", 5: "five"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with an installation's tables under `var`."""
    monkeypatch.setenv("DTI_DATA", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DTI_PUBLIC_URL", raising=False)
    database.migrate(database.engine())
    database.engine().dispose()
    drawn.write(tmp_path)
    return tmp_path


def test_commands_print_what_the_guide_says(folder, monkeypatch):
    """In turn and in one folder: what is backed up is what is restored."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    told = commands(GUIDE)
    for command, printed in told:
        called = ["bash", "-c", command.replace("python ", f"{sys.executable} ", 1)]
        done = subprocess.run(called, cwd=folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert looks_like(printed).fullmatch(done.stdout), done.stdout


def test_every_figure_of_the_process_is_told(folder, monkeypatch):
    """By its name in /metrics, and none that is not there."""
    table = TEXT.split("| figure | what it tells |")[1].split("\n\n")[0]
    told = set(re.findall(r"`((?:dti|process|python)_\w+)`", table))
    monkeypatch.setattr(start, "progress", lambda: start.Progress(ready=True))
    found = list(metrics.REGISTRY.collect())
    names = {each.name + ("_total" if each.type == "counter" else "") for each in found}
    assert told == names and "dti_submissions" in names


def test_the_lines_for_nginx_are_those_of_the_template():
    (quoted,) = [text for text in blocks(GUIDE, "nginx") if "DTI_STATIC" in text]
    template = (ROOT / "deploy" / "static.conf.template").read_text(encoding="utf-8").splitlines()
    assert quoted.splitlines() and set(quoted.splitlines()) <= set(template)


def test_every_value_of_the_claim_in_the_table_is_a_role():
    told = re.findall(r"^\| (`[^|]+) \|", TEXT.split("| value | role |")[1].split("\n\n")[0], re.MULTILINE)
    values = [value for line in told for value in re.findall(r"`([^`]+)`", line)]
    assert len(values) == 7 and all(claims.parsed(value) for value in values)


def test_the_secrets_are_those_that_are_asked_for():
    (example,) = blocks(GUIDE, "toml")
    asked = {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url", "label"}
    assert set(tomllib.loads(example)["auth"]) == asked


def test_the_numbers_are_those_in_force():
    doors = (ROOT / "app.py").read_text(encoding="utf-8")
    assert "Limit(burst=30, per_minute=1)" in doors and "Limit(burst=10, per_minute=0.5)" in doors
    assert "30 wrong ones at once, then one a minute" in TEXT and "10\nand then one in two minutes" in TEXT
    assert f"at least {LEAST} characters" in TEXT and (GUESSES, "Five wrong ones") == (5, "Five wrong ones")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("open pages", [f"({overload.most_of_one()})"]),
        (
            "uploads held in memory",
            [
                f"{allowance._MEMBER_MB} MB of a session, {allowance._SESSION_MB} MB without the right to upload",
                f"{allowance._MEMBERS_MB} MB and {allowance._ALL_MB} MB",
            ],
        ),
        ("open data", [f"{doors.LIMIT.burst} at once, then {doors.LIMIT.per_minute:g} a minute"]),
        ("pictures of links", [f"{previews._LIMIT.burst} at once, then {previews._LIMIT.per_minute:g} a minute"]),
        ("files to be verified", [f"{apart.MOST_BYTES // allowance.MB} MB each", f"{NUMBERS[apart.AT_ONCE]} are read"]),
        ("charts and documents drawn by Chromium", [f"{browser.MOST} under way or waiting"]),
        ("uploads read, releases checked", [f"of strangers one, and {NUMBERS[work.MOST_OF_STRANGERS - 1]} more wait"]),
        ("press kits", [f"{settings.MOST['files']:,} files, {settings.MOST['pages']} of them HTML"]),
        ("what a browser sends over the stream of a page", [f"{sockets.MOST_SENT // 2**20} MiB at once"]),
        ("size", [f"at most {official.MOST_BYTES // 2**20} MiB and a million positions"]),
    ],
)
def test_a_limit_is_the_one_in_force(what, said):
    (row,) = re.findall(rf"^\| {what} \|.*$", TEXT, re.MULTILINE)
    assert [each for each in said if each not in row] == []


def test_the_numbers_of_doors_are_those_in_force():
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| files of releases, by address \|.*$", TEXT, re.MULTILINE)
    assert "Limit(burst=60, per_minute=60)" in app and "60 at once, then 60 a minute" in row
    assert official.MOST_POSITIONS == 1_000_000
